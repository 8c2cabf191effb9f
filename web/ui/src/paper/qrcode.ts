/** QR codes (ISO/IEC 18004) for our links: bytes, level M, versions 1 to 15 (412 bytes). ADR 0012 says why no library. */

const MEDIUM = 0;
const PAD = [0xec, 0x11];
// Level M: error-correction codewords in a block, and number of blocks, from version 1 on.
const ECC_WORDS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];

/** A symbol while it is drawn: `null` where no function pattern stands. */
type Grid = (boolean | null)[][];
type Rows = readonly (readonly boolean[])[];

/** The rows of the code, true where it is dark, without the quiet zone. Throws `RangeError` for more than 412 bytes. */
export function qrRows(text: string): Rows {
  const { version, words } = wordsOf(new TextEncoder().encode(text));
  const masked = MASKS.map((_, mask) => drawn(version, words, mask));
  const costs = masked.map(penalty);
  return masked[costs.indexOf(Math.min(...costs))] ?? [];
}

const sizeOf = (version: number): number => 4 * version + 17;

/** Bytes of data and of error correction that fit into the symbol. */
function roomOf(version: number): number {
  const centres = centresOf(version).length;
  const alignment = version === 1 ? 0 : (25 * centres - 10) * centres - 55;
  return ((16 * version + 128) * version + 64 - alignment - (version < 7 ? 0 : 36)) >> 3;
}

/** The centres of the alignment patterns along each side. */
function centresOf(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = sizeOf(version) - 7;
  const step = 2 * Math.ceil((last - 6) / (2 * count - 2));
  return [6, ...Array.from({ length: count - 1 }, (_, i) => last - step * (count - 2 - i))];
}

function wordsOf(bytes: Uint8Array): { version: number; words: number[] } {
  for (const [at, ecc] of ECC_WORDS.entries()) {
    const version = at + 1;
    const blocks = BLOCKS[at] ?? 1;
    const room = roomOf(version) - ecc * blocks;
    const counted = version < 10 ? [bytes.length] : [bytes.length >> 8, bytes.length & 255];
    if (bytes.length + counted.length + 1 <= room)
      return { version, words: interleaved(padded([...counted, ...bytes], room), ecc, blocks) };
  }
  throw new RangeError("too long for a code");
}

