/** Messages with what people did to them: the rows of a conversation, its stored acts and those that wait. Pure. */

import { toBase64url } from "../base/bytes.ts";
import { lineOf } from "../content/index.ts";
import type { LogRow, MessageRow, RowsInput } from "../conversation/rows.ts";
import type { Pinned, Quote, Reaction, Refused, RowActs } from "../model/acts.ts";
import { erasedOf } from "../model/erased.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { keyIn, messageKey, type StoredRow } from "../model/row.ts";
import { Kind } from "../wire/frames.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { actKind, type Fold, type Folded, fold, keyOf, personOf, type Reacted, type Said } from "./fold.ts";

const NOTHING: Folded = { reactions: new Map(), texts: [], pinnedPos: null };
/** What waits stands after all that is stored. */
const WAITING = 2 ** 50;

export interface WithActs {
  readonly rows: readonly LogRow[];
  readonly pins: readonly Pinned[];
}

export function withActs(rows: readonly LogRow[], input: RowsInput): WithActs {
  const stored = [...input.rows.values()];
  const waiting = input.outbox.filter(({ refers, spoken }) => refers != null && !spoken);
  const known = new Set(stored.map(keyOf));
  const sent = waiting.filter(
    (row) => row.failed === null && !known.has(messageKey(input.mine, row.counter)),
  );
  const folded = fold([...stored, ...sent.map((row) => said(row, input))], input.from);
  const work = new Work(input, folded, sent, waiting);
  const named = namedBy(stored);
  const shown = rows
    .filter(
      (row) => row.type === "message" || row.name !== "tombstone" || named === null || named.has(row.pos),
    )
    .map((row) => (row.type === "message" ? work.row(row) : row));
  const byKey = new Map(shown.map((row) => [row.key, row]));
  return {
    rows: shown.map((row) => (row.type === "message" ? work.quoting(row, byKey) : row)),
    pins: folded.pins.map((key) => pinned(key, byKey.get(key))),
  };
}

/**
 * Positions of the messages that erase commands name. What else is gone went with a message that it referred to, and leaves no trace of its
 * own. null: no command is here.
 */
function namedBy(stored: readonly StoredRow[]): ReadonlySet<number | null> | null {
  const targets = stored.flatMap((row) => erasedOf(row)?.targets ?? []);
  return targets.length === 0 ? null : new Set(targets.map(([pos]) => pos));
}

const said = (row: OutboxRow, { mine, side, person }: RowsInput): Said => ({
  pos: WAITING + row.counter,
  kind: Kind.message,
  atMs: row.atMs,
  device: mine,
  counter: row.counter,
  party: side,
  person,
  spoken: false,
  payload: row.payload,
  refers: keyIn(row.refers),
  trouble: null,
});

/** The message that a payload quotes, by its key; null: none, or not in the shape of one (S9). */
export function quotedIn(payload: Payload | null): string | null {
  const quote = payload?.quote;
  if (!Array.isArray(quote) || quote.length !== 2) return null;
  const [device, counter]: unknown[] = quote;
  const sound = device instanceof Uint8Array && device.length === ID_BYTES && Number.isSafeInteger(counter);
  return sound && (counter as number) >= 0
    ? messageKey(toBase64url(new Uint8Array(device)), counter as number)
    : null;
}

class Work {
  readonly #input: RowsInput;
  readonly #fold: Fold;
  readonly #payloads = new Map<string, Payload | null>();
  readonly #gone = new Set<string>();
  readonly #sending: ReadonlySet<string>;
  readonly #refused = new Map<string, Refused[]>();

  constructor(input: RowsInput, folded: Fold, sent: readonly OutboxRow[], waiting: readonly OutboxRow[]) {
    this.#input = input;
    this.#fold = folded;
    for (const row of input.rows.values()) {
      this.#payloads.set(keyOf(row), row.payload);
      if (row.kind === Kind.message && row.entry !== null) this.#gone.add(keyOf(row));
    }
    for (const row of input.outbox) this.#payloads.set(messageKey(input.mine, row.counter), row.payload);
    this.#sending = new Set(sent.flatMap(({ refers }) => keyIn(refers) ?? []));
    this.#refuse(waiting);
  }

