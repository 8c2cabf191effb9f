/** Judging a received message: signature, membership, header against event, epoch. Only then is it opened (S10). */

import { type Bytes, equal, toBase64url } from "../base/bytes.ts";
import { Refused } from "../base/errors.ts";
import { keyIn, rowOf, type StoredRow, type Trouble } from "../model/row.ts";
import { listed } from "../seal/customers.ts";
import { openSigned, readSigned } from "../seal/message.ts";
import { headerHash } from "../seal/suite.ts";
import { type Envelope, readEnvelope, readTombstone } from "../wire/events.ts";
import { type Event, Kind } from "../wire/frames.ts";
import type { Device, Header, Payload } from "../wire/layouts.ts";
import { readHeader, VERSION } from "../wire/layouts.ts";
import { type Chain, writer } from "./chain.ts";
import type { Epochs, Membership } from "./keyring.ts";

export interface Sender extends Pick<Device, "said" | "since" | "was"> {
  readonly party: "customer" | "team";
  readonly person: number | null;
  readonly ed: Bytes;
}

/** What was said of its device at that time (S23); nil: it is a person's. */
const saidAt = (it: Pick<Device, "said" | "since" | "was">, atMs: number): unknown =>
  (it.since as number) > atMs ? saidAt(it.was as Device, atMs) : it.said;

/**
 * Who sent it, if a member of the epoch: a staff device not yet ended then, or a listed customer device (no paper). A device of the team
 * is looked up first and is never a customer's, whatever a customer lists (S4).
 */
export function senderOf(chain: Chain, membership: Membership, device: Bytes): Sender | null {
  if (chain.devices.has(toBase64url(device))) {
    const staff = writer(chain, device, membership.teamRev);
    return staff && { ...staff, party: "team" };
  }
  const customer = membership.listing === null ? null : listed(membership.listing, device);
  return customer === null || customer.paper ? null : { party: "customer", person: null, ed: customer.ed };
}

const FORGED = new Set(["wrong_signature", "wrong_sender", "wrong_place"]);

const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof Refused)) throw error;
  return FORGED.has(error.reason) ? "forged" : "unreadable";
};

interface Opened {
  /** null: it is not verified that anybody signed this. */
  readonly sender: Sender | null;
  readonly payload: Payload | null;
  readonly trouble: Trouble | null;
}

const trouble = (what: Trouble, sender: Sender | null = null): Opened => ({
  sender,
  payload: null,
  trouble: what,
});

async function openVerified(
  envelope: Envelope,
  header: Header,
  event: Event,
  chain: Chain,
  epochs: Epochs,
): Promise<Opened> {
  if (header.version !== VERSION) return trouble("unreadable");
  const agrees =
    equal(header.business, chain.business) &&
    equal(header.conversation, event.conversation) &&
    equal(header.device, event.device) &&
    header.counter === event.counter;
  if (!agrees) return trouble("forged");
  const membership = epochs.membership(header.epoch);
  if (membership === null) return trouble("unreadable");
  if (!equal(membership.hash, header.epochHash)) return trouble("fork");
  const sender = senderOf(chain, membership, header.device);
  if (sender === null) return trouble("forged");
  const signed = await readSigned(envelope, sender.ed);
  try {
    const epoch = await epochs.key(header.epoch);
    const { payload } = await openSigned(envelope, signed, header.device, epoch);
    // A file that the header does not name would not go with the message (F3).
    const { blob } = (payload.file ?? {}) as Payload;
    if (blob && !header.blobs?.some((each) => `${each}` === `${blob}`)) return trouble("unreadable", sender);
    return { sender, payload, trouble: null };
  } catch (error) {
    return trouble(troubleOf(error), sender);
  }
}

/** The epoch that a message names; 0: it is erased, cannot be read, or is no message. */
export function epochNamed(event: Event): number {
  if (event.kind !== Kind.message) return 0;
  try {
    const envelope = readEnvelope(event.body);
    return envelope === null ? 0 : readHeader(envelope.header).epoch;
  } catch {
    return 0;
  }
}

const textOf = (bytes: Bytes | null): string | null => (bytes === null ? null : toBase64url(bytes));

/** Reads a `message` event. Whatever is wrong with it becomes its trouble. Nothing is thrown, so one bad message blocks no other. */
export async function readMessage(
  conversation: string,
  event: Event,
  chain: Chain,
  epochs: Epochs,
): Promise<StoredRow> {
  const base = rowOf(conversation, event);
  try {
    const envelope = readEnvelope(event.body);
    if (envelope === null) {
      const { headerHash: hash, reason } = readTombstone(event.body);
      return { ...base, hash: toBase64url(hash), entry: [reason] };
    }
    const header = readHeader(envelope.header);
    const opened = await openVerified(envelope, header, event, chain, epochs);
    // A forged message, or one whose signer is unknown, says nothing about the chain of its supposed sender.
    if (opened.trouble === "forged" || opened.sender === null) return { ...base, trouble: opened.trouble };
    return {
      ...base,
      num: header.num,
      hash: toBase64url(await headerHash(envelope.header)),
      prev: textOf(header.prev),
      saw: { pos: header.seenPos, hash: textOf(header.seenHash) },
      writtenMs: header.atMs,
      party: opened.sender?.party ?? null,
      person: opened.sender?.person ?? null,
      program: saidAt(opened.sender, event.atMs),
      spoken: header.spoken,
      doc: textOf(header.doc),
      about: textOf(header.about),
      replaces: header.replaces,
      refers: keyIn(header.refers),
      payload: opened.payload,
      trouble: opened.trouble,
      epoch: header.epoch,
    };
  } catch (error) {
    return { ...base, trouble: troubleOf(error) };
  }
}
