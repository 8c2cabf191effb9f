import type { Lang } from "@tresen/ui";
import type { ItemName } from "./items.ts";

type ItemWords = Readonly<Record<ItemName, readonly [title: string, why: string, act: string]>>;

const de = {
  title: "Heute noch",
  lead: "Zusammen zehn Minuten. Danach verschwindet diese Karte.",
  ofAll: (done: number, all: number) => `${done} von ${all}`,
  done: "erledigt",
  all: "Alle zeigen",
  fewer: "Weniger",
  close: (title: string) => `${title}: nicht nötig`,

  items: {
    sheet: [
      "Wiederherstellungsblatt drucken",
      "Gehen alle Geräte verloren, bringt nur das Blatt euch zurück.",
      "Drucken",
    ],
    imprint: ["Impressum ausfüllen", "Bis es da ist, kann euch niemand schreiben.", "Ausfüllen"],
    sign: ["Schild aufstellen", "Wer es scannt, schreibt euch.", "Ansehen"],
    notify: ["Mitteilungen einschalten", "Damit die Kasse klingelt, wenn jemand schreibt.", "Einschalten"],
    replies: ["Drei Schnellantworten übernehmen", "", "Übernehmen"],
    picture: ["Bild vom Laden", "Kunden sehen es oben, und es steht auf dem Schild.", "Aussuchen"],
    invite: ["Jemanden einladen", "Liest mit und antwortet für dich.", "Einladen"],
    install: ["Als App ablegen", "Dann ist das Postfach einen Tipp entfernt.", "Ablegen"],
  } as ItemWords,
  took: "Drei Schnellantworten übernommen. Tipp / in eine Nachricht.",
  failed: "Das hat nicht geklappt. Versuch es noch einmal.",
  refused: "Dieser Browser erlaubt es nicht. In seinen Einstellungen lässt es sich ändern.",
  bar: "Euch fehlt noch das Wiederherstellungsblatt.",
  barWhy: "Gehen alle Geräte verloren, bringt nur das Blatt euch zurück.",
};

const en: typeof de = {
  title: "Still today",
  lead: "Ten minutes in all. Then this card goes away.",
  ofAll: (done, all) => `${done} of ${all}`,
  done: "done",
  all: "Show all",
  fewer: "Fewer",
  close: (title) => `${title}: not needed`,

  items: {
    sheet: ["Print the recovery sheet", "If all devices are lost, only the sheet brings you back.", "Print"],
    imprint: ["Fill in the imprint", "Until it is there, nobody can write to you.", "Fill in"],
    sign: ["Put up the sign", "Customers scan it and write to you.", "View"],
    notify: ["Turn on notifications", "So that the till rings when somebody writes.", "Turn on"],
    replies: ["Add three quick replies", "", "Add"],
    picture: ["A picture of your shop", "Customers see it first, and it is on the sign.", "Choose"],
    invite: ["Invite somebody", "They can read and answer messages, too.", "Invite"],
    install: ["Install the app", "Then the inbox is one tap away.", "Install"],
  },
  took: "Three quick replies added. Type / in a message.",
  failed: "That did not work. Try again.",
  refused: "This browser does not allow it. Its settings can change that.",
  bar: "You have no recovery sheet yet.",
  barWhy: "If all devices are lost, only the sheet brings you back.",
};

export type TodayWords = typeof de;
export const words: Readonly<Record<Lang, TodayWords>> = { de, en };
