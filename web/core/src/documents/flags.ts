/** Flags: what the team has set on conversations' rows, spread over documents by the conversation's id (L8, S9). */

import { type Bytes, fromBase64url, toBase64url, u64 } from "../base/bytes.ts";
import { type Flags, NO_FLAGS } from "../model/flags.ts";
import { entryId } from "../seal/suite.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Document, Values } from "./merge.ts";

export const KIND = "flags";
/** So many documents hold the flags of all conversations: few enough for the limit on documents, and each small. */
export const SHARDS = 1024;

const FIELD = /^(pinned|unread|snooze):([0-9a-f]{32})$/;
const SNOOZE = /^(0|[1-9]\d{0,15}) (0|[1-9]\d{0,15})$/;

/** The key of the document that holds this conversation's flags: the first ten bits of its id, as a number. */
export function keyOf(conversation: Bytes): Bytes {
  const key = new Uint8Array(ID_BYTES);
  const [first = 0, second = 0] = conversation;
  key.set(u64((first << 2) | (second >> 6)), ID_BYTES - 8);
  return key;
}

/** The id of the document with that key. Flags are about no conversation, so that a new device reads them all. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about !== null || key === null ? null : entryId(KIND, null, key);

/** No earlier client wrote flags. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads flags. */
export const shown = (_document: Document): Values => ({});

/** The flags that are set, by conversation. What is of another shape sets nothing. */
export function flagsIn({ fields }: Document): Map<string, Flags> {
  const found = new Map<string, Flags>();
  for (const [name, { value }] of fields) {
    const [, flag, hex] = FIELD.exec(name) ?? [];
    if (flag === undefined || hex === undefined) continue;
    const conversation = toBase64url(bytesOf(hex));
    const before = found.get(conversation) ?? NO_FLAGS;
    const [, untilMs, pos] = typeof value === "string" ? (SNOOZE.exec(value) ?? []) : [];
    if (flag !== "snooze") {
      if (value === true) found.set(conversation, { ...before, [flag]: true });
    } else if (untilMs !== undefined && pos !== undefined)
      found.set(conversation, { ...before, snoozed: { untilMs: Number(untilMs), pos: Number(pos) } });
  }
  return found;
}

/** The fields that set what is given; the rest stays. */
export function written(conversation: string, { pinned, unread, snoozed }: Partial<Flags>): Values {
  const id = hexOf(fromBase64url(conversation));
  const snooze = snoozed == null ? null : `${snoozed.untilMs} ${snoozed.pos}`;
  return {
    ...(pinned === undefined ? {} : { [`pinned:${id}`]: pinned || null }),
    ...(unread === undefined ? {} : { [`unread:${id}`]: unread || null }),
    ...(snoozed === undefined ? {} : { [`snooze:${id}`]: snooze }),
  };
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const bytesOf = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
