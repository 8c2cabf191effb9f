import { catalogOf } from "@tresen/ui";

// That a browser which held the conversation holds it no more.

const de = {
  title: "Ihre Unterhaltung ist nicht hier",
  app: "In dieser App liegt sie noch nicht, oder das Gerät hat aufgeräumt. Gelöscht ist sie damit nicht.",
  browser: "Dieser Browser hat aufgeräumt. Gelöscht ist sie damit nicht.",
  open: "Rückkehr-Link einfügen",
  none: "Sie haben keinen? Schreiben Sie neu und sagen Sie, wer Sie sind.",
};

export type EmptiedWords = typeof de;

const en: EmptiedWords = {
  title: "Your conversation isn’t here",
  app: "It isn’t in this app yet, or the device has cleared it. That hasn’t erased it.",
  browser: "This browser has cleared it. That hasn’t erased it.",
  open: "Paste your return link",
  none: "Don’t have one? Write again and say who you are.",
};

/** In the language that is spoken. Reactive. */
export const words = () => catalogOf("emptied", { de, en });
