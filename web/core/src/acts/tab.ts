/** Acts on the messages of one open conversation, in one tab. Fetched on demand. */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { ServerRefusal, Unreachable } from "../base/errors.ts";
import { actPayload } from "../content/acts.ts";
import { payloadOf } from "../content/index.ts";
import { isEmoji } from "../content/reaction.ts";
import type { LogRow, MessageRow } from "../conversation/rows.ts";
import type { Pinned } from "../model/acts.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { Marks } from "../model/marks.ts";
import { CARRIED, type Draft } from "../model/outbox.ts";
import { random } from "../seal/suite.ts";
import { STARS, type Store, write } from "../store/database.ts";
import { EDIT_MS, EDITS, ID_BYTES, PINS, type Retention } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Receipts } from "../wire/receipts.ts";
import type { MessageActs, MessageDetails, TeamActs, Verb } from "./api.ts";
import { NotDone } from "./notdone.ts";

export interface ActsNeeds {
  readonly store: Store;
  readonly conversation: string;
  /** The customer has no number. */
  person(): number | null;
  /** The sender's name, of staff only (S9). */
  by(): string | undefined;
  now(): number;
  rows(): readonly LogRow[];
  pins(): readonly Pinned[];
  /** How far both sides have received and read. */
  marks(): { readonly customer: Marks; readonly team: Marks };
  /** Puts it into the outbox and sends it. */
  write(draft: Draft): Promise<unknown>;
  /** These rows of the outbox wait no more. */
  gone(counters: readonly number[]): void;
  /** Other messages than before are starred. */
  starred(): void;
  erase(message: string): Promise<ErasingOutcome>;
  /** null: customers do not. */
  readonly keep: ((message: string, as: Retention) => Promise<void>) | null;
  /** May this device erase messages? Owners and customers may. */
  erases(): boolean;
  /** Both sides' marks and when they moved last, as the server says. */
  receipts(): Promise<Receipts>;
}

/** So many messages of a conversation can be starred. */
const STARRED = 500;

export class Acts implements MessageActs, TeamActs {
  readonly #needs: ActsNeeds;

  constructor(needs: ActsNeeds) {
    this.#needs = needs;
  }

