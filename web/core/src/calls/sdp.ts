/** What a session description and an address say, as far as calls look into them. Pure. */

import type { Bytes } from "../base/bytes.ts";

const FINGERPRINT = /^a=fingerprint:sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\s*$/gim;

/** The SHA-256 fingerprint of the certificate that a description names; null when it names none, or more than one. */
export function fingerprintIn(sdp: string): Bytes | null {
  const found = new Set([...sdp.matchAll(FINGERPRINT)].map(([, hex = ""]) => hex.toUpperCase()));
  const [only] = found;
  if (found.size !== 1 || only === undefined) return null;
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
