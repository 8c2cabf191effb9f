import type { ProgramWords } from "./program.de.ts";

/** Programs of the team in English. */
export const program: ProgramWords = {
  label: (name) => (name === "" ? "Program" : `Program · ${name}`),
  what: (ai) => (ai ? "program with AI" : "program without AI"),

  kind: "Who joins?",
  person: ["A person", "signs in with a device of their own"],
  program: ["A program", "runs by itself; customers see on every message that it is one"],
  nameHint: "This is its name in the team and on every message to customers, 40 characters at most.",
  nameWrong: "A name is one line of at most 40 characters.",
  ai: "Does it answer with artificial intelligence?",
  aiYes: "Yes, with AI",
  aiNo: "No, by fixed rules",
  may: "What may it do?",
  rights: {
    read: ["Read", "gets the team’s keys; without them it could do nothing"],
    draft: ["Write drafts", "proposes answers, a person sends them"],
    send: ["Send by itself", "answers customers with nobody looking"],
    named: ["Only where it is named", "only in conversations that are assigned to it"],
  },

  ask: (device) => `Is “${device}” a person or a program?`,
  askMore: "This device signed in without a browser. Customers should know when a program answers.",
  isPerson: "A person",
  isProgram: "A program",
  sayTitle: "What is this program?",
  say: "Say so",
  saidPerson: "Noted: a person.",
  saidProgram: "From now on its messages say “Program”.",

  draftOf: (name) => `Draft by ${name}`,
  onlyTeam: "Only the team sees it. It is sent when you send it.",
  take: "Put into the field",
  drop: "Discard",
  dropped: "Draft discarded.",
  notDropped: "The draft could not be discarded.",
  drafts: "Drafts",

  human: "wants a person",
};
