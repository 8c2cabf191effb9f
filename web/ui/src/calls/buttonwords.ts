import { catalogOf } from "../i18n/speak.svelte.ts";

// Apart from the other words of calls, which are fetched with the first call.
const WORDS = {
  de: { call: "Anrufen", voice: "Sprachanruf", video: "Videoanruf", wait: "Einen Moment …" },
  en: { call: "Call", voice: "Voice call", video: "Video call", wait: "One moment …" },
};

export type CallButtonWords = typeof WORDS.de;

export const buttonWords = () => catalogOf("callButtons", WORDS);
