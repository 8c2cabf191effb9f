/** Quick replies, in German. */

import type { CsvMistake } from "@tresen/core/quickreplies";

const fields = {
  shortcut: "Kürzel",
  title: "Titel",
  keywords: "Stichwörter",
  textDe: "Text auf Deutsch",
  textEn: "Text auf Englisch",
};

export const quickreplies = {
  title: "Schnellantworten",
  lead: "Tipp in einer Unterhaltung „/“ und das Kürzel.",
  add: "Antwort anlegen",
  search: "Schnellantworten durchsuchen",
  searchHow: "Kürzel oder Text suchen",
  sort: "Sortieren",
  sorts: { uses: "Meistbenutzte zuerst", shortcut: "Nach Kürzel", title: "Nach Titel" },
  count: (count: number) => (count === 1 ? "1 Antwort" : `${count} Antworten`),
  counted: "Gezählt wird fürs ganze Team, in den letzten 13 Wochen.",
  uses: (count: number) => `${count}-mal`,
  nothing: (query: string) => `Nichts gefunden zu „${query}“.`,
  noReading: "Schnellantworten sind verschlüsselt. Mit „Nur Einsicht“ lassen sie sich nicht öffnen.",
  empty: ["Noch keine Schnellantworten.", "Fang mit Antworten aus deiner Branche an und passe sie an."],
  trade: "Branche",
  trades: {
    bakery: "Bäckerei",
    hairdresser: "Friseursalon",
    practice: "Praxis",
    craft: "Handwerk",
    shop: "Laden",
  },
  takeStarters: "Startset übernehmen",
  taken: (count: number) => `${count} Antworten übernommen.`,
  back: "Zurück zu den Antworten",
  editing: (shortcut: string) => `/${shortcut} bearbeiten`,
  adding: "Neue Antwort",
  fields,
  shortcutHint: "Kurz und leicht zu merken, ohne Leerzeichen.",
  keywordsHint: "Mit Komma getrennt. Auch danach wird gesucht.",
  textEnHint: "Für Kunden, die Englisch schreiben. Bleibt das Feld leer, geht der deutsche Text hinaus.",
  insert: "Platzhalter einsetzen",
  variables: {
    kunde: "Name des Kunden",
    betrieb: "Betrieb",
    naechste_oeffnung: "Nächste Öffnung",
    adresse: "Adresse",
    mitarbeiter: "Mein Name",
  },
  preview: "Vorschau für",
  previewNobody: "Noch kein Kunde mit Namen",
  reads: "So liest es der Kunde",
  unknown: (names: string) => `Diesen Platzhalter gibt es nicht: ${names}`,
  save: "Antwort speichern",
  saved: "Antwort gespeichert.",
  duplicate: "Kopie anlegen",
  remove: "Antwort löschen",
  removed: (shortcut: string) => `/${shortcut} ist gelöscht.`,
  undo: "Rückgängig",
  lost: "Jemand hatte die Antwort inzwischen gelöscht. Deine Änderung wurde nicht übernommen.",
  goneHere: "Jemand hat diese Antwort gelöscht. Mit „Antwort speichern“ legst du sie neu an.",
  failed: "Das ließ sich nicht speichern. Was du geschrieben hast, steht noch hier. Versuch es noch einmal.",
  tooLong: "Das ist zusammen zu lang. Kürz einen der Texte.",
  exists: (shortcut: string) => `/${shortcut} gibt es schon.`,
  mistakes: {
    missing: (field: keyof typeof fields): string =>
      field === "textDe" ? "Schreib einen Text." : `Hier fehlt etwas: ${fields[field]}.`,
    too_long: (field: keyof typeof fields): string =>
      field === "keywords" ? "Ein Stichwort hat höchstens 40 Zeichen." : `${fields[field]}: zu lang.`,
    shape: (field: keyof typeof fields): string =>
      field === "keywords"
        ? "In einem Stichwort steht kein Komma."
        : "Ein Kürzel besteht aus Buchstaben und Ziffern; danach gehen auch - _ und der Punkt.",
    too_many: (_field: keyof typeof fields) => "Höchstens 16 Stichwörter.",
  },
  csv: {
    export: "Als CSV sichern",
    import: "CSV einlesen",
    file: "schnellantworten.csv",
    pick: "Datei wählen",
    lead: "Gelesen werden Dateien von hier, aus Chatwoot und aus WhatsApp Business. Gleiche Kürzel werden ersetzt, alles andere bleibt.",
    wrong: "Nichts wurde übernommen. Verbessere diese Zeilen und wähl die Datei noch einmal.",
    ready: (added: number, changed: number) => `${added} neue Antworten, ${changed} werden ersetzt.`,
    go: "Einlesen",
    done: (count: number) => (count === 1 ? "1 Antwort eingelesen." : `${count} Antworten eingelesen.`),
    line: (line: number, reason: string) => (line === 0 ? reason : `Zeile ${line}: ${reason}`),
    more: (count: number) => `… und ${count} weitere.`,
    stopped: (done: number) =>
      `Nach ${done} Antworten ging es nicht weiter. Lies die Datei noch einmal ein, es geht dann dort weiter.`,
    reasons: {
      too_large: "Die Datei ist zu groß.",
      too_many: "Die Datei hat mehr als 2.000 Antworten.",
      nul: "Das ist keine Textdatei.",
      columns: "Es fehlen die Spalten „shortcut“ und „text_de“, oder „short_code“ und „content“.",
      quote: "Ein Anführungszeichen wird nicht geschlossen.",
      cells: "Zu viele Spalten.",
      empty: "In der Datei steht keine Antwort.",
      twice: (other: number) => `Dieses Kürzel steht schon in Zeile ${other}.`,
    } satisfies Partial<Record<CsvMistake["code"], unknown>>,
  },
  picker: {
    toggle: "Schnellantworten",
    about: (query: string) => `Schnellantworten zu „/${query}“`,
    all: "Schnellantworten",
    how: "↑ ↓ wählen, Enter einsetzen, Strg+Enter senden",
    found: (count: number) => (count === 1 ? "1 Schnellantwort" : `${count} Schnellantworten`),
    none: "Noch keine Schnellantworten.",
    make: "Anlegen",
    emptyValue: (name: string) =>
      `Für „${name}“ ist nichts bekannt. Schreib es selbst hin, dann kannst du senden.`,
    unknownValue: (name: string) =>
      `Den Platzhalter „${name}“ gibt es nicht. Ersetz ihn, dann kannst du senden.`,
  },
};
