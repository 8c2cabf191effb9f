import { catalogOf } from "../i18n/speak.svelte.ts";

/** Words for finding one's way in a conversation. They are fetched with it, in both languages, and address nobody. */
const de = {
  today: "Heute",
  yesterday: "Gestern",
  newMessages: (n: number) => (n === 1 ? "1 neue Nachricht" : `${n} neue Nachrichten`),
  marked: "Als ungelesen markiert",
  toNew: (n: number) => (n === 1 ? "Zur neuen Nachricht" : `Zu den ${n} neuen Nachrichten`),
  toMarked: "Zur markierten Stelle",
  toNewest: "Zu den neuesten",
  toDate: "Zu einem Datum springen",
  date: "Datum",
  dateMore: "War an dem Tag nichts, geht es zur nächsten Nachricht danach.",
  jump: "Hinspringen",
  loading: (day: string) => `Ältere Nachrichten werden geladen, bisher bis ${day}.`,
  missing: "Erst ein ganzes Datum angeben, mit Tag, Monat und Jahr.",
  after: (day: string) => `Danach kam nichts mehr. Die letzte Nachricht ist vom ${day}.`,
  nothing: "Hier steht noch keine Nachricht.",
  failed: "Ältere Nachrichten ließen sich gerade nicht laden. Mit Netz geht es wieder.",
  landed: (day: string) => `Erste Nachricht am ${day}`,
  landedLater: (wanted: string, day: string) => `Am ${wanted} war nichts. Nächste Nachricht am ${day}`,
};

export type ReadingWords = typeof de;

const en: ReadingWords = {
  today: "Today",
  yesterday: "Yesterday",
  newMessages: (n) => (n === 1 ? "1 new message" : `${n} new messages`),
  marked: "Marked as unread",
  toNew: (n) => (n === 1 ? "Go to the new message" : `Go to the ${n} new messages`),
  toMarked: "Go to the marked place",
  toNewest: "To the newest",
  toDate: "Jump to a date",
  date: "Date",
  dateMore: "If nothing was said on that day, you land at the next message after it.",
  jump: "Jump",
  loading: (day) => `Loading older messages, back to ${day} so far.`,
  missing: "Enter a full date first, with day, month and year.",
  after: (day) => `Nothing was said after that. The last message is from ${day}.`,
  nothing: "There is no message here yet.",
  failed: "Older messages could not be loaded just now. It works again once you are online.",
  landed: (day) => `First message on ${day}`,
  landedLater: (wanted, day) => `Nothing was said on ${wanted}. Next message on ${day}`,
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("reading", { de, en });
