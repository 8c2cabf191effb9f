/**
 * MessagePack as the protocol uses it (W1, S4): nil, booleans, numbers, text, bytes, arrays, maps with text keys. A tenth of a
 * library's weight, because extension types, streams and options are not there; the tests compare it with that library.
 */

import type { Bytes } from "./bytes.ts";

const DEPTH = 32;
const TWO_32 = 2 ** 32;
const WIDTHS = [1, 2, 4];
const utf8 = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The shortest form of each number and length; undefined is written as nil. Throws on what has no form (a function, a bigint). */
export function encodeMessagePack(value: unknown): Bytes {
  const out = new Writer();
  out.value(value);
  return out.bytes();
}

/**
 * Exactly one plain value in its canonical form (S4). Throws on anything else: left-over bytes, unknown forms, broken UTF-8, a number or
 * length that is longer than it need be, integers beyond 2^53, a float that is whole or not finite, a key that comes twice, deep nesting.
 */
export function decodeMessagePack(data: Uint8Array): unknown {
  const read = new Reader(data);
  const value = read.value(DEPTH);
  read.end();
  return value;
}

const fits = (value: number, bits: number) => (value < 0 ? value >= -(2 ** (bits - 1)) : value < 2 ** bits);

class Writer {
  #data = new Uint8Array(256);
  #view = new DataView(this.#data.buffer);
  #at = 0;

  bytes(): Bytes {
    return this.#data.slice(0, this.#at);
  }

