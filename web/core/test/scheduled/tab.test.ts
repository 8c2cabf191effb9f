/** Messages for later in one tab: what was read ahead is never what was cancelled, erased or signed out of. */

import { expect, test } from "vitest";
import type { ScheduleCommands, Scheduled } from "../../src/scheduled/api.ts";
import { ScheduledPage } from "../../src/scheduled/tab.ts";

const LATER = { key: "s", text: "Morgen ab acht" } as unknown as Scheduled;
const NONE = { conversation: "a", nextMs: null };

/** A page with those of "a" open, and answers that come when they are let go. */
async function opened() {
  const answers: (() => void)[] = [];
  const scheduled = () =>
    new Promise<readonly Scheduled[]>((resolve) => answers.push(() => resolve([LATER])));
  const page = new ScheduledPage({ scheduled } as unknown as ScheduleCommands);
  const answer = async () => {
    for (const each of answers.splice(0)) each();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const view = page.open("a");
  await new Promise((resolve) => setTimeout(resolve));
  await answer();
  expect(view.all.get()).toEqual([LATER]);
  return { page, view, answer };
}

test("one that was left is there at once", async () => {
  const { page, view } = await opened();
  view.leave();
  expect(page.open("a").all.get()).toEqual([LATER]);
});

test("one that was cancelled does not come back, though the view was left before it heard", async () => {
  const { page, view } = await opened();
  page.onChanged(NONE);
  view.leave();
  expect(page.open("a").all.get()).toEqual([]);
});

test("[L7] an answer that was asked for before the erasing brings nothing back", async () => {
  const { page, view, answer } = await opened();
  page.onChanged(NONE);
  page.end("a");
  await answer();
  expect(view.all.get()).toEqual([]);
  view.leave();
  expect(page.open("a").all.get()).toEqual([]);
});

test("nothing is held after the app lock or signing out, though the view is left later", async () => {
  const { page, view, answer } = await opened();
  page.onChanged(NONE);
  page.drop();
  await answer();
  view.leave();
  expect(page.open("a").all.get()).toEqual([]);
});
