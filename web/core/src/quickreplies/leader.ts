/** Quick replies in the leading tab: writing them, and counting how often they are used. */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { TooLong } from "../base/errors.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import * as quickreply from "../documents/quickreply.ts";
import * as usage from "../documents/replyusage.ts";
import { currentEntries } from "../documents/room.ts";
import { random } from "../seal/suite.ts";
import { REPLY_USES, readState, type Store } from "../store/database.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { QuickReplyCommands } from "./api.ts";
import { counted, type LocalUses, movedUses, newSlot } from "./uses.ts";

/** Counts are written together, so that neither their time nor their number tells when a reply was used. */
const WRITE_MS = 5 * 60_000;

/** A week has so many more documents at most: a bound for what others wrote, far beyond any team. */
const PARTS = 31;

/** What writes entries of lists (`documents/leader.ts`). */
interface EntryWriter {
  add(kind: DocumentKind, about: string | null, values: Values): Promise<void>;
  set(kind: DocumentKind, about: string | null, values: Values, key: Bytes): Promise<void>;
  setAll(
    kind: DocumentKind,
    entries: readonly { readonly key: Bytes | null; readonly values: Values }[],
  ): Promise<void>;
  remove(kind: DocumentKind, about: string | null, key: Bytes): Promise<void>;
}

interface QuickReplyNeeds {
  readonly env: Env;
  readonly store: Store;
  /** This device's id. */
  readonly keys: { readonly id: Bytes };
}

export function quickReplies(
  { env, store, keys }: QuickReplyNeeds,
  documents: EntryWriter,
): QuickReplyCommands {
  let due = false;
  const write = async (): Promise<void> => {
    due = false;
    const uses = await readState<LocalUses>(store, REPLY_USES);
    if (uses === null) return;
    await put(uses.week, uses.slot, uses.counts);
    await removeOld(documents, store, keys.id, uses.week);
  };
  const writeLater = (): void => {
    if (due) return;
    due = true;
    // Storage that fails, or was closed: counted with the next use.
    env.later(WRITE_MS, () => void write().catch(() => {}));
  };
  /** Into the first document of the week that has room; those before it say nothing of this slot any more. */
  const put = async (week: number, slot: string, counts: usage.Counts): Promise<void> => {
    for (let part = 0; ; part++) {
      try {
        await documents.set(usage, null, usage.written(slot, counts), usage.keyOf(week, part));
        return;
      } catch (error) {
        if (!(error instanceof TooLong) || part === PARTS) throw error;
        await documents.set(usage, null, { [slot]: null }, usage.keyOf(week, part));
      }
    }
  };
  /** What was counted for a reply counts for another: this device's own counts, and in each week's document those of all others. */
  const recount = async (from: string, to: string): Promise<void> => {
    const uses = await readState<LocalUses>(store, REPLY_USES);
    if (uses !== null) {
      const counts = { ...uses.counts, ...movedUses(Object.entries(uses.counts), from, to) };
      await store.put("state", { ...uses, counts }, REPLY_USES);
      writeLater();
    }
    for (const { key, document } of await currentEntries(store, usage, keys.id)) {
      const moved = movedUses(usage.countsIn(document, uses?.slot ?? null), from, to);
      if (Object.keys(moved).length > 0) await put(usage.weekIn(key), newSlot(), moved);
    }
  };
  return {
    saveReply: async (key, reply) => {
      const values = quickreply.written(reply);
      if (key === null) await documents.add(quickreply, null, values);
      else await documents.set(quickreply, null, values, fromBase64url(key));
    },
    saveReplies: (replies) =>
      documents.setAll(
        quickreply,
        replies.map(({ key, reply }) => ({
          key: key === null ? null : fromBase64url(key),
          values: quickreply.written(reply),
        })),
      ),
    removeReply: (key) => documents.remove(quickreply, null, fromBase64url(key)),
    restoreReply: async (gone, reply) => {
      // What was removed stays removed (ADR 25): it comes back as another entry.
      const key = random(ID_BYTES);
      await documents.set(quickreply, null, quickreply.written(reply), key);
      // The reply is back whatever becomes of its counts.
      await recount(usage.nameOf(fromBase64url(gone)), usage.nameOf(key)).catch(() => {});
    },
    countReply: async (key, zone) => {
      const day = usage.dayOf(env.now(), zone);
      const before = await readState<LocalUses>(store, REPLY_USES);
      if (before !== null && before.week !== usage.weekOf(day)) await write();
      await store.put("state", counted(before, day, usage.nameOf(fromBase64url(key))), REPLY_USES);
      writeLater();
    },
  };
}

async function removeOld(documents: EntryWriter, store: Store, mine: Bytes, week: number): Promise<void> {
  for (const { key } of await currentEntries(store, usage, mine))
    if (usage.weekIn(key) < week - usage.WEEKS) await documents.remove(usage, null, key);
}
