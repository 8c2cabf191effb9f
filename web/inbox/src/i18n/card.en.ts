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
  write: (address: string) => `Write to ${address}`,
};
