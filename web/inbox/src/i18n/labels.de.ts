/** Labels, filters by labels, and what is done with several conversations, in German. */

export const labels = {
  head: "Etiketten",
  defaults: {
    new_customer: "Neukunde",
    new_order: "Neue Bestellung",
    payment_open: "Zahlung offen",
    paid: "Bezahlt",
    done: "Erledigt",
  },
  pick: "Etikett wählen",
  makeIt: (typed: string) => `„${typed}“ neu anlegen`,
  fresh: "Neues Etikett",
  create: "Etikett anlegen",
  manage: "Etiketten ordnen",
  manageHint: "Das gilt für das ganze Team.",
  done: "Fertig",
  none: "Noch kein Etikett. Bewährt haben sich: Torte, Vorbestellung, Rechnung.",
  name: "Name des Etiketts",
  nameMissing: "Hier fehlt noch ein Name.",
  taken: (name: string) => `„${name}“ gibt es schon. Nimm einen anderen Namen oder ändere das alte.`,
  tooMany:
    "Mehr geht nicht: Der Name ist zu lang, oder es sind schon zu viele. Lösch eins, das ihr nicht mehr braucht.",
  colour: "Farbe",
  colours: {
    plum: "Zwetschge",
    brick: "Ziegel",
    amber: "Honig",
    moss: "Moos",
    teal: "Petrol",
    blue: "Blau",
    brown: "Kruste",
    slate: "Schiefer",
  },
  save: "Speichern",
  cancel: "Abbrechen",
  change: (name: string) => `„${name}“ ändern`,
  up: (name: string) => `„${name}“ nach oben`,
  down: (name: string) => `„${name}“ nach unten`,
  remove: (name: string) => `„${name}“ löschen`,
  removed: (name: string) => `Etikett „${name}“ gelöscht.`,

  filter: "Nach Etikett filtern",
  moreFilters: "Mehr …",
  filterTitle: "Nach Etiketten filtern",
  any: "egal",
  with: "mit",
  without: "ohne",
  match: "Von denen mit „mit“ trägt die Unterhaltung",
  matchAll: "alle",
  matchAny: "mindestens eines",
  show: "Anzeigen",
  clear: "Filter aufheben",
  saved: "Gespeicherte Filter",
  saveAs: "Als Filter für das Team speichern",
  filterName: "Name des Filters",
  filterRemoved: (name: string) => `Filter „${name}“ gelöscht.`,
  filterEmpty: "Wähl mindestens ein Etikett.",
  carriers: (n: number) => (n === 1 ? "1 Unterhaltung" : `${n} Unterhaltungen`),
  reading: (done: string, of: string) =>
    `Dieses Gerät sieht gerade alle Unterhaltungen durch: ${done} von ${of}. Die Zahlen stimmen, wenn es fertig ist.`,
  nothing: "Dazu passt keine Unterhaltung.",
  queryWith: (names: string) => `mit ${names}`,
  queryWithout: (names: string) => `ohne ${names}`,
  and: " und ",
  or: " oder ",

  selected: (n: number) => (n === 1 ? "1 ausgewählt" : `${n} ausgewählt`),
  picked: "ausgewählt: ",
  selectAll: "Alle wählen",
  selectEnd: "Auswahl beenden",
  assign: "Zuteilen",
  close: "Abschließen",
  label: "Etikett",
  several: "Für die Auswahl",
  closed: (n: number) => (n === 1 ? "1 Unterhaltung abgeschlossen." : `${n} Unterhaltungen abgeschlossen.`),
  assigned: (n: number) => (n === 1 ? "1 Unterhaltung zugeteilt." : `${n} Unterhaltungen zugeteilt.`),
  labelled: (name: string, n: number) =>
    `„${name}“ auf ${n === 1 ? "1 Unterhaltung" : `${n} Unterhaltungen`}.`,
  unlabelled: (name: string, n: number) =>
    `„${name}“ von ${n === 1 ? "1 Unterhaltung" : `${n} Unterhaltungen`} genommen.`,
  undoFailed: (n: number) =>
    n === 1
      ? "Bei 1 Unterhaltung ließ es sich nicht zurücknehmen."
      : `Bei ${n} Unterhaltungen ließ es sich nicht zurücknehmen.`,
  someFailed: (n: number) =>
    n === 1
      ? "Bei 1 Unterhaltung hat es nicht geklappt. Sie ist noch ausgewählt."
      : `Bei ${n} Unterhaltungen hat es nicht geklappt. Sie sind noch ausgewählt.`,
};

export type LabelWords = typeof labels;
