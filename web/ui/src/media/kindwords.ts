import { catalogOf } from "../i18n/speak.svelte.ts";

const de = {
  photo: "Foto",
  video: "Video",
  voice: "Sprachnachricht",
  file: "Datei",
  callback: "Bitte um Rückruf",
};
export type KindWords = typeof de;

const en: KindWords = {
  photo: "Photo",
  video: "Video",
  voice: "Voice note",
  file: "File",
  callback: "Please call back",
};

/** What kinds of files are called. Apart from the other words, because lists and quotes need no more. */
export const kindWords = () => catalogOf("kinds", { de, en });
