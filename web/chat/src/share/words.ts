import { catalogOf } from "@tresen/ui";

// Sharing from other apps, fetched with what shows it.

const de = {
  title: "Hier wurde etwas geteilt",
  how: "Übernehmen Sie es, steht der Text hinter dem, was Sie schon geschrieben haben. Gesendet wird erst, wenn Sie auf „Senden“ tippen.",
  some: "Auf einmal gehen höchstens 20 Dateien. Alles weitere können Sie danach anhängen.",
  take: "Übernehmen",
  drop: "Verwerfen",
  dropAll: "Alle verwerfen",
};
export type SharingWords = typeof de;

const en: SharingWords = {
  title: "Something was shared here",
  how: "If you take it over, the text is put behind what you have already written. It is sent only when you press “Send”.",
  some: "At most 20 files go at once. You can attach the others afterwards.",
  take: "Take over",
  drop: "Throw away",
  dropAll: "Throw all away",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("sharing", { de, en });