  value(value: unknown): void {
    if (value === null || value === undefined) this.#uint(1, 0xc0);
    else if (typeof value === "boolean") this.#uint(1, value ? 0xc3 : 0xc2);
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "string") this.#text(value);
    else if (value instanceof Uint8Array) this.#blob(value);
    else if (Array.isArray(value)) this.#array(value);
    else if (typeof value === "object") this.#map(value);
    else throw new TypeError(`no MessagePack for a ${typeof value}`);
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.#float(value);
    else if (value >= 0 && value < 0x80) this.#uint(1, value);
    else if (value < 0 && value >= -0x20) this.#uint(1, value + 0x100);
    else this.#integer(value);
  }

  #integer(value: number): void {
    const mark = value < 0 ? 0xd0 : 0xcc;
    const width = WIDTHS.findIndex((bytes) => fits(value, 8 * bytes));
    if (width >= 0) {
      const bytes = 1 << width;
      this.#uint(1, mark + width, bytes, value < 0 ? value + 2 ** (8 * bytes) : value);
    } else {
      const high = Math.floor(value / TWO_32);
      this.#uint(1, mark + 3, 4, high < 0 ? high + TWO_32 : high, 4, value - high * TWO_32);
    }
  }

  #float(value: number): void {
    this.#uint(1, 0xcb);
    this.#room(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  #text(value: string): void {
    const data = utf8.encode(value);
    this.#sized(data.length, 0xa0, 0x20, 0xd9);
    this.#copy(data);
  }

  #blob(value: Uint8Array): void {
    this.#sized(value.length, 0, 0, 0xc4);
    this.#copy(value);
  }

  #array(value: readonly unknown[]): void {
    this.#sized(value.length, 0x90, 0x10, 0xdc - 1, 1);
    for (const each of value) this.value(each);
  }

  #map(value: object): void {
    const entries = Object.entries(value);
    this.#sized(entries.length, 0x80, 0x10, 0xde - 1, 1);
    for (const [key, each] of entries) {
      this.#text(key);
      this.value(each);
    }
  }

  /** A length: within the mark itself when it is below `few`, else in 1, 2 or 4 bytes after `mark`; `least` skips the 1. */
  #sized(size: number, short: number, few: number, mark: number, least = 0): void {
    if (size < few) return void this.#uint(1, short + size);
    const width = WIDTHS.findIndex((bytes, i) => i >= least && size < 2 ** (8 * bytes));
    this.#uint(1, mark + width, 1 << width, size);
  }

  /** Pairs of width and value. */
  #uint(...pairs: number[]): void {
    this.#room(16);
    for (let i = 0; i < pairs.length; i += 2) {
      const width = pairs[i] ?? 0;
      let rest = pairs[i + 1] ?? 0;
      for (let at = this.#at + width - 1; at >= this.#at; at--) {
        this.#data[at] = rest % 0x100;
        rest = Math.floor(rest / 0x100);
      }
      this.#at += width;
    }
  }

  #copy(data: Uint8Array): void {
    this.#room(data.length);
    this.#data.set(data, this.#at);
    this.#at += data.length;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#data.length) return;
    const larger = new Uint8Array(2 * (this.#at + more));
    larger.set(this.#data);
    this.#data = larger;
    this.#view = new DataView(larger.buffer);
  }
}

class Reader {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  end(): void {
    if (this.#at !== this.#data.length) throw new RangeError("left-over bytes");
  }

  value(depth: number): unknown {
    if (depth < 0) throw new RangeError("nested too deeply");
    const mark = this.#uint(1);
    if (mark < 0x80) return mark;
    if (mark < 0x90) return this.#map(mark & 0x0f, depth);
    if (mark < 0xa0) return this.#array(mark & 0x0f, depth);
    if (mark < 0xc0) return this.#text(mark & 0x1f);
    if (mark >= 0xe0) return mark - 0x100;
    return this.#marked(mark, depth);
  }

  #marked(mark: number, depth: number): unknown {
    const width = 1 << (mark & 3);
    if (mark === 0xc0) return null;
    if (mark === 0xc2 || mark === 0xc3) return mark === 0xc3;
    if (mark >= 0xc4 && mark <= 0xc6) return this.#take(this.#size(1 << (mark - 0xc4), 0)).slice();
    if (mark === 0xcb) return this.#float();
    if (mark >= 0xcc && mark <= 0xcf) return safe(this.#size(width, 0x80));
    if (mark >= 0xd0 && mark <= 0xd3) return safe(this.#int(width));
    if (mark >= 0xd9 && mark <= 0xdb) return this.#text(this.#size(1 << (mark - 0xd9), 0x20));
    if (mark === 0xdc || mark === 0xdd) return this.#array(this.#size(mark === 0xdc ? 2 : 4, 0x10), depth);
    if (mark === 0xde || mark === 0xdf) return this.#map(this.#size(mark === 0xde ? 2 : 4, 0x10), depth);
    throw new RangeError("a form that the protocol does not use");
  }

  #take(size: number): Uint8Array {
    const from = this.#at;
    this.#at += size;
    if (this.#at > this.#data.length) throw new RangeError("cut off");
    return this.#data.subarray(from, this.#at);
  }

  #uint(width: number): number {
    let value = 0;
    for (const byte of this.#take(width)) value = value * 0x100 + byte;
    return value;
  }

  /** A number that needs this width: what a shorter form holds, down to `least`, is refused. */
  #size(width: number, least: number): number {
    const value = this.#uint(width);
    // Bytes have a form with 1, arrays and maps begin with 2: below `least` the mark itself holds the length.
    if (value < least || (width > 1 && fits(value, 4 * width) && !(width === 2 && least === 0x10)))
      throw long();
    return value;
  }

  #int(width: number): number {
    const negative = ((this.#data[this.#at] ?? 0) & 0x80) !== 0;
    // From the high half, so that a large negative number does not pass through one that cannot be held exactly.
    const value =
      width === 8
        ? (negative ? this.#uint(4) - TWO_32 : this.#uint(4)) * TWO_32 + this.#uint(4)
        : this.#uint(width) - (negative ? 2 ** (8 * width) : 0);
    if (!negative || value >= -0x20 || (width > 1 && fits(value, 4 * width))) throw long();
    return value;
  }

  #float(): number {
    const from = this.#at;
    this.#take(8);
    const value = this.#view.getFloat64(from);
    if (!Number.isFinite(value) || Number.isInteger(value))
      throw new RangeError("a float that is whole or not finite");
    return value;
  }

  #text(size: number): string {
    return strict.decode(this.#take(size));
  }

  // A length is only a claim: every element takes a byte at least, so that a short frame cannot ask for much memory.
  #array(size: number, depth: number): unknown[] {
    const values: unknown[] = [];
    for (let i = 0; i < size; i++) values.push(this.value(depth - 1));
    return values;
  }

  #map(size: number, depth: number): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (let i = 0; i < size; i++) {
      const key = this.value(depth - 1);
      if (typeof key !== "string" || key === "__proto__") throw new RangeError("a key that is no plain text");
      if (Object.hasOwn(values, key)) throw new RangeError("a key that comes twice");
      values[key] = this.value(depth - 1);
    }
    return values;
  }
}

const long = () => new RangeError("longer than it need be");

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError("an integer beyond 2^53");
  return value;
}
