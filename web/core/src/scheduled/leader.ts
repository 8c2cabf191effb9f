/** The leading tab's side of scheduled messages: which are held here, and sending those that are due (L8, ADR 32). */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { EntryRemoved, TooLong } from "../base/errors.ts";
import { payloadOf } from "../content/index.ts";
import { type DocumentKind, keyIn, mergeVersion } from "../documents/kinds.ts";
import { EMPTY, type Values } from "../documents/merge.ts";
import { currentNames, readChange, readRow } from "../documents/room.ts";
import * as scheduled from "../documents/scheduled.ts";
import type { OutboxNote } from "../model/notes.ts";
import type { OutboxRow, Typed } from "../model/outbox.ts";
import {
  type DocumentRow,
  DRAFT,
  readState,
  SCHEDULED_PUT,
  type Store,
  takeCounter,
  write,
} from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Person } from "../trust/people.ts";
import { programOf } from "../trust/programs.ts";
import {
  HORIZON_MS,
  MOST,
  type NextScheduled,
  type ScheduleCommands,
  type Scheduled,
  type ScheduledChanged,
  type ScheduleOutcome,
} from "./api.ts";
import { decide } from "./decide.ts";

export interface ScheduledNeeds {
  readonly env: Env;
  readonly store: Store;
  /** This device's id. */
  readonly mine: Bytes;
  readonly documents: {
    add(kind: DocumentKind, about: string, values: Values, typed: Typed): Promise<void>;
    set(kind: DocumentKind, about: string, values: Values, key: Bytes): Promise<void>;
    remove(kind: DocumentKind, about: string, key: Bytes): Promise<void>;
  };
  chain(): Chain;
  me(): number;
  names(): Promise<ReadonlyMap<number, string>>;
  blocked(conversation: string): Promise<boolean>;
  /** Is this device connected, and has it read everything until now? */
  level(): boolean;
  /** Reads the documents about a conversation from the server. */
  read(conversation: string): Promise<void>;
  /** Reads the newest messages of a conversation. */
  newest(conversation: string): Promise<void>;
  wrote(rows: readonly OutboxRow[], gone: readonly number[]): void;
  publish(changed: ScheduledChanged | { readonly type: "list" }): void;
}

/** What is under way is looked at again so soon. */
const SOON_MS = 5_000;
/** Timers of browsers hold no longer than 24 days, and clocks are set. */
const LONGEST_MS = 3_600_000;

