/**
 * Reading an `expired` event: nobody asked, but the time that the business has published and signed is over (D1 to D3). What does not follow
 * from the signed profile and from what this device holds is not believed, so a server cannot let anything go early.
 */

import { toBase64url, u64 } from "../base/bytes.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import type { Erased } from "../model/erased.ts";
import { readEntry, type StoredRow } from "../model/row.ts";
import { digest } from "../seal/suite.ts";
import { rowRange, type Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import { readExpired as readBody } from "../wire/events.ts";
import { type Event, Kind } from "../wire/frames.ts";
import { CHAT_DAYS, CHAT_DAYS_MOST } from "../wire/generated.ts";

const DAY_MS = 86_400_000;

/** The part of an `Inquiry` that this takes. */
interface ExpiredNeeds {
  readonly store: Store;
  readonly conversation: string;
  chain(): Chain;
  now(): number;
  profileText(rev: number): Promise<void>;
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
    if (!follows(inquiry.chain(), rev, event.atMs, await lastWord(inquiry, event, rows), inquiry.now()))
      return { ...base, entry: [], trouble: "unasked" };
    const gone: Erased = {
      targets: null,
      signer: "",
      by: "time",
      hash: toBase64url(
        await digest("expired", event.conversation ?? new Uint8Array(0), u64(event.pos ?? 0)),
      ),
      ranges: erased,
      kept,
    };
    return { ...base, entry: [gone], epoch: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...base, entry: [], trouble: "unasked" };
  }
}

/** Does it follow that a conversation was over at `atMs`, when its last word that is known was spoken at `lastMs`? (D3) Pure. */
export function follows(
  chain: Pick<Chain, "profiles" | "profileMs">,
  rev: number,
  atMs: number,
  lastMs: number | null,
  nowMs: number,
): boolean {
  const days = daysIn(chain.profiles.get(rev));
  if (days === null || atMs > nowMs + DAY_MS) return false;
  // A profile that came after it, and that the server must have known, may say something else.
  for (const [later, signedMs] of chain.profileMs) if (later > rev && signedMs < atMs - DAY_MS) return false;
  return lastMs === null || atMs - lastMs >= days * DAY_MS;
}

/** After how many days without a word a conversation is over; null: the profile's text is not known, or says nothing that could be. */
export function daysIn(fields: Readonly<Record<string, unknown>> | undefined): number | null {
  if (fields === undefined) return null;
  const { retention } = fields;
  if (retention === undefined || retention === null) return CHAT_DAYS;
  const days = (retention as { readonly chat_days?: unknown }).chat_days;
  if (days === undefined) return CHAT_DAYS;
  return typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= CHAT_DAYS_MOST
    ? days
    : null;
}

/** When the newest spoken message was stored of those that are held, or that came with the event; null: none is known. */
async function lastWord(
  { store, conversation }: ExpiredNeeds,
  { pos }: Event,
  rows: readonly StoredRow[],
): Promise<number | null> {
  const held = await store.getAll("rows", rowRange(conversation, 0, pos ?? 0));
  const spoken = [...held, ...rows].filter(
    (row) => row.kind === Kind.message && row.spoken && row.payload !== null && row.pos < (pos ?? 0),
  );
  return spoken.length === 0 ? null : Math.max(...spoken.map(({ atMs }) => atMs));
}

/** What the server no longer has is not known, and then nothing follows from it. */
async function learn(inquiry: ExpiredNeeds, rev: number): Promise<void> {
  try {
    await inquiry.profileText(rev);
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.retryable) throw error;
  }
}
