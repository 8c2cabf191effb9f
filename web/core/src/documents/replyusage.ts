/** How often quick replies were used: one document for each week, without who used them (L8, S9). */

import { type Bytes, toBase64url, u64 } from "../base/bytes.ts";
import { entryId } from "../seal/suite.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Document, Values } from "./merge.ts";

export const KIND = "reply_usage";
/** No field says which device set it. */
export const NAMELESS = true;
/** Weeks that are kept; older ones are removed. */
export const WEEKS = 13;
/** A device counts at most so many replies and days in one week: they always fit one document. */
export const COUNTS = 600;

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** Uses by day (days since 1970) and reply, in the shape `day.reply`. */
export type Counts = Readonly<Record<string, number>>;

/** The day there, as days since 1970; in this device's time zone where that one is not known. */
export function dayOf(atMs: number, zone?: string): number {
  const date = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("sv-SE", { ...date, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat("sv-SE", date);
  }
  return Date.parse(format.format(atMs)) / DAY_MS;
}

export const weekOf = (day: number): number => Math.floor(day / WEEK_DAYS);

export const firstDay = (week: number): number => week * WEEK_DAYS;

/** What names a reply in the counts: the first 8 characters of its key. */
export const nameOf = (key: Bytes): string => toBase64url(key).slice(0, 8);

/** The key of a week is its number, so that all devices write one document; `part`: the next one, when their counts do not fit it. */
export function keyOf(week: number, part = 0): Bytes {
  const key = new Uint8Array(ID_BYTES);
  key.set(u64(part));
  key.set(u64(week), ID_BYTES - 8);
  return key;
}

/** The week in such a key. */
export const weekIn = (key: Bytes): number => Number(BigInt(`0x${toHex(key.slice(ID_BYTES - 8))}`));

const toHex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about !== null || key === null ? null : entryId(KIND, null, key);

/** No earlier client wrote counts. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads counts. */
export const shown = (_document: Document): Values => ({});

/** The field of one device's counts. `slot` is random, drawn anew each week, and leads to no device. */
export function written(slot: string, counts: Counts): Values {
  const entries = Object.entries(counts).slice(0, COUNTS);
  return { [slot]: entries.map(([at, count]) => `${at}.${count}`).join(" ") };
}

/** The counts of all devices but that of `except`, added up. What is not of that shape is left out. */
export function countsIn({ fields }: Document, except: string | null = null): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [slot, { value }] of fields) {
    if (slot === except || typeof value !== "string") continue;
    for (const [, at = "", count] of value.matchAll(/(?:^| )(\d{1,6}\.[\w-]{8})\.(\d{1,6})(?= |$)/g))
      sums.set(at, (sums.get(at) ?? 0) + Number(count));
  }
  return sums;
}
