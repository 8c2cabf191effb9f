/** The address by which a conversation goes on in a window of its own: all that is to come along stands behind the `#` (S3, S22). Pure. */

import { ownFragment } from "@tresen/core/framed";
import { WAY_TEXT_CHARACTERS } from "@tresen/core/wire/generated";

export interface Here {
  /** The path of the frame, and its fragment. */
  readonly path: string;
  readonly hash: string;
  /** null: there is no conversation yet, or another device made a new link. */
  readonly returnLink: string | null;
  /** What was typed and not sent. */
  readonly draft: string;
}

/** Words that were typed go into a link up to a length; longer ones stay where they are. */
export const comesAlong = (draft: string): boolean => [...draft].length <= WAY_TEXT_CHARACTERS;

const withoutWords = (hash: string): string =>
  hash
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "" && !part.startsWith("q="))
    .join("&");

export function windowLink({ path, hash, returnLink, draft }: Here): string {
  const [address = path, back = ""] = returnLink?.split("#") ?? [path, withoutWords(ownFragment(hash))];
  const words = draft.trim() !== "" && comesAlong(draft) ? `q=${encodeURIComponent(draft)}` : "";
  // Behind the sign's key they would make a link of it that anybody may have sent (S3).
  const said = (returnLink === null ? [words, back] : [back, words]).filter(Boolean).join("&");
  return said === "" ? address : `${address}#${said}`;
}

/** Both hosts are certainly of one site, so that nothing is kept apart: one lies below the other, `www` aside. */
export function isOneSite(one: string, other: string): boolean {
  const [a, b] = [one, other].map((origin) => new URL(origin).hostname.replace(/^www\./, ""));
  return a !== undefined && b !== undefined && (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`));
}
