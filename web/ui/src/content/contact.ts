// The words of contact cards, in both languages: they come with the first card that is shown.

import { lang } from "../i18n/speak.svelte.ts";
import type { ContactCard, Content, FileContent } from "../rows.ts";

const de = {
  card: "Visitenkarte",
  name: "Name",
  phone: "Telefon",
  email: "E-Mail",
  address: "Adresse",
  taken: "Visitenkarte zurückgenommen. Was darauf stand, ist auf beiden Seiten gelöscht.",
  asks: "Bitte um Ihre Visitenkarte: Name, Telefon, E-Mail oder Adresse. Was davon Sie übergeben, entscheiden Sie.",
  asked: "Um die Visitenkarte gebeten.",
  fill: "Visitenkarte ausfüllen",
};

const en: typeof de = {
  card: "Contact card",
  name: "Name",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  taken: "Contact card taken back. What it said is erased on both sides.",
  asks: "A request for your contact card: name, phone, e-mail or address. You decide which of them you hand over.",
  asked: "Asked for the contact card.",
  fill: "Fill in the contact card",
};

export const cardWords = (): typeof de => (lang() === "de" ? de : en);

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
