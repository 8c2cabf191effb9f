/**
 * Sending: id and row are kept first, shown as sending, sealed at send time, in flight until answered (S8, L4).
 * One message per conversation is in flight; the next is chained to it when it is stored, so a refusal never breaks a chain.
 */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal, TooLong, Unreachable } from "../base/errors.ts";
import { sizeClass } from "../content/kind.ts";
import type { ConversationState } from "../model/conversation.ts";
import type { OutboxNote, SlowedNote } from "../model/notes.ts";
import type { Draft, OutboxRow, Place, Typed } from "../model/outbox.ts";
import type { EpochKey } from "../seal/epoch.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { sealMessage } from "../seal/message.ts";
import { type Store, takeCounter, type Writing, write } from "../store/database.ts";
import { IN_FLIGHT, sendFrame } from "../wire/frames.ts";
import { type Header, type Payload, VERSION } from "../wire/layouts.ts";
import { callsFor, isRefused, waitMs } from "../wire/refusals.ts";

/** Any tab may do this. Throws `TooLong` and stores nothing when the payload does not fit a message (S9). */
export async function enqueue(store: Store, draft: Draft, atMs: number): Promise<OutboxRow> {
  const [row] = await enqueueAll(store, [draft], atMs);
  return row as OutboxRow;
}

/** Stores all of them or none. Throws as `enqueue`. */
export async function enqueueAll(store: Store, drafts: readonly Draft[], atMs: number): Promise<OutboxRow[]> {
  // What is kept of an invitation has somewhat more bytes than the message takes from it.
  if (drafts.some((each) => sizeClass({ ...each.payload, ...each.invited }) === null))
    throw new TooLong("a message holds 16 KiB");
  const keep = async (tx: Writing) => {
    const rows: OutboxRow[] = [];
    for (const draft of drafts) {
      const row: OutboxRow = {
        counter: await takeCounter(tx),
        conversation: draft.conversation,
        payload: draft.payload,
        spoken: draft.spoken ?? true,
        doc: draft.doc ?? null,
        about: draft.about ?? null,
        refers: draft.refers ?? null,
        atMs,
        sealed: null,
        failed: null,
        ...draft.file,
        ...(draft.holdMs ? { notBeforeMs: atMs + draft.holdMs } : {}),
      };
      await tx.objectStore("outbox").add(row);
      // In the same transaction: whatever happens now, it is a draft or it is sent, and never both.
      if (draft.typed) await forget(tx, draft.typed);
      rows.push(row);
    }
    return rows;
  };
  return write(store, keep, "strict");
}

async function forget(tx: Writing, { key, text }: Typed): Promise<void> {
  const state = tx.objectStore("state");
  const kept = await state.get(key);
  if (typeof kept === "string" && kept.trim() === text.trim()) await state.delete(key);
}

/** What was typed of a message; null: it says nothing that one types, or changes an earlier one. */
export function typedIn({ payload, refers }: Pick<Draft, "payload" | "refers">): string | null {
  const said = payload.kind === "text" ? payload.text : payload.caption;
  return refers === undefined && typeof said === "string" ? said : null;
}

/** The message, which takes along what was kept of it under this key. */
export function withTyped(key: string, draft: Draft): Draft {
  const text = typedIn(draft);
  return text === null ? draft : { ...draft, typed: { key, text } };
}

/** Whether one of these messages is this draft: sent in another tab, it is none any more. */
export const saysOf = (rows: readonly OutboxRow[], draft: string): boolean =>
  draft.trim() !== "" &&
  rows.some(({ payload, refers }) => refers == null && typedIn({ payload }) === draft.trim());

/** A row that changes a document of the back room. */
export type DocumentChange = OutboxRow & { readonly doc: string };

/** A version of a document, and the `seq` of the one it was made from (L8). */
export interface Version {
  readonly payload: Payload;
  readonly replaces: number;
  /** The files that it names (F3). */
  readonly blobs?: readonly Bytes[];
}

/** How a waiting change becomes a version of its document (L8). Both throw `ServerRefusal` or `Unreachable`. */
export interface Versions {
  /** What the change makes of the newest version. */
  version(row: DocumentChange): Promise<Version>;
  /** The newest version of this document is to be asked for. */
  refresh(doc: string): Promise<void>;
  /** Lets go of a file that the server does not have; false: that was not why the change was refused. */
  without(row: DocumentChange, refusal: ServerRefusal): Promise<boolean>;
}

export interface OutboxNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly business: string;
  person(): number | null;
  readonly sync: {
    state(conversation: string): Promise<ConversationState>;
    /** A message of one's own was stored at `pos`. */
    storedOwn(row: OutboxRow, place: Place, person: number | null): Promise<void>;
    newest(conversation: string): Promise<void>;
  };
  /** The epoch to seal in. Throws `Refused`, `ServerRefusal` or `Unreachable`. */
  epoch(conversation: string): Promise<EpochKey>;
  /** What this conversation's epochs are is to be asked again. */
  stale(conversation: string): Promise<void>;
  /** null: customers have no documents. */
  versions(): Versions | null;
  /** False when there is no connection. */
  send(frame: Uint8Array<ArrayBuffer>): boolean;
  ready(): boolean;
  restart(): void;
  publish(note: OutboxNote | SlowedNote): void;
}

