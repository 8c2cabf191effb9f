/** Stored values as text and back: what IndexedDB holds of an inbox, except its `CryptoKey`s. */

import { fromBase64url, toBase64url } from "../base/bytes.ts";

/** JSON has neither bytes nor a way to tell them from objects: bytes are `{b}`, objects `{o}`, `undefined` is `{}`. */
export const toText = (value: unknown): string => JSON.stringify(marked(value));

export const fromText = (text: string): unknown => unmarked(JSON.parse(text));

function marked(value: unknown): unknown {
  if (value === undefined) return {};
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value instanceof Uint8Array) return { b: toBase64url(value) };
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    return { o: Object.entries(value).map(([key, each]) => [key, marked(each)]) };
  throw new TypeError("a value that cannot be sealed");
}

type Marked = { readonly b?: string; readonly o?: readonly (readonly [string, unknown])[] };

function unmarked(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unmarked);
  const { b, o } = value as Marked;
  if (b !== undefined) return fromBase64url(b);
  return o === undefined ? undefined : Object.fromEntries(o.map(([key, each]) => [key, unmarked(each)]));
}
