import type { Lang } from "../i18n/speak.svelte.ts";
import type { Day } from "./week.ts";

const de = {
  days: {
    mon: "Montag",
    tue: "Dienstag",
    wed: "Mittwoch",
    thu: "Donnerstag",
    fri: "Freitag",
    sat: "Samstag",
    sun: "Sonntag",
  } as Readonly<Record<Day, string>>,
  closed: "geschlossen",
  from: (day: string, n: number) => `${day}, ${n}. Zeit: öffnet um`,
  to: (day: string, n: number) => `${day}, ${n}. Zeit: schließt um`,
  until: "bis",
  appointment: "nach Vereinbarung",
  add: (day: string) => `Zeit hinzufügen: ${day}`,
  addShort: "Zeit hinzufügen",
  remove: (day: string, from: string, to: string) => `${day} ${from}–${to} entfernen`,
  copy: (day: string) => `Übertragen: ${day} auf andere Tage`,
  copyShort: "Übertragen",
  copyTitle: (day: string) => `${day} übertragen auf`,
  copyHint: "Was an diesen Tagen steht, wird ersetzt.",
  copyNow: "Zeiten übertragen",
  copyNone: "Wähl mindestens einen Tag.",
  cancel: "Abbrechen",
  missing: "Hier fehlt noch eine Uhrzeit.",
  overlap: (day: string, from: string, to: string) => `Überschneidet sich mit ${day} ${from}–${to}.`,
  gap: (minutes: number) =>
    `Davor habt ihr nur ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} geschlossen. Stimmt das?`,
  night: (to: string, day: string) => `Geöffnet bis ${day} um ${to}.`,
  zone: "Zeitzone",
  region: "Feiertage",
  noRegion: "Keine Feiertage beachten",
  regionHint: "An gesetzlichen Feiertagen seid ihr dann geschlossen. Einzelne Tage änderst du später.",
};

export type HoursWords = typeof de;

const en: HoursWords = {
  days: {
    mon: "Monday",
    tue: "Tuesday",
    wed: "Wednesday",
    thu: "Thursday",
    fri: "Friday",
    sat: "Saturday",
    sun: "Sunday",
  },
  closed: "closed",
  from: (day, n) => `${day}, time ${n}: opens at`,
  to: (day, n) => `${day}, time ${n}: closes at`,
  until: "to",
  appointment: "by appointment",
  add: (day) => `Add a time: ${day}`,
  addShort: "Add a time",
  remove: (day, from, to) => `Remove ${day} ${from}–${to}`,
  copy: (day) => `Copy: ${day} to other days`,
  copyShort: "Copy",
  copyTitle: (day) => `Copy ${day} to`,
  copyHint: "What these days hold now is replaced.",
  copyNow: "Copy the times",
  copyNone: "Choose at least one day.",
  cancel: "Cancel",
  missing: "A time is missing here.",
  overlap: (day, from, to) => `Overlaps with ${day} ${from}–${to}.`,
  gap: (minutes) =>
    `You are closed for only ${minutes === 1 ? "a minute" : `${minutes} minutes`} before it. Is that right?`,
  night: (to, day) => `Open until ${to} on ${day}.`,
  zone: "Time zone",
  region: "Public holidays",
  noRegion: "Ignore public holidays",
  regionHint: "You are closed on public holidays then. You can change single days later.",
};

export const hoursWords: Readonly<Record<Lang, HoursWords>> = { de, en };
