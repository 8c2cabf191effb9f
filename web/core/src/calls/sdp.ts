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

/** Is this the address of a relay, and no other? Its kind stands in one place (RFC 8839 §5.1); what follows may say anything. */
export const isRelayed = (candidate: string): boolean =>
  /^(a=)?candidate:[^\s]+ \d+ [^\s]+ \d+ [^\s]+ \d+ typ relay( [^\r\n]*)?$/.test(candidate);

/** The same without the address that was told to the relay, which some browsers add: the other side connects to the relay alone. */
export const withoutRelated = (candidate: string): string =>
  candidate.replace(/ raddr \S+ rport \d+/, " raddr 0.0.0.0 rport 0");
