/** The card of a customer, in English. */

import type { CardWords } from "./card.de.ts";

export const card: CardWords = {
  phone: "Phone",
  email: "E-mail",
  note: "Note",
  noteHint: "Only for the team. If the customer asks what you hold, it is part of the answer.",
  ours: "Only for the team. Saved as you type.",
  saved: "Saved",
  call: (number: string) => `Call ${number}`,
  handed: "Contact card",
  handedHint: "Handed over by the customer. If they take it back, it disappears here too.",
  handedNothing: "The customer has handed over nothing.",
  ask: "Ask for contact card",
  asked: "Asked.",
  write: (address: string) => `Write to ${address}`,
};
