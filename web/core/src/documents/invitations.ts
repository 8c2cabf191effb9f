/** Invitations as the team remembers them, spread over documents by the first byte of their ids (L8, S9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { array, bytes, count, decode, encode, flag, id, list, map, text } from "../base/shape.ts";
import { entryId } from "../seal/suite.ts";
import {
  EMAIL_CHARACTERS,
  FILE_NAME_CHARACTERS,
  ID_BYTES,
  NAME_CHARACTERS,
  PHONE_CHARACTERS,
} from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Document, Values } from "./merge.ts";

export const KIND = "invitations";
export const LINE_CHARACTERS = 200;

/** What the team keeps of one. The words themselves lie with the server, sealed, for as long as it opens. */
export interface Kept {
  /** null: it was answered, and opens nothing any more. */
  readonly secret: Bytes | null;
  /** Six, or none. */
  readonly digits: string;
  /** Its beginning, on one line. */
  readonly line: string;
  readonly files: readonly (readonly [name: string, size: number])[];
  readonly by: string;
  readonly atMs: number;
  readonly untilMs: number;
  readonly reply: boolean;
  /** Who it is for; "" where nobody wrote it down. */
  readonly to: string;
  readonly phone: string;
  readonly email: string;
  /** The conversation whose card it is for; null: none. */
  readonly card: string | null;
  /** The conversation that answered it, once its card has what it takes over; null: none. Nothing but who it was for stays then. */
  readonly taken: string | null;
}

const FIELD = /^invitation:([0-9a-f]{32})$/;
const LONGEST = 8000;

/** The key of the document that holds it: the first byte of its id. */
export function keyOf(invitation: Bytes): Bytes {
  const key = new Uint8Array(ID_BYTES);
  key[ID_BYTES - 1] = invitation[0] ?? 0;
  return key;
}

/** The id of the document with that key. Invitations are about no conversation, so that a new device reads them all. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about !== null || key === null ? null : entryId(KIND, null, key);

/** No earlier client wrote invitations. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads invitations. */
export const shown = (_document: Document): Values => ({});

/** Those that it holds, by their ids in base64url. What is of another shape is none. */
export function invitationsIn({ fields }: Document): Map<string, Kept> {
  const found = new Map<string, Kept>();
  for (const [name, { value }] of fields) {
    const [, hex] = FIELD.exec(name) ?? [];
    const kept = hex === undefined || typeof value !== "string" ? null : keptIn(value);
    if (hex !== undefined && kept !== null) found.set(toBase64url(bytesOf(hex)), kept);
  }
  return found;
}

/** The field that keeps it; null lets go of it. */
export const written = (invitation: string, kept: Kept | null): Values => ({
  [`invitation:${hexOf(fromBase64url(invitation))}`]: kept === null ? null : textOf(kept),
});

function textOf({
  secret,
  digits,
  line,
  files,
  by,
  atMs,
  untilMs,
  reply,
  to,
  phone,
  email,
  card,
  taken,
}: Kept): string {
  const known = { at_ms: atMs, until_ms: untilMs, to: first(to, NAME_CHARACTERS) };
  if (taken !== null) return toBase64url(encode({ ...known, taken: fromBase64url(taken) }));
  return toBase64url(
    encode({
      ...known,
      k: secret,
      d: digits,
      line: first(line, LINE_CHARACTERS),
      files: files.map((each) => [...each]),
      by: first(by, NAME_CHARACTERS),
      reply,
      ...(card === null ? {} : { card: fromBase64url(card) }),
      ...(phone === "" ? {} : { phone: first(phone, PHONE_CHARACTERS) }),
      ...(email === "" ? {} : { email: first(email, EMAIL_CHARACTERS) }),
    }),
  );
}

function keptIn(value: string): Kept | null {
  if (value.length > LONGEST) return null;
  try {
    return decode(fromBase64url(value), readKept);
  } catch {
    return null;
  }
}

function readKept(value: unknown): Kept {
  const it = map(value);
  if (it.taken !== undefined) return takenBy(toBase64url(id(it.taken)), readTimes(it));
  return {
    ...readTimes(it),
    secret: id(it.k),
    digits: digits(it.d),
    line: first(text(it.line), LINE_CHARACTERS),
    files: list(fileOf)(it.files).slice(0, 4),
    by: first(text(it.by), NAME_CHARACTERS),
    reply: flag(it.reply),
    phone: first(optional(it.phone), PHONE_CHARACTERS),
    email: first(optional(it.email), EMAIL_CHARACTERS),
    card: it.card === undefined || it.card === null ? null : toBase64url(id(bytes(it.card))),
    taken: null,
  };
}

const readTimes = (it: Payload) => ({
  atMs: count(it.at_ms),
  untilMs: count(it.until_ms),
  to: first(text(it.to), NAME_CHARACTERS),
});

/** What stays of one that this conversation answered: enough for the list to name it. */
export const takenBy = (
  taken: string,
  { atMs, untilMs, to }: Pick<Kept, "atMs" | "untilMs" | "to">,
): Kept & { readonly taken: string } => ({
  secret: null,
  digits: "",
  line: "",
  files: [],
  by: "",
  atMs,
  untilMs,
  reply: true,
  to,
  phone: "",
  email: "",
  card: null,
  taken,
});

const digits = (value: unknown): string => {
  const read = text(value);
  if (!/^([0-9]{6})?$/.test(read)) throw new Refused("malformed", "six digits or none");
  return read;
};

const optional = (value: unknown): string => (value === undefined || value === null ? "" : text(value));

function fileOf(value: unknown): readonly [string, number] {
  const [name, size] = array(2)(value);
  return [first(text(name), FILE_NAME_CHARACTERS), count(size)];
}

const first = (value: string, characters: number): string =>
  value.length <= characters ? value : [...value].slice(0, characters).join("");

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const bytesOf = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
