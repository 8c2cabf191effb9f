/**
 * What acts do to the messages that they refer to: reactions, edits and pins (S9). One pure function, in the order of the log, so every
 * device that holds the same part of a conversation shows the same. The Python client has it too, and both play the same vectors.
 */

import { type ActContent, readAct } from "../content/acts.ts";
import { ACT_KINDS, type ActKind, isAct, type WhyNot } from "../model/acts.ts";
import { messageKey, type StoredRow } from "../model/row.ts";
import { Kind } from "../wire/frames.ts";
import { EDIT_MS, EDITS, PINS } from "../wire/generated.ts";

/** What the fold reads of a message. */
export type Said = Pick<
  StoredRow,
  | "pos"
  | "kind"
  | "atMs"
  | "device"
  | "counter"
  | "party"
  | "person"
  | "spoken"
  | "payload"
  | "refers"
  | "trouble"
>;

export interface Reacted {
  readonly emoji: string;
  readonly party: Said["party"];
  readonly person: number | null;
  readonly atMs: number;
}

/** What came of the acts on one message. */
export interface Folded {
  /** By person, in the order in which they reacted first. */
  readonly reactions: ReadonlyMap<string, Reacted>;
  /** All texts, the first one included; empty: never edited. */
  readonly texts: readonly { readonly text: string; readonly atMs: number }[];
  readonly pinnedPos: number | null;
}

/** An act that changed nothing. */
export interface Idle {
  readonly act: Said;
  readonly kind: ActKind;
  readonly why: WhyNot;
}

export interface Fold {
  /** By the key of the message. */
  readonly messages: ReadonlyMap<string, Folded>;
  /** Keys of the pinned messages, the one pinned last first; of those that are older than `rows` too. */
  readonly pins: readonly string[];
  readonly idle: readonly Idle[];
}

export const actKind = (payload: Said["payload"]): ActKind | null =>
  ACT_KINDS.find((kind) => kind === payload?.kind) ?? null;

/** `rows`: a part of the log that has no gaps and ends at its head, in any order. `from`: where it begins; 1: at the beginning. */
export function fold(rows: Iterable<Said>, from: number): Fold {
  const sorted = [...rows].sort((a, b) => a.pos - b.pos);
  const work = new Folding(from);
  for (const row of sorted) if (row.kind === Kind.message) work.take(row);
  return work.done();
}

interface Target {
  readonly said: Said;
  readonly reactions: Map<string, Reacted>;
  readonly texts: { readonly text: string; readonly atMs: number }[];
}

class Folding {
  readonly #targets = new Map<string, Target>();
  readonly #pins = new Map<string, number>();
  readonly #idle: Idle[] = [];
  readonly #from: number;
  /** Keys that are no message one can act on: what is left of an erased one, and acts. */
  readonly #gone = new Set<string>();
  readonly #acts = new Set<string>();

  constructor(from: number) {
    this.#from = from;
  }

  take(row: Said): void {
    const key = keyOf(row);
    if (isAct(row)) {
      this.#acts.add(key);
      this.#act(row, row.refers as string);
    } else if (row.payload === null) this.#gone.add(key);
    else if (row.trouble === null || row.trouble === "gap")
      this.#targets.set(key, { said: row, reactions: new Map(), texts: [] });
  }

  #act(row: Said, to: string): void {
    const kind = actKind(row.payload) as ActKind;
    const content = row.payload && readAct(kind, row.payload);
    const why = content === null ? "malformed" : this.#apply(row, to, content);
    if (why !== null) this.#idle.push({ act: row, kind, why });
  }

  /** Why it changes nothing; null: it did what it says. */
  #apply(row: Said, to: string, content: ActContent): WhyNot | null {
    const target = this.#targets.get(to);
    if (this.#acts.has(to)) return "kind";
    if (target === undefined) {
      if (content.kind !== "pin" || this.#gone.has(to) || this.#from <= 1) return "gone";
    }
    switch (content.kind) {
      case "pin":
        this.#pins.delete(to);
        if (content.on) this.#pins.set(to, row.pos);
        return null;
      case "reaction":
        return target === undefined ? "gone" : react(target, row, content.emoji);
      case "edit":
        return target === undefined ? "gone" : change(target, row, content.text);
    }
  }

  done(): Fold {
    const pins = [...this.#pins].reverse().slice(0, PINS);
    const pinnedAt = new Map(pins);
    const messages = [...this.#targets]
      .map(
        ([key, { reactions, texts }]) =>
          [key, { reactions, texts, pinnedPos: pinnedAt.get(key) ?? null }] as const,
      )
      .filter(([, it]) => it.reactions.size > 0 || it.texts.length > 0 || it.pinnedPos !== null);
    return { messages: new Map(messages), pins: pins.map(([key]) => key), idle: this.#idle };
  }
}

export const keyOf = ({ device, counter }: Pick<Said, "device" | "counter">): string =>
  messageKey(device ?? "", counter ?? 0);

/** One person of the team, or the customer with all their devices. */
export const personOf = ({ party, person }: Pick<Said, "party" | "person">): string =>
  `${party}.${person ?? ""}`;

function react({ reactions }: Target, row: Said, emoji: string | null): null {
  const who = personOf(row);
  if (emoji === null) reactions.delete(who);
  else reactions.set(who, { emoji, party: row.party, person: row.person, atMs: row.atMs });
  return null;
}

function change({ said, texts }: Target, row: Said, text: string): WhyNot | null {
  const first = said.payload?.text;
  if (said.payload?.kind !== "text" || typeof first !== "string" || said.payload.forwarded === true)
    return "kind";
  if (personOf(said) !== personOf(row)) return "others";
  if (row.atMs - said.atMs > EDIT_MS) return "late";
  if (texts.length > EDITS) return "often";
  if (texts.length === 0) texts.push({ text: first, atMs: said.atMs });
  texts.push({ text, atMs: row.atMs });
  return null;
}
