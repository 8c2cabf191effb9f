import { catalogOf } from "../i18n/speak.svelte.ts";

/** The picker's words. They are fetched with it, in both languages: nobody else needs them. */

const de = {
  picker: "Emoji",
  search: "Emoji suchen",
  groups: "Gruppen",
  recent: "Zuletzt benutzt",
  group: {
    0: "Gesichter und Gefühle",
    1: "Menschen und Gesten",
    3: "Tiere und Natur",
    4: "Essen und Trinken",
    5: "Reisen und Orte",
    6: "Aktivitäten",
    7: "Gegenstände",
    8: "Symbole",
    9: "Flaggen",
  },
  tone: "Hautton",
  tones: ["ohne", "hell", "mittelhell", "mittel", "mitteldunkel", "dunkel"],
  found: (n: number) => (n === 1 ? "1 Emoji gefunden" : `${n} Emoji gefunden`),
  nothing: (query: string) => `Kein Emoji zu „${query}“.`,
  loading: "Emoji werden geladen",
  failed: "Die Emoji ließen sich gerade nicht laden.",
  again: "Noch einmal versuchen",
};

export type EmojiWords = typeof de;

const en: EmojiWords = {
  picker: "Emoji",
  search: "Search emoji",
  groups: "Groups",
  recent: "Used recently",
  group: {
    0: "Faces and feelings",
    1: "People and gestures",
    3: "Animals and nature",
    4: "Food and drink",
    5: "Travel and places",
    6: "Activities",
    7: "Objects",
    8: "Symbols",
    9: "Flags",
  },
  tone: "Skin tone",
  tones: ["none", "light", "medium light", "medium", "medium dark", "dark"],
  found: (n: number) => (n === 1 ? "1 emoji found" : `${n} emoji found`),
  nothing: (query: string) => `No emoji for “${query}”.`,
  loading: "Loading emoji",
  failed: "The emoji could not be loaded just now.",
  again: "Try again",
};

export const words = () => catalogOf("emoji", { de, en });
