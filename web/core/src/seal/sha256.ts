/**
 * SHA-256 of what comes piece by piece. The platform's digest takes only what is whole in memory, and a video of a hundred megabytes is
 * not (S9). FIPS 180-4, section 6.2.
 */

import type { Bytes } from "../base/bytes.ts";

const BLOCK = 64;

/** The first 32 bits of the fractional parts of the roots of the first primes, as the standard derives them. */
function roots(count: number, root: number): Uint32Array {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++)
    if (PRIMES.every((prime) => prime >= n || n % prime !== 0)) found.push(n);
  return Uint32Array.from(found, (prime) => fraction(prime, root));
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17];

/** Exact by whole numbers: a float has too few digits for the cube root. */
function fraction(prime: number, root: number): number {
  const wanted = BigInt(prime) << BigInt(32 * root);
  let [low, high] = [0n, BigInt(prime) << 32n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(root) <= wanted) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

const K = roots(64, 3);
const START = roots(8, 2);

export class Sha256 {
  readonly #state = START.slice();
  readonly #words = new Uint32Array(64);
  readonly #rest = new Uint8Array(BLOCK);
  #held = 0;
  #length = 0;

  add(data: Uint8Array): this {
    this.#length += data.length;
    let at = 0;
    if (this.#held > 0) {
      at = Math.min(BLOCK - this.#held, data.length);
      this.#rest.set(data.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < BLOCK) return this;
      this.#block(this.#rest, 0);
    }
    for (; at + BLOCK <= data.length; at += BLOCK) this.#block(data, at);
    this.#rest.set(data.subarray(at));
    this.#held = data.length - at;
    return this;
  }

  /** The hash. Nothing can be added afterwards. */
  end(): Bytes {
    const length = this.#length;
    const tail = new Uint8Array((this.#held < 56 ? BLOCK : 2 * BLOCK) - this.#held);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(length / 2 ** 29));
    view.setUint32(tail.length - 4, (length << 3) >>> 0);
    this.add(tail);
    const hash = new Uint8Array(32);
    const out = new DataView(hash.buffer);
    this.#state.forEach((word, i) => {
      out.setUint32(4 * i, word);
    });
    return hash;
  }

  #block(data: Uint8Array, from: number): void {
    const w = this.#words;
    const view = new DataView(data.buffer, data.byteOffset + from, BLOCK);
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(4 * i);
    for (let i = 16; i < 64; i++) {
      const [a, b] = [w[i - 15] as number, w[i - 2] as number];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
    }
    this.#mix(w);
  }

  #mix(w: Uint32Array): void {
    const state = this.#state;
    let [a, b, c, d, e, f, g, h] = state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (w[i] as number)) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = (state[i] as number) + word;
    });
  }
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
