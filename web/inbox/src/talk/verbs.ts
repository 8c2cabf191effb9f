import type { ConversationView, Inbox, Person } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { nameOf } from "../people.ts";

/** What one can do with a conversation, with the words that follow and the way back. Each reports whether it was done. */

export async function closeOrReopen(view: ConversationView): Promise<boolean> {
  return view.row.get()?.state === "closed" ? reopen(view) : close(view);
}

async function close(view: ConversationView): Promise<boolean> {
  const { toast: words } = here.words;
  const done = await attempt(() => view.closeConversation());
  if (done) toast(words.closed, { label: words.undo, run: () => void attempt(() => view.reopen()) });
  return done;
}

async function reopen(view: ConversationView): Promise<boolean> {
  const { toast: words } = here.words;
  const done = await attempt(() => view.reopen());
  if (done)
    toast(words.reopened, { label: words.undo, run: () => void attempt(() => view.closeConversation()) });
  return done;
}

export async function assign(
  view: ConversationView,
  person: number | null,
  people: readonly Person[],
): Promise<boolean> {
  const words = here.words;
  const before = view.row.get()?.assigned ?? null;
  if (before === person) return true;
  const done = await attempt(() => view.assign(person));
  const text = person === null ? words.toast.unassigned : words.toast.assigned(nameOf(person, people, words));
  if (done) toast(text, { label: words.toast.undo, run: () => void attempt(() => view.assign(before)) });
  return done;
}

export async function rename(view: ConversationView, name: string): Promise<boolean> {
  const done = await attempt(() => view.rename(name));
  if (done) toast(here.words.toast.renamed);
  return done;
}

/** Does something with a conversation that need not be open. */
export async function withView(
  inbox: Inbox,
  id: string,
  run: (view: ConversationView) => Promise<boolean>,
): Promise<boolean> {
  const view = inbox.open(id);
  const done = await run(view);
  view.leave();
  return done;
}

async function attempt(run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
}
