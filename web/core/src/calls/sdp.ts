/** What a session description and an address say, as far as calls look into them. Pure. */

import type { Bytes } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";

const FINGERPRINT = /^a=fingerprint:sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\r?$/gim;

/** The one fingerprint of a description: SHA-256, in each section the same (C6). Throws `Refused` `malformed`. */
export function fingerprintIn(sdp: string): Bytes {
  const found = [...sdp.matchAll(FINGERPRINT)].map(([, hex = ""]) => hex.toUpperCase());
  const [only = "", ...others] = new Set(found);
  if (only === "" || others.length > 0 || sdp.split("a=fingerprint:").length !== found.length + 1)
    throw new Refused("malformed", "a description has one fingerprint, of SHA-256");
  return new Uint8Array(only.split(":").map((each) => Number.parseInt(each, 16)));
}

/** A description without addresses: a device that does not take the call learns none. */
export const withoutCandidates = (sdp: string): string =>
  sdp
    .split(/\r\n|\n/)
    .filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line))
    .join("\r\n");

/** Is this the address of a relay, and no other? */
export const isRelayed = (candidate: string): boolean => /\styp relay(\s|$)/.test(candidate);
