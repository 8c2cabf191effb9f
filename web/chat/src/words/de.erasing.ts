// Words of erasing; they come with the question.

const messages = (n: number) => (n === 1 ? "1 Nachricht" : `${n} Nachrichten`);
const paragraph = (kind: string) => (kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB");

export const de = {
  eraseOneTitle: "Diese Nachricht für beide Seiten löschen?",
  eraseOneMore: (name: string) =>
    `Sie verschwindet hier und bei ${name}, auf allen Geräten. Das lässt sich nicht zurücknehmen.`,
  eraseOneKept: (name: string, kind: string, until: string) =>
    `${name} muss sie bis ${until} aufbewahren (${paragraph(kind)}). Dann wird sie von selbst gelöscht.`,
  eraseAllTitle: "Alles endgültig löschen?",
  eraseAllCount: (n: number | null) =>
    n === null ? "Alle Nachrichten" : n === 0 ? "Alles Übrige" : messages(n),
  eraseAllGoes: (name: string, n: number | null) =>
    `${n === 0 || n === 1 ? "verschwindet" : "verschwinden"} hier und bei ${name}, auf allen Geräten. Auch die Notizen des Teams dazu werden gelöscht.`,
  eraseAllCounting: "Es wird nachgesehen, was gelöscht wird und was bleiben muss …",
  eraseAllUnknown:
    "Kein Netz: Ob etwas bleiben muss, ist nicht zu sehen. Gelöscht wird, sobald Sie wieder Netz haben.",
  eraseAllStays: "Was bleiben muss",
  eraseAllStaysWhy: "Das verlangt das Handels- und Steuerrecht. Danach wird auch das von selbst gelöscht.",
  eraseAllAfter: "Das lässt sich nicht zurücknehmen. Auch der Rückkehr-Link öffnet dann nichts mehr.",
  eraseOneHow: "Nur eine Nachricht? Drücken Sie in der Unterhaltung lange auf sie.",
  keptLine: (kind: string, name: string, written: string | null, until: string) =>
    `${kind === "voucher" ? "Rechnung oder Beleg" : "Auftrag oder Geschäftsbrief"}${written === null ? "" : ` vom ${written}`}: muss ${name} bis ${until} aufbewahren (${paragraph(kind)})`,
  keep: "Behalten",
  erase: "Löschen",
  eraseForGood: "Endgültig löschen",
  eraseFailed: "Das hat nicht geklappt, es ist nichts gelöscht. Versuchen Sie es noch einmal.",
  eraseLater: "Wird gelöscht, sobald Sie wieder Netz haben.",
  eraseKept: "Vorgemerkt: Die Nachricht wird gelöscht, sobald die Frist vorbei ist.",

  erasedHere: "Ist gelöscht.",
  erasedElsewhere: "Sie haben diese Unterhaltung auf einem anderen Gerät gelöscht.",
  erasedByTeam: (name: string) => `${name} hat diese Unterhaltung gelöscht.`,
  erasedByTime: (name: string) =>
    `Die Aufbewahrungszeit ist vorbei. ${name} hat diese Unterhaltung nicht mehr.`,
  erasedLink: "Diese Unterhaltung wurde gelöscht.",
  erasedLinkMore:
    "Der Rückkehr-Link öffnet nichts mehr. Sie können jederzeit eine neue Unterhaltung beginnen.",
  receiptMore: "Ihre Löschquittung. Sie enthält nichts von dem, was gelöscht wurde.",
  receiptAt: "Gelöscht am",
  receiptTime: (day: string, time: string) => `${day}, ${time} Uhr`,
  receiptWhat: "Gelöscht",
  receiptMessages: messages,
  receiptWith: "Unterhaltung mit",
  receiptStays: "Aufbewahrt",
  receiptNumber: "Quittungsnummer",
  receiptPrint: "Quittung drucken",
  newTalk: "Neue Unterhaltung",
  newTalkKept:
    "Was bleiben muss, steht auch nach dem Beginn einer neuen Unterhaltung hier im Menü: „Aufbewahrtes“.",
};

export type ErasingWords = typeof de;
