/** A contact card: what a customer hands over of themselves (S9). */

import type { Details } from "../model/details.ts";
import {
  ADDRESS_CHARACTERS,
  EMAIL_CHARACTERS,
  NAME_CHARACTERS,
  PHONE_CHARACTERS,
} from "../wire/generated.ts";
import type { KindOf } from "./kind.ts";

/** The newest one counts. One that says nothing takes back what was handed over before. */
export interface Contact extends Details {
  readonly kind: "contact";
}

const FIELDS: { readonly [K in keyof Details]: readonly [longest: number, shape: RegExp] } = {
  name: [NAME_CHARACTERS, /^(?! )[^\p{Cc}\p{Zl}\p{Zp}]*$/u],
  phone: [PHONE_CHARACTERS, /^(\+[0-9]{7,15})?$/],
  email: [EMAIL_CHARACTERS, /^([^\p{Cc} \xa0@]+@[^\p{Cc} \xa0@]+)?$/u],
  address: [ADDRESS_CHARACTERS, /^(?! )([^\p{Cc}\p{Zl}\p{Zp}]|\n)*$/u],
};
const NAMES = Object.keys(FIELDS) as (keyof Details)[];

/** Can this be sealed as that field? */
export const fits = (field: keyof Details, value: string): boolean =>
  [...value].length <= FIELDS[field][0] && FIELDS[field][1].test(value);

export const saysNothing = (details: Details): boolean => NAMES.every((field) => details[field] === "");

export const contact: KindOf<Contact> = {
  read(payload) {
    const said = NAMES.map((field) => [field, payload[field] ?? ""] as const);
    const sound = said.every(
      ([field, value]) => payload[field] !== null && typeof value === "string" && fits(field, value),
    );
    return sound ? ({ kind: "contact", ...Object.fromEntries(said) } as Contact) : null;
  },
  payload: (content) => ({
    kind: "contact",
    ...Object.fromEntries(NAMES.map((field) => [field, content[field]]).filter(([, value]) => value !== "")),
  }),
  line: (content) =>
    NAMES.map((field) => content[field].replaceAll("\n", ", "))
      .filter((value) => value !== "")
      .join(" · "),
};
