import type { ErasingWords } from "./erasing.de.ts";

/** Erasing and keeping, in English. */

const paragraph = (kind: string) => (kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB");

export const erasing: ErasingWords = {
  keepAs: "Keep as",
  chat: ["Message", "It can be deleted at any time."],
  letter: ["Letter", "Offers, orders, agreements: 6 years, to the end of the year (§\u00a0257\u00a0HGB)."],
  voucher: ["Receipt", "Invoices and receipts: 8 years, to the end of the year (§\u00a0147\u00a0AO)."],
  keepHint: "What is kept cannot be deleted until then, not even if the customer asks for it.",
  keepFailed: "That did not work, and nothing has changed. Try again once you are connected.",
  keptMark: (kind, year) => `${kind === "voucher" ? "Receipt" : "Letter"}, until the end of ${year}`,
  letGo: "Stop keeping",
  letGoHint: "The conversation is deleted. This message then disappears too, at once and for good.",

  oneTitle: "Delete this message for both sides?",
  oneMore: (name) => `It disappears here and for ${name}. This cannot be undone.`,
  oneKept: (kind, until) =>
    `You have to keep it until ${until} (${paragraph(kind)}). It is then deleted automatically.`,
  all: "Delete conversation",
  allTitle: (name) => `Delete the conversation with ${name}?`,
  allMore:
    "Your notes on it go too. Everything disappears on both sides, on every device. This cannot be undone.",
  allStays: "You have to keep this; afterwards it is deleted automatically:",
  keptLine: (kind, written, until) =>
    `${kind === "voucher" ? "Receipt" : "Letter"}${written === null ? "" : ` of ${written}`}, until ${until} (${paragraph(kind)})`,
  keep: "Keep",
  erase: "Delete",
  failed: "That did not work. Nothing was deleted. Try again.",
  later: "Will be deleted once you are connected.",
  afterwards: "Noted: it will be deleted as soon as it no longer has to be kept.",
  oneDone: "Message deleted.",
  allDone: "Conversation deleted.",

  overByCustomer: "The customer has deleted this conversation.",
  overByTeam: "Your team has deleted this conversation.",
  overByTime: "The time for keeping this conversation is over.",
  overNothing: "Nothing of it is left, not even notes.",
  overLeft:
    "You have to keep what is still here (§\u00a0257\u00a0HGB, §\u00a0147\u00a0AO). Afterwards it is deleted automatically.",
  overName: "Deleted conversation",
  rowLeft: "Deleted. Part of it has to stay.",
};
