/** The pages of the profile, and what each of them publishes. A part is published by itself: drafts of the others stay drafts. Pure. */

import type { ProfileFields } from "@tresen/core/api";
import { FACTS } from "@tresen/ui/profile/facts";
import type { ProfileSection } from "../route.ts";
import { sameFields } from "./fields.ts";

/** What is published together, by the keys of the profile. Hours and holidays name the same region. */
const KEYS = {
  facts: [
    "picture",
    "banner",
    "name",
    "trade",
    "about",
    "street",
    "postcode",
    "city",
    ...FACTS.map(({ field }) => field),
  ],
  hours: ["time_zone", "hours"],
  greeting: ["greeting"],
  away: ["away"],
  calls: ["calls"],
  legal: ["imprint", "privacy"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Unit = keyof typeof KEYS;
export const UNITS = Object.keys(KEYS) as readonly Unit[];

/** The pages, in their order. */
export const PARTS = ["facts", "hours", "holidays", "greeting", "away", "calls", "legal"] as const;
export type Part = (typeof PARTS)[number];

/** The page that shows a section or a field. */
export function partOf(at: ProfileSection | "imprint" | "privacy" | undefined): Part {
  switch (at) {
    case undefined:
      return "facts";
    case "imprint":
    case "privacy":
      return "legal";
    case "specials":
      return "holidays";
    case "ahead":
      return "away";
    default:
      return at;
  }
}

export const unitOf = (part: Part): Unit => (part === "holidays" ? "hours" : part);

/** `base` with this unit as it is in `from`. */
export function withUnit(base: ProfileFields, from: ProfileFields, unit: Unit): ProfileFields {
  const keys: readonly string[] = KEYS[unit];
  const others = Object.entries(base).filter(([key]) => !keys.includes(key));
  const taken = Object.entries(from).filter(([key]) => keys.includes(key));
  return Object.fromEntries([...others, ...taken]);
}

export const sameUnit = (one: ProfileFields, other: ProfileFields, unit: Unit): boolean =>
  sameFields(withUnit({}, one, unit), withUnit({}, other, unit));
