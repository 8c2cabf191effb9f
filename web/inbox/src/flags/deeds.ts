import type { ConversationRow, Flags, Inbox } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { whenOf } from "./times.ts";

/** What one can set on a conversation's row, with the words that follow and the way back. */

type Row = Pick<ConversationRow, "id" | "flags" | "head">;

async function set(inbox: Inbox, row: Row, change: Partial<Flags>, said: string): Promise<void> {
  const before = Object.fromEntries(
    Object.keys(change).map((name) => [name, row.flags[name as keyof Flags]]),
  );
  try {
    await inbox.flags.set(row.id, change);
  } catch {
    toast(here.words.actions.done.failed);
    return;
  }
  const undo = () => void inbox.flags.set(row.id, before).catch(() => toast(here.words.actions.done.failed));
  toast(said, { label: here.words.toast.undo, run: undo });
}

export function togglePin(inbox: Inbox, row: Row): Promise<void> {
  const { pinned, unpinned } = here.words.actions.done;
  return set(inbox, row, { pinned: !row.flags.pinned }, row.flags.pinned ? unpinned : pinned);
}

export function toggleUnread(inbox: Inbox, row: Row): Promise<void> {
  const { unread, read } = here.words.actions.done;
  return set(inbox, row, { unread: !row.flags.unread }, row.flags.unread ? read : unread);
}

/** Out of the list until then. A message that comes meanwhile brings it back. */
export function snooze(inbox: Inbox, row: Row, untilMs: number): Promise<void> {
  const when = whenOf(untilMs, here.now, here.zone, here.lang, here.words);
  return set(inbox, row, { snoozed: { untilMs, pos: row.head } }, here.words.actions.done.snoozed(when));
}

export const unsnooze = (inbox: Inbox, row: Row): Promise<void> =>
  set(inbox, row, { snoozed: null }, here.words.actions.done.unsnoozed);

/** The conversation is looked at: nobody needs to be reminded of it any more. One that is still put off stays so. */
export function looked(inbox: Inbox, id: string): void {
  const row = inbox.rowOf(id);
  if (row === null || inbox.me.get()?.role === "auditor") return;
  const { unread, snoozed, sleep } = row.flags;
  const over = snoozed !== null && sleep !== "asleep";
  if (!unread && !over) return;
  const change = { ...(unread ? { unread: false } : {}), ...(over ? { snoozed: null } : {}) };
  // What fails stays set, and is taken back when it is opened again.
  inbox.flags.set(row.id, change).catch(() => {});
}