export class Scheduler {
  readonly #needs: ScheduledNeeds;
  readonly #mine: string;
  /** What the server's clock is ahead of this device's. */
  #skewMs = 0;
  #conversations: Promise<Set<string>> | null = null;
  /** Held before everything was forgotten: read again with the next connection. */
  readonly #again = new Set<string>();
  #cancelTimer = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(needs: ScheduledNeeds) {
    this.#needs = needs;
    this.#mine = toBase64url(needs.mine);
  }

  readonly commands: ScheduleCommands = {
    scheduled: async (conversation) =>
      Promise.all((await this.#in(conversation)).map((each) => this.#show(each))),
    scheduledNext: async () => Promise.all([...(await this.#held())].map((each) => this.#next(each))),
    schedule: (conversation, text, atMs) => this.#schedule(conversation, text, atMs),
    moveScheduled: (conversation, key, atMs) => this.#move(conversation, key, atMs),
    sendScheduled: (conversation, key) =>
      this.#set(conversation, key, scheduled.adopted(this.#needs.me(), this.#now())),
    cancelScheduled: (conversation, key) => this.#cancel(conversation, key),
    takeOverScheduled: (conversation, key) => this.#takeOver(conversation, key),
  };

  /** A connection stands; `nowMs` is the server's clock. */
  begin(nowMs: number): void {
    this.#skewMs = nowMs - this.#needs.env.now();
  }

  /** Everything until now was read. */
  async resumed(): Promise<void> {
    for (const conversation of [...this.#again]) {
      await this.#needs.read(conversation);
      this.#again.delete(conversation);
    }
    void this.tick();
  }

  close(): void {
    this.#cancelTimer();
  }

  /** The documents held here are about to be forgotten. */
  async forget(): Promise<void> {
    for (const each of await this.#held()) this.#again.add(each);
    this.#conversations = null;
  }

  /** The conversation was erased, and everything planned for it. */
  async end(conversation: string): Promise<void> {
    this.#again.delete(conversation);
    if ((await this.#held()).delete(conversation)) await this.#tell(conversation);
  }

  /** These documents say something else now. */
  async changed(documents: readonly Pick<DocumentRow, "about" | "payload">[]): Promise<void> {
    const held = await this.#held();
    const touched = new Set<string>();
    for (const { about, payload } of documents)
      if (about !== null && (payload?.kind === scheduled.KIND || (payload === null && held.has(about))))
        touched.add(about);
    for (const conversation of touched) {
      held.add(conversation);
      await this.#tell(conversation);
    }
    if (touched.size > 0) void this.tick();
  }

  /** Messages of the conversation were stored. */
  async arrived(conversation: string): Promise<void> {
    if ((await this.#held()).has(conversation)) void this.tick();
  }

  /** Does what is to be done now. Safe to call at any time; what fails is tried again. */
  tick(): Promise<void> {
    this.#running = this.#running.then(() => this.#round()).catch(() => this.#wake(SOON_MS));
    return this.#running;
  }

  #now(): number {
    return this.#needs.env.now() + this.#skewMs;
  }

  #held(): Promise<Set<string>> {
    this.#conversations ??= this.#find().catch((error) => {
      this.#conversations = null;
      throw error;
    });
    return this.#conversations;
  }

  async #find(): Promise<Set<string>> {
    const { store } = this.#needs;
    const rows = [...(await store.getAll("documents")), ...(await store.getAll("outbox"))];
    return new Set(
      rows.flatMap(({ about, payload }) =>
        about !== null && payload?.kind === scheduled.KIND ? [about] : [],
      ),
    );
  }

  #in(conversation: string): Promise<readonly Held[]> {
    return heldIn(this.#needs.store, conversation, this.#needs.mine);
  }

  async #round(): Promise<void> {
    this.#cancelTimer();
    let next = LONGEST_MS;
    for (const conversation of await this.#held())
      for (const each of await this.#in(conversation)) next = Math.min(next, await this.#act(each));
    this.#wake(next);
  }

  #wake(ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#needs.env.later(Math.max(0, ms), () => void this.tick());
  }

  /** Does what one calls for; answers when to look at it again. */
  async #act(held: Held): Promise<number> {
    const { stored, conversation, id } = held;
    if (stored === null) return SOON_MS;
    const sight = {
      planned: stored,
      changing: held.changes.length > 0,
      mine: this.#mine,
      nowMs: this.#now(),
      put: held.put,
      waits: held.waits !== null,
      inLog: held.inLog,
      level: this.#needs.level(),
      authorThere: this.#unsent(held, stored.author) === null,
      blocked: await this.#needs.blocked(conversation),
    };
    const deed = decide(sight);
    if (deed === "claim") await this.#claim(held, null);
    else if (deed === "put" && stored.claim !== null) await this.#put(held, stored.claim);
    else if (deed === "withdraw") await this.#withdraw(held);
    else if (deed === "finish")
      await this.#needs.documents.set(scheduled, conversation, scheduled.sent(), held.key);
    else if (stored.text === null) {
      await this.#needs.store.delete("state", SCHEDULED_PUT + id);
      return LONGEST_MS;
    } else if (stored.claim === null && stored.atMs > sight.nowMs) return stored.atMs - sight.nowMs;
    return SOON_MS;
  }

  #isThere(person: number): boolean {
    return [...this.#needs.chain().devices.values()].some(
      (each) => each.person === person && !this.#needs.chain().ended.has(toBase64url(each.id)),
    );
  }

  /** The counter that the message will have stands in the claim: whatever happens here, it names no other command. */
  async #claim(held: Held, over: scheduled.Claim | null): Promise<void> {
    const { store, documents } = this.#needs;
    const counter = await write(store, takeCounter, "strict");
    const forMs = held.stored?.atMs ?? 0;
    const claim = { device: this.#mine, counter, forMs };
    await documents.set(scheduled, held.conversation, scheduled.claimed(claim, over), held.key);
  }

  /** In one transaction with the note that it was done: whatever happens here, it is done once. */
  async #put({ conversation, id, stored }: Held, claim: scheduled.Claim): Promise<void> {
    const { store, env, names, wrote } = this.#needs;
    if (stored?.text == null) return;
    const by = (await names()).get(stored.author) ?? "";
    const row: OutboxRow = {
      counter: claim.counter,
      conversation,
      payload: payloadOf({ kind: "text", text: stored.text }, by),
      spoken: true,
      doc: null,
      about: null,
      atMs: env.now(),
      sealed: null,
      failed: null,
      scheduled: id,
    };
    const put = await write(
      store,
      async (tx) => {
        const state = tx.objectStore("state");
        if ((await state.get(SCHEDULED_PUT + id)) !== undefined) return false;
        await state.put(claim, SCHEDULED_PUT + id);
        await tx.objectStore("outbox").add(row);
        return true;
      },
      "strict",
    );
    if (put) wrote([row], []);
  }

  async #withdraw({ id, waits }: Held): Promise<void> {
    if (waits === null) return;
    await write(this.#needs.store, async (tx) => {
      await tx.objectStore("outbox").delete(waits.counter);
      await tx.objectStore("state").delete(SCHEDULED_PUT + id);
    });
    this.#needs.wrote([], [waits.counter]);
  }

  async #schedule(conversation: string, text: string, atMs: number): Promise<ScheduleOutcome> {
    if (atMs > this.#now() + HORIZON_MS) return "too_far";
    const waiting = (await this.#in(conversation)).filter(({ now }) => now?.text != null);
    if (waiting.length >= MOST) return "too_many";
    try {
      const values = scheduled.written(this.#needs.me(), text, atMs);
      await this.#needs.documents.add(scheduled, conversation, values, { key: DRAFT + conversation, text });
      return "kept";
    } catch (error) {
      if (error instanceof TooLong) return "too_long";
      throw error;
    }
  }

  async #move(conversation: string, key: string, atMs: number): Promise<ScheduleOutcome> {
    if (atMs > this.#now() + HORIZON_MS) return "too_far";
    await this.#set(conversation, key, scheduled.moved(atMs));
    return "kept";
  }

  async #set(conversation: string, key: string, values: Values): Promise<void> {
    const held = await this.#one(conversation, key);
    if (held?.now?.text == null || held.now.claim !== null) return;
    await this.#needs.documents.set(scheduled, conversation, values, held.key).catch(unlessRemoved);
  }

  async #cancel(conversation: string, key: string): Promise<void> {
    const held = await this.#one(conversation, key);
    if (held === null) return;
    const failed = held.changes.filter((each) => each.failed !== null).map(({ counter }) => counter);
    for (const counter of failed) await this.#needs.store.delete("outbox", counter);
    if (failed.length > 0) this.#needs.wrote([], failed);
    if (held.stored !== null || failed.length === 0)
      await this.#needs.documents.remove(scheduled, conversation, held.key);
    await this.#tell(conversation);
  }

  /** The claim of a device that does not send. Its message may have been stored: then it is found first. */
  async #takeOver(conversation: string, key: string): Promise<void> {
    await this.#needs.newest(conversation);
    const held = await this.#one(conversation, key);
    const claim = held?.stored?.claim ?? null;
    if (held === null || claim === null || claim.device === this.#mine || held.inLog) return void this.tick();
    await this.#claim(held, claim);
  }

  async #one(conversation: string, key: string): Promise<Held | null> {
    return (await this.#in(conversation)).find((each) => toBase64url(each.key) === key) ?? null;
  }

  async #tell(conversation: string): Promise<void> {
    const next = await this.#next(conversation);
    this.#needs.publish({ type: "scheduled", ...next });
    this.#needs.publish({ type: "list" });
  }

  /** Why nobody sends it: who wrote it is gone, or is a program that may not send, and has others send nothing either (S23). */
  #unsent({ by }: Held, author: number): "author" | "program" | null {
    if (!this.#isThere(author)) return "author";
    return programOf(this.#needs.chain(), by ?? "")?.may.includes("send") === false ? "program" : null;
  }

  async #next(conversation: string): Promise<NextScheduled> {
    const times = (await this.#in(conversation)).flatMap(({ now }) => (now?.text == null ? [] : [now.atMs]));
    return { conversation, nextMs: times.length === 0 ? null : Math.min(...times) };
  }

  async #show(held: Held): Promise<Scheduled> {
    const { now, stored, changes } = held;
    const planned = now ?? stored;
    const claim = stored?.claim ?? null;
    const failed = changes.some((each) => each.failed !== null);
    const state = failed
      ? "failed"
      : planned?.text == null
        ? "sent"
        : claim !== null
          ? "claimed"
          : changes.length > 0
            ? "saving"
            : "waiting";
    const author = planned?.author ?? 0;
    const blocked = await this.#needs.blocked(held.conversation);
    return {
      key: toBase64url(held.key),
      author,
      text: planned?.text ?? null,
      atMs: planned?.atMs ?? 0,
      state,
      message: claim === null ? null : `${claim.device}.${claim.counter}`,
      claimer: claim === null ? null : (this.#needs.chain().devices.get(claim.device)?.person ?? null),
      ours: claim?.device === this.#mine,
      claimedMs: held.claimedMs,
      held: blocked ? "blocked" : this.#unsent(held, author),
    };
  }
}

