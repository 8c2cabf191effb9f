/** What is typed into the wizard, and what becomes of it: values in, values out. */

import { HANDLE, HANDLE_CHARACTERS } from "@tresen/core/wire/generated";
import type { Lang } from "@tresen/ui";
import { type HoursFile, isClosed, mustMend, remarks } from "@tresen/ui/hours/week";

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
  /** The owner's own name: it stands above what the owner writes. */
  readonly you: string;
  readonly hours: HoursFile;
  readonly email: string;
  readonly phone: string;
  readonly imprint: string;
  readonly privacy: string;
}

export const STEPS = 5;

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
  privacy: "",
});

export type Field = "name" | "handle" | "you" | "email" | "phone" | "imprint" | "privacy" | "hours";
export type Wrong = "empty" | "short" | "shape";
export type Problems = Readonly<Partial<Record<Field, Wrong>>>;

const WHOLE_HANDLE = new RegExp(`^${HANDLE}$`);
const EMAIL = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;
const PHONE = /^\+?[0-9 ()/.-]+$/;

/** What keeps a step from being done, in the order of its fields. */
export function problems(draft: Draft, step: number): Problems {
  switch (step) {
    case 1:
      return { ...needed(draft, "name"), ...handleProblem(draft.handle), ...needed(draft, "you") };
    case 2:
      return remarks(draft.hours.weekly).some(mustMend) ? { hours: "shape" } : {};
    case 3:
      return {
        ...(draft.email.trim() !== "" && !EMAIL.test(draft.email.trim()) && { email: "shape" as const }),
        ...(draft.phone.trim() !== "" && !isPhone(draft.phone.trim()) && { phone: "shape" as const }),
        ...(draft.imprint.includes(SURNAME) ? { imprint: "shape" as const } : needed(draft, "imprint")),
        ...needed(draft, "privacy"),
      };
    default:
      return {};
  }
}

const needed = (draft: Draft, field: "name" | "you" | "imprint" | "privacy"): Problems =>
  draft[field].trim() === "" ? { [field]: "empty" } : {};

function handleProblem(handle: string): Problems {
  if (handle === "") return { handle: "empty" };
  if (handle.replace(/-/g, "").length < 3) return { handle: "short" };
  return WHOLE_HANDLE.test(handle) && handle.length <= HANDLE_CHARACTERS ? {} : { handle: "shape" };
}

const isPhone = (phone: string): boolean => PHONE.test(phone) && phone.replace(/\D/g, "").length >= 3;

const FOLDED: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  ø: "o",
  ł: "l",
  "&": " und ",
};

/** An address made of a name: "Bäckerei Sonnenschein" → "baeckerei-sonnenschein". */
export function handleFrom(name: string): string {
  const folded = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüßæøł&]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}|['’´`]/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (folded.length <= HANDLE_CHARACTERS) return folded;
  const cut = folded.slice(0, HANDLE_CHARACTERS + 1).lastIndexOf("-");
  return folded.slice(0, cut > 2 ? cut : HANDLE_CHARACTERS).replace(/-$/, "");
}

/** A typed handle in its stored form. */
export const typedHandle = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/\s+/g, "-");

/** Stands in the suggested imprint where the law asks for the full name (§ 5 DDG) and only a first name is known. */
export const SURNAME = "[Nachname]";

/** A first draft of the imprint from what is known. */
export const imprintFrom = (draft: Draft): string =>
  lines(
    draft.name,
    fullNameOf(draft),
    draft.street,
    lines(`${draft.postcode} ${draft.city}`),
    draft.phone && `Telefon: ${draft.phone}`,
    emailOf(draft) && `E-Mail: ${emailOf(draft)}`,
  );

export const privacyFrom = (draft: Draft): string =>
  lines(draft.you, emailOf(draft) || lines(draft.street, `${draft.postcode} ${draft.city}`));

const fullNameOf = ({ you }: Draft): string =>
  you.trim() === "" || /\S\s+\S/.test(you) ? you : `${you.trim()} ${SURNAME}`;

const emailOf = ({ email }: Draft): string => (EMAIL.test(email.trim()) ? email.trim() : "");

const lines = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n");

const TEXTS = [
  "name",
  "trade",
  "street",
  "postcode",
  "city",
  "email",
  "phone",
  "imprint",
  "privacy",
] as const;

/** The profile to publish, without empty fields. */
export function profileFrom(draft: Draft): Record<string, unknown> {
  const profile: Record<string, unknown> = { time_zone: draft.hours.time_zone };
  for (const field of TEXTS) if (draft[field].trim() !== "") profile[field] = draft[field].trim();
  // Without a single open hour nothing is said about hours: the shop is not "always closed".
  if (!isClosed(draft.hours.weekly)) profile.hours = hoursFrom(draft.hours);
  return profile;
}

/** Holidays mean nothing without a region. */
function hoursFrom({ region, holidays, ...hours }: HoursFile): HoursFile {
  return region === undefined ? hours : { ...hours, region, holidays };
}
