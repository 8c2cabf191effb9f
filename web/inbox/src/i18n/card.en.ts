/** The card of a customer, in English. */

import type { CardWords } from "./card.de.ts";

export const card: CardWords = {
  phone: "Phone",
  phoneAs: (number: string) => `Usually written: ${number}`,
  phoneOdd: "This number probably does not exist. What you typed is saved.",
  email: "E-mail",
  note: "Note",
  noteHint: "Only for the team. If the customer asks what data you hold, this is part of it.",
  ours: "Only for the team. Saved as you type.",
  saved: "Saved",
  more: "More details",
  address: "Address",
  birthday: "Birthday",
  birthdayHint: "Day first: 3/5/1968, or 3/5 without the year.",
  birthdayWrong: "There is no such day. Write it as 3/5/1968 or 3/5, day first.",
  languages: "Languages",
  speak: "Add a language …",
  unspeak: (language: string) => `Remove ${language}`,
  remove: "Remove",
  field: "Custom field",
  fieldName: "What is the field called?",
  fieldMissing: "The name is still missing.",
  fieldsFull: "There is no room for more custom fields. Empty one that you no longer need.",
  fieldAdd: "Add field",
  vcard: "Save as a contact",
  vcardHint:
    "A vCard with name, phone, e-mail, address, birthday and languages. The note, labels and custom fields stay here.",
  call: (number: string) => `Call ${number}`,
  handed: "Contact card",
  handedHint: "Handed over by the customer. If they take it back, it disappears here too.",
  handedNothing: "The customer has not handed anything over.",
  ask: "Ask for a contact card",
  asked: "Requested.",
  write: (address: string) => `Write to ${address}`,
};
