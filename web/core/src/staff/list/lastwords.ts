/** The last line of a conversation in the list, as it was edited (S9). */

import { fold, keyOf } from "../../acts/fold.ts";
import { contentOf, lineOf } from "../../content/index.ts";
import { isAct } from "../../model/acts.ts";
import { keptCall, type LastLine, type ListEntry } from "../../model/listentry.ts";
import type { StoredRow } from "../../model/row.ts";
import { epochNamed, readMessage } from "../../trust/verdict.ts";
import { readEvents } from "../../wire/answers.ts";
import { type Event, Kind } from "../../wire/frames.ts";
import type { OpeningNeeds } from "./opened.ts";

/** So many events after the last message are read to find an edit of it. */
const AFTER = 100;

/** The last call after the last spoken message: when the team missed it, and whether it was with pictures. */
export interface CallAfter {
  readonly missedMs: number | null;
  readonly called: boolean | null;
}

/** What came after the last spoken message: messages, and calls. */
export interface After extends CallAfter {
  readonly rows: readonly StoredRow[];
}

/** How a conversation ends, as its row in the list says it. */
export interface Ending extends CallAfter {
  readonly line: LastLine;
}

/** Throws `ServerRefusal` or `Unreachable`. */
export async function readAfter(
  { http, chain, epochs }: OpeningNeeds,
  { id, lastPos, head }: ListEntry,
): Promise<After> {
  if (head <= lastPos) return { rows: [], ...callIn([]) };
  const answer = await http.get(`/conversations/${id}/events?after=${lastPos}&limit=${AFTER}`);
  const all = readEvents(answer);
  const call = callIn(all);
  const events = all.filter(({ kind }) => kind === Kind.message);
  if (events.length === 0) return { rows: [], ...call };
  const known = await epochs(id, Math.max(...events.map(epochNamed)));
  return { rows: await Promise.all(events.map((event) => readMessage(id, event, chain(), known))), ...call };
}

/** The last call of these events (C10). */
export function callIn(events: readonly Pick<Event, "kind" | "body">[]): CallAfter {
  const last = events.filter(({ kind }) => kind === Kind.call).map(({ body }) => keptCall(body));
  const call = last.filter((each) => each !== null).at(-1);
  return { missedMs: call?.missed ? call.endedMs : null, called: call?.video ?? null };
}

/** What the list says of a message; of a kind that has no words of its own it names the kind, and apps have the words. */
export function lineIn(payload: StoredRow["payload"]): string | null {
  const content = contentOf(payload);
  if (content.kind === "callback") return "\0callback";
  const line = lineOf(content);
  // The name alone stands in the line above already.
  return content.kind === "contact" && content.name !== "" && line === content.name ? "\0named" : line;
}

/** The row with what edits among later ones make of its text. */
export function edited(row: StoredRow, later: readonly StoredRow[]): StoredRow {
  const acts = later.filter((each) => isAct(each) && each.pos > row.pos);
  const text = fold([row, ...acts], row.pos)
    .messages.get(keyOf(row))
    ?.texts.at(-1)?.text;
  return text === undefined ? row : { ...row, payload: { ...row.payload, text } };
}