const ANSWER_MS = 20_000;
const AGAIN_MS = 2_000;
/** Until then somebody may have set the device's clock right. */
const CLOCK_MS = 10_000;
const TRIES = 4;
/** A message refused with one of these again and again was made wrong. After any other something else came first each time. */
const MISTAKES = ["header_mismatch", "counter_used"] as const;

interface Flight {
  readonly row: OutboxRow;
  readonly overdue: () => void;
}

export class Outbox {
  readonly #needs: OutboxNeeds;
  readonly #flights = new Map<number, Flight>();
  readonly #busy = new Set<string>();
  /** Conversations of which something is being learned after a refusal: until then the same would be refused again. */
  readonly #learning = new Set<string>();
  /** How many refusals of one message in a row were answered by sealing it again. */
  readonly #tries = new Map<number, number>();
  #cancelAgain = () => {};

  constructor(needs: OutboxNeeds) {
    this.#needs = needs;
  }

  /** Sends what waits, the first of each conversation. Safe to call at any time. */
  pump(): void {
    // Storage that fails, or was closed: tried again with the next connection.
    this.#pump().catch(() => this.#needs.restart());
  }

  async #pump(): Promise<void> {
    if (!this.#needs.ready()) return;
    const now = this.#needs.env.now();
    const first = new Map<string, OutboxRow>();
    for (const row of await this.#needs.store.getAll("outbox"))
      if (row.failed === null && !first.has(row.conversation)) first.set(row.conversation, row);
    if (first.size === 0) this.#needs.publish({ type: "slowed", why: null });
    const ahead = [...first.values()].map(({ notBeforeMs = 0 }) => notBeforeMs - now).filter((ms) => ms > 0);
    if (ahead.length > 0) this.#later(Math.min(...ahead));
    const grounded = [...first.values()].filter(
      ({ conversation, notBeforeMs = 0 }) =>
        notBeforeMs <= now && !this.#busy.has(conversation) && !this.#learning.has(conversation),
    );
    // Acts take their places too; the rest follows with each answer.
    const places = Math.max(0, IN_FLIGHT / 2 - this.#busy.size);
    await Promise.all(grounded.slice(0, places).map((row) => this.#launch(row)));
  }

  /**
   * The connection is gone: what was in flight is offered again, unchanged, on the next. What is being sealed stays busy: sealed a second time,
   * it would be two messages under one number, and this device would record the one that the server does not have.
   */
  grounded(): void {
    for (const counter of this.#flights.keys()) this.#land(counter);
    this.#learning.clear();
    this.#cancelAgain();
  }

  /** True when the answer was for a message of this outbox. */
  async stored({
    counter,
    pos,
    atMs,
    seq,
  }: Omit<Place, "pos"> & { readonly counter: number; readonly pos: number | null }): Promise<boolean> {
    const flight = this.#land(counter);
    if (flight === null) return false;
    this.#tries.delete(counter);
    if (pos !== null) await this.#needs.sync.storedOwn(flight.row, { pos, atMs, seq }, this.#needs.person());
    this.pump();
    return true;
  }

  async refused(refusal: ServerRefusal, counter: number): Promise<boolean> {
    const flight = this.#land(counter);
    if (flight === null) return false;
    await this.#handle(flight.row, refusal);
    return true;
  }

  #land(counter: number): Flight | null {
    const flight = this.#flights.get(counter) ?? null;
    if (flight === null) return null;
    flight.overdue();
    this.#flights.delete(counter);
    this.#busy.delete(flight.row.conversation);
    return flight;
  }

  async #launch(row: OutboxRow): Promise<void> {
    if (this.#busy.has(row.conversation) || this.#learning.has(row.conversation)) return;
    this.#busy.add(row.conversation);
    try {
      await this.#send(row.sealed === null ? await this.seal(row) : row);
    } catch (error) {
      // Removed while the conversation is still busy: another turn would find it, and tell its loss a second time.
      const gone = (error as Error).name === "EntryRemoved";
      if (gone) await this.#needs.store.delete("outbox", row.counter);
      this.#busy.delete(row.conversation);
      if (error instanceof ServerRefusal) await this.#handle(row, error);
      else if (error instanceof Refused) await this.#fail(row, error.reason);
      else if (gone) await this.#drop(row);
      else if (error instanceof Unreachable) this.#later();
      else throw error;
    }
  }

  async #send(row: OutboxRow): Promise<void> {
    const { env, send, restart } = this.#needs;
    if (row.sealed === null || !send(sendFrame(row.counter, row.sealed))) {
      this.#busy.delete(row.conversation);
      return;
    }
    const overdue = env.later(ANSWER_MS, restart);
    this.#flights.set(row.counter, { row, overdue });
  }

  /** The sealed form is written before it is sent: after a lost answer exactly the same bytes are sent again. */
  async seal(row: OutboxRow): Promise<OutboxRow> {
    const { store, keys, sync } = this.#needs;
    const epoch = await this.#needs.epoch(row.conversation);
    const version = isChange(row) ? ((await this.#needs.versions()?.version(row)) ?? null) : null;
    const { sent, seen } = await sync.state(row.conversation);
    const header: Header = {
      version: VERSION,
      business: fromBase64url(this.#needs.business),
      conversation: fromBase64url(row.conversation),
      epoch: epoch.n,
      epochHash: epoch.hash,
      device: keys.id,
      counter: row.counter,
      num: sent.num + 1,
      prev: bytesOrNull(sent.hash),
      seenPos: seen.pos,
      seenHash: bytesOrNull(seen.hash),
      spoken: row.spoken,
      refers: row.refers ?? null,
      about: bytesOrNull(row.about),
      doc: bytesOrNull(row.doc),
      // Written while the clock ran ahead: the right one says when.
      atMs: Math.min(row.atMs, this.#needs.env.now()),
      replaces: version?.replaces ?? null,
      blobs: version?.blobs?.length ? version.blobs : (row.blob?.split(",").map(fromBase64url) ?? null),
    };
    const envelope = await sealMessage(keys, epoch, header, version?.payload ?? row.payload);
    const whole = version === null ? {} : { version: version.payload };
    const sealed = {
      ...row,
      sealed: { ...envelope, num: header.num, hash: toBase64url(envelope.hash), ...whole },
    };
    await store.put("outbox", sealed);
    return sealed;
  }

  async #handle(row: OutboxRow, refusal: ServerRefusal): Promise<void> {
    if (isChange(row) && (await this.#needs.versions()?.without(row, refusal))) return this.pump();
    if (isRefused(refusal, "clock_ahead")) {
      await this.#needs.store.put("outbox", { ...row, sealed: null });
      this.#needs.publish({ type: "slowed", why: refusal.code, conversation: row.conversation });
      return this.#later(CLOCK_MS);
    }
    const does = callsFor(refusal);
    if (does === "again") {
      this.#needs.publish({ type: "slowed", why: refusal.code, conversation: row.conversation });
      return this.#later(waitMs(refusal) ?? AGAIN_MS);
    }
    const tries = (this.#tries.get(row.counter) ?? 0) + 1;
    this.#tries.set(row.counter, tries);
    const often = tries > TRIES;
    const wrong = often && isRefused(refusal, ...MISTAKES);
    if (does !== "anew" || wrong) return this.#fail(row, refusal.code);
    if (isRefused(refusal, "counter_used")) return this.#renumber(row, tries);
    await this.#anew(row, refusal.code, often);
  }

  /** Seals it again under the same counter, with a fresh message key (S8). */
  async #anew(row: OutboxRow, code: string, later = false): Promise<void> {
    this.#learning.add(row.conversation);
    try {
      await this.#needs.store.put("outbox", { ...row, sealed: null });
      if (code === "stale_epoch") await this.#needs.stale(row.conversation);
      else if (code === "stale_document" && isChange(row)) await this.#needs.versions()?.refresh(row.doc);
      else await this.#needs.sync.newest(row.conversation);
    } catch (error) {
      if (error instanceof ServerRefusal || error instanceof Unreachable) return this.#later();
      throw error;
    } finally {
      this.#learning.delete(row.conversation);
    }
    if (later) this.#later();
    else this.pump();
  }

  /** This counter names another command: this device's count was lost. */
  async #renumber(row: OutboxRow, tries: number): Promise<void> {
    const { store, publish } = this.#needs;
    const moved = await write(store, async (tx) => {
      const next = { ...row, counter: await takeCounter(tx), sealed: null };
      await tx.objectStore("outbox").delete(row.counter);
      await tx.objectStore("outbox").put(next);
      return next;
    });
    this.#tries.delete(row.counter);
    this.#tries.set(moved.counter, tries);
    publish({ type: "outbox", rows: [moved], gone: [row.counter] });
    this.pump();
  }

  async #fail(row: OutboxRow, code: string): Promise<void> {
    if (code === "conversation_erased" || (row.refers && code === "not_found")) return this.#drop(row);
    const failed = { ...row, sealed: null, failed: code };
    this.#tries.delete(row.counter);
    await this.#needs.store.put("outbox", failed);
    this.#needs.publish({ type: "outbox", rows: [failed], gone: [] });
    this.pump();
  }

  /** Its conversation is over, or the entry of a list that it changes was removed: what waits goes with it (L7, L8). */
  async #drop({ counter }: OutboxRow): Promise<void> {
    this.#tries.delete(counter);
    await this.#needs.store.delete("outbox", counter);
    this.#needs.publish({ type: "outbox", rows: [], gone: [counter] });
    this.pump();
  }

  #later(ms = AGAIN_MS): void {
    this.#cancelAgain();
    this.#cancelAgain = this.#needs.env.later(ms, () => this.pump());
  }
}

const isChange = (row: OutboxRow): row is DocumentChange => row.doc !== null;

const bytesOrNull = (text: string | null) => (text === null ? null : fromBase64url(text));
