/** What is wrong or doubtful in a profile, said in the reader's language with the name of its field. Pure. */

import type { ProfileRemark } from "@tresen/core/profile-api";
import type { ProfileWords } from "../i18n/profile.de.ts";

/** Why, without the place: it stands at its field. What this version has no words for is said as the server says it. */
export function reasonOf({ code, error, at }: ProfileRemark, words: ProfileWords): string {
  const known: Readonly<Record<string, string>> = words.wrong;
  if (code === "too_large" || code === "picture") return words.wrong.picture;
  return (code === "empty" && words.missing[at as keyof typeof words.missing]) || (known[code] ?? error);
}

/** With the name of its field, for a list of all. */
export function namedReason(remark: ProfileRemark, words: ProfileWords): string {
  return `${placeName(remark.at, words)}: ${reasonOf(remark, words)}`;
}

function placeName(at: string, words: ProfileWords): string {
  const names: Readonly<Record<string, string>> = words.places;
  const parts = at.split(".");
  for (let length = parts.length; length > 0; length--) {
    const name = names[parts.slice(0, length).join(".").replace(/\[.*$/, "")];
    if (name !== undefined) return name;
  }
  return at;
}
