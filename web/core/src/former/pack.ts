/**
 * The file of a former chat: parts one after another, each with its length and how many messages it holds, so that a reader unpacks what is
 * looked at and no more. `src/tresen/client/documents/formerpack.py` reads the same.
 */

import { type Bytes, concat } from "../base/bytes.ts";
import { isDay } from "../base/day.ts";
import { Refused } from "../base/errors.ts";
import { array, count, decode, encode, text } from "../base/shape.ts";
import type { FormerMessage } from "./chat.ts";
import { inflate } from "./zip.ts";

/** Messages of one part, and letters of their texts: a part is closed by what comes first. */
export const PART_MESSAGES = 500;
const PART_CHARACTERS = 512 * 1024;
/** One part unpacked: nobody makes a reader unpack more. */
export const PART_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 8;
const MARKS = ["none", "edited", "deleted"] as const;

/** A file that came with a message. `bundle` 0: it was there and is not kept; its name and type may be empty. */
export interface FormerMedia {
  readonly name: string;
  readonly type: string;
  /** In which bundle it lies, from 1, from which byte on, and its size. */
  readonly bundle: number;
  readonly from: number;
  readonly size: number;
}

/** A message as it is kept. */
export interface KeptMessage extends Omit<FormerMessage, "file"> {
  readonly media: FormerMedia | null;
}

/** Where a part lies in the file. */
export interface PartPlace {
  /** The number of its first message, from 0. */
  readonly first: number;
  readonly messages: number;
  readonly from: number;
  readonly bytes: number;
}

/** `onpart`: so many messages were packed. Throws what it throws. */
export async function packMessages(
  messages: readonly KeptMessage[],
  onpart: (done: number) => Promise<void> = async () => {},
): Promise<Blob> {
  const packed: BlobPart[] = [];
  for (let at = 0; at < messages.length; ) {
    const end = endOfPart(messages, at);
    const part = await deflate(encode(messages.slice(at, end).map(plainOf)));
    const head = new DataView(new ArrayBuffer(HEAD_BYTES));
    head.setUint32(0, part.length);
    head.setUint32(4, end - at);
    packed.push(new Uint8Array(head.buffer), part);
    at = end;
    await onpart(at);
  }
  return new Blob(packed);
}

function endOfPart(messages: readonly KeptMessage[], from: number): number {
  let [end, characters] = [from, 0];
  while (end < messages.length && end - from < PART_MESSAGES) {
    characters += messages[end]?.text.length ?? 0;
    if (end > from && characters > PART_CHARACTERS) break;
    end++;
  }
  return end;
}

/** Where the parts of a file lie. Throws `Refused`. */
export async function partsOf(file: Blob): Promise<readonly PartPlace[]> {
  const places: PartPlace[] = [];
  for (let at = 0, first = 0; at < file.size; ) {
    if (at + HEAD_BYTES > file.size) throw wrong("the head of a part");
    const head = new DataView(await file.slice(at, at + HEAD_BYTES).arrayBuffer());
    const [bytes, messages] = [head.getUint32(0), head.getUint32(4)];
    const from = at + HEAD_BYTES;
    if (messages < 1 || messages > PART_MESSAGES || from + bytes > file.size) throw wrong("a part");
    places.push({ first, messages, from, bytes });
    first += messages;
    at = from + bytes;
  }
  return places;
}

/** The messages of one part. Throws `Refused`. */
export async function openPart(
  file: Blob,
  { from, bytes, messages }: PartPlace,
): Promise<readonly KeptMessage[]> {
  const plain = await inflate(file.slice(from, from + bytes), PART_BYTES).catch(() => {
    throw wrong("a packed part");
  });
  const read = decode(plain, array(0)).map(messageIn);
  if (read.length !== messages) throw wrong("as many messages as the part says");
  return read;
}

const plainOf = ({ at, writer, text: said, mark, media }: KeptMessage): unknown => [
  at,
  writer,
  said,
  MARKS.indexOf(mark),
  media === null ? null : [media.name, media.type, media.bundle, media.from, media.size],
];

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
/** A day that there is, and a clock that shows it: whoever shows it would fail over any other. */
const isTime = (at: string): boolean => at[10] === "T" && isDay(at.slice(0, 10)) && CLOCK.test(at.slice(11));

function messageIn(value: unknown): KeptMessage {
  const [at, writer, said, mark, media] = array(5)(value);
  const name = MARKS[count(mark)];
  if (!isTime(text(at)) || name === undefined) throw wrong("a message");
  return { at: text(at), writer: count(writer), text: text(said), mark: name, media: mediaIn(media) };
}

function mediaIn(value: unknown): FormerMedia | null {
  if (value === null) return null;
  const [name, type, bundle, from, size] = array(5)(value);
  return { name: text(name), type: text(type), bundle: count(bundle), from: count(from), size: count(size) };
}

async function deflate(plain: Bytes): Promise<Bytes> {
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const chunks: Uint8Array[] = [];
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return concat(...chunks);
    chunks.push(value);
  }
}

const wrong = (what: string): Refused => new Refused("malformed", `${what} expected`);
