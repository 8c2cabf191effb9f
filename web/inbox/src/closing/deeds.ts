/** What "Kasse machen" does, in one go: nothing of it was sent or changed before. */

import type { ConversationRow, ConversationView, Inbox } from "@tresen/core/api";
import { stored } from "../conversation/answering.ts";
import { perform } from "../verbs.ts";
import type { Decision } from "./till.ts";

export interface Decided {
  readonly row: Pick<ConversationRow, "id" | "head" | "assigned">;
  readonly decision: Decision;
}

export interface Outcome {
  readonly later: number;
  readonly given: number;
  /** What did not work stays as it was. */
  readonly failed: number;
  /** The first of those that are answered now. */
  readonly now: string | null;
  /** Takes back what was put off and given away; what was said stays said. Answers how many of them it failed for. */
  undo(): Promise<number>;
}

type Back = () => Promise<boolean>;

/** `untilMs`: when what is put off comes back. `words`: what its customers read before; null: nothing is sent. */
export async function countTill(
  inbox: Inbox,
  all: readonly Decided[],
  untilMs: number,
  words: string | null,
): Promise<Outcome> {
  const done = { later: 0, given: 0, failed: 0 };
  let now: string | null = null;
  const back: Back[] = [];
  const count = (what: "later" | "given", did: boolean, undo: Back) => {
    done[did ? what : "failed"] += 1;
    if (did) back.push(undo);
  };
  for (const { row, decision } of all) {
    const { id, assigned } = row;
    if (decision === "now") now ??= id;
    else if (decision === "later")
      count("later", await putOff(inbox, row, untilMs, words), () =>
        // The words answered its question: it is marked, so that it waits again.
        perform(inbox, id, () =>
          inbox.flags.set(id, { snoozed: null, ...(words === null ? {} : { unread: true }) }),
        ),
      );
    else {
      const { person } = decision;
      // What stays with its owner is no deed: it is not counted, and nothing of it stands in the log.
      if (person === (inbox.rowOf(id)?.assigned ?? null)) continue;
      const gave = await perform(inbox, id, (view) => view.assign(person));
      count("given", gave, () => perform(inbox, id, (view) => view.assign(assigned)));
    }
  }
  const undo = async () => (await Promise.all(back.map((each) => each()))).filter((did) => !did).length;
  return { ...done, now, undo };
}

/** Whatever is said in a conversation brings it back: so the words come first, and are stored before it is put off. */
async function putOff(
  inbox: Inbox,
  { id, head }: Decided["row"],
  untilMs: number,
  words: string | null,
): Promise<boolean> {
  const verb = async (view: ConversationView) => {
    let pos = head;
    if (words !== null) {
      const before = newestOf(view);
      await view.send(words);
      if (!(await stored(view))) throw new Error("the words are not stored yet");
      pos = Math.max(head, before, newestOf(view));
    }
    await inbox.flags.set(id, { snoozed: { untilMs, pos } });
  };
  return perform(inbox, id, verb);
}

const newestOf = ({ rows }: ConversationView): number =>
  Math.max(0, ...rows.get().map((row) => row.pos ?? 0));
