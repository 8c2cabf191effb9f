/**
 * Reads a ZIP file (PKWARE APPNOTE 6.3) as a phone writes one: the directory at its end, then single entries. Names are names and never
 * paths. Every size is bounded before anything is unpacked, and while it is: what an archive says of itself is not believed.
 */

/** More are no chat. */
export const ENTRIES = 20_000;
/** A whole archive. It is never in memory: entries are read one by one. */
export const ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024 - 1;
/** Text that becomes more than so many times as long was made to harm. Chats become about five times as long. */
export const RATIO = 200;
/** Below this size no ratio counts. */
const SMALL = 1024 * 1024;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES = 0xffff;
const ENCRYPTED = 0x0001;
const UTF8_NAME = 0x0800;
const [STORED, DEFLATED] = [0, 8];

type Bytes = Uint8Array<ArrayBuffer>;

export type ZipTrouble = "broken" | "encrypted" | "too_large" | "bomb";

export class WrongZip extends Error {
  override readonly name = "WrongZip";
  readonly why: ZipTrouble;

  constructor(why: ZipTrouble) {
    super(why);
    this.why = why;
  }
}

export interface ZipMember {
  /** The last part of what the archive calls it: no folder, nothing that leads anywhere. */
  readonly name: string;
  /** Bytes once unpacked, as the archive says. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
  readonly at: number;
}

/** Does the file begin as a ZIP file does, an empty one included? */
export async function isZip(file: Blob): Promise<boolean> {
  const head = viewOf(await bytesOf(file, 0, 4));
  return head.byteLength === 4 && [LOCAL, END].includes(head.getUint32(0, true));
}

/** What is in it, without folders. Throws `WrongZip`. */
export async function membersOf(file: Blob): Promise<ZipMember[]> {
  if (file.size > ARCHIVE_BYTES) throw new WrongZip("too_large");
  const { entries, size, at } = await endOf(file);
  if (entries > ENTRIES) throw new WrongZip("too_large");
  if (at + size > file.size || size > entries * (CENTRAL_BYTES + 4096)) throw new WrongZip("broken");
  const view = viewOf(await bytesOf(file, at, size));
  const members: ZipMember[] = [];
  for (let n = 0, place = 0; n < entries; n++) {
    if (place + CENTRAL_BYTES > view.byteLength || view.getUint32(place, true) !== CENTRAL)
      throw new WrongZip("broken");
    const flags = view.getUint16(place + 8, true);
    const [name, extra, comment] = [28, 30, 32].map((each) => view.getUint16(place + each, true)) as [
      number,
      number,
      number,
    ];
    const from = place + CENTRAL_BYTES;
    if (from + name + extra + comment > view.byteLength) throw new WrongZip("broken");
    const path = textOf(new Uint8Array(view.buffer, view.byteOffset + from, name), (flags & UTF8_NAME) !== 0);
    const member = {
      name: path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1),
      method: view.getUint16(place + 10, true),
      crc: view.getUint32(place + 16, true),
      packed: view.getUint32(place + 20, true),
      size: view.getUint32(place + 24, true),
      at: view.getUint32(place + 42, true),
    };
    place = from + name + extra + comment;
    // A folder.
    if (member.name === "") continue;
    if ((flags & ENCRYPTED) !== 0) throw new WrongZip("encrypted");
    // Sizes and places beyond 4 GiB stand elsewhere: no phone writes such an archive.
    if ([member.packed, member.size, member.at].includes(0xffffffff)) throw new WrongZip("too_large");
    if (member.method !== STORED && member.method !== DEFLATED) throw new WrongZip("broken");
    members.push(member);
  }
  return members;
}

/**
 * One entry, unpacked, of at most `most` bytes and exactly as large as the archive says, with the checksum that it says. Throws `WrongZip`.
 */
export async function unpack(file: Blob, member: ZipMember, most: number): Promise<Bytes> {
  const { size, packed, method, crc, at } = member;
  if (size > most) throw new WrongZip("too_large");
  if (size > SMALL && size > packed * RATIO) throw new WrongZip("bomb");
  const head = viewOf(await bytesOf(file, at, LOCAL_BYTES));
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL) throw new WrongZip("broken");
  const from = at + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  if (from + packed > file.size) throw new WrongZip("broken");
  const data = file.slice(from, from + packed);
  const plain = method === STORED ? new Uint8Array(await data.arrayBuffer()) : await inflate(data, size);
  if (plain.length !== size || crc32(plain) !== crc) throw new WrongZip("broken");
  return plain;
}

/** Unpacks raw deflate of at most `most` bytes; what becomes longer ends it. Throws `WrongZip`. */
export async function inflate(packed: Blob, most: number): Promise<Bytes> {
  const stream = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const plain = new Uint8Array(most);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return plain.subarray(0, length);
      if (length + value.length > most) throw new WrongZip("bomb");
      plain.set(value, length);
      length += value.length;
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    throw error instanceof WrongZip ? error : new WrongZip("broken");
  }
}

interface Ending {
  readonly entries: number;
  readonly size: number;
  readonly at: number;
}

/** The end of the directory, which only a comment may follow. */
async function endOf(file: Blob): Promise<Ending> {
  const from = Math.max(0, file.size - END_BYTES - COMMENT_BYTES);
  const view = viewOf(await bytesOf(file, from, file.size - from));
  for (let place = view.byteLength - END_BYTES; place >= 0; place--) {
    if (view.getUint32(place, true) !== END) continue;
    if (place + END_BYTES + view.getUint16(place + 20, true) !== view.byteLength) continue;
    const [disk, start, here, entries] = [4, 6, 8, 10].map((each) => view.getUint16(place + each, true));
    const [size, at] = [view.getUint32(place + 12, true), view.getUint32(place + 16, true)];
    if (entries === 0xffff || at === 0xffffffff || size === 0xffffffff) throw new WrongZip("too_large");
    if (disk !== 0 || start !== 0 || here !== entries || entries === undefined) throw new WrongZip("broken");
    return { entries, size, at };
  }
  throw new WrongZip("broken");
}

const bytesOf = async (file: Blob, at: number, size: number): Promise<Bytes> =>
  new Uint8Array(await file.slice(at, at + size).arrayBuffer());

const viewOf = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Names that are not said to be UTF-8 mostly are it all the same; what is not, is read letter by letter. */
function textOf(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: !utf8 }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(data: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of data) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
