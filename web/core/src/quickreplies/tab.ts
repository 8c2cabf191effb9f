/** Quick replies in a tab: read from what this device holds, written by the leading tab. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { writable } from "../base/readable.ts";
import { openingOf } from "../content/automatic.ts";
import * as quickreply from "../documents/quickreply.ts";
import * as usage from "../documents/replyusage.ts";
import { currentEntries } from "../documents/room.ts";
import { HOURS_HEARD, REPLY_USES, readState, type Store } from "../store/database.ts";
import type { Language } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import type { Opening, QuickRepliesView, QuickReplyCommands, ReplyDays, ReplyEntry } from "./api.ts";
import type { LocalUses } from "./uses.ts";

/** When the business opens, as the server last said it. */
interface HeardHours {
  readonly atMs: number;
  readonly opensMs: readonly number[];
  /** Left out by an earlier version. */
  readonly spans?: readonly Opening[];
}

interface Place {
  readonly store: Store;
  readonly handle: string;
  /** This device's id. */
  readonly mine: Bytes;
  readonly env: Env;
}

/** An answer about opening hours is used for so long before the server is asked again. */
const FRESH_MS = 6 * 60 * 60_000;

export class QuickReplyBook implements QuickRepliesView {
  readonly entries = writable<readonly ReplyEntry[] | null>(null);
  readonly days = writable<ReplyDays | null>(null);
  readonly lost = writable(0);
  readonly openings = writable<readonly Opening[]>([]);
  readonly #leader: QuickReplyCommands;
  readonly #http: Http;
  #place: Place | null = null;
  #hours: HeardHours | null = null;
  #asking = false;
  #reading = false;
  #again = false;

  constructor(leader: QuickReplyCommands, http: Http) {
    this.#leader = leader;
    this.#http = http;
  }

  /** From now on replies are read there, the first time at once. `mine` undefined: this browser has no device. */
  useStore({ mine, ...place }: Omit<Place, "mine"> & { readonly mine: Bytes | undefined }): void {
    if (mine === undefined) return;
    this.#place = { ...place, mine };
    void this.#begin(place.store).catch(() => {});
  }

  async #begin(store: Store): Promise<void> {
    this.#hours = await readState<HeardHours>(store, HOURS_HEARD);
    this.openings.set(this.#hours?.spans ?? []);
    this.#askHours();
    await this.#read();
  }

  /** What the leading tab tells of documents of the back room. */
  apply({ type, kind }: { readonly type: "documents" | "lost"; readonly kind: string }): void {
    if (type === "lost" && kind === quickreply.KIND) this.lost.set(this.lost.get() + 1);
    if (kind === quickreply.KIND || kind === usage.KIND) void this.#read().catch(() => {});
  }

  save: QuickRepliesView["save"] = (key, reply) => this.#leader.saveReply(key, quickreply.tidied(reply));

  saveAll: QuickRepliesView["saveAll"] = (replies) =>
    this.#leader.saveReplies(replies.map(({ key, reply }) => ({ key, reply: quickreply.tidied(reply) })));

  remove: QuickRepliesView["remove"] = (key) => this.#leader.removeReply(key);

  restore: QuickRepliesView["restore"] = (key, reply) =>
    this.#leader.restoreReply(key, quickreply.tidied(reply));

  used: QuickRepliesView["used"] = (key, zone) => {
    // A use that cannot be counted is not worth a word to anybody.
    this.#leader
      .countReply(key, zone)
      .then(() => this.#read())
      .catch(() => {});
  };

  renewOpenings = (): void => this.#askHours();

  nextOpening: QuickRepliesView["nextOpening"] = (language: Language, zone: string) => {
    this.#askHours();
    const nowMs = this.#place?.env.now() ?? 0;
    const next = this.#hours?.opensMs.find((ms) => ms > nowMs);
    return next === undefined ? "" : openingOf({ time_zone: zone }, language, nowMs, next);
  };

  /** Reads all entries. What changes meanwhile is read once more, however much it was. */
  async #read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      for (let more = true; more; more = this.#again) {
        this.#again = false;
        if (this.#place === null) return;
        const { env } = this.#place;
        const begin = env.now();
        const { entries, days } = await readEntries(this.#place);
        this.days.set(days);
        this.entries.set(entries);
        // While 1,000 replies come in one by one, reading takes a fifth of the time at most.
        if (this.#again) await new Promise<void>((go) => env.later(4 * (env.now() - begin), go));
      }
    } finally {
      this.#reading = false;
    }
  }

  #isFresh(nowMs: number): boolean {
    const heard = this.#hours;
    return heard?.spans !== undefined && nowMs - heard.atMs < FRESH_MS;
  }

  #askHours(): void {
    const place = this.#place;
    if (place === null || this.#asking || this.#isFresh(place.env.now())) return;
    this.#asking = true;
    this.#http
      .get(`/businesses/${place.handle}`)
      .then(({ open_intervals: intervals }) => {
        const spans = spansIn(intervals);
        this.#hours = { atMs: place.env.now(), opensMs: spans.map(([from]) => from), spans };
        this.openings.set(spans);
        return place.store.put("state", this.#hours, HOURS_HEARD);
      })
      // Without a connection the last answer is used, and the server asked at the next occasion.
      .catch(() => {})
      .finally(() => {
        this.#asking = false;
      });
  }
}

interface Found {
  readonly entries: ReplyEntry[];
  readonly days: ReplyDays;
}

async function readEntries({ store, mine, env }: Place): Promise<Found> {
  const [replies, weeks, local] = await Promise.all([
    currentEntries(store, quickreply, mine),
    currentEntries(store, usage, mine),
    readState<LocalUses>(store, REPLY_USES),
  ]);
  const there = new Set(replies.map(({ key }) => usage.nameOf(key)));
  const uses = new Map<string, number>();
  const counts = new Map<number, number>();
  const add = (at: string, count: number) => {
    const [day, name = ""] = at.split(".");
    // A reply that was brought back has its uses twice: under the name it had, and under its new one.
    if (!there.has(name)) return;
    uses.set(name, (uses.get(name) ?? 0) + count);
    counts.set(Number(day), (counts.get(Number(day)) ?? 0) + count);
  };
  const oldest = usage.weekOf(usage.dayOf(env.now())) - usage.WEEKS;
  for (const { key, document } of weeks)
    if (usage.weekIn(key) >= oldest)
      for (const [at, count] of usage.countsIn(document, local?.slot ?? null)) add(at, count);
  for (const [at, count] of Object.entries(local?.counts ?? {})) add(at, count);
  const entries = quickreply.distinct(replies).map(({ entry: { key }, reply, savedAs }) => ({
    key: toBase64url(key),
    reply,
    uses: uses.get(usage.nameOf(key)) ?? 0,
    savedAs,
  }));
  return { entries, days: { from: usage.firstDay(oldest), counts } };
}

const spansIn = (intervals: unknown): readonly Opening[] =>
  (Array.isArray(intervals) ? (intervals as readonly unknown[]) : []).flatMap((span) =>
    Array.isArray(span) && typeof span[0] === "number" && typeof span[1] === "number"
      ? [[span[0], span[1]] as const]
      : [],
  );
