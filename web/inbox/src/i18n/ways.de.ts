/** The page "Wege" in German. Every key is in ways.en.ts too. */
export const ways = {
  title: "Wege",
  lead: "Woher eure Kunden kommen. Name und Text stehen nur im Link selbst, gezählt wird auf euren Geräten.",
  add: "Weg anlegen",
  printAll: "Alle drucken",
  none: "Noch kein Weg.",
  noneMore:
    "Ein Weg ist ein Link mit Namen: einer für jeden Tisch, einer für die Rechnung, einer fürs Schaufenster. Schreibt jemand darüber, steht der Name dabei.",
  list: "Wege",
  all: "Alle Wege",
  columns: { way: "Weg", came: "kamen", last: "zuletzt", open: "offen" },
  noText: "ohne Text",
  closed: "geschlossen",
  today: "heute",
  yesterday: "gestern",
  isOpen: (name: string) => `${name}: offen`,
  counted: (day: string | null) =>
    day === null
      ? "Gezählt sind die Nachrichten, die dieses Gerät gelesen hat."
      : `Gezählt sind die Nachrichten, die dieses Gerät gelesen hat: zurück bis ${day}.`,
  countedAll: "Gezählt sind alle Nachrichten, die es gibt. Was gelöscht ist, zählt nicht mehr.",
  readOn: "Weiter zurück lesen",
  readFailed: "Gerade kam nichts Älteres. Versuch es mit Verbindung noch einmal.",
  others: "Nicht in dieser Liste",
  othersMore:
    "Diese Namen standen in Links, die es hier nicht (mehr) gibt. Einen Link kann sich jeder selbst schreiben.",

  name: "Name",
  nameHint: "Zum Beispiel „Tisch 7“ oder „Rechnung“. Kunden sehen ihn, wenn sie über den Link kommen.",
  text: "Steht schon im Feld",
  textMore: (count: number, most: number) => `${count} von ${most} Zeichen. Gesendet wird nie von selbst.`,
  save: "Sichern",
  saved: "Gesichert.",
  make: "Anlegen",
  made: (name: string) => `„${name}“ ist angelegt.`,
  cancel: "Abbrechen",
  old: "Was schon gedruckt ist, behält seinen Namen und Text. Gezählt wird es weiter für diesen Weg.",
  wrong: {
    missing: "Der Weg braucht einen Namen.",
    name: (most: number) => `Höchstens ${most} Zeichen, auf einer Zeile, ohne Anführungszeichen.`,
    text: (most: number) => `Höchstens ${most} Zeichen, ohne Steuerzeichen.`,
    many: (most: number) => `Es gibt schon ${most} Wege. Lösch einen, den ihr nicht mehr braucht.`,
    failed: "Das ließ sich nicht sichern. Versuch es noch einmal.",
  },

  code: (name: string) => `QR-Code von ${name}`,
  svg: "SVG",
  png: "PNG",
  saveAs: (name: string, kind: string) => `${name} als ${kind} sichern`,
  links: "Links",
  whole: "Zum Verschicken",
  wholeMore: "Mit Name, Text und dem Schlüssel zum Prüfen.",
  short: "Zum Abtippen",
  shortMore: "Kurz, ohne Text. Der Name erscheint trotzdem bei euch.",
  nfc: "NFC-Text",
  nfcMore: (count: number) =>
    `Schreib diese Adresse mit einer NFC-App als „URL“ auf den Aufkleber: ${count} Zeichen, ${
      count <= 130 ? "NTAG213 reicht" : count <= 480 ? "nimm NTAG215" : "nimm NTAG216"
    }.`,
  copy: "Kopieren",
  copied: "Kopiert.",
  notCopied: "Das Kopieren hat nicht geklappt. Markier den Link und kopier ihn selbst.",
  print: "Drucken",
  papers: { labels: "A4-Etiketten", card: "A6", sticker: "Aufkleber" },
  pdf: "Als PDF: im Druckfenster „Als PDF sichern“ wählen.",
  codeShort:
    "Der Text ist für einen gedruckten Code zu lang. Auf Papier führt der Code ohne ihn zur Seite, der Name bleibt.",
  stickerShort: "Auf dem kleinen Aufkleber steht der Text nicht im Code.",
  switchedOff: "Ausgeschaltet heißt: „Dieser Weg ist geschlossen.“ Eure Seite bleibt offen.",
  onlyOwner: "Ausschalten kann ihn die Inhaberin oder der Inhaber.",
  offline: "Kein Netz. Ausschalten geht wieder, sobald du verbunden bist.",
  changed: "Gerade hat jemand das Profil geändert. Versuch es noch einmal.",
  switched: (open: boolean): string => (open ? "Der Weg ist wieder offen." : "Der Weg ist geschlossen."),
  remove: "Weg löschen",
  removed: (name: string) => `„${name}“ ist gelöscht.`,

  /** Above a customer's message. */
  cameBy: (name: string) => `kam über ${name}`,
  cameByGone: "kam über einen Weg, den es nicht mehr gibt",
  /** On paper: to customers. */
  paper: { say: "Schreiben Sie uns.", how: "Scannen, ohne App, ohne Nummer.", type: "oder tippen Sie:" },
};
