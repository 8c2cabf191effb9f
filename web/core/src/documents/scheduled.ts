/**
 * Messages that are sent later: one document for each, about its conversation (L8, S9). The device that is to send one claims it first: of
 * several claims made from one version the server stores one, and the others find it claimed when they read it anew.
 */

import { type Bytes, utf8 } from "../base/bytes.ts";
import { TooLong } from "../base/errors.ts";
import { entryId } from "../seal/suite.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "scheduled";
/** UTF-8 bytes of the text. With this limit a version always fits one message (S9). */
export const TEXT_BYTES = 15_000;

/** Who sends it: the message gets this device's `counter`. `forMs` is the time that the device had read when it claimed. */
export interface Claim {
  readonly device: string;
  readonly counter: number;
  readonly forMs: number;
}

/** `text` null: it was sent. */
export interface Planned {
  readonly author: number;
  readonly text: string | null;
  readonly atMs: number;
  readonly claim: Claim | null;
  /** The claim that was replaced by this one. */
  readonly over: Claim | null;
}

/** The id of the scheduled message with that key in that conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about === null || key === null ? null : entryId(KIND, about, key);

/** No earlier client scheduled messages. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads them. */
export const shown = (_document: Document): Values => ({});

/** null: it was cancelled, or says nothing readable. */
export function plannedIn(document: Document): Planned | null {
  const author = fieldValue(document, "author");
  const text = fieldValue(document, "text");
  const atMs = fieldValue(document, "at_ms");
  const claim = claimIn(fieldValue(document, "claim"));
  if (!isCount(author) || !isCount(atMs) || (text !== null && typeof text !== "string")) return null;
  if (text === null ? claim === null : text.trim() === "") return null;
  return { author, text, atMs, claim, over: claimIn(fieldValue(document, "over")) };
}

/**
 * Is this change too late for what the document says? A claim, for one that was claimed or moved to another time meanwhile; any other change
 * of what is to be sent, for one that was claimed. Whoever made the change reads the newest version before (L8).
 */
export function tooLate(before: Document, changed: Document): boolean {
  const held = fieldValue(before, "claim");
  if (changed.removed !== null || changed.fields.has("at_ms") || changed.fields.has("author"))
    return held !== null;
  const claim = changed.fields.get("claim")?.value;
  if (claim === undefined) return false;
  const replaces = changed.fields.get("over")?.value ?? null;
  return held !== replaces || claimIn(claim)?.forMs !== fieldValue(before, "at_ms");
}

/** A device claims and finishes by itself. */
export const isAsked = ({ fields }: Document): boolean => !fields.has("claim") && !fields.has("text");

/** The fields of a new one. Throws `TooLong`. */
export function written(author: number, text: string, atMs: number): Values {
  if (utf8(text).length > TEXT_BYTES)
    throw new TooLong(`a scheduled message has at most ${TEXT_BYTES} bytes`);
  return { author, text, at_ms: atMs };
}

export const moved = (atMs: number): Values => ({ at_ms: atMs });

/** Whoever takes over the message of somebody who left the team answers for it. */
export const adopted = (author: number, atMs: number): Values => ({ author, at_ms: atMs });

/** `over`: the claim that it takes the place of. */
export const claimed = (claim: Claim, over: Claim | null): Values => ({
  claim: writeClaim(claim),
  ...(over === null ? {} : { over: writeClaim(over) }),
});

/** Nothing of the text stays. The claim says which message it became. */
export const sent = (): Values => ({ text: null });

export const isSame = (one: Claim | null, other: Claim | null): boolean =>
  one !== null && other !== null && writeClaim(one) === writeClaim(other);

export const writeClaim = ({ device, counter, forMs }: Claim): string => `${device}.${counter}.${forMs}`;

const CLAIM = /^([\w-]{22})\.([1-9][0-9]{0,15})\.([0-9]{1,16})$/;

function claimIn(value: unknown): Claim | null {
  const [, device, counter, forMs] = (typeof value === "string" && CLAIM.exec(value)) || [];
  if (device === undefined) return null;
  return { device, counter: Number(counter), forMs: Number(forMs) };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
