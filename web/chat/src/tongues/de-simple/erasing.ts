// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("de-simple");
const messages = (n: number) => count(n, { one: "# Nachricht", other: "# Nachrichten" });
const paragraph = (kind: string) => (kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB");

export const erasing: ErasingWords = {
  eraseOneTitle: "Diese Nachricht für beide Seiten löschen?",
  eraseOneMore: (name) =>
    `Die Nachricht verschwindet hier. Und sie verschwindet bei ${name}. Das gilt für alle Geräte. Die Nachricht kommt nicht zurück.`,
  eraseOneKept: (name, kind, until) =>
    `${name} muss die Nachricht bis zum ${until} aufheben. Das steht im Gesetz (${paragraph(kind)}). Danach verschwindet die Nachricht von selbst.`,
  eraseAllTitle: "Alles für immer löschen?",
  eraseAllCount: (n) => (n === null ? "Alle Nachrichten" : n === 0 ? "Der ganze Rest" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 || n === 1 ? "verschwindet" : "verschwinden"} hier und bei ${name}. Das gilt für alle Geräte. Auch die Notizen vom Team verschwinden.`,
  eraseAllCounting: "Wir sehen nach: Was verschwindet? Und was muss bleiben? …",
  eraseAllUnknown:
    "Kein Internet. Wir können gerade nicht nachsehen: Muss der Betrieb etwas aufheben? Sie haben wieder Internet? Dann löschen wir.",
  eraseAllStays: "Das muss bleiben",
  eraseAllStaysWhy: "So steht es im Gesetz. Später verschwindet auch das von selbst.",
  eraseAllAfter: "Das Gelöschte kommt nicht zurück. Auch der Rückkehr-Link öffnet dann nichts mehr.",
  eraseOneHow: "Wollen Sie nur 1 Nachricht löschen? Dann drücken Sie lange auf die Nachricht.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Rechnung oder Beleg" : "Auftrag oder Geschäfts-Brief"}${written === null ? "" : ` vom ${written}`}: ${name} muss das bis zum ${until} aufheben (${paragraph(kind)}).`,
  keep: "Behalten",
  erase: "Löschen",
  eraseForGood: "Für immer löschen",
  eraseFailed: "Das hat nicht geklappt. Es ist noch alles da. Versuchen Sie es noch einmal.",
  eraseLater: "Sie haben wieder Internet? Dann löschen wir.",
  eraseKept: "Gemerkt. Der Betrieb muss die Nachricht noch aufheben. Danach verschwindet sie von selbst.",

  erasedHere: "Alles ist gelöscht.",
  erasedElsewhere: "Sie haben diese Unterhaltung gelöscht. Das war auf einem anderen Gerät.",
  erasedByTeam: (name) => `${name} hat diese Unterhaltung gelöscht.`,
  erasedByTime: (name) => `Die Zeit zum Aufheben ist vorbei. ${name} hat diese Unterhaltung nicht mehr.`,
  erasedLink: "Diese Unterhaltung ist gelöscht.",
  erasedLinkMore: "Der Rückkehr-Link öffnet nichts mehr. Sie können immer eine neue Unterhaltung anfangen.",
  receiptMore: "Das ist Ihre Quittung. Sie zeigt: Es ist gelöscht. Der Inhalt steht nicht darin.",
  receiptAt: "Gelöscht am",
  receiptTime: (day, time) => `${day}, ${time} Uhr`,
  receiptWhat: "Gelöscht",
  receiptMessages: messages,
  receiptWith: "Unterhaltung mit",
  receiptStays: "Aufgehoben",
  receiptNumber: "Nummer von der Quittung",
  receiptPrint: "Quittung drucken",
  newTalk: "Neue Unterhaltung",
  newTalkKept:
    "Etwas muss noch bleiben. Sie finden es immer hier im Menü: „Das muss bleiben“. Auch mit einer neuen Unterhaltung.",
};
