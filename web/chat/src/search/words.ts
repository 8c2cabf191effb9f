import { catalogOf } from "@tresen/ui";

/** Words of the search, fetched with it. */

const de = {
  title: "In dieser Unterhaltung suchen",
  media: "Fotos, Dateien und Links",
  found: (n: number) => (n === 1 ? "1 Treffer" : `${n} Treffer`),
  nothing: "Nichts gefunden. Ein einzelnes Wort findet mehr als ein ganzer Satz.",
  back: (day: string) => `Durchsucht bis ${day}.`,
  on: "Weiter zurück lesen",
  reading: "Wird gelesen …",
  failed: "Das hat nicht geklappt. Dazu brauchen Sie Netz.",
};

export type SearchWords = typeof de;

const en: SearchWords = {
  title: "Search this conversation",
  media: "Photos, files and links",
  found: (n) => (n === 1 ? "1 result" : `${n} results`),
  nothing: "Nothing found. A single word finds more than a whole sentence.",
  back: (day) => `Searched back to ${day}.`,
  on: "Read further back",
  reading: "Reading …",
  failed: "That did not work. It takes a connection.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("search", { de, en });
