/**
 * A ZIP file (PKWARE APPNOTE 6.3): entries one after another, stored as they are. Photos and sealed text do not shrink, and what is only
 * stored every system opens. The browser holds the parts; only one file at a time is read, for its checksum. Beyond 4 GiB, ZIP64.
 */

import { type Bytes, concat, utf8 } from "../base/bytes.ts";

export interface ZipEntry {
  /** With `/` between folders. */
  readonly path: string;
  readonly data: Blob;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const UTF8_NAMES = 0x0800;
const VERSION = 20;
const VERSION64 = 45;
const FULL = 0xffffffff;
const MANY = 0xffff;

/** `atMs`: the time that every entry bears. `onbytes`: so many bytes were packed. Rejects when it is aborted. */
export async function zipOf(
  entries: readonly ZipEntry[],
  atMs: number,
  onbytes: (done: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: Bytes[] = [];
  let at = 0;
  let done = 0;
  for (const { path, data } of entries) {
    const crc = await crcOf(data, signal, (bytes) => onbytes(done + bytes));
    done += data.size;
    const entry = { name: utf8(path), crc, size: data.size, at, ...dosTime(atMs) };
    const head = localHead(entry);
    parts.push(head, data);
    directory.push(centralHead(entry));
    at += head.length + data.size;
  }
  const central = concat(...directory);
  return new Blob([...parts, central, endOf(entries.length, central.length, at)], {
    type: "application/zip",
  });
}

interface Entry {
  readonly name: Bytes;
  readonly crc: number;
  readonly size: number;
  readonly at: number;
  readonly time: number;
  readonly date: number;
}

function localHead({ name, crc, size, time, date }: Entry): Bytes {
  const large = size >= FULL;
  const extra = large ? extra64([size, size]) : new Uint8Array(0);
  const shown = large ? FULL : size;
  const fields = numbers(
    [4, LOCAL],
    [2, large ? VERSION64 : VERSION],
    [2, UTF8_NAMES],
    [2, 0],
    [2, time],
    [2, date],
  );
  const rest = numbers([4, crc], [4, shown], [4, shown], [2, name.length], [2, extra.length]);
  return concat(fields, rest, name, extra);
}

function centralHead({ name, crc, size, at, time, date }: Entry): Bytes {
  const large = size >= FULL;
  const far = at >= FULL;
  const extra =
    large || far ? extra64([...(large ? [size, size] : []), ...(far ? [at] : [])]) : new Uint8Array(0);
  const version = large || far ? VERSION64 : VERSION;
  const shown = large ? FULL : size;
  return concat(
    numbers(
      [4, CENTRAL],
      [2, version],
      [2, version],
      [2, UTF8_NAMES],
      [2, 0],
      [2, time],
      [2, date],
      [4, crc],
    ),
    numbers([4, shown], [4, shown], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0]),
    numbers([4, far ? FULL : at]),
    name,
    extra,
  );
}

const extra64 = (values: readonly number[]): Bytes =>
  concat(numbers([2, 1], [2, 8 * values.length]), numbers(...values.map((value) => [8, value] as const)));

/** The end of a file with so many entries, whose directory has that size and place. */
export function endOf(count: number, size: number, at: number): Bytes {
  const large = count >= MANY || size >= FULL || at >= FULL;
  const last = numbers(
    [4, END],
    [2, 0],
    [2, 0],
    [2, Math.min(count, MANY)],
    [2, Math.min(count, MANY)],
    [4, Math.min(size, FULL)],
    [4, Math.min(at, FULL)],
    [2, 0],
  );
  if (!large) return last;
  const end64 = concat(
    numbers([4, END64], [8, 44], [2, VERSION64], [2, VERSION64], [4, 0], [4, 0]),
    numbers([8, count], [8, count], [8, size], [8, at]),
  );
  return concat(end64, numbers([4, LOCATOR64], [4, 0], [8, at + size], [4, 1]), last);
}

/** Numbers in little endian, each with its length in bytes. */
function numbers(...fields: readonly (readonly [length: 2 | 4 | 8, value: number])[]): Bytes {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else if (length === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += length;
  }
  return bytes;
}

/** MS-DOS time, in UTC: the package is read in any time zone. Nothing before 1980 can be written. */
function dosTime(ms: number): { readonly time: number; readonly date: number } {
  const at = new Date(Math.max(ms, Date.UTC(1980, 0, 1)));
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32, read piece by piece. */
export async function crcOf(
  data: Blob,
  signal?: AbortSignal,
  onbytes: (done: number) => void = () => {},
): Promise<number> {
  let crc = FULL;
  let done = 0;
  const reader = data.stream().getReader();
  for (;;) {
    signal?.throwIfAborted();
    const { value } = await reader.read();
    if (value === undefined) return (crc ^ FULL) >>> 0;
    for (const byte of value) crc = (TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
    done += value.length;
    onbytes(done);
  }
}
