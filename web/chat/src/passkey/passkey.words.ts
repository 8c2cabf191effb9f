import { catalogOf } from "@tresen/ui";

const de = {
  offer: "Mit Gesicht oder Finger zurückfinden",
  brief: "Ohne Zettel, auf diesem Gerät",
  way: "Wieder hierher finden",
  wayHow: "Mit einem neuen Handy, oder wenn der Browser aufräumt.",
  wayKept: "Eingerichtet.",
  show: "Ansehen",
  others: "Andere Wege",
  later: "Sie finden es jederzeit im Menü unter „Rückkehr-Link“.",
  touch:
    "Ihr Gerät fragt dabei nach Finger oder Gesicht: So öffnet Ihr Passkey auch den neuen Link. Ohne das endet er.",
  fates: {
    follows: "Ihr Passkey öffnet jetzt den neuen Link.",
    only: "Dieser Passkey öffnet jetzt den neuen Link. Ihre anderen öffnen hier nichts mehr.",
    ended:
      "Ihr Passkey öffnet hier nichts mehr. Einen neuen legen Sie im Menü unter „Rückkehr-Link“ an; den alten löschen Sie in der Passwort-Verwaltung Ihres Geräts.",
    unknown: "Ob Ihr Passkey den neuen Link öffnet, sehen Sie im Menü unter „Rückkehr-Link“.",
  },
  again:
    "Der Link ist noch der alte: Bitte versuchen Sie es noch einmal. Brechen Sie die Frage nach dem Passkey ab, wird er ohne ihn erneuert.",
  leaves:
    "Ihr Passkey öffnet danach nichts mehr. Aus der Passwort-Verwaltung Ihres Geräts löschen Sie ihn selbst.",
  made: "Eingerichtet. Auf einem neuen Gerät tippen Sie auf „Zurück zu meiner Unterhaltung“.",
  held: "Damit Sie mit Fingerabdruck oder Gesicht zurückfinden. Hier liegt Ihr Rückkehr-Link in einer Hülle, die nur Ihr Passkey öffnet. Den Passkey selbst bewahren Apple, Google oder Ihr Passwort-Programm auf.",
  heldSince: (day: string) => `seit ${day}`,
  heldUntil: "Bis Sie ihn entfernen",
  none: "Es wurde kein Passkey gewählt. Ihr Rückkehr-Link öffnet die Unterhaltung auch: Menü, „Rückkehr-Link“.",
  title: "Fingerabdruck oder Gesicht",
  how: "Ihr Gerät legt dafür einen Passkey an. Apple, Google oder Ihr Passwort-Programm bewahren ihn auf. Sie sehen, dass Sie hier einen haben, aber nicht, was Sie schreiben. Unser Server kann damit nichts öffnen.",
  since: (day: string) => `Eingerichtet am ${day}.`,
  drop: "Passkey hier entfernen",
  dropped:
    "Entfernt: Er öffnet hier nichts mehr. Aus der Passwort-Verwaltung Ihres Geräts löschen Sie ihn selbst.",
};

export type PasskeyWords = typeof de;

const en: PasskeyWords = {
  offer: "Find your way back with face or finger",
  brief: "No slip of paper, on this device",
  way: "Find your way back",
  wayHow: "With a new phone, or when the browser has been cleared.",
  wayKept: "Set up.",
  show: "Show",
  others: "Other ways",
  later: "You will find it any time in the menu, under “Return link”.",
  touch:
    "Your device will ask for your finger or face: that way your passkey opens the new link, too. Otherwise it ends.",
  fates: {
    follows: "Your passkey now opens the new link.",
    only: "This passkey now opens the new link. Your others open nothing here any more.",
    ended:
      "Your passkey opens nothing here any more. You can make a new one in the menu under “Return link”; delete the old one in your device's password manager.",
    unknown: "In the menu, under “Return link”, you can see whether your passkey opens the new link.",
  },
  again:
    "The link is still the old one: please try again. If you cancel when your device asks for the passkey, the link is renewed without it.",
  leaves:
    "Your passkey will open nothing after that. You delete it yourself in your device's password manager.",
  made: "Done. On a new device, tap “Back to my conversation”.",
  held: "So that you come back with your fingerprint or face. Your return link lies here in a wrap that only your passkey opens. Apple, Google or your password manager keeps the passkey itself.",
  heldSince: (day) => `since ${day}`,
  heldUntil: "Until you remove it",
  none: "No passkey was chosen. Your return link opens the conversation, too: Menu, “Return link”.",
  title: "Fingerprint or face",
  how: "For this your device makes a passkey. Apple, Google or your password manager keeps it. They can see that you have one here, but not what you write. Our server cannot open anything with it.",
  since: (day) => `Set up on ${day}.`,
  drop: "Remove the passkey here",
  dropped: "Removed: it opens nothing here any more. Delete it yourself in your device's password manager.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("passkey", { de, en });
