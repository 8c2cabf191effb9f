import type { Lang } from "@tresen/ui";

const de = {
  title: "Tafel",
  lead: (end: string) => `Eine Zeile für heute. Alle Kunden sehen sie oben, bis ${end}.`,
  hangs: (end: string) => `Hängt bis ${end}.`,
  today: (time: string) => `heute ${time}`,
  tomorrow: (time: string) => `morgen ${time}`,
  later: (day: string, time: string) => `${day}, ${time}`,
  field: "Tafel für heute",
  example: "Heute: Mohnkuchen",
  put: "Aufhängen",
  change: "Ändern",
  wipe: "Abwischen",
  empty: "Schreib erst eine Zeile.",
  long: (n: number) => `Höchstens ${n} Zeichen.`,
  hung: "Die Tafel hängt.",
  wiped: "Die Tafel ist leer.",
  offline: "Der Server hat nicht geantwortet. Versuch es noch einmal.",
  failed: "Das ließ sich nicht aufhängen. Sieh dir das Profil an.",
  nothing: "Heute hängt nichts.",
};

const en: typeof de = {
  title: "Board",
  lead: (end) => `One line for today. Every customer sees it at the top until ${end}.`,
  hangs: (end) => `Shown until ${end}.`,
  today: (time) => `${time} today`,
  tomorrow: (time) => `${time} tomorrow`,
  later: (day, time) => `${time} on ${day}`,
  field: "Board for today",
  example: "Today: poppy seed cake",
  put: "Put it up",
  change: "Change",
  wipe: "Wipe",
  empty: "Write a line first.",
  long: (n) => `Use at most ${n} characters.`,
  hung: "The board is up.",
  wiped: "The board is empty.",
  offline: "The server did not answer. Try again.",
  failed: "This could not be put up. Check your profile.",
  nothing: "Nothing is up today.",
};

export const words: Readonly<Record<Lang, typeof de>> = { de, en };
