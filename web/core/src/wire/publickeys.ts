/**
 * Which public keys and signatures are taken at all (S2): one strict rule, the same on every platform. Browsers differ in what they let
 * pass: keys of small order, for which one signature is valid for every text, and numbers that are not reduced. All of these are refused
 * before WebCrypto sees them, so what is left is verified alike everywhere (RFC 8032, 5.1.7, without the cofactor).
 */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { KEY_BYTES, SIGNATURE_BYTES } from "./generated.ts";

const ZERO = "A".repeat(43);
const ONE = `AQ${"A".repeat(41)}`;
// p - 1, p and p + 1, where p = 2^255 - 19 is the prime of both curves; little endian in base64url, as all numbers here.
const [BELOW_P, P, ABOVE_P] = ["7P", "7f", "7v"].map((start) => `${start}${"_".repeat(39)}38`);
/** The u-coordinates, also unreduced, of the X25519 points whose order divides 8 (RFC 7748, 6.1). */
const SMALL_X = new Set([
  ZERO,
  ONE,
  BELOW_P,
  P,
  ABOVE_P,
  "4Ot6fDtBuK4WVuP68Z_EatoJjeucMrH9hmIFFl9JuAA",
  "X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc",
]);
/** The y-coordinates of the Ed25519 points whose order divides 8. */
const SMALL_Y = new Set([
  ZERO,
  ONE,
  BELOW_P,
  "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
  "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o",
]);
/** The order of Ed25519's base point (RFC 8032, 5.1). */
const L = "7dP1XBpjEljWnPei3vneFAAAAAAAAAAAAAAAAAAAABA";

/** Can something be sealed to this X25519 key? To one of small order nothing can: it would keep everybody from changing keys (S2). */
export const canBeSealedTo = (x: Bytes): boolean => x.length === KEY_BYTES && !SMALL_X.has(unsigned(x));

/** Is this an Ed25519 key of 32 bytes, in its one encoding and not of small order? Else one signature is valid for every text (S2). */
export const canSign = (ed: Bytes): boolean =>
  ed.length === KEY_BYTES && isBelow(unsigned(ed), P ?? "") && !SMALL_Y.has(unsigned(ed));

/** Has a signature 64 bytes, a reduced number, and a point as `canSign` asks of keys? (S2) */
export const isStrictSignature = (signature: Bytes): boolean =>
  signature.length === SIGNATURE_BYTES &&
  canSign(signature.slice(0, KEY_BYTES)) &&
  isBelow(toBase64url(signature.slice(KEY_BYTES)), L);

/** The number without its highest bit: a sign in Ed25519, ignored in X25519. */
function unsigned(point: Bytes): string {
  const plain = point.slice();
  plain[31] = (plain[31] ?? 0) & 0x7f;
  return toBase64url(plain);
}

function isBelow(number: string, limit: string): boolean {
  const [a, b] = [fromBase64url(number).reverse(), fromBase64url(limit).reverse()];
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
