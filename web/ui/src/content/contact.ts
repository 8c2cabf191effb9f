// The words of contact cards, in both languages: they come with the first card that is shown.

import { catalogOf } from "../i18n/speak.svelte.ts";
import type { ContactCard, Content, FileContent } from "../rows.ts";

const de = {
  card: "Visitenkarte",
  name: "Name",
  phone: "Telefon",
  email: "E-Mail",
  address: "Adresse",
  taken: "Visitenkarte zurückgenommen. Was darauf stand, ist auf beiden Seiten gelöscht.",
  asks: "Bitte um Ihre Visitenkarte: Name, Telefon, E-Mail oder Adresse. Was davon wir erfahren, entscheiden Sie.",
  asked: "Um die Visitenkarte gebeten.",
  fill: "Visitenkarte ausfüllen",
};

export type CardWords = typeof de;

const en: CardWords = {
  card: "Contact card",
  name: "Name",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  taken: "Contact card taken back. Its details have been erased on both sides.",
  asks: "We’d like your contact details: name, phone, e-mail or address. You decide what to share.",
  asked: "Asked for the contact card.",
  fill: "Fill in my contact card",
};

export const cardWords = () => catalogOf("card", { de, en });

export const CARD_FIELDS = ["name", "phone", "email", "address"] as const;

export const isEmpty = (card: ContactCard): boolean => CARD_FIELDS.every((field) => card[field] === "");

/** A card or a request in one line, as it is quoted above a question about it. */
export function cardLine(
  content: Exclude<Content, { kind: "text" | "unknown" | "callback" } | FileContent>,
): string {
  if (content.kind === "contact_request") return cardWords().asked;
  const said = CARD_FIELDS.map((field) => content[field].replaceAll("\n", ", ")).filter(
    (value) => value !== "",
  );
  return said.length === 0 ? cardWords().taken : `${cardWords().card}: ${said.join(" · ")}`;
}
