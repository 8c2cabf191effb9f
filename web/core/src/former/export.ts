/** An export as it was chosen: a text, or an archive with one and its media. Read where it lies; what is not asked for is not unpacked. */

import {
  CHAT_CHARACTERS,
  type ChatTrouble,
  type FormerText,
  fileName,
  NotRead,
  type ReadingChat,
  readChat,
} from "./chat.ts";
import { MEDIA_BYTES, mediaKind } from "./media.ts";
import { isZip, membersOf, unpack, WrongZip, type ZipMember, type ZipTrouble } from "./zip.ts";

export type ExportTrouble = ChatTrouble | ZipTrouble | "unreadable";

/** A text file, in bytes: letters take up to three of them. */
const CHAT_BYTES = 3 * CHAT_CHARACTERS;
/** The names that Android and iOS give the text. */
const CHAT_NAME = /^(?:_chat|WhatsApp[ -].*)\.txt$/u;

export interface OpenExport {
  readonly chat: FormerText;
  /** Files that are there and can be kept, by name. */
  readonly media: ReadonlyMap<string, ZipMember>;
}

/** Why an export cannot be read. */
export function troubleOf(error: unknown): ExportTrouble {
  return error instanceof NotRead || error instanceof WrongZip ? error.why : "unreadable";
}

/** Throws `NotRead`, `WrongZip`, or what the browser says of a file that it cannot read. */
export async function openExport(file: Blob, reading: ReadingChat): Promise<OpenExport> {
  if (file.size === 0) throw new NotRead("empty");
  if (!(await isZip(file))) {
    if (file.size > CHAT_BYTES) throw new NotRead("too_large");
    return { chat: await readChat(decoded(await file.arrayBuffer()), reading), media: new Map() };
  }
  const members = await membersOf(file);
  const chat = chatIn(members);
  const text = decoded(await unpack(file, chat, CHAT_BYTES));
  const media = new Map<string, ZipMember>();
  for (const member of members)
    if (member !== chat && member.size <= MEDIA_BYTES && mediaKind(member.name) !== null)
      media.set(fileName(member.name), member);
  return { chat: await readChat(text, reading), media };
}

/** The chat's text: by its name, or the only text there is. */
function chatIn(members: readonly ZipMember[]): ZipMember {
  const texts = members.filter(({ name }) => /\.txt$/iu.test(name) && !name.startsWith("."));
  const named = texts.filter(({ name }) => CHAT_NAME.test(name.normalize("NFC")));
  const [only, another] = named.length > 0 ? named : texts;
  if (only === undefined) throw new NotRead("not_export");
  if (another !== undefined) throw new NotRead("not_export");
  return only;
}

/** What is not UTF-8 is no export. */
function decoded(bytes: ArrayBuffer | Uint8Array): string {
  const start = new Uint8Array(bytes instanceof ArrayBuffer ? bytes : bytes.slice(0, 512)).subarray(0, 512);
  if (start.some((byte) => byte === 0)) throw new NotRead("not_export");
  return new TextDecoder("utf-8").decode(bytes);
}

/** One of the media, unpacked. Throws `WrongZip`. */
export const mediaOf = (file: Blob, member: ZipMember): Promise<Uint8Array<ArrayBuffer>> =>
  unpack(file, member, MEDIA_BYTES);
