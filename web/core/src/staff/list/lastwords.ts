/** The last line of a conversation in the list, as it was edited (S9). */

import { fold, keyOf } from "../../acts/fold.ts";
import { contentOf, lineOf } from "../../content/index.ts";
import { isAct } from "../../model/acts.ts";
import { keptCall, type LastLine, type ListEntry } from "../../model/listentry.ts";
import type { StoredRow } from "../../model/row.ts";
import type { Chain } from "../../trust/chain.ts";
import type { Epochs } from "../../trust/keyring.ts";
import { readMessage } from "../../trust/verdict.ts";
import { readEvents } from "../../wire/answers.ts";
import { readEnvelope } from "../../wire/events.ts";
import { type Event, Kind } from "../../wire/frames.ts";
import type { Http } from "../../wire/http.ts";
import { readHeader } from "../../wire/layouts.ts";

/** So many events after the last message are read to find an edit of it. */
const AFTER = 100;

export interface AfterNeeds {
  readonly http: Http;
  chain(): Chain;
  epochs(conversation: string, n: number): Promise<Epochs>;
}

/** What came after the last spoken message: messages, and when the team missed a call, unless a later one was taken. */
export interface After {
  readonly rows: readonly StoredRow[];
  readonly missedMs: number | null;
}

/** How a conversation ends, as its row in the list says it. */
export interface Ending {
  readonly line: LastLine;
  readonly missedMs: number | null;
}

/** Throws `ServerRefusal` or `Unreachable`. */
export async function readAfter(
  { http, chain, epochs }: AfterNeeds,
  { id, lastPos, head }: ListEntry,
): Promise<After> {
  if (head <= lastPos) return { rows: [], missedMs: null };
  const answer = await http.get(`/conversations/${id}/events?after=${lastPos}&limit=${AFTER}`);
  const all = readEvents(answer);
  const missedMs = missedIn(all);
  const events = all.filter(({ kind }) => kind === Kind.message);
  if (events.length === 0) return { rows: [], missedMs };
  const known = await epochs(id, Math.max(...events.map(epochOf)));
  return { rows: await Promise.all(events.map((event) => readMessage(id, event, chain(), known))), missedMs };
}

/** When the team missed the last call of these events; null: it was taken, or there is none (C10). */
export function missedIn(events: readonly Pick<Event, "kind" | "body">[]): number | null {
  const last = events.filter(({ kind }) => kind === Kind.call).map(({ body }) => keptCall(body));
  const call = last.filter((each) => each !== null).at(-1);
  return call?.missed ? call.endedMs : null;
}

/** What the list says of a message; of a kind that has no words of its own it names the kind, and apps have the words. */
export function lineIn(payload: StoredRow["payload"]): string | null {
  const content = contentOf(payload);
  return content.kind === "callback" ? "\0callback" : lineOf(content);
}

/** The row with what edits among later ones make of its text. */
export function edited(row: StoredRow, later: readonly StoredRow[]): StoredRow {
  const acts = later.filter((each) => isAct(each) && each.pos > row.pos);
  const text = fold([row, ...acts], row.pos)
    .messages.get(keyOf(row))
    ?.texts.at(-1)?.text;
  return text === undefined ? row : { ...row, payload: { ...row.payload, text } };
}

/** The epoch that a message names; 0: it is erased. */
export function epochOf(event: Event): number {
  const envelope = readEnvelope(event.body);
  return envelope === null ? 0 : readHeader(envelope.header).epoch;
}
