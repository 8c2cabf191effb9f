/** Operations of the shared vectors: what acts do to the messages that they refer to (S9). */

import { fold } from "../../src/acts/fold.ts";
import { withActs } from "../../src/acts/rows.ts";
import { fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { decodeMessagePack } from "../../src/base/msgpack.ts";
import { isEmoji } from "../../src/content/reaction.ts";
import { type LogRow, logRows, type RowsInput } from "../../src/conversation/rows.ts";
import type { Values } from "../../src/documents/merge.ts";
import { messageKey, type StoredRow, type Trouble } from "../../src/model/row.ts";
import { Kind } from "../../src/wire/frames.ts";
import type { Payload } from "../../src/wire/layouts.ts";
import { hex, unhex } from "./plain.ts";

interface Given {
  readonly pos: number;
  readonly at_ms: number;
  readonly device: string;
  readonly counter: number;
  readonly person: number | null;
  readonly spoken: boolean;
  readonly refers: readonly [string, number] | null;
  readonly trouble: Trouble | null;
  readonly payload: string | null;
}

const idOf = (device: string): string => toBase64url(unhex(device));

export const storedRow = (it: Given): StoredRow => ({
  conversation: "c",
  pos: it.pos,
  kind: Kind.message,
  atMs: it.at_ms,
  device: idOf(it.device),
  counter: it.counter,
  num: it.counter,
  hash: `hash ${it.pos}`,
  prev: null,
  saw: null,
  party: it.person === null ? "customer" : "team",
  person: it.person,
  spoken: it.spoken,
  doc: null,
  about: null,
  refers: it.refers === null ? null : messageKey(idOf(it.refers[0]), it.refers[1]),
  payload: it.payload === null ? null : (decodeMessagePack(unhex(it.payload)) as Payload),
  trouble: it.trouble,
  entry: it.payload === null ? ["erased"] : null,
});

/** As the customer reads it. */
export const inputOf = (rows: readonly StoredRow[], from = 1): RowsInput => ({
  rows: new Map(rows.map((row) => [row.pos, row])),
  outbox: [],
  theirs: { delivered: 0, read: 0 },
  side: "customer",
  mine: "",
  person: null,
  erasing: () => false,
  kept: [],
  nameOf: () => null,
  changes: [],
  autoText: () => null,
  from,
  stars: new Set(),
});

const hexKey = (key: string): [string, number] => {
  const [device = "", counter] = key.split(".");
  return [hex(fromBase64url(device)), Number(counter)];
};

function shown(row: LogRow) {
  const acts = row.type === "message" ? row.acts : undefined;
  const quote = acts?.quote ?? null;
  return {
    pos: row.pos,
    text: row.type === "message" && row.content.kind === "text" ? row.content.text : "",
    versions: (acts?.versions ?? []).map(({ text, atMs }) => [text, atMs]),
    edited_ms: acts?.editedMs ?? null,
    reactions: (acts?.reactions ?? []).map(({ emoji, person, atMs }) => [emoji, person, atMs]),
    pinned: acts?.pinned ?? false,
    forwarded: acts?.forwarded ?? false,
    quote: quote === null ? null : [...hexKey(quote.key), quote.state, quote.line ?? ""],
  };
}

export const actOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  fold_acts: async ({ messages }) => {
    const rows = (messages as readonly Given[]).map(storedRow);
    const input = inputOf(rows);
    const folded = withActs(logRows(input), input);
    return {
      messages: folded.rows.map(shown),
      pins: folded.pins.map(({ key }) => hexKey(key)),
      idle: fold(rows, 1).idle.map(({ act, why }) => [act.pos, why]),
    };
  },
  emoji: async ({ value }) => ({ emoji: isEmoji(String(value)) }),
};
