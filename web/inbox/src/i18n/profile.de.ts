import type { Lang } from "@tresen/ui";
import { mistakes } from "@tresen/ui/profile/mistakes.de";

const languages: Readonly<Record<Lang, string>> = { de: "Deutsch", en: "Englisch" };

/** The profile page in German: to the team, in du and ihr. */
export const profile = {
  ...mistakes,
  title: "Profil",
  calls: {
    lead: "Kunden rufen euch im Browser an, mit Ton oder Bild. Ihr könnt sie jederzeit anrufen.",
    when: "Kunden können anrufen",
    modes: {
      open: "Zu den Öffnungszeiten",
      always: "Jederzeit",
      never: "Gar nicht",
      own: "Zu eigenen Anrufzeiten",
    },
    strangers: "Auch Kunden anrufen lassen, denen ihr noch nie geantwortet habt",
    strangersHint:
      "Sonst klingelt es erst, wenn ihr einer Kundin einmal geschrieben oder sie angerufen habt. Bis dahin kann sie schreiben und um Rückruf bitten. Das schützt vor Leuten, die euch mit immer neuen Unterhaltungen anklingeln.",
    direct: "Direkte Verbindungen erlauben",
    directHint:
      "Sonst läuft jeder Anruf über euer Relais, und niemand sieht die Adresse des anderen. Bei einer direkten Verbindung sehen beide Seiten die Internetadresse des Gegenübers: Sie verrät den Anbieter und ungefähr den Ort.",
  },
  lead: "Was Kunden von euch sehen, bevor sie schreiben. Gespeichertes ist sofort öffentlich.",
  onlyOwners: "So sehen Kunden euch. Ändern kann das die Inhaberin oder der Inhaber.",
  sections: "Abschnitte",
  holidaysPage: "Feiertage und Ferien",
  legalShort: "Impressum",
  /** How a page of the profile stands, beside its name. */
  notes: { on: "an", off: "aus", missing: "fehlt", done: "fertig", changed: "geändert" },
  answers: "Automatische Antworten",
  address: "Anschrift",
  shown: "So steht ihr oben auf der Kundenseite",
  noName: "Ohne Namen",
  facts: "Angaben zum Betrieb",
  legal: "Impressum und Datenschutz",
  legalLead: "Solange eines davon leer ist, kann euch niemand schreiben: Beides ist Pflicht.",
  tradeHint: "Eine Zeile, zum Beispiel „Brot, Brötchen und Torten“.",
  aboutHint: "Ein paar Sätze, die neue Kunden lesen.",
  bannerHint:
    "Ein breites Bild über eurem Profil, zum Beispiel eure Theke. Es wird hier zugeschnitten und verkleinert. Ohne eines sehen Kunden nur das Regal.",
  pictureStop: "Abbrechen",
  pictureHint:
    "Es wird hier quadratisch zugeschnitten und verkleinert. Ohne Bild stehen dort eure Anfangsbuchstaben.",
  pictureChoose: "Bild wählen",
  pictureTooManyPixels:
    "Dieses Bild hat zu viele Bildpunkte. Nimm ein kleineres, zum Beispiel ein Bildschirmfoto davon.",
  pictureRemove: "Bild entfernen",

  noRegion: "Wähl oben, welche Feiertage gelten. Dann stehen sie hier.",
  yearOf: "Jahr",
  once: (year: number) => `Änderungen gelten nur für ${year}`,
  onlyIn: (year: number) => `nur ${year}`,
  holidaysFailed: "Die Feiertage ließen sich gerade nicht laden.",
  notPublic: "nicht überall frei",
  plans: { closed: "geschlossen", open: "wie sonst", own: "eigene Zeiten" },
  opensAt: (day: string, n: number) => `${day}, ${n}. Zeit: öffnet um`,
  closesAt: (day: string, n: number) => `${day}, ${n}. Zeit: schließt um`,
  removeTime: (day: string, n: number) => `${day}, ${n}. Zeit entfernen`,
  appointment: "nach Vereinbarung",
  meetsFrom: (day: string, n: number) => `${day}, ${n}. Zeit, nach Vereinbarung: ab`,
  meetsTo: (day: string, n: number) => `${day}, ${n}. Zeit, nach Vereinbarung: bis`,
  meet: (day: string) => `Nach Vereinbarung: ${day}`,
  meetShort: "Nach Vereinbarung",
  addTime: (day: string) => `Zeit hinzufügen: ${day}`,
  addTimeShort: "Zeit hinzufügen",
  until: "bis",

  specialsLead: "Sie gehen Woche und Feiertagen vor. Der Hinweis steht für Kunden dabei.",
  specialDay: (n: number) => `Besondere Tage ${n}`,
  companyHolidays: { de: "Betriebsferien", en: "Company holidays" },
  from: "Von",
  toIncluding: "Bis einschließlich",
  noteEnglish: "Hinweis auf Englisch",
  note: "Hinweis für Kunden",
  closedThen: "An diesen Tagen geschlossen",
  removeSpecial: (name: string) => `${name} entfernen`,
  addCompanyHolidays: "Betriebsferien eintragen",
  addSpecial: "Besonderen Tag eintragen",

  greetingSwitch: "Begrüßung senden",
  greetingLead: "Geht von selbst an alle, die zum ersten Mal schreiben oder lange nichts geschrieben haben.",
  awayLead:
    "Geht von selbst hinaus, höchstens einmal je Abwesenheit und Unterhaltung, und nie, wenn jemand von euch in den letzten zehn Minuten geantwortet hat.",
  when: {
    off: "Nicht senden",
    outside: "Außerhalb der Öffnungszeiten",
    range: "In einem Zeitraum",
    always: "Immer",
  },
  awayHints: {
    always: "Solange ihr nicht da seid.",
    lunch: "Zwischen zwei Öffnungen desselben Tages. Leer: dann wird nichts gesendet.",
    evening: "Bis ihr wieder öffnet. Leer: dann wird nichts gesendet.",
    holiday: "Wenn ein Feiertag oder Betriebsferien der Grund sind. Leer: dann wird nichts gesendet.",
  },
  inLanguage: (label: string, language: Lang) => `${label}, ${languages[language]}`,
  variables: { opening: "Nächste Öffnung", business: "Name des Betriebs" },
  insertInto: (variable: string, field: string) => `${variable} einsetzen: ${field}`,
  greetingSuggested: {
    de: "Guten Tag! Hier ist {business}. Schreiben Sie uns, was Sie brauchen, wir antworten so bald wie möglich.",
    en: "Hello! This is {business}. Tell us what you need, and we will answer as soon as we can.",
  },
  awaySuggested: {
    always: {
      de: "Wir sind gerade nicht da. Ihre Nachricht ist angekommen, wir antworten, sobald wir zurück sind.",
      en: "We are not here right now. Your message has arrived, and we will answer once we are back.",
    },
    range: {
      de: "Wir sind gerade nicht da. Ihre Nachricht ist angekommen, wir antworten {opening}.",
      en: "We are not here right now. Your message has arrived, and we will answer {opening}.",
    },
    lunch: {
      de: "Wir machen gerade Mittagspause und antworten {opening}.",
      en: "We are having our lunch break and will answer {opening}.",
    },
    evening: {
      de: "Wir haben geschlossen. Ihre Nachricht ist angekommen, wir öffnen {opening} wieder.",
      en: "We are closed. Your message has arrived. We open again {opening}.",
    },
    holiday: {
      de: "Wir haben heute geschlossen und sind {opening} wieder für Sie da.",
      en: "We are closed today and will be back {opening}.",
    },
  },

  ahead: "Was käme bei Kunden an?",
  aheadAt: "Am … um …",
  aheadLanguage: "Liest auf",
  aheadHint: "Ohne Zeit gilt jetzt. Gerechnet wird mit dem, was hier steht, auch ungespeichert.",
  aheadShow: "Zeigen",
  aheadTime: "Das ist noch keine Zeit.",
  aheadMistakes: "Etwas stimmt noch nicht, darum lässt es sich nicht zeigen. Was, steht an den Feldern.",
  readers: { first: "Wer zum ersten Mal schreibt", known: "Wer vor einer Stunde schon geschrieben hat" },
  nothing: "Bekommt keine automatische Antwort.",

  save: "Veröffentlichen",
  takeBack: "Verwerfen",
  undo: "Rückgängig",
  dropped: "Verworfen. Hier steht, was veröffentlicht ist.",
  nothingNew: "Hier ist nichts Neues: Alles ist schon veröffentlicht.",
  unsaved: "Noch nicht veröffentlicht.",
  takeTheirs: "Neue Fassung übernehmen",
  keepMine: "Meine veröffentlichen",
  outcomes: {
    saved: "Veröffentlicht. Kunden sehen es jetzt.",
    mistakes: "Noch nicht veröffentlicht. Hier stimmt etwas nicht:",
    changed: "Inzwischen hat jemand anderes das Profil geändert. Was du eingegeben hast, steht noch hier.",
    offline: "Der Server antwortet nicht. Was du eingegeben hast, steht noch hier.",
    refused: "Der Server nimmt das Profil nicht an. Was du eingegeben hast, steht noch hier.",
  },
};

export type ProfileWords = typeof profile;
