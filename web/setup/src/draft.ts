/** What is typed into the wizard, and what becomes of it: values in, values out. */

import type { Lang } from "@tresen/ui";
import { type HoursFile, isClosed, mustMend, remarks } from "@tresen/ui/hours/week";
import { type Trade, tradeOf } from "@tresen/ui/profile/trades";
import { away, awayText, greeting, greetingText } from "./answers.ts";
import { handleProblem } from "./handle.ts";
import { hasTimes } from "./hours.ts";

export interface Draft {
  /** The step that is open, from 1. */
  readonly step: number;
  /** null: the browser's language. */
  readonly lang: Lang | null;
  readonly name: string;
  readonly handle: string;
  /** True once the handle was typed; until then it follows the name. */
  readonly ownHandle: boolean;
  readonly trade: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  /** The owner's own name, first and last. The first stands above what the owner writes. */
  readonly you: string;
  readonly hours: HoursFile;
  readonly email: string;
  readonly phone: string;
  /** Empty: it is built from what was typed. */
  readonly imprint: string;
  /** Imprint and privacy contact are left for later: nobody can write until then. */
  readonly legalLater: boolean;
  /** On, unless somebody switched it off. A text that is empty is ours. */
  readonly greetingOn: boolean;
  readonly greeting: string;
  readonly awayOn: boolean;
  readonly away: string;
}

/** The last step is in the inbox: a phone scans the code. */
export const STEPS = 5;
export const LAST_HERE = 4;

export const emptyDraft = (zone: string): Draft => ({
  step: 1,
  lang: null,
  name: "",
  handle: "",
  ownHandle: false,
  trade: "",
  street: "",
  postcode: "",
  city: "",
  you: "",
  hours: { time_zone: zone, holidays: "closed", weekly: {} },
  email: "",
  phone: "",
  imprint: "",
  legalLater: false,
  greetingOn: true,
  greeting: "",
  awayOn: true,
  away: "",
});

const LEGAL = ["you", "street", "postcode", "city", "email"] as const;
export type Field = "name" | "handle" | (typeof LEGAL)[number] | "phone" | "hours";
export type Wrong = "empty" | "short" | "shape";
export type Problems = Readonly<Partial<Record<Field, Wrong>>>;

const EMAIL = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;
const PHONE = /^\+?[0-9 ()/.-]+$/;

/** What keeps a step from being done, in the order of its fields. */
export function problems(draft: Draft, step: number): Problems {
  switch (step) {
    case 1:
      return { ...needed(draft, "name"), ...handleProblem(draft.handle) };
    case 2:
      return remarks(draft.hours.weekly).some(mustMend) ? { hours: "shape" } : {};
    case 3:
      return legalProblems(draft);
    default:
      return {};
  }
}

/** Whoever leaves the imprint for later is asked for a name alone. What is typed all the same is looked at. */
function legalProblems(draft: Draft): Problems {
  const [email, phone] = [draft.email.trim(), draft.phone.trim()];
  const missing = draft.legalLater
    ? needed(draft, "you")
    : Object.assign({}, ...LEGAL.map((each) => needed(draft, each)));
  return {
    ...missing,
    ...(email !== "" && !EMAIL.test(email) && { email: "shape" as const }),
    ...(phone !== "" && !isPhone(phone) && { phone: "shape" as const }),
  };
}

const needed = (draft: Draft, field: "name" | (typeof LEGAL)[number]): Problems =>
  draft[field].trim() === "" ? { [field]: "empty" } : {};

const isPhone = (phone: string): boolean => PHONE.test(phone) && phone.replace(/\D/g, "").length >= 3;

/** One word: an imprint wants more, but nobody is kept from going on. */
export const isOneName = (you: string): boolean => you.trim() !== "" && !/\S\s+\S/.test(you);

/** What the team and the customers call the owner: the first name, without a title. */
export const firstName = (you: string): string => {
  const words = you.trim().split(/\s+/);
  return words.find((word) => !word.endsWith(".")) ?? you.trim();
};

/** The imprint: what was written, else built from what is known (§ 5 DDG). */
export const imprintOf = (draft: Draft): string =>
  draft.imprint.trim() ||
  lines(
    draft.name,
    draft.you,
    draft.street,
    lines(`${draft.postcode} ${draft.city}`),
    draft.phone && `Telefon: ${draft.phone}`,
    draft.email && `E-Mail: ${draft.email}`,
  );

/** Who answers questions about privacy: the owner, by e-mail (Art. 13 GDPR). */
export const privacyOf = (draft: Draft): string => lines(draft.you, draft.email);

const lines = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n");

export const tradeIn = ({ trade }: Draft): Trade => tradeOf(trade);

/** The greeting in both languages; the owner may have typed the one that is spoken here. */
export const greetingIn = (draft: Draft, lang: Lang) =>
  typed(greetingText(tradeIn(draft).id), draft.greeting, lang);
export const awayIn = (draft: Draft, lang: Lang) => typed(awayText(tradeIn(draft).id), draft.away, lang);

const typed = (ours: Readonly<Record<Lang, string>>, text: string, lang: Lang) =>
  text.trim() === "" ? ours : { ...ours, [lang]: text.trim() };

const TEXTS = ["name", "trade", "street", "postcode", "city", "email", "phone"] as const;

/** The profile to publish, without empty fields. */
export function profileFrom(draft: Draft, lang: Lang): Record<string, unknown> {
  const profile: Record<string, unknown> = { time_zone: draft.hours.time_zone };
  for (const field of TEXTS) if (draft[field].trim() !== "") profile[field] = draft[field].trim();
  if (!draft.legalLater) Object.assign(profile, { imprint: imprintOf(draft), privacy: privacyOf(draft) });
  // Without a single open hour nothing is said about hours: the shop is not "always closed".
  if (!isClosed(draft.hours.weekly)) profile.hours = hoursFrom(draft.hours);
  if (draft.greetingOn) profile.greeting = greeting(greetingIn(draft, lang));
  if (draft.awayOn && hasTimes(draft.hours.weekly)) profile.away = away(awayIn(draft, lang));
  return profile;
}

/** Holidays mean nothing without a region. */
function hoursFrom({ region, holidays, ...hours }: HoursFile): HoursFile {
  return region === undefined ? hours : { ...hours, region, holidays };
}
