/** Programs of the team in German. Every key is in program.en.ts too. */
export const program = {
  label: (name: string) => (name === "" ? "Programm" : `Programm · ${name}`),
  what: (ai: boolean): string => (ai ? "Programm mit KI" : "Programm ohne KI"),

  kind: "Wer kommt dazu?",
  person: ["Ein Mensch", "meldet sich mit einem eigenen Gerät an"],
  program: ["Ein Programm", "läuft von selbst; Kunden sehen an jeder Nachricht, dass es eins ist"],
  nameHint: "So heißt es im Team und auf jeder Nachricht an Kunden, höchstens 40 Zeichen.",
  nameWrong: "Ein Name steht in einer Zeile und hat höchstens 40 Zeichen.",
  ai: "Antwortet es mit künstlicher Intelligenz?",
  aiYes: "Ja, mit KI",
  aiNo: "Nein, nach festen Regeln",
  may: "Was darf es?",
  rights: {
    read: ["Lesen", "bekommt die Schlüssel des Teams; ohne sie könnte es nichts"],
    draft: ["Entwürfe schreiben", "schlägt Antworten vor, ein Mensch sendet sie"],
    send: ["Selbst senden", "antwortet Kunden, ohne dass jemand hinsieht"],
    named: ["Nur wo es genannt ist", "nur in Unterhaltungen, die ihm zugewiesen sind"],
  },

  ask: (device: string) => `Ist „${device}“ ein Mensch oder ein Programm?`,
  askMore:
    "Dieses Gerät hat sich ohne Browser angemeldet. Kunden sollen wissen, wenn ein Programm antwortet.",
  isPerson: "Ein Mensch",
  isProgram: "Ein Programm",
  sayTitle: "Was ist dieses Programm?",
  say: "So sagen",
  saidPerson: "Gemerkt: ein Mensch.",
  saidProgram: "Ab jetzt steht „Programm“ an seinen Nachrichten.",

  draftOf: (name: string) => `Entwurf von ${name}`,
  onlyTeam: "Nur das Team sieht ihn. Gesendet wird er erst von dir.",
  take: "Ins Feld übernehmen",
  drop: "Verwerfen",
  dropped: "Entwurf verworfen.",
  notDropped: "Der Entwurf konnte nicht verworfen werden.",
  drafts: "Entwürfe",

  human: "möchte einen Menschen",
};

export type ProgramWords = typeof program;
