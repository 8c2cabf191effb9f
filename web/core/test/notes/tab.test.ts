/** Notes in one tab: what was read ahead is never what was removed, erased or signed out of. */

import { expect, test } from "vitest";
import type { TeamNote } from "../../src/notes/api.ts";
import { NotesPage, type NotesPageNeeds } from "../../src/notes/tab.ts";

const NOTE = { key: "n", parts: ["Allergisch gegen Nüsse"] } as unknown as TeamNote;
const SUMMARY = { conversation: "a", unread: 0, forMeMs: null, forMeUnread: false };

/** A page with the notes on "a" open, and answers that come when they are let go. */
async function opened() {
  let held: readonly TeamNote[] = [NOTE];
  const answers: (() => void)[] = [];
  const leader = {
    notes: () => {
      const now = held;
      return new Promise<readonly TeamNote[]>((resolve) => answers.push(() => resolve(now)));
    },
    readNotes: async () => {},
  };
  const page = new NotesPage({
    leader,
    drafts: { of: () => "" },
    changed: () => {},
    mentioned: () => {},
  } as unknown as NotesPageNeeds);
  const answer = async () => {
    for (const each of answers.splice(0)) each();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const view = page.open("a");
  await answer();
  expect(view.notes.get()).toEqual([NOTE]);
  const empty = () => {
    held = [];
  };
  return { page, view, answer, empty };
}

test("one that was left is there at once", async () => {
  const { page, view } = await opened();
  view.leave();
  expect(page.open("a").notes.get()).toEqual([NOTE]);
});

test("a note that was removed does not come back, though the view was left before it heard", async () => {
  const { page, view, empty } = await opened();
  empty();
  page.onChanged(SUMMARY);
  view.leave();
  expect(page.open("a").notes.get()).toEqual([]);
});

test("[L7] an answer that was asked for before the erasing brings nothing back", async () => {
  const { page, view, answer } = await opened();
  page.onChanged(SUMMARY);
  page.end("a");
  await answer();
  expect(view.notes.get()).toEqual([]);
  view.leave();
  expect(page.open("a").notes.get()).toEqual([]);
});

test("nothing is held after the app lock or signing out, though the view is left later", async () => {
  const { page, view, answer } = await opened();
  page.onChanged(SUMMARY);
  page.drop();
  await answer();
  view.leave();
  expect(page.open("a").notes.get()).toEqual([]);
});
