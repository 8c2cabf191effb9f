import { catalogOf } from "@tresen/ui";

// What a named link says before anything is sent, and that one is closed.

const de = {
  by: (source: string) =>
    `Sie kommen über „${source}“. Das erfährt der Betrieb mit Ihrer nächsten Nachricht.`,
  byLink: "Sie kommen über einen Link des Betriebs. Das erfährt er mit Ihrer nächsten Nachricht.",
  worded: "Der Text im Feld stand im Link. Gesendet wird er nur, wenn Sie ihn senden.",
  closed: "Dieser Weg ist geschlossen",
  open: (name: string) => `Die Seite von ${name} ist für Sie da wie immer.`,
  on: "Zur Seite",
};

export type WayWords = typeof de;

const en: WayWords = {
  by: (source) => `You came by “${source}”. The business learns this with your next message.`,
  byLink: "You came by one of the business’s links. It learns this with your next message.",
  worded: "The text in the field was in the link. It is only sent if you send it.",
  closed: "This way in is closed",
  open: (name) => `The page of ${name} is here for you as always.`,
  on: "To the page",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("way", { de, en });