  /** This person's acts that changed nothing, by the message. */
  #refuse(waiting: readonly OutboxRow[]): void {
    const { mine, side, person } = this.#input;
    const me = personOf({ party: side, person });
    const stored = this.#fold.idle
      .filter(({ act }) => personOf(act) === me)
      .map(({ act, kind, why }) => ({
        to: act.refers ?? "",
        refused: { key: keyOf(act), act: kind, why, atMs: act.atMs, waiting: act.pos >= WAITING },
      }));
    const failed = waiting.flatMap((row) => {
      const act = actKind(row.payload);
      if (row.failed === null || act === null) return [];
      const key = messageKey(mine, row.counter);
      return [
        {
          to: keyIn(row.refers) ?? "",
          refused: { key, act, why: row.failed, atMs: row.atMs, waiting: true },
        },
      ];
    });
    for (const { to, refused } of [...stored, ...failed])
      this.#refused.set(to, [...(this.#refused.get(to) ?? []), refused]);
  }

  row(row: MessageRow): MessageRow {
    const folded = this.#fold.messages.get(row.key) ?? NOTHING;
    const payload = this.#payloads.get(row.key) ?? null;
    const newest = folded.texts.at(-1);
    const acts: RowActs = {
      quote: null,
      forwarded: payload?.forwarded === true,
      reactions: [...folded.reactions.values()].map((each) => this.#reaction(each)),
      versions: folded.texts.slice(0, -1),
      editedMs: newest?.atMs ?? null,
      pinned: folded.pinnedPos !== null,
      starred: this.#input.stars.has(row.key),
      sending: this.#sending.has(row.key),
      refused: this.#refused.get(row.key) ?? [],
    };
    const content = newest === undefined ? row.content : ({ kind: "text", text: newest.text } as const);
    return isPlain(acts) && quotedIn(payload) === null && !("file" in content)
      ? row
      : { ...row, content, acts };
  }

  /** With the quoted message as it is shown now: its newest text, or that it was erased. */
  quoting(row: MessageRow, shown: ReadonlyMap<string, LogRow>): MessageRow {
    const key = row.acts === undefined ? null : quotedIn(this.#payloads.get(row.key) ?? null);
    if (key === null || row.acts === undefined) return row;
    return { ...row, acts: { ...row.acts, quote: this.#quote(key, shown.get(key)) } };
  }

  #quote(key: string, row: LogRow | undefined): Quote {
    if (row?.type !== "message") {
      const state = this.#gone.has(key) ? "erased" : "missing";
      return { key, state, ours: false, by: null, person: null, line: null };
    }
    const { ours, by, person, content } = row;
    return { key, state: "there", ours, by, person, line: short(lineOf(content)) };
  }

  #reaction({ emoji, party, person, atMs }: Reacted): Reaction {
    const { side, nameOf } = this.#input;
    const ours = party === side;
    const by = person === null ? null : nameOf(person);
    return { emoji, ours, mine: ours && person === this.#input.person, by, person, atMs };
  }
}

const isPlain = (it: RowActs): boolean =>
  !(it.forwarded || it.pinned || it.starred || it.sending) &&
  it.editedMs === null &&
  it.reactions.length + it.refused.length === 0;

const pinned = (key: string, row: LogRow | undefined): Pinned =>
  row?.type === "message"
    ? { key, held: true, line: short(lineOf(row.content)), ours: row.ours, by: row.by }
    : { key, held: false, line: null, ours: false, by: null };

/** Characters of the quoted message that are shown with a quote. */
const SHORT = 200;

const short = (line: string | null): string | null => {
  const letters = line === null ? [] : [...line.slice(0, 2 * SHORT + 2)];
  return line === null || letters.length <= SHORT ? line : `${letters.slice(0, SHORT).join("")}…`;
};
