/**
 * The puzzle that begins a conversation during a rush (wire.md): sixteen numbers, each such that SHA-256 over label, challenge,
 * place and number begins with the demanded number of zero bits. Computed here and not by crypto.subtle, whose calls cost more than a block.
 */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { PUZZLE_BYTES, PUZZLE_MOST_BITS, PUZZLE_PARTS } from "../wire/generated.ts";

const LABEL = new TextEncoder().encode("tresen/v1/puzzle\0");
/** Hashes between two pauses for the page: they take some milliseconds on a phone. */
const AT_ONCE = 2048;

// FIPS 180-4: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
for (let n = 2, found = 0; found < 64; n++) {
  if (Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, i) => n % (i + 2)).includes(0)) continue;
  if (found < 8) START[found] = fraction(Math.sqrt(n));
  K[found++] = fraction(Math.cbrt(n));
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) >>> 0;
}

const words = new Uint32Array(64);
const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The first word of SHA-256 over one padded block. */
function firstWord(block: DataView): number {
  for (let i = 0; i < 16; i++) words[i] = block.getUint32(4 * i);
  for (let i = 16; i < 64; i++) {
    const near = words[i - 2] ?? 0;
    const far = words[i - 15] ?? 0;
    const small = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
    const large = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
    words[i] = (words[i - 16] ?? 0) + small + (words[i - 7] ?? 0) + large;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = START;
  for (let i = 0; i < 64; i++) {
    const one = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + one + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + (words[i] ?? 0)) | 0;
    const two = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (two + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  return (a + (START[0] ?? 0)) >>> 0;
}

/** The block over label, challenge and place; the number goes to `at`. One block holds 55 bytes and the padding. */
function blockFor(challenge: Bytes): {
  readonly view: DataView;
  readonly place: number;
  readonly at: number;
} {
  const bytes = new Uint8Array(64);
  bytes.set(LABEL);
  bytes.set(challenge, LABEL.length);
  const place = LABEL.length + challenge.length;
  const end = place + 5;
  bytes[end] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(60, 8 * end);
  return { view, place, at: place + 1 };
}

/** What a request says to the refusal `puzzle_due`, whose detail begins with the challenge. Throws as `solvePuzzle`. */
export async function answerTo(detail: string, env: Pick<Env, "later">) {
  const challenge = fromBase64url(detail.split(" ", 1)[0] ?? "");
  return { challenge: toBase64url(challenge), answers: toBase64url(await solvePuzzle(challenge, env)) };
}

/** The answers to a challenge, with pauses in which the page goes on. Throws a `RangeError` when it is none to solve. */
export async function solvePuzzle(challenge: Bytes, env: Pick<Env, "later">): Promise<Bytes> {
  const bits = challenge[12] ?? PUZZLE_MOST_BITS + 1;
  if (challenge.length !== PUZZLE_BYTES || bits > PUZZLE_MOST_BITS)
    throw new RangeError("no puzzle to solve");
  const { view, place, at } = blockFor(challenge);
  const answers = new DataView(new ArrayBuffer(4 * PUZZLE_PARTS));
  let tried = 0;
  for (let part = 0; part < PUZZLE_PARTS; part++) {
    view.setUint8(place, part);
    for (let number = 0; ; number++) {
      view.setUint32(at, number);
      if (tried++ % AT_ONCE === 0) await new Promise<void>((go) => void env.later(0, go));
      if (Math.clz32(firstWord(view)) >= bits) {
        answers.setUint32(4 * part, number);
        break;
      }
    }
  }
  return new Uint8Array(answers.buffer);
}