function unlessRemoved(error: unknown): void {
  if (!(error instanceof EntryRemoved)) throw error;
}

/** What this device holds of one of them. */
interface Held {
  /** The device that signed what is stored; null: nothing is. */
  readonly by: string | null;
  readonly conversation: string;
  readonly key: Bytes;
  /** The document's id. */
  readonly id: string;
  /** As the server stored it last; null: it has not, or it was cancelled. */
  readonly stored: scheduled.Planned | null;
  /** With the changes that wait here; null: cancelled here. */
  readonly now: scheduled.Planned | null;
  readonly changes: readonly OutboxRow[];
  /** The claim under which the message was put into the outbox here. */
  readonly put: scheduled.Claim | null;
  /** The message, while it waits in the outbox here. */
  readonly waits: OutboxRow | null;
  /** The message of the claim is in the log here. */
  readonly inLog: boolean;
  /** When the newest version was stored, if it is a claim. */
  readonly claimedMs: number | null;
}

/** By their times, without cancelled ones. */
async function heldIn(store: Store, conversation: string, mine: Bytes): Promise<readonly Held[]> {
  const outbox = await store.getAll("outbox");
  const rows = (await store.getAll("documents")).filter(
    ({ about, payload }) => about === conversation && payload?.kind === scheduled.KIND,
  );
  const known = new Map<string, DocumentRow | null>(rows.map((row) => [row.id, row]));
  for (const { doc, about, payload } of outbox)
    if (doc !== null && about === conversation && payload.kind === scheduled.KIND && !known.has(doc))
      known.set(doc, null);
  const read = await Promise.all(
    [...known].map(([id, row]) => heldOf(store, conversation, id, row, outbox, mine)),
  );
  return read.filter((each) => each !== null).sort(inOrder);
}

