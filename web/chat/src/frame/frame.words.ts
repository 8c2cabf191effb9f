import { catalogOf } from "@tresen/ui";

/** Words of the page in a frame of a website. `goOn`: what the button in the new window says. */
const de = {
  window: "In eigenem Fenster weiter",
  belongs: "Diese Unterhaltung gehört zu dieser Website. Anderswo finden Sie sie so nicht wieder.",
  belongsTitle: "Wo diese Unterhaltung liegt",
  take: "Mitnehmen",
  fine: "Passt so",
  takeTitle: "Unterhaltung mitnehmen",
  takeMore: (goOn: string) =>
    `Es öffnet sich ein eigenes Fenster. Dort tippen Sie auf „${goOn}“. Hier bleibt sie auch.`,
  takeLink: "Oder Sie heben Ihren Rückkehr-Link auf: Er öffnet sie in jedem Browser.",
  callsTitle: "Anrufe gehen in ein eigenes Fenster",
  callsMore: (goOn: string) =>
    `Mikrofon und Kamera gehören in keine fremde Seite. Im neuen Fenster tippen Sie auf „${goOn}“ und rufen von dort an.`,
  rings: (name: string) => `${name} ruft an`,
  ringsMore: (goOn: string) =>
    `Annehmen können Sie in einem eigenen Fenster. Dort tippen Sie auf „${goOn}“; es klingelt, solange der Anruf wartet.`,
  open: "Eigenes Fenster öffnen",
  movedTitle: "Weiter im eigenen Fenster",
  moved: (goOn: string) =>
    `Ihre Unterhaltung ist dort, sobald Sie auf „${goOn}“ tippen. Hier bleibt sie auch, bis Sie sie löschen.`,
  movedOther:
    "Schreiben Sie dort schon mit diesem Betrieb? Dann zeigt das Fenster jene Unterhaltung, und diese bleibt nur hier.",
  movedEmpty: "Dort können Sie schreiben. Hier ist noch nichts gespeichert.",
  movedAlone:
    "Dort beginnt eine neue Unterhaltung, und diese bleibt hier: Einen Rückkehr-Link zu ihr hat dieser Browser gerade nicht.",
  movedLong: "Der Text in Ihrem Feld ist zu lang zum Mitnehmen. Er steht hier im Feld.",
  here: "Hier weiter",
  again: "Noch einmal öffnen",
  refusedTitle: "Hier öffnet sich die Seite nicht",
  refused:
    "Sie zeigt sich nur auf Websites, die der Betrieb selbst nennt. Schreiben können Sie in einem eigenen Fenster.",
  unreachableTitle: "Gerade keine Verbindung",
  unreachable: "Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Verloren ist nichts.",
  storageTitle: "Hier lässt sich nichts speichern",
  storage:
    "Ihr Browser lässt eingebettete Seiten nichts speichern, und ohne das gibt es keine Unterhaltung. In einem eigenen Fenster geht es.",
};

export type FrameWords = typeof de;

const en: FrameWords = {
  window: "Continue in a window of its own",
  belongs: "This conversation belongs to this website. You won’t find it like this anywhere else.",
  belongsTitle: "Where this conversation is",
  take: "Take it along",
  fine: "That’s fine",
  takeTitle: "Take the conversation along",
  takeMore: (goOn) => `A window of its own opens. Tap “${goOn}” there. It stays here too.`,
  takeLink: "Or keep your return link: it opens the conversation in any browser.",
  callsTitle: "Calls need a window of their own",
  callsMore: (goOn) =>
    `Microphone and camera belong in nobody else’s page. In the new window, tap “${goOn}” and call from there.`,
  rings: (name) => `${name} is calling`,
  ringsMore: (goOn) =>
    `You can accept in a window of its own. Tap “${goOn}” there; it rings as long as the call is waiting.`,
  open: "Open the window",
  movedTitle: "Continues in a window of its own",
  moved: (goOn) =>
    `Your conversation is there as soon as you tap “${goOn}”. It stays here too, until you erase it.`,
  movedOther:
    "Do you already write to this business there? Then the window shows that conversation, and this one stays here alone.",
  movedEmpty: "You can write there. Nothing is stored here yet.",
  movedAlone:
    "A new conversation begins there, and this one stays here: this browser has no return link to it just now.",
  movedLong: "The text in your field is too long to come along. It is in the field here.",
  here: "Continue here",
  again: "Open once more",
  refusedTitle: "The page doesn’t open here",
  refused: "It shows itself only on websites that the business names. You can write in a window of its own.",
  unreachableTitle: "No connection just now",
  unreachable: "Check your connection and try again. Nothing is lost.",
  storageTitle: "Nothing can be stored here",
  storage:
    "Your browser lets embedded pages store nothing, and without that there is no conversation. It works in a window of its own.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("frame", { de, en });
