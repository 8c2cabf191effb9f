/**
 * The recovery sheet on paper (S2): seven groups of four characters, the last two of them for checking. The checks are a
 * Reed–Solomon code over GF(32): one wrong character is found and placed, two wrong ones are found, a swap is told apart.
 */

import { type Bytes, fromCrockford, toCrockford } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { SHEET_BYTES } from "../wire/generated.ts";
import { random } from "./suite.ts";

export const GROUPS = 7;
export const GROUP_CHARS = 4;
const CHARS = GROUPS * GROUP_CHARS;
const DATA = CHARS - 2;
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The most likely mistake in a typed sheet; `groups` are the ones to check, counted from 1. `one`: a wrong character in that group.
 * `swapped`: two neighbours changed places in one of these groups or at its edge. `several`: more than that.
 */
export interface Slip {
  readonly kind: "one" | "swapped" | "several";
  readonly groups: readonly number[];
}

/** How one typed group differs from the known one. `place` counts from 1: of the character, or of the first of the two. */
export type GroupSlip =
  | { readonly kind: "right" }
  | { readonly kind: "short"; readonly missing: number }
  | { readonly kind: "long" }
  | { readonly kind: "foreign"; readonly letter: string }
  | { readonly kind: "swapped"; readonly place: number }
  | { readonly kind: "one"; readonly place: number }
  | { readonly kind: "several" };

const SEVERAL: Slip = { kind: "several", groups: [] };

// a^0 … a^30 in GF(32) = GF(2)[a] / (a^5 + a^2 + 1); character i has the weight a^i.
const POWER = [1];
while (POWER.length < 31) {
  const doubled = (POWER.at(-1) ?? 0) << 1;
  POWER.push(doubled & 32 ? doubled ^ 0b100101 : doubled);
}

const power = (at: number): number => POWER[((at % 31) + 31) % 31] ?? 0;
const log = (value: number): number => POWER.indexOf(value);
const times = (left: number, right: number): number =>
  left === 0 || right === 0 ? 0 : power(log(left) + log(right));
const over = (left: number, right: number): number => (left === 0 ? 0 : power(log(left) - log(right)));
const groupOf = (at: number): number => Math.floor(at / GROUP_CHARS) + 1;

/** 130 random bits in 17 bytes, the last 6 bits zero. */
export function newSheetSecret(): Bytes {
  const secret = random(SHEET_BYTES);
  secret[SHEET_BYTES - 1] = (secret[SHEET_BYTES - 1] ?? 0) & 0xc0;
  return secret;
}

/** The seven groups as they are printed. */
export function sheetGroups(secret: Bytes): string[] {
  const data = [...toCrockford(secret).slice(0, DATA)].map((letter) => LETTERS.indexOf(letter));
  const { sum, weighted } = sumsOf(data);
  // The two check characters make both sums zero: c26 + c27 = sum, a^26 c26 + a^27 c27 = weighted.
  const last = over(weighted ^ times(sum, power(DATA)), power(DATA) ^ power(DATA + 1));
  const text = [...data, sum ^ last, last].map((value) => LETTERS[value]).join("");
  return Array.from({ length: GROUPS }, (_, at) => text.slice(GROUP_CHARS * at, GROUP_CHARS * (at + 1)));
}

/** The secret behind a printed sheet; case, hyphens and spaces do not matter. Throws `Refused` `malformed`: `slipOf` says where. */
export function sheetSecret(text: string): Bytes {
  const values = valuesOf(text);
  const { sum, weighted } = sumsOf(values);
  if (sum !== 0 || weighted !== 0)
    throw new Refused("malformed", "the check characters differ: something was typed wrong");
  const letters = values.slice(0, DATA).map((value) => LETTERS[value]);
  // 26 characters are 130 bits; fromCrockford reads whole bytes: two more characters, of six zero bits and four to drop.
  const whole = fromCrockford(`${letters.join("")}00`, SHEET_BYTES);
  if (whole === null) throw new Refused("malformed", "not a sheet");
  return whole;
}

/** Where a sheet of full length was typed wrong; null when its check characters agree. Throws `Refused` `malformed` for what is no sheet. */
export function slipOf(text: string): Slip | null {
  const values = valuesOf(text);
  const { sum, weighted } = sumsOf(values);
  if (sum === 0) return weighted === 0 ? null : swapped(values, weighted);
  if (weighted === 0) return SEVERAL;
  const at = (log(weighted) - log(sum) + 31) % 31;
  return at < CHARS ? { kind: "one", groups: [groupOf(at)] } : SEVERAL;
}

/** Compares what was typed back with the group on the sheet. */
export function compareGroup(typed: string, group: string): GroupSlip {
  const letters = plain(typed);
  const foreign = [...letters].find((letter) => !LETTERS.includes(letter));
  if (foreign !== undefined) return { kind: "foreign", letter: foreign };
  if (letters.length < group.length) return { kind: "short", missing: group.length - letters.length };
  if (letters.length > group.length) return { kind: "long" };
  const off = [...group].flatMap((letter, at) => (letters[at] === letter ? [] : [at]));
  const [first, second] = off;
  if (first === undefined) return { kind: "right" };
  if (second === undefined) return { kind: "one", place: first + 1 };
  const crossed = letters[first] === group[second] && letters[second] === group[first];
  if (off.length === 2 && second === first + 1 && crossed) return { kind: "swapped", place: first + 1 };
  return { kind: "several" };
}

function swapped(values: readonly number[], weighted: number): Slip {
  const groups = new Set<number>();
  for (let at = 0; at + 1 < values.length; at++) {
    const off = (values[at] ?? 0) ^ (values[at + 1] ?? 0);
    if (times(off, power(at) ^ power(at + 1)) !== weighted) continue;
    groups.add(groupOf(at)).add(groupOf(at + 1));
  }
  return groups.size > 0 ? { kind: "swapped", groups: [...groups] } : SEVERAL;
}

const plain = (text: string): string =>
  text.toUpperCase().replace(/[-\s]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

function valuesOf(text: string): number[] {
  const values = [...plain(text)].map((letter) => LETTERS.indexOf(letter));
  if (values.length !== CHARS || values.includes(-1))
    throw new Refused("malformed", `a sheet has ${CHARS} characters`);
  return values;
}

function sumsOf(values: readonly number[]): { sum: number; weighted: number } {
  let sum = 0;
  let weighted = 0;
  for (const [at, value] of values.entries()) {
    sum ^= value;
    weighted ^= times(value, power(at));
  }
  return { sum, weighted };
}