async function heldOf(
  store: Store,
  conversation: string,
  id: string,
  row: DocumentRow | null,
  outbox: readonly OutboxRow[],
  mine: Bytes,
): Promise<Held | null> {
  const changes = outbox.filter(({ doc }) => doc === id);
  const payload = row?.payload ?? changes[0]?.payload ?? null;
  const key = payload === null ? null : keyIn(payload);
  if (key === null) return null;
  const document = (row === null ? null : await readRow(row))?.document ?? EMPTY;
  const merged = changes.reduce(
    (said, change) => mergeVersion(said, readChange(change.payload, scheduled, change.atMs, mine), key),
    document,
  );
  const stored = scheduled.plannedIn(document);
  const now = scheduled.plannedIn(merged);
  const waits = outbox.find((each) => each.scheduled === id) ?? null;
  if (stored === null && now === null && waits === null) return null;
  const claim = stored?.claim ?? null;
  const place = claim === null ? undefined : [conversation, claim.device, claim.counter];
  const inLog =
    place !== undefined && (await store.getFromIndex("rows", "message", place as never)) !== undefined;
  const put = await readState<scheduled.Claim>(store, SCHEDULED_PUT + id);
  const claimedMs = claim === null ? null : (row?.atMs ?? null);
  const by = row?.device ?? null;
  return { conversation, key, id, by, stored, now, changes, put, waits, inLog, claimedMs };
}

const inOrder = (a: Held, b: Held): number =>
  (a.now ?? a.stored ?? { atMs: 0 }).atMs - (b.now ?? b.stored ?? { atMs: 0 }).atMs ||
  (toBase64url(a.key) < toBase64url(b.key) ? -1 : 1);

export interface SchedulingNeeds {
  readonly engine: {
    readonly connection: { readonly live: boolean };
    readonly inbound: { newest(conversation: string): Promise<void> };
    readonly outbox: { pump(): void };
  };
  /** The list. */
  readonly book: { get(id: string): Promise<{ readonly state: string } | null> };
  readonly documents: ScheduledNeeds["documents"];
  /** Reads the documents about a conversation from the server. */
  read(conversation: string): Promise<void>;
  /** Has everything until now been read? */
  resumed(): boolean;
}

export interface SchedulingSetup extends Pick<ScheduledNeeds, "env" | "store"> {
  readonly keys: { readonly id: Bytes };
  readonly publicChain: { readonly chain: Chain };
  readonly me: Person;
  publish(note: ScheduledChanged | { readonly type: "list" } | OutboxNote): void;
}

export const schedulerOf = (
  setup: SchedulingSetup,
  { engine, book, documents, read, resumed }: SchedulingNeeds,
): Scheduler =>
  new Scheduler({
    env: setup.env,
    store: setup.store,
    mine: setup.keys.id,
    documents,
    chain: () => setup.publicChain.chain,
    me: () => setup.me.person,
    names: () => currentNames(setup.store, setup.keys.id),
    blocked: async (id) => (await book.get(id))?.state === "blocked",
    level: () => resumed() && engine.connection.live,
    read,
    newest: (id) => engine.inbound.newest(id),
    wrote: (rows, gone) => {
      setup.publish({ type: "outbox", rows, gone });
      engine.outbox.pump();
    },
    publish: setup.publish,
  });
