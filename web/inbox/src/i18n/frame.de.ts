/** Who waits: filters, times in the list, and closing time, in German. */

export const frame = {
  filters: { waiting: "Wartet", mine: "Meine", all: "Alle", later: "Später", closed: "Erledigt" },
  empty: {
    waiting: ["Niemand wartet.", "Jede Frage hat eine Antwort."],
    mine: ["Du kümmerst dich gerade um niemanden.", "Wem du zuerst antwortest, steht hier."],
    all: ["Noch keine Unterhaltung.", "Stell das Schild auf, dann schreiben die ersten Kunden."],
    later: [
      "Nichts zurückgestellt.",
      "Was du auf später legst, wartet hier und kommt zur gewählten Zeit wieder.",
    ],
    closed: ["Nichts erledigt.", "Was ihr abschließt, findest du hier wieder."],
  },
  /** As short as a row needs it. */
  since: {
    now: "gerade eben",
    minutes: (n: number) => `seit ${n} Min`,
    hours: (n: number) => `seit ${n} Std`,
    days: (n: number) => (n === 1 ? "seit 1 Tag" : `seit ${n} Tagen`),
  },
  /** As it is said. */
  waits: {
    now: "wartet seit eben",
    minutes: (n: number) => (n === 1 ? "wartet seit 1 Minute" : `wartet seit ${n} Minuten`),
    hours: (n: number) => (n === 1 ? "wartet seit 1 Stunde" : `wartet seit ${n} Stunden`),
    days: (n: number) => (n === 1 ? "wartet seit 1 Tag" : `wartet seit ${n} Tagen`),
  },
  takeOver: "Wer antwortet, kümmert sich",
  takeOverHint:
    "Antwortest du in einer Unterhaltung, die niemand hat, wird sie deine. Rückgängig geht gleich danach.",
  tookOver: (name: string) => `Du kümmerst dich jetzt um ${name}.`,
  sendClose: "Senden und abschließen",
  notClosed: "Noch nicht abgeschlossen: Deine Nachricht ist noch unterwegs.",
  till: {
    title: (n: number) => (n === 1 ? "Kassensturz: 1 wartet noch" : `Kassensturz: ${n} warten noch`),
    list: "Wer noch wartet",
    soon: (n: number) => (n === 1 ? "in einer Minute schließt ihr" : `in ${n} Minuten schließt ihr`),
    shut: (clock: string) => `seit ${clock} geschlossen`,
    what: (name: string) => `${name}: was tun?`,
    now: "Jetzt",
    today: "Heute",
    tomorrow: "Morgen",
    /** Inside a sentence. */
    inside: { today: "heute", tomorrow: "morgen" },
    all: (when: string) => `Alle ${when}`,
    count: "Kasse machen",
    aside: "Heute nicht",
    open: "Ansehen",
    palette: "Kassensturz",
    tells: (when: string) => `Wer bis ${when} wartet, liest heute noch:`,
    said: (day: string | null) =>
      day === null ? "Wir melden uns morgen früh." : `Wir melden uns am ${day}.`,
    more: (n: number) =>
      n === 1
        ? "Und 1 weitere Unterhaltung wartet. Sie bleibt, wie sie ist."
        : `Und ${n} weitere warten. Sie bleiben, wie sie sind.`,
    failed: (n: number) =>
      n === 1
        ? "Eine Unterhaltung ließ sich nicht ändern. Versuch es noch einmal."
        : `${n} Unterhaltungen ließen sich nicht ändern. Versuch es noch einmal.`,
    done: (later: number, given: number, when: string) =>
      ["Kasse gemacht.", later > 0 ? `${later} bis ${when}.` : "", given > 0 ? `${given} weitergegeben.` : ""]
        .filter(Boolean)
        .join(" "),
  },
  done: {
    title: "Alles beantwortet.",
    home: "Feierabend.",
    today: (n: number) =>
      n === 1
        ? "1 Unterhaltung heute, sie hat eine Antwort."
        : `${n} Unterhaltungen heute, jede hat eine Antwort.`,
    next: (when: string, name: string) => `${when} liegt ${name} wieder oben.`,
    away: "Bis dahin antwortet eure Abwesenheitsnachricht.",
    see: "Ansehen",
  },
  answered: "Heute beantwortet",
  answeredRow: "heute beantwortet",
};
