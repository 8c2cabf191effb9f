import { catalogOf } from "@tresen/ui";

/** Words of the whole privacy notice, fetched with it. */

const de = {
  version: (n: number, day: string) =>
    `Fassung ${n} vom ${day}, vom Server aus seinen Einstellungen geschrieben`,
  whole: "Ganze Datenschutzerklärung lesen",
  save: (format: string) => `Als ${format} speichern`,
  reading: "Wird geladen …",
  failed: "Die Erklärung lässt sich gerade nicht laden. Versuchen Sie es noch einmal, wenn Sie Netz haben.",
};

export type NoticeWords = typeof de;

const en: NoticeWords = {
  version: (n, day) => `Version ${n} of ${day}, written by the server from its settings`,
  whole: "Read the whole privacy notice",
  save: (format) => `Save as ${format}`,
  reading: "Loading …",
  failed: "The notice cannot be loaded just now. Try again once you have a connection.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("notice", { de, en });
