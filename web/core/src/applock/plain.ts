/** Stored values as text and back: all that the inbox's database can hold. Files and `CryptoKey`s go beside the text. */

import { fromBase64url, toBase64url } from "../base/bytes.ts";

/** What text cannot hold. A value names its own by their numbers. */
export interface Beside {
  /** Undefined: the disk has lost it. */
  readonly blobs: (Blob | undefined)[];
  readonly keys: CryptoKey[];
}

interface Kind<T> {
  is(value: unknown): value is T;
  mark(value: T, beside: Beside): unknown;
  unmark(mark: never, beside: Beside): unknown;
}

const kind = <T, M>(
  is: (value: unknown) => value is T,
  mark: (value: T, beside: Beside) => M,
  unmark: (mark: M, beside: Beside) => unknown,
): Kind<never> => ({ is, mark, unmark }) as unknown as Kind<never>;

const isA =
  <T>(what: abstract new (...made: never[]) => T) =>
  (value: unknown): value is T =>
    value instanceof what;

const isOdd = (value: unknown): value is number =>
  typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));

type View = Exclude<ArrayBufferView, Uint8Array>;
const VIEWS = {
  DataView,
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;
type ViewName = keyof typeof VIEWS;
const nameOf = (view: View): ViewName | undefined =>
  (Object.keys(VIEWS) as ViewName[]).find((name) => view instanceof VIEWS[name]);
const isView = (value: unknown): value is View =>
  ArrayBuffer.isView(value) && nameOf(value as View) !== undefined;

const at = <T>(from: readonly (T | undefined)[], n: number): T => {
  const found = from[n];
  if (found === undefined) throw new RangeError("names what is not beside it");
  return found;
};

/** Number and type of a Blob; of a file its name and date too. */
type Shown = readonly [at: number, type: string, file?: readonly [name: string, atMs: number]];

/** JSON has no form for these: each is an object of one key. An object itself is `o`; `undefined` is the empty one. */
export const KINDS = {
  b: kind(isA(Uint8Array), (bytes) => toBase64url(bytes), fromBase64url),
  n: kind(
    isOdd,
    (value) => (Object.is(value, -0) ? "-0" : String(value)),
    (text) => Number(text),
  ),
  i: kind(
    (value): value is bigint => typeof value === "bigint",
    (value) => String(value),
    (text) => BigInt(text),
  ),
  d: kind(
    isA(Date),
    (date) => (Number.isNaN(date.getTime()) ? null : date.getTime()),
    (ms) => new Date(ms ?? Number.NaN),
  ),
  m: kind(
    isA(Map),
    (map, beside) => [...map].map((entry) => marked(entry, beside)),
    (entries, beside) => new Map(entries.map((entry) => unmarked(entry, beside) as [unknown, unknown])),
  ),
  s: kind(
    isA(Set),
    (set, beside) => [...set].map((each) => marked(each, beside)),
    (values, beside) => new Set(values.map((each) => unmarked(each, beside))),
  ),
  a: kind(
    isA(ArrayBuffer),
    (buffer) => toBase64url(new Uint8Array(buffer)),
    (text) => fromBase64url(text).buffer,
  ),
  v: kind(
    isView,
    (view) =>
      [
        nameOf(view) as ViewName,
        toBase64url(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)),
      ] as const,
    ([name, text]) => new (VIEWS[name] as new (from: ArrayBuffer) => View)(fromBase64url(text).buffer),
  ),
  f: kind(
    isA(Blob),
    (blob, { blobs }): Shown => {
      const shown = [blobs.push(blob) - 1, blob.type] as const;
      return blob instanceof File ? [...shown, [blob.name, blob.lastModified]] : shown;
    },
    ([n, type, file], { blobs }) => {
      const blob = at(blobs, n);
      if (file === undefined) return blob.slice(0, blob.size, type);
      return new File([blob], file[0], { type, lastModified: file[1] });
    },
  ),
  k: kind(
    isA(CryptoKey),
    (key, { keys }) => keys.push(key) - 1,
    (n, { keys }) => at(keys, n),
  ),
} as const;

export const toText = (value: unknown, beside: Beside): string => JSON.stringify(marked(value, beside));

export const fromText = (text: string, beside: Beside): unknown => unmarked(JSON.parse(text), beside);

/** A store's name and its rows; a row that names what is not beside it is left out. */
export function rowsFromText<Name, Row>(text: string, beside: Beside): readonly [Name, readonly Row[]] {
  const [name, rows] = JSON.parse(text) as [Name, readonly unknown[]];
  const whole = rows.flatMap((row) => {
    try {
      return [unmarked(row, beside) as Row];
    } catch (error) {
      if (error instanceof RangeError) return [];
      throw error;
    }
  });
  return [name, whole];
}

/** Throws on anything else. */
function marked(value: unknown, beside: Beside): unknown {
  if (value === undefined) return {};
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && !isOdd(value)) return value;
  for (const [name, each] of Object.entries<Kind<never>>(KINDS))
    if (each.is(value)) return { [name]: each.mark(value, beside) };
  if (Array.isArray(value)) return value.map((each) => marked(each, beside));
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    return { o: Object.entries(value).map(([key, each]) => [key, marked(each, beside)]) };
  throw new TypeError("a value that cannot be sealed");
}

function unmarked(value: unknown, beside: Beside): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => unmarked(each, beside));
  const [entry] = Object.entries(value);
  if (entry === undefined) return undefined;
  const [name, mark] = entry;
  if (name === "o")
    return Object.fromEntries(
      (mark as [string, unknown][]).map(([key, each]) => [key, unmarked(each, beside)]),
    );
  if (!Object.hasOwn(KINDS, name)) throw new TypeError("a kind of value that this version does not know");
  return KINDS[name as keyof typeof KINDS].unmark(mark as never, beside);
}
