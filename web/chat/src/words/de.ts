import { de as shared } from "@tresen/ui/i18n/de";

export const de = {
  ...shared,

  // First visit
  verified: "Am Tresen geprüft",
  unverified: "Schild noch nicht gescannt",
  write: "Nachricht schreiben",
  goOn: "Unterhaltung fortsetzen",
  onlyTheyRead: "Was Sie schreiben, liest nur das Team.",
  nothingYet: "Bis Sie schreiben, liegt nichts auf Ihrem Gerät.",
  returning: (began: string, devices: number) =>
    `Schön, dass Sie wieder da sind. Diese Unterhaltung begann am ${began}, ${devices === 1 ? "ein Gerät gehört" : `${devices} Geräte gehören`} dazu.`,
  notNowBack: "Abbrechen",
  wayBack: "Zurück zu meiner Unterhaltung",

  // Opening hours
  open: "Geöffnet",
  openUntil: (time: string) => `Geöffnet bis ${time}`,
  openAlways: "Durchgehend geöffnet",
  shut: (why: string) => (why ? `Geschlossen – ${why}` : "Geschlossen"),
  shutUntil: (when: string, why: string) => `Geschlossen – ${why && `${why}, `}öffnet ${when}`,
  inMinutes: (n: number) => (n === 1 ? "in 1 Minute" : `in ${n} Minuten`),
  afterLunch: (time: string) => `nach der Mittagspause um ${time}`,
  onlyMeets: "Nur nach Vereinbarung",
  meetsUntil: (time: string, when: string) =>
    `${time ? `Bis ${time}` : "Heute"} nach Vereinbarung – öffnet ${when}`,
  meets: (hours: string) => `${hours} nach Vereinbarung`.trim(),
  shutThatDay: "geschlossen",
  today: "heute",
  todayIs: (hours: string) => `Heute ${hours}`,
  tomorrow: "morgen",
  now: "jetzt",
  and: " und ",
  oClock: (hours: string) => `${hours} Uhr`,
  allTimes: "Alle Zeiten",

  // Menu
  call: "Anrufen",
  profile: "Profil",
  imprint: "Impressum",
  privacy: "Datenschutz",
  otherLanguage: "English",
  otherLang: "en",

  // Conversation
  attach: "Anhängen",
  record: "Sprachnachricht",
  emptyTalk: "Schreiben Sie, was Sie brauchen.",
  emptyTalkMore: "Antworten erscheinen hier. Sie können die Seite schließen und später wiederkommen.",
  offline: "Kein Netz. Ihre Nachrichten liegen bereit und gehen von selbst hinaus.",
  connecting: "Die Verbindung wird gerade wieder aufgebaut. Sie können weiterschreiben.",
  stale: "Der Betrieb hat seine Angaben lange nicht bestätigt. Sie sehen vielleicht einen alten Stand.",
  notNow: "Das lässt sich gerade nicht laden. Neu laden hilft meistens.",

  // Pages that stop
  reload: "Neu laden",
  unreachableTitle: "Die Seite lässt sich gerade nicht laden.",
  unreachableMore: "Prüfen Sie, ob Sie Netz haben, und laden Sie dann neu. Es ist nichts verloren.",
};

export type ChatWords = typeof de;
