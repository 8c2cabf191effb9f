import { catalogOf } from "@tresen/ui";

// Where a program of the team answers: what it is, and the way to a person.

const de = {
  label: (name: string) => `Programm · ${name}`,
  nameless: "Programm",
  ai: "Hier antwortet ein Programm mit KI, kein Mensch.",
  rules: "Hier antwortet ein Programm ohne KI, kein Mensch.",
  human: "Mit einem Menschen sprechen",
  wish: "Ich möchte mit einem Menschen sprechen.",
  asked: "Ihr Wunsch ist unterwegs: Jemand vom Team meldet sich hier.",
};

export type ProgramWords = typeof de;

const en: ProgramWords = {
  label: (name) => `Program · ${name}`,
  nameless: "Program",
  ai: "A program with AI answers here, not a person.",
  rules: "A program without AI answers here, not a person.",
  human: "Talk to a person",
  wish: "I would like to talk to a person.",
  asked: "Your wish is on its way: somebody of the team will answer here.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("program", { de, en });