  may = (message: string): ReadonlySet<Verb> => {
    const row = this.#find(message);
    const verbs = new Set<Verb>();
    if (row === null) return verbs;
    if (row.content.kind === "text") verbs.add("copy");
    if (row.pos === null) return verbs;
    if (isSound(row)) verbs.add("star");
    const speaks = !this.#isSilenced();
    if (isSound(row) && speaks) for (const verb of ["reply", "react", "pin"] as const) verbs.add(verb);
    if (speaks && (this.editableUntilMs(message) ?? 0) >= this.#needs.now()) verbs.add("edit");
    if (this.#needs.keep !== null && isSound(row) && !isAsking(row)) verbs.add("forward");
    if (this.#needs.keep !== null && isSound(row)) verbs.add("keep");
    if (this.#needs.erases()) verbs.add("erase");
    return verbs.add("details");
  };

  /** The team takes nothing from this customer: only what the server does not refuse is offered (L12). */
  #isSilenced(): boolean {
    if (this.#needs.keep !== null) return false;
    const told = this.#needs.rows().findLast((row) => row.type === "note" && /blocked$/.test(row.name));
    return told?.type === "note" && told.name === "blocked";
  }

  editableUntilMs = (message: string): number | null => {
    const row = this.#find(message);
    if (row === null || row.pos === null || !isSound(row) || row.content.kind !== "text") return null;
    const own = row.ours && row.person === this.#needs.person();
    const often = (row.acts?.versions.length ?? 0) >= EDITS;
    return own && row.acts?.forwarded !== true && !often ? row.atMs + EDIT_MS : null;
  };

  reply = async (message: string, text: string): Promise<void> => {
    const { key } = this.#stored(message);
    if (text.trim() === "") throw new NotDone("empty");
    const payload = { ...payloadOf({ kind: "text", text }, this.#needs.by()), quote: idOf(key) };
    await this.#needs.write({ conversation: this.#needs.conversation, payload });
  };

  react = async (message: string, emoji: string | null): Promise<void> => {
    if (emoji !== null && !isEmoji(emoji)) throw new NotDone("emoji");
    await this.#act(message, actPayload({ kind: "reaction", emoji }));
  };

  edit = async (message: string, text: string): Promise<void> => {
    const row = this.#stored(message);
    if (text.trim() === "") throw new NotDone("empty");
    const until = this.editableUntilMs(message);
    if (until === null) throw new NotDone(this.#whyNoEdit(row));
    if (until < this.#needs.now()) throw new NotDone("late");
    if (row.content.kind === "text" && row.content.text === text) return;
    await this.#act(message, actPayload({ kind: "edit", text }));
  };

  #whyNoEdit(row: MessageRow): NotDone["why"] {
    if (row.content.kind !== "text" || row.acts?.forwarded === true) return "kind";
    return row.ours && row.person === this.#needs.person() ? "often" : "others";
  }

  pin = async (message: string, on: boolean): Promise<void> => {
    const pins = this.#needs.pins();
    const already = pins.some(({ key }) => key === message);
    if (already === on) return;
    if (on && pins.length >= PINS) throw new NotDone("full");
    // A pinned message that is older than what this device holds can be taken off too.
    if (on || this.#find(message) !== null) this.#stored(message);
    await this.#write(message, actPayload({ kind: "pin", on }));
  };

  star = async (message: string, on: boolean): Promise<void> => {
    if (on) this.#stored(message);
    const { store, conversation } = this.#needs;
    const key = STARS + conversation;
    await write(store, async (tx) => {
      const state = tx.objectStore("state");
      const before = ((await state.get(key)) as readonly string[] | undefined) ?? [];
      const others = before.filter((each) => each !== message);
      const after = on ? [...others, message].slice(-STARRED) : others;
      if (after.length === 0) await state.delete(key);
      else await state.put(after, key);
    });
    this.#needs.starred();
  };

  forward = async (message: string, to: string): Promise<void> => {
    const row = this.#stored(message);
    if (isAsking(row)) throw new NotDone("kind");
    // Where somebody came from is nobody else's to know.
    const { by: _by, quote: _quote, way: _way, ...said } = await this.#payload(row);
    const edited = row.content.kind === "text" ? { text: row.content.text } : {};
    const by = this.#needs.by();
    const named = by === undefined ? {} : { by };
    const payload = { ...said, ...edited, ...named, forwarded: true };
    if (!("file" in row.content)) return void (await this.#needs.write({ conversation: to, payload }));
    // The server copies the sealed bytes (F4): nothing is loaded, and the copy goes its own way.
    const blob = random(ID_BYTES);
    const file: Draft["file"] = {
      blob: toBase64url(blob),
      carried: true,
      failed: CARRIED,
      copy: [this.#needs.conversation, row.content.file.blob],
    };
    const copied = { ...payload, file: { ...(said.file as Payload), blob } };
    await this.#needs.write({ conversation: to, payload: copied, file });
  };

  keep = async (message: string, as: Retention): Promise<void> => {
    if (this.#needs.keep === null) throw new NotDone("kind");
    await this.#needs.keep(this.#stored(message).key, as);
  };

  erase = (message: string): Promise<ErasingOutcome> => this.#needs.erase(message);

  details = async (message: string): Promise<MessageDetails> => {
    const row = this.#find(message);
    if (row === null) throw new NotDone("gone");
    const readers = row.ours === (this.#needs.person() === null) ? "team" : "customer";
    const { delivered, read } = this.#needs.marks()[readers];
    const pos = row.pos ?? Number.POSITIVE_INFINITY;
    const asked = row.pos === null ? null : await this.#needs.receipts().catch(unlessAway);
    const at = asked?.[readers];
    return {
      sentMs: row.pos === null ? row.atMs : null,
      storedMs: row.pos === null ? null : row.atMs,
      deliveredMs: at !== undefined && pos <= at.delivered ? at.deliveredMs : null,
      readMs: at !== undefined && pos <= at.read ? at.readMs : null,
      readers,
      asked: at !== undefined,
      delivered: pos <= Math.max(delivered, at?.delivered ?? 0),
      read: pos <= Math.max(read, at?.read ?? 0),
      versions: row.acts?.versions ?? [],
      reactions: row.acts?.reactions ?? [],
    };
  };

  dismiss = async (act: string): Promise<void> => {
    const counter = Number(act.split(".")[1]);
    const taken = await write(this.#needs.store, async (tx) => {
      const outbox = tx.objectStore("outbox");
      const row = await outbox.get(counter);
      if (row === undefined || row.failed === null || row.refers == null) return false;
      await outbox.delete(counter);
      return true;
    });
    if (taken) this.#needs.gone([counter]);
  };

  async #act(message: string, payload: Payload): Promise<void> {
    this.#stored(message);
    await this.#write(message, payload);
  }

  async #write(message: string, payload: Payload): Promise<void> {
    const { conversation, write } = this.#needs;
    await write({ conversation, payload, refers: idOf(message), spoken: false });
  }

  #find(message: string): MessageRow | null {
    const row = this.#needs.rows().find(({ key }) => key === message);
    return row?.type === "message" ? row : null;
  }

  #stored(message: string): MessageRow {
    const row = this.#find(message);
    if (row === null) throw new NotDone("gone");
    if (row.pos === null) throw new NotDone("unsent");
    if (!isSound(row)) throw new NotDone("kind");
    return row;
  }

  /** All that was said, also by a kind that is not known here. */
  async #payload({ key }: MessageRow): Promise<Payload> {
    const [device = "", counter] = key.split(".");
    const { store, conversation } = this.#needs;
    const row = await store.getFromIndex("rows", "message", [conversation, device, Number(counter)]);
    if (row?.payload == null) throw new NotDone("gone");
    return row.payload;
  }
}

function unlessAway(error: unknown): null {
  if (error instanceof ServerRefusal || error instanceof Unreachable) return null;
  throw error;
}

/** A message that was verified and opened; one of a kind that is not known here is, too. */
const isSound = ({ key, trouble, content, erasing }: MessageRow): boolean =>
  !key.startsWith("pos.") &&
  !erasing &&
  (trouble === null || trouble === "gap" || (trouble === "unreadable" && content.kind === "unknown"));

const idOf = (key: string): [Bytes, number] => {
  const [device = "", counter] = key.split(".");
  return [fromBase64url(device), Number(counter)];
};

/** It asks for something, in this conversation and in no other. */
const isAsking = ({ content }: MessageRow): boolean =>
  content.kind === "contact_request" || content.kind === "callback";
