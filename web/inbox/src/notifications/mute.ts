import type { ConversationRow, Inbox } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "../here.svelte.ts";

type Row = Pick<ConversationRow, "id">;

export const isMuted = ({ notifications }: Inbox, { id }: Row): boolean =>
  notifications.choices.get()?.muted.includes(id) ?? false;

/** Is this a time in which the person is left in peace? */
export const isQuiet = ({ notifications }: Inbox, nowMs: number): boolean =>
  notifications.choices.get()?.spans.some(([from, to]) => from <= nowMs && nowMs < to) ?? false;

/** The person is told of this conversation no more, or again, on all devices. */
export async function toggleMute(inbox: Inbox, row: Row): Promise<void> {
  const on = !isMuted(inbox, row);
  const { muted, unmuted, failed } = here.words.notifications;
  try {
    await inbox.notifications.mute(row.id, on);
  } catch {
    toast(failed);
    return;
  }
  toast(on ? muted : unmuted);
}
