import { catalogOf } from "@tresen/ui";

// Words of the choice of a language.

const de = {
  title: "Sprache",
  how: "Das gilt für diese Seite. Was der Betrieb schreibt, bleibt, wie er es schreibt. Außer Deutsch und Englisch hat eine Maschine übersetzt.",
};

export type LanguagesWords = typeof de;

const en: LanguagesWords = {
  title: "Language",
  how: "This is for this page. What the business writes stays as it writes it. All languages but German and English were translated by a machine.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("languages", { de, en });
