import type { CardChange, CardRow, ConversationRow, ConversationView, Inbox, Person } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { here } from "./here.svelte.ts";
import { nameOf } from "./people.ts";

/**
 * What one can do with a conversation, open or not, with the words that follow and the way back. Each function reports whether it
 * succeeded. Every step opens a view of its own, because an undo may come after the conversation was left.
 */

export async function close(inbox: Inbox, id: string): Promise<boolean> {
  const { toast: words } = here.words;
  const row = inbox.rowOf(id);
  const done = await perform(inbox, id, (view) => view.closeConversation());
  if (done)
    undoable(words.closed(row === null ? null : here.nameOf(row)), inbox, id, unclose(inbox, row?.askedMs));
  return done;
}

/** Takes a closing back. It ended the wait of who had asked: that conversation is marked, so that the question is seen again. */
export const unclose =
  (inbox: Inbox, askedMs: number | null | undefined) =>
  async (view: ConversationView): Promise<void> => {
    await view.reopen();
    if (askedMs != null) await inbox.flags.set(view.id, { unread: true });
  };

export async function reopen(inbox: Inbox, id: string): Promise<boolean> {
  const { toast: words } = here.words;
  const done = await perform(inbox, id, (view) => view.reopen());
  if (done) undoable(words.reopened, inbox, id, (view) => view.closeConversation());
  return done;
}

/** Assigns a conversation to `person`, or to nobody; `before` is who had it. */
export async function assign(
  inbox: Inbox,
  id: string,
  person: number | null,
  before: number | null,
  people: readonly Person[],
): Promise<boolean> {
  if (before === person) return true;
  const { toast: words } = here.words;
  const text = person === null ? words.unassigned : words.assigned(nameOf(person, people, here.words));
  const done = await perform(inbox, id, (view) => view.assign(person));
  if (done) undoable(text, inbox, id, (view) => view.assign(before));
  return done;
}

/** Changes the card. Without a connection the change waits, so only what is too long fails. */
export const changeCard = (inbox: Inbox, id: string, change: CardChange): Promise<boolean> =>
  perform(inbox, id, (view) => view.changeCard(change));

/** Puts a name into the card of a customer who has none. */
export async function nameCustomer(inbox: Inbox, id: string, name: string): Promise<boolean> {
  const done = await changeCard(inbox, id, { texts: { name } });
  if (done)
    undoable(here.words.toast.named(name), inbox, id, (view) => view.changeCard({ texts: { name: "" } }));
  return done;
}

/** Links this conversation to an earlier one, whose name it takes over unless it has its own (S13). */
export async function linkEarlier(inbox: Inbox, row: ConversationRow, card: CardRow): Promise<boolean> {
  const name = row.name === null ? card.name : null;
  const before = name === null ? null : "";
  const done = await perform(inbox, row.id, (view) => view.link([...row.earlier, card.id], name));
  if (done) undoable(here.words.earlier.linked, inbox, row.id, (view) => view.link(row.earlier, before));
  return done;
}

export async function unlinkEarlier(inbox: Inbox, row: ConversationRow, id: string): Promise<boolean> {
  const left = row.earlier.filter((each) => each !== id);
  const done = await perform(inbox, row.id, (view) => view.link(left, null));
  if (done) undoable(here.words.earlier.unlinked, inbox, row.id, (view) => view.link(row.earlier, null));
  return done;
}

/** Whether greeting and away message go to this customer. */
export const setAutomatic = (inbox: Inbox, id: string, on: boolean): Promise<boolean> =>
  perform(inbox, id, (view) => view.setAutomatic(on));

/** Takes no more messages from this customer, or takes them again (L12). */
export async function block(inbox: Inbox, id: string, on: boolean): Promise<boolean> {
  const { toast: words } = here.words;
  const done = await perform(inbox, id, (view) => view.setBlocked(on));
  if (done) undoable(on ? words.blocked : words.unblocked, inbox, id, (view) => view.setBlocked(!on));
  return done;
}

const PATIENCE_MS = 8000;

type Verb = (view: ConversationView) => Promise<void>;

function undoable(text: string, inbox: Inbox, id: string, undo: Verb): void {
  toast(text, { label: here.words.toast.undo, run: () => void perform(inbox, id, undo) });
}

/** Does this with a conversation, open or not; answers whether it worked. */
export async function perform(inbox: Inbox, id: string, verb: Verb): Promise<boolean> {
  await connected(inbox);
  const view = inbox.open(id);
  try {
    await verb(view);
    return true;
  } catch {
    return false;
  } finally {
    view.leave();
  }
}

// Right after opening, and after a short gap, the connection is a moment away: that is no reason to fail.
function connected({ net }: Inbox): Promise<void> {
  if (net.get() !== "connecting") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, PATIENCE_MS);
    const end = net.subscribe((state) => {
      if (state !== "connecting") queueMicrotask(done);
    });
    function done() {
      clearTimeout(timer);
      end();
      resolve();
    }
  });
}
