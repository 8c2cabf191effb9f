/**
 * What a document says, and how a change is merged into it (L8, S9). Pure; `src/tresen/client/documents/merge.py` is the same.
 *
 * A document is fields by name. Each field says when it was set and by which device; the later set wins, field by field. So two
 * devices that change one document at the same time lose nothing but what both of them set.
 */

import type { Bytes } from "../base/bytes.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";

/** When something was set (UTC milliseconds), and by which device. */
export interface Stamp {
  readonly atMs: number;
  readonly device: Bytes;
}

/** One field: null is the value of an entry that was taken out. */
export interface Field {
  readonly value: unknown;
  readonly stamp: Stamp;
}

/** All fields of a document, those of later clients among them. `removed` is when the document as a whole was removed. */
export interface Document {
  readonly fields: ReadonlyMap<string, Field>;
  readonly removed: Stamp | null;
}

export type Values = Readonly<Record<string, unknown>>;

export const EMPTY: Document = { fields: new Map(), removed: null };

/** The field's value, null when nobody set it or it was taken out. */
export const fieldValue = ({ fields }: Document, name: string): unknown => fields.get(name)?.value ?? null;

/**
 * What a version says. `atMs` is when the server stored it, `device` wrote it; `plain` reads the fields of a version that clients
 * wrote before fields had set times: all it says counts as set at `atMs`.
 *
 * No field counts as set later than `atMs`: a clock that is fast pins a field until the next change and no longer. A field
 * that is not of the shape `[value, at_ms, device]` is left out.
 */
export function read(
  payload: Payload,
  plain: (payload: Payload) => Values,
  atMs: number,
  device: Bytes,
): Document {
  const given = payload.fields;
  if (!isMap(given)) {
    const old = Object.entries(plain(payload));
    return {
      fields: new Map(old.map(([name, value]) => [name, { value, stamp: { atMs, device } }])),
      removed: null,
    };
  }
  const fields = Object.entries(given).flatMap(([name, each]): [string, Field][] => {
    const field = fieldIn(each, atMs);
    return field === null ? [] : [[name, field]];
  });
  return withoutRemoved(new Map(fields), stampIn(payload.removed, atMs));
}

/**
 * A document that holds only those of `values` that differ from what `document` says, as set by `device`. Each counts as set
 * later than what it takes the place of, even when the clock of `device` is slow.
 */
export function change(document: Document, values: Values, nowMs: number, device: Bytes): Document {
  const fields = new Map<string, Field>();
  for (const [name, value] of Object.entries(values)) {
    if (fieldValue(document, name) === value) continue;
    const seen = [document.fields.get(name)?.stamp, document.removed];
    fields.set(name, { value, stamp: { atMs: after(seen, nowMs), device } });
  }
  return { fields, removed: null };
}

/** A change that removes the whole document: all its fields, and whatever others set until now. */
export function remove(document: Document, nowMs: number, device: Bytes): Document {
  const seen = [...document.fields.values()].map(({ stamp }) => stamp);
  return { fields: new Map(), removed: { atMs: after([...seen, document.removed], nowMs), device } };
}

/**
 * `document` with `changed` merged in: of each field the later set, of equal ones what `document` says. A field that was
 * taken out, and a document that was removed, stay so unless somebody set them later.
 */
export function merge(document: Document, changed: Document): Document {
  const fields = new Map(document.fields);
  for (const [name, field] of changed.fields) {
    const there = fields.get(name);
    if (there === undefined || isLater(field.stamp, there.stamp)) fields.set(name, field);
  }
  return withoutRemoved(fields, laterOf(document.removed, changed.removed));
}

/** An entry of a list that was removed says nothing any more, not even what was set later (S9). */
export const withoutFieldsOnceRemoved = (document: Document): Document =>
  document.removed === null ? document : { fields: new Map(), removed: document.removed };

/**
 * The payload of a version. `key`: of an entry of a list. `shown` is what clients read that know no `fields`: it goes with the next minor
 * version (A12).
 */
export function writeDocument(
  kind: string,
  { fields, removed }: Document,
  shown: Values,
  key: Bytes | null = null,
): Payload {
  const written = [...fields].map(([name, { value, stamp }]) => [name, [value, stamp.atMs, stamp.device]]);
  return {
    kind,
    ...(key === null ? {} : { key }),
    ...shown,
    fields: Object.fromEntries(written),
    ...(removed === null ? {} : { removed: [removed.atMs, removed.device] }),
  };
}

/** First by time, then by device, byte by byte. */
export function isLater(one: Stamp, other: Stamp): boolean {
  if (one.atMs !== other.atMs) return one.atMs > other.atMs;
  const at = one.device.findIndex((byte, place) => byte !== other.device[place]);
  return at >= 0 && (one.device[at] ?? 0) > (other.device[at] ?? 0);
}

function laterOf(one: Stamp | null, other: Stamp | null): Stamp | null {
  if (one === null || other === null) return one ?? other;
  return isLater(other, one) ? other : one;
}

function after(seen: readonly (Stamp | null | undefined)[], nowMs: number): number {
  const times = seen.flatMap((stamp) => (stamp == null ? [] : [stamp.atMs + 1]));
  return Math.min(Math.max(nowMs, ...times), Number.MAX_SAFE_INTEGER);
}

function withoutRemoved(fields: ReadonlyMap<string, Field>, removed: Stamp | null): Document {
  if (removed === null) return { fields, removed };
  return { fields: new Map([...fields].filter(([, { stamp }]) => isLater(stamp, removed))), removed };
}

const isMap = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

function fieldIn(value: unknown, atMostMs: number): Field | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const stamp = stampIn(value.slice(1), atMostMs);
  return stamp === null ? null : { value: value[0], stamp };
}

function stampIn(value: unknown, atMostMs: number): Stamp | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [atMs, device] = value as readonly unknown[];
  if (typeof atMs !== "number" || !Number.isSafeInteger(atMs) || atMs < 0) return null;
  if (!(device instanceof Uint8Array) || device.length !== ID_BYTES) return null;
  return { atMs: Math.min(atMs, atMostMs), device: Uint8Array.from(device) };
}
