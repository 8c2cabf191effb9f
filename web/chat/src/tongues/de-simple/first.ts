// Translated by machine, to be read by a person.
import type { FirstWords } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("de-simple");

/**
 * German in plain words. Beside the rules of `catalogs.ts`:
 *
 * - One statement a sentence; no passive, no genitive, no subordinate clause: „Sie haben kein Internet? Dann …“.
 * - One word for one thing: Betrieb, Unterhaltung, Internet, aufheben, ändern. It is named again, where German says „er“ or „sie“.
 * - A hard word is explained where it is met first on that page: Server, Browser, verschlüsselt, Passkey.
 * - A hyphen parts a long word that few people say every day (Lese-Bestätigung). No dots in words: screen readers read them aloud.
 * - Buttons are called what German calls them where that is plain, so that somebody beside the reader can help.
 */
export const first: FirstWords = {
  conversation: "Unterhaltung",
  message: "Nachricht",
  send: "Senden",
  menu: "Menü",
  close: "Schließen",
  back: "Zurück",

  sending: "ist unterwegs",
  sent: "gesendet",
  delivered: "angekommen",
  read: "gelesen",
  failed: "nicht gesendet",
  retry: "Noch einmal senden",
  failedKept: "Das Senden hat nicht geklappt. Ihr Text ist noch da.",

  greeting: "Begrüßung",
  away: "Gerade ist niemand da",
  cut: "Der Server ist der Computer mit den Nachrichten. Er hat wieder einen alten Stand. Vielleicht fehlen hier Nachrichten.",
  tombstone: "Nachricht gelöscht",
  erasing: "Löschen läuft",
  unreadable: "Diese Seite kann die Nachricht nicht zeigen. Laden Sie die Seite neu. Das hilft meistens.",
  forged: "Die Unterschrift von dieser Nachricht ist falsch. Deshalb sehen Sie die Nachricht nicht.",
  gap: "Vor dieser Nachricht fehlt etwas. Vielleicht kommt es noch.",
  unasked: "Der Server hat eine Nachricht entfernt. Niemand hat das verlangt.",
  unproven:
    "Der Server sagt: Die Zeit zum Aufheben ist vorbei. Dieses Gerät kann das nicht prüfen. Denn dieses Gerät hatte nichts davon.",
  time: "Die Uhrzeit von dieser Nachricht stimmt nicht. Die Uhr vom Server geht falsch. Oder die Uhr vom Absender geht falsch.",
  fork: "Hier passt etwas nicht zusammen. Bitte fragen Sie im Betrieb.",

  you: "Sie",
  more: "Mehr",
  typing: "schreibt gerade …",
  olderLoading: "Ältere Nachrichten kommen gleich",
  olderFailed: "Die älteren Nachrichten fehlen noch. Das Laden hat nicht geklappt.",
  tryAgain: "Noch einmal versuchen",
  emptyDraft: "Hier steht noch nichts.",
  tooLong: (over) =>
    `Ihr Text ist zu lang. ${count(over, { one: "# Zeichen ist", other: "# Zeichen sind" })} zu viel. Machen Sie den Text kürzer. Oder machen Sie 2 Nachrichten daraus. Ihr Text bleibt hier stehen.`,
  notTaken: "Die Nachricht ist nicht gespeichert. Ihr Text steht noch hier.",
  yesterday: "Gestern",

  verified: "Betrieb geprüft",
  unverified: "Betrieb noch nicht geprüft",
  write: "Nachricht schreiben",
  goOn: "Weiter mit der Unterhaltung",
  onlyTheyRead: "Nur das Team liest Ihre Nachrichten.",
  nothingYet: "Noch speichern wir nichts auf Ihrem Gerät.",
  returning: (began, devices) =>
    `Schön: Sie sind wieder da. Die Unterhaltung hat am ${began} begonnen. ${count(devices, { one: "# Gerät gehört", other: "# Geräte gehören" })} dazu.`,
  notNowBack: "Abbrechen",
  wayBack: "Zurück zu meiner Unterhaltung",

  open: "Geöffnet",
  openUntil: (time) => `Geöffnet bis ${time} Uhr`,
  openAlways: "Immer geöffnet",
  shut: (why) => (why ? `Geschlossen: ${why}` : "Geschlossen"),
  shutUntil: (when, why) => `Geschlossen${why && ` (${why})`}. Öffnet ${when}`,
  inMinutes: (n) => count(n, { one: "in # Minute", other: "in # Minuten" }),
  afterLunch: (time) => `nach der Mittagspause um ${time} Uhr`,
  onlyMeets: "Nur mit Termin",
  meetsUntil: (time, when) => `${time ? `Bis ${time} Uhr` : "Heute"} nur mit Termin. Öffnet ${when}`,
  meets: (hours) => `${hours} mit Termin`.trim(),
  shutThatDay: "geschlossen",
  today: "heute",
  todayIs: (hours) => `Heute ${hours}`,
  tomorrow: "morgen",
  now: "jetzt",
  and: " und ",
  oClock: (hours) => `${hours} Uhr`,
  allTimes: "Alle Zeiten",

  call: "Anrufen",
  profile: "Über den Betrieb",
  imprint: "Impressum",
  privacy: "Datenschutz",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Anhängen",
  record: "Sprach-Nachricht",
  emptyTalk: "Was brauchen Sie? Schreiben Sie es hier.",
  emptyTalkMore:
    "Die Antwort steht dann auch hier. Sie können die Seite schließen. Sie können später wiederkommen.",
  offline: "Kein Internet. Ihre Nachrichten warten hier. Später gehen die Nachrichten von selbst los.",
  connecting: "Die Verbindung fehlt gerade. Sie kommt gleich wieder. Sie können weiter schreiben.",
  stale: "Der Betrieb hat diese Angaben lange nicht bestätigt. Vielleicht sind die Angaben alt.",
  notNow: "Das Laden klappt gerade nicht. Laden Sie die Seite neu. Das hilft meistens.",

  reload: "Neu laden",
  unreachableTitle: "Das Laden klappt gerade nicht.",
  unreachableMore: "Prüfen Sie: Haben Sie Internet? Laden Sie dann die Seite neu. Es ist nichts verloren.",
};
