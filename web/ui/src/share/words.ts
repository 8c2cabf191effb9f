import { catalogOf } from "../i18n/speak.svelte.ts";

// What another app handed over, before a person has looked at it.

const texts = {
  de: {
    warn: "Von einer anderen App: bitte prüfen.",
    why: "Auch eine Webseite kann so etwas übergeben haben. Es ist noch nirgends eingefügt und nicht gesendet.",
    words: "Text",
    files: "Dateien",
  },
  en: {
    warn: "From another app: please check.",
    why: "A website can have handed this over, too. It has not been put anywhere yet, nor sent.",
    words: "Text",
    files: "Files",
  },
};

export type GivenWords = typeof texts.de;

export const words = () => catalogOf("given", texts);
