/**
 * Reading an `expired` event: nobody asked, but the time that the business has published and signed is over (D1 to D3). What does not follow
 * from the signed profile and from what this device holds is not believed, so a server cannot let anything go early.
 */

import { toBase64url, u64 } from "../base/bytes.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { emptyConversation } from "../model/conversation.ts";
import { type Erased, isOver } from "../model/erased.ts";
import { readEntry, type StoredRow } from "../model/row.ts";
import { digest } from "../seal/suite.ts";
import { rowRange, type Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { readExpired as readBody } from "../wire/expired.ts";
import { type Event, Kind } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";
import { readPublicRecord, type Signed } from "../wire/layouts.ts";
import { believe, daysAt, type Holding, wordOf } from "./belief.ts";

/** The part of an `Inquiry` that this takes. */
interface ExpiredNeeds {
  readonly store: Store;
  readonly conversation: string;
  chain(): Chain;
  now(): number;
  readonly http: Http;
  readonly business: { readonly publicChain: PublicChain; readonly handle: string };
}

/** An event that is not believed marks the row as trouble and drops nothing. `rows`: what came with it. */
export async function readExpired(
  inquiry: ExpiredNeeds,
  event: Event,
  rows: readonly StoredRow[],
): Promise<StoredRow> {
  const base = readEntry(inquiry.conversation, event);
  try {
    const { rev, erased, kept } = readBody(event.body);
    if (!inquiry.chain().profiles.has(rev)) await learn(inquiry, rev);
    const profileMs = timesOf(inquiry.business.publicChain.records);
    const days = daysAt(inquiry.chain().profiles, profileMs, rev, event.atMs, inquiry.now());
    const belief = believe(days, event.atMs, erased, await holding(inquiry, event, rows));
    if (belief.verdict === "unasked") return { ...base, entry: [], trouble: "unasked" };
    const gone: Erased = {
      targets: null,
      signer: "",
      by: "time",
      hash: toBase64url(
        await digest("expired", event.conversation ?? new Uint8Array(0), u64(event.pos ?? 0)),
      ),
      ranges: erased,
      kept,
      ...(belief.unproven > 0 ? { unproven: belief.unproven } : {}),
    };
    const trouble = belief.verdict === "unproven" ? belief.verdict : null;
    return { ...base, entry: [gone], epoch: null, trouble };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...base, entry: [], trouble: "unasked" };
  }
}

/** When the profile records that are known were signed, by rev. */
export function timesOf(records: readonly Signed[]): ReadonlyMap<number, number> {
  const read = records.map(({ body }) => readPublicRecord(body));
  return new Map(read.flatMap(({ kind, rev, atMs }) => (kind === "profile" ? [[rev, atMs] as const] : [])));
}

/** What this device knows of the conversation up to the event; `rows`: what came with it. */
async function holding(
  { store, conversation }: ExpiredNeeds,
  { pos }: Event,
  rows: readonly StoredRow[],
): Promise<Holding> {
  const before = await store.getAll("rows", rowRange(conversation, 0, pos ?? 0));
  const state = (await store.get("conversations", conversation)) ?? emptyConversation(conversation);
  const all = [...before, ...rows].filter((row) => row.pos < (pos ?? 0));
  const messages = all.filter(({ kind, entry }) => kind === Kind.message && entry === null);
  const isWord = (row: StoredRow): boolean => row.spoken && row.num !== null;
  const ended = all.filter(({ kind }) => kind === Kind.call).map(({ entry }) => entry?.[5]);
  return {
    words: messages.filter(isWord).map((row) => wordOf(row, state)),
    others: messages.filter((row) => !isWord(row)).map((row) => row.pos),
    callsMs: [...ended, state.calledMs].filter((ms): ms is number => typeof ms === "number"),
    holdMs: state.holdMs ?? null,
    over: before.some(isOver),
  };
}

/** What the server no longer has is not known, and then nothing follows from it. */
async function learn(inquiry: ExpiredNeeds, rev: number): Promise<void> {
  try {
    const { publicChain, handle } = inquiry.business;
    await publicChain.takeProfiles(
      readRecords(await inquiry.http.get(`/businesses/${handle}/profiles/${rev}`)),
    );
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.retryable) throw error;
  }
}