/** Mode 4 (bytes) in the half byte before, zeros in the half byte after, then padding. */
function padded(data: readonly number[], room: number): number[] {
  const nibbles = [4, ...data.flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const words = Array.from(
    { length: nibbles.length / 2 },
    (_, i) => (nibbles[2 * i] ?? 0) * 16 + (nibbles[2 * i + 1] ?? 0),
  );
  while (words.length < room) words.push(PAD[(words.length - nibbles.length / 2) & 1] ?? 0);
  return words;
}

/** The blocks' codewords interleaved: first data, then error correction. Later blocks may hold one word more. */
function interleaved(data: readonly number[], ecc: number, blocks: number): number[] {
  const short = Math.floor(data.length / blocks);
  const longFrom = blocks - (data.length % blocks);
  const parts = Array.from({ length: blocks }, (_, i) => {
    const from = i * short + Math.max(0, i - longFrom);
    return data.slice(from, from + short + (i < longFrom ? 0 : 1));
  });
  const corrections = parts.map((part) => correction(part, ecc));
  const turns = (lists: readonly (readonly number[])[], most: number) =>
    Array.from({ length: most }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
  return [...turns(parts, short + 1), ...turns(corrections, ecc)];
}

/** Reed-Solomon: the remainder of the data over the generator of this degree. */
function correction(data: readonly number[], degree: number): number[] {
  let generator = [1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    const shifted = [...generator, 0];
    generator = shifted.map((each, at) => each ^ times(generator[at - 1] ?? 0, root));
    root = times(root, 2);
  }
  const rest = [...data, ...Array<number>(degree).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const factor = rest[at] ?? 0;
    generator.forEach((each, i) => {
      rest[at + i] = (rest[at + i] ?? 0) ^ times(each, factor);
    });
  }
  return rest.slice(data.length);
}

/** A product in GF(256) over x^8 + x^4 + x^3 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--)
    product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return product;
}

const MASKS: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

function drawn(version: number, words: readonly number[], mask: number): boolean[][] {
  const size = sizeOf(version);
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null));
  drawPatterns(grid, version);
  drawFormat(grid, mask);
  if (version >= 7) drawVersion(grid, version);
  return filled(grid, words, mask);
}

function set(grid: Grid, x: number, y: number, dark: boolean): void {
  const row = grid[y];
  if (row !== undefined && x >= 0 && x < row.length) row[x] = dark;
}

/** Rings around a centre: dark where the distance from it is listed. */
function drawRings(grid: Grid, cx: number, cy: number, reach: number, dark: readonly number[]): void {
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      set(grid, cx + dx, cy + dy, dark.includes(Math.max(Math.abs(dx), Math.abs(dy))));
}

function drawPatterns(grid: Grid, version: number): void {
  const last = grid.length - 1;
  for (let i = 0; i <= last; i++) {
    set(grid, i, 6, i % 2 === 0);
    set(grid, 6, i, i % 2 === 0);
  }
  const centres = centresOf(version);
  const [near, far] = [centres[0], centres.at(-1)];
  for (const y of centres)
    for (const x of centres) {
      const corner = (x === near && y === near) || (x === near && y === far) || (x === far && y === near);
      if (!corner) drawRings(grid, x, y, 2, [0, 2]);
    }
  for (const [x, y] of [
    [3, 3],
    [last - 3, 3],
    [3, last - 3],
  ] as const)
    drawRings(grid, x, y, 4, [0, 1, 3]);
}

/** `value` and after it the remainder that lets a scanner correct it. */
function withRemainder(value: number, bits: number, divisor: number): number {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * divisor);
  return (value << bits) | rest;
}

function drawFormat(grid: Grid, mask: number): void {
  const size = grid.length;
  const bits = withRemainder((MEDIUM << 3) | mask, 10, 0x537) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    set(grid, 8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
    set(grid, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, dark);
  }
  set(grid, 8, size - 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  const bits = withRemainder(version, 12, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >> i) & 1) === 1;
    const [a, b] = [grid.length - 11 + (i % 3), Math.floor(i / 3)];
    set(grid, a, b, dark);
    set(grid, b, a, dark);
  }
}

/** Codewords in double columns from the right, alternately up and down, masked; unfilled modules are light before the mask. */
function filled(grid: Grid, words: readonly number[], mask: number): boolean[][] {
  const size = grid.length;
  const masked = MASKS[mask] ?? (() => 1);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid[y]?.[x] !== null) continue;
        const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        set(grid, x, y, dark !== (masked(x, y) === 0));
        bit += 1;
      }
    }
  }
  return grid.map((row) => row.map((dark) => dark === true));
}

/** Penalty: how hard a symbol is to scan (runs, blocks, finder-like patterns, imbalance of dark and light). */
function penalty(rows: Rows): number {
  const lines = (each: Rows) => each.map((row) => row.map(Number).join(""));
  const across = lines(rows);
  const down = lines(rows.map((_, x) => rows.map((row) => row[x] ?? false)));
  let cost = 0;
  for (const line of [...across, ...down]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) cost += run.length - 2;
    cost += 40 * (line.match(/(?=10111010000|00001011101)/g)?.length ?? 0);
  }
  across.forEach((line, y) => {
    for (let x = 1; x < line.length; x++)
      if (/^(0000|1111)$/.test(line.slice(x - 1, x + 1) + (across[y + 1]?.slice(x - 1, x + 1) ?? "")))
        cost += 3;
  });
  const dark = across.join("").replaceAll("0", "").length / rows.length ** 2;
  return cost + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
}
