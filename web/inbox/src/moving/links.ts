/** A text's own link in the lengths that texts have room for. Pure. */

import { readFragment } from "@tresen/core/links";
import { wayUrl } from "@tresen/core/ways";

export interface Links {
  /** With the fingerprint, the way and its name: for whatever is tapped. */
  readonly whole: string;
  /** Without the name: the team still knows the way. */
  readonly brief: string;
  /** The way alone, short enough to be typed. It does not verify the business. */
  readonly typed: string;
}

/** Ids are eight signs, so that a text is as long before it has a way as after. */
export const NO_WAY = "00000000";

/** The links of a way. `sign`: the address on the sign, with the fingerprint (S3). */
export function linksOf(sign: string, id: string, name: string): Links {
  const url = new URL(sign);
  const found = readFragment(url.hash);
  const place = { origin: url.origin, handle: url.pathname.slice(1), id };
  const print = found.type === "key" ? found.fingerprint : null;
  return {
    whole: wayUrl({ ...place, print, source: name }),
    brief: wayUrl({ ...place, print }),
    typed: wayUrl(place),
  };
}
