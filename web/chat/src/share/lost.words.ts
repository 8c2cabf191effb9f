import { catalogOf } from "@tresen/ui";

// That what another app handed over did not arrive.

const de = {
  title: "Das kam nicht an",
  lost: "Diese Seite war zum Teilen gerade nicht bereit. Es wurde nichts gespeichert und nichts gesendet. In der Unterhaltung können Sie es mit „Anhängen“ auswählen.",
  full: "Hier wartet schon zu viel, oder es war zu groß: Es passen fünf geteilte Sachen hinein, zusammen 100 MB. Es wurde nichts davon gespeichert und nichts gesendet. Übernehmen oder verwerfen Sie zuerst, was schon wartet.",
  ok: "Verstanden",
};

export type LostWords = typeof de;

const en: LostWords = {
  title: "That did not arrive",
  lost: "This page was not ready for sharing just now. Nothing was stored and nothing was sent. In the conversation you can choose it with “Attach”.",
  full: "Too much is waiting here already, or it was too large: there is room for five shares, 100 MB together. Nothing of it was stored and nothing was sent. First take over or throw away what is waiting.",
  ok: "Got it",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("lost", { de, en });
