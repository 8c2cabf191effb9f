/** What an answer does besides being sent: the first one makes the conversation its writer's, and one can close with it. */

import type { ConversationRow, ConversationView, Inbox, LogRow, Person } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { close, perform } from "../verbs.ts";

/** Conversations that somebody gave back here right after an answer had taken them. */
const givenBack = new Set<string>();

/** Does an answer make this conversation its writer's? */
export function takesOver(
  row: Pick<ConversationRow, "id" | "assigned"> | null,
  me: Person | null,
  on: boolean,
  back: ReadonlySet<string> = givenBack,
): boolean {
  return on && me !== null && me.role !== "auditor" && row?.assigned === null && !back.has(row.id);
}

/** Says so, with the way back. Without a connection it stays as it is: the message goes out, and nobody is in charge. */
export async function takeOver(inbox: Inbox, row: ConversationRow, me: Person): Promise<void> {
  if (!(await perform(inbox, row.id, (view) => view.assign(me.person)))) return;
  const undo = () => {
    givenBack.add(row.id);
    void perform(inbox, row.id, (view) => view.assign(null));
  };
  toast(here.words.frame.tookOver(here.nameOf(row)), { label: here.words.toast.undo, run: undo });
}

/** A message that is said in a closed conversation opens it again: so what was sent must have arrived before it is closed. */
export function isAllStored(rows: readonly LogRow[]): boolean {
  return rows.every((row) => row.type !== "message" || row.pos !== null);
}

const PATIENCE_MS = 8000;

/** True once everything that was sent is stored; false if that takes too long. */
export function stored({ rows }: Pick<ConversationView, "rows">): Promise<boolean> {
  if (isAllStored(rows.get())) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), PATIENCE_MS);
    const end = rows.subscribe((all) => {
      if (isAllStored(all)) queueMicrotask(() => done(true));
    });
    function done(all: boolean) {
      clearTimeout(timer);
      end();
      resolve(all);
    }
  });
}

/** Closes the conversation behind what was just sent; false, and said why, if it stays open. */
export async function closeOnceStored(inbox: Inbox, view: ConversationView): Promise<boolean> {
  const arrived = await stored(view);
  if (arrived && (await close(inbox, view.id))) return true;
  toast(arrived ? here.words.actions.done.failed : here.words.frame.notClosed);
  return false;
}
