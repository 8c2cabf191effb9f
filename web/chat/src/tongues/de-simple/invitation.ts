// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("de-simple");

export const invitation: Catalogs["invitation"] = {
  fits: "Der Schlüssel passt zum Link",
  nothing: "Auf Ihrem Gerät ist noch nichts gespeichert.",
  nothingMore: "Erst wenn Sie antworten, beginnt eine Unterhaltung.",
  answer: "Antworten",
  answerUntil: (day) => `Sie können auch nur lesen. Antworten können Sie bis zum ${day}.`,
  readUntil: (day) => `Diese Nachricht ist nur zum Lesen. Sie bleibt bis zum ${day} hier.`,
  here: (day) =>
    `Sie schreiben hier schon. Ihre Antwort kommt in Ihre Unterhaltung. Lesen können Sie das bis zum ${day}.`,
  about: (said, day) => `Zu Ihrer Nachricht vom ${day}: „${said}“`,
  toConversation: "Zur Unterhaltung",
  digitsTitle: "Welche 6 Ziffern haben Sie bekommen?",
  digitsMore: (name) => `${name} hat eine Nachricht für Sie. Jemand von dort sagt Ihnen die Ziffern.`,
  digits: "Ziffern",
  digitsShort: "Es müssen 6 Ziffern sein.",
  digitsWrong: (typed, left) =>
    `${typed} ist falsch. Sie haben noch ${count(left, { one: "# Versuch", other: "# Versuche" })}. Danach ist die Nachricht weg.`,
  openIt: "Nachricht öffnen",
  noDigits: "Sie haben die Ziffern nicht? Rufen Sie an:",
  shut: {
    expired: {
      title: "Diese Nachricht ist nicht mehr da.",
      lines: ["Sie war nur für eine bestimmte Zeit hier. Jetzt ist alles gelöscht."],
    },
    taken: {
      title: "Diese Nachricht hat schon eine Antwort.",
      lines: [
        "Der Link geht nur ein Mal. Haben Sie mit einem anderen Gerät geantwortet? Dann ist die Unterhaltung dort.",
      ],
    },
    withdrawn: {
      title: "Der Betrieb hat diese Nachricht zurückgenommen.",
      lines: ["Alles darin ist gelöscht."],
    },
    locked: {
      title: "Diese Nachricht ist gelöscht.",
      lines: ["Die Ziffern waren 5 Mal falsch. Niemand kann die Nachricht mehr lesen."],
    },
    unknown: {
      title: "Diese Nachricht gibt es nicht.",
      lines: ["Vielleicht ist der Link alt. Oder der Link ist nicht vollständig."],
    },
    untrue: {
      title: "Diese Nachricht zeigen wir nicht.",
      lines: [
        "Sie ist nicht von diesem Betrieb unterschrieben. Bitte fragen Sie den Betrieb auf einem anderen Weg.",
      ],
    },
    damaged: {
      title: "Bei diesem Link fehlt etwas.",
      lines: ["Vielleicht fehlt das Ende. Öffnen Sie ihn noch einmal. Oder scannen Sie den Code."],
    },
  },
  stays: "Auf Ihrem Gerät ist nichts gespeichert. Sie können gern schreiben. Dann hören Sie es noch einmal.",
  gone: "Die Einladung war nicht mehr gültig. Ihre Nachricht ist trotzdem angekommen.",
};
