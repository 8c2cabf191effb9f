/** Searching messages, notes and cards, in German. */

export const search = {
  field: "Suchen",
  clear: "Suche leeren",
  results: "Gefunden",
  customersNamed: "Kundinnen und Kunden",
  said: "Was gesagt wurde",
  labelled: "Mit diesem Etikett",
  byLabel: "Wegen des Etiketts",
  narrow: "Eingrenzen",
  narrowed: "ist eingegrenzt",
  by: "Von",
  anyone: "allen",
  customers: "Kundinnen und Kunden",
  team: "Team",
  kind: "Was",
  anything: "Alles",
  kinds: { message: "Nachrichten", note: "Notizen", card: "Kundenkarte" },
  noteOf: (who: string) => (who === "" ? "Notiz" : `Notiz von ${who}`),
  label: "Etikett",
  anyLabel: "Egal",
  from: "Ab",
  until: "Bis",
  only: (name: string) => `Nur bei ${name}`,
  onlyOne: "Nur in einer Unterhaltung",
  widen: "Überall suchen",
  /** `more`: there are others, which nobody counted. */
  found: (n: number, more: boolean) => `${more ? "mindestens " : ""}${n.toLocaleString("de")} Treffer`,
  nothing: "Nichts gefunden.",
  nothingHint: "Ein einzelnes Wort findet mehr als ein ganzer Satz.",
  nothingNarrowed: "Die Suche ist eingegrenzt.",
  failed: "Die Suche antwortet gerade nicht. Lade die Seite neu.",
  building: (percent: number) =>
    `Das Verzeichnis entsteht: ${percent} %. Was gelesen ist, wird schon gefunden.`,
  more: "Mehr zeigen",
  back: (day: string) =>
    `Vollständig durchsucht bis ${day}. Von Älterem liegt nur ein Teil auf diesem Gerät.`,
  readOn: "Weiter zurück lesen",
  readingOn: "Wird gelesen …",
  readFailed: "Das ging nicht. Dafür braucht es eine Verbindung.",
};

export type SearchWords = typeof search;
