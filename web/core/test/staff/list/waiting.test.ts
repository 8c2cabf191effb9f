/** Under *Wartet*: who waits, the longest first, and below it what was answered today (W5). */

import { describe, expect, test } from "vitest";
import { type Flags, NO_FLAGS } from "../../../src/model/flags.ts";
import { type ListEntry, withAct, withRow } from "../../../src/model/listentry.ts";
import { askedSince, waitingSince } from "../../../src/model/waiting.ts";
import { Marked } from "../../../src/staff/list/marked.ts";
import { Kind } from "../../../src/wire/frames.ts";
import { seeded } from "../../world/seeded.ts";
import { entry, Shelf, shown } from "./shelf.ts";

const DAY = 1_000;
const flags = (set: Partial<Flags>): Flags => ({ ...NO_FLAGS, ...set });
const asleep = (untilMs: number): Partial<Flags> => ({ snoozed: { untilMs, pos: 3 } });

async function desk(...entries: ListEntry[]) {
  const made = new Shelf();
  made.nowMs = DAY + 500;
  made.add(...entries);
  const view = made.view("waiting");
  view.today(DAY);
  await made.read(view);
  return { made, view };
}

const three = () =>
  desk(
    entry("young", { askedMs: DAY + 90, unread: 1, lastMs: DAY + 90 }),
    entry("old", { askedMs: 20, lastMs: 20 }),
    entry("done", { answeredMs: DAY + 80, lastMs: DAY + 80 }),
    entry("yesterday", { answeredMs: DAY - 1 }),
    entry("closed", { answeredMs: DAY + 70, state: "closed" }),
  );

describe("the list of who waits", () => {
  test("[W5] the one that waits longest stands on top, read or not; answered ones of this day follow, the newest first", async () => {
    const { view } = await three();
    expect(shown(view, 5)).toEqual(["old", "young", "done", "closed", null]);
    expect([view.total.get(), view.answeredFrom.get(), view.counts.get().waiting]).toEqual([4, 2, 2]);
  });

  test("it is settled once the server's first page is there, and not by what is held here or comes by itself", async () => {
    const made = new Shelf();
    made.nowMs = DAY + 500;
    made.kept = true;
    made.add(entry("old", { askedMs: 20, lastMs: 20 }), entry("young", { askedMs: 90, lastMs: 90 }));
    const view = made.view("waiting");
    made.change(view, entry("young", { askedMs: 90, lastMs: 90 }));
    expect([shown(view, 1), view.settled.get()]).toEqual([["young"], false]);
    await made.read(view);
    expect([shown(view, 1), view.settled.get()]).toEqual([["old"], false]);
    made.kept = false;
    await made.read(view);
    expect(view.settled.get()).toBe(true);
    view.setFilter("all");
    expect(view.settled.get()).toBe(false);
  });

  test("reading, and what the customer says next, moves nothing", async () => {
    const { made, view } = await three();
    view.hold("old");
    made.change(view, entry("old", { askedMs: 20, lastMs: DAY + 99, unread: 3 }));
    made.change(view, entry("young", { askedMs: DAY + 90, lastMs: DAY + 90 }));
    expect(shown(view, 2)).toEqual(["old", "young"]);
    await made.read(view);
    expect(shown(view, 2)).toEqual(["old", "young"]);
  });

  test("an answer slides the row below, at once and also while it is open; a new question brings it back to its place", async () => {
    const { made, view } = await three();
    view.hold("old");
    made.change(view, entry("old", { answeredMs: DAY + 100, lastMs: DAY + 100 }));
    expect([shown(view, 4), view.answeredFrom.get()]).toEqual([["young", "old", "done", "closed"], 1]);
    await made.read(view);
    expect([shown(view, 4), view.counts.get().waiting]).toEqual([["young", "old", "done", "closed"], 1]);
    made.change(
      view,
      entry("old", { answeredMs: DAY + 100, askedMs: DAY + 110, lastMs: DAY + 110, unread: 1 }),
    );
    expect([shown(view, 4), view.answeredFrom.get()]).toEqual([["young", "old", "done", "closed"], 2]);
  });

  test("one that is put off waits no more until its time; then it stands where its question puts it", async () => {
    const { made, view } = await three();
    view.setFlags([["old", flags(asleep(DAY + 600))]]);
    expect([shown(view, 3), view.counts.get().waiting]).toEqual([["young", "done", "closed"], 1]);
    made.nowMs = DAY + 601;
    made.timers();
    expect([shown(view, 2), view.counts.get().waiting]).toEqual([["old", "young"], 2]);
  });

  test("what the team marked for itself stands among it, counts, and stays while it is open", async () => {
    const { made, view } = await three();
    view.setFlags([
      ["done", flags({ unread: true })],
      ["yesterday", flags(asleep(DAY + 10))],
    ]);
    await made.settle(view, () => view.entry("yesterday") !== null);
    expect(shown(view, 5)).toEqual(["old", "yesterday", "done", "young", "closed"]);
    expect([view.answeredFrom.get(), view.counts.get().waiting]).toEqual([4, 4]);
    view.hold("done");
    view.setFlags([["done", NO_FLAGS]]);
    expect(shown(view, 5)).toEqual(["old", "yesterday", "done", "young", "closed"]);
    view.hold("old");
    expect(shown(view, 5)).toEqual(["old", "yesterday", "young", "done", "closed"]);
  });

  test("[L14] the statistics' number is the list's: without what is put off, with what is marked, and since when as far as that is known", async () => {
    const { view } = await three();
    const now = { waiting: 2, oldestMs: 20, open: 5 };
    expect(view.agreeing(now)).toEqual(now);
    view.setFlags([
      ["old", flags(asleep(DAY + 600))],
      ["done", flags({ unread: true })],
      ["young", flags(asleep(DAY + 700))],
    ]);
    expect(view.agreeing(now)).toEqual({ waiting: view.counts.get().waiting, oldestMs: null, open: 5 });
    expect(view.counts.get().waiting).toBe(1);
  });

  test("a note for this person stands among it until it was seen, whatever the team sets meanwhile", async () => {
    const { view } = await three();
    const marked = new Marked((changes) => view.setFlags(changes));
    marked.mention("done", true);
    expect([shown(view, 3), view.counts.get().waiting]).toEqual([["old", "done", "young"], 3]);
    marked.set([["done", flags({ pinned: true })]]);
    expect(shown(view, 3)).toEqual(["old", "done", "young"]);
    marked.set([["done", NO_FLAGS]]);
    marked.mention("done", false);
    expect([shown(view, 3), view.counts.get().waiting]).toEqual([["old", "young", "done"], 2]);
  });

  test("with the next day the answered ones of the day before are gone", async () => {
    const { made, view } = await three();
    view.today(DAY * 2);
    await made.settle(view, () => view.total.get() === 2);
    expect([shown(view, 3), view.answeredFrom.get()]).toEqual([["old", "young", null], null]);
  });

  test("whatever is held and marked, each row stands once, waiting ones above the others, and the number is theirs", async () => {
    const random = seeded(17);
    for (let round = 0; round < 60; round++) {
      const made = new Shelf();
      made.nowMs = DAY + 500;
      const all = Array.from({ length: 25 }, (_, at) =>
        entry(`c${at}`, {
          askedMs: random() < 0.4 ? Math.floor(random() * 900) : null,
          answeredMs: random() < 0.6 ? Math.floor(random() * 2_000) : null,
          state: random() < 0.2 ? "closed" : "open",
          lastMs: Math.floor(random() * 2_000),
        }),
      ).map((each) => (each.state === "closed" ? { ...each, askedMs: null } : each));
      made.add(...all);
      const view = made.view("waiting");
      view.today(DAY);
      await made.read(view);
      const set = new Map(
        all
          .filter(() => random() < 0.4)
          .map(({ id }) => [
            id,
            flags({
              unread: random() < 0.5,
              pinned: random() < 0.3,
              ...(random() < 0.4 ? asleep(random() < 0.5 ? 1 : 9_999) : {}),
            }),
          ]),
      );
      view.setFlags(set);
      for (let turn = 0; turn < 40; turn++) await Promise.resolve();
      const since = (each: ListEntry) => waitingSince(each, set.get(each.id) ?? NO_FLAGS, made.nowMs);
      const waiting = all.filter((each) => since(each) !== null);
      const ids = shown(view, view.total.get());
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(ids.slice(0, waiting.length))).toEqual(new Set(waiting.map(({ id }) => id)));
      const times = ids
        .slice(0, waiting.length)
        .map((id) => since(all.find((each) => each.id === id) ?? entry("")));
      expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
      expect(view.counts.get().waiting).toBe(waiting.length);
      expect(view.answeredFrom.get() ?? view.total.get()).toBe(waiting.length);
    }
  });
});

describe("since when somebody waits, by what happens", () => {
  const row = (pos: number, party: "customer" | "team" | null, spoken: boolean) => ({
    conversation: "a",
    kind: Kind.message,
    atMs: pos * 10,
    device: "d",
    counter: pos,
    num: 1,
    hash: "h",
    prev: null,
    saw: null,
    person: null,
    spoken,
    doc: null,
    about: null,
    payload: null,
    trouble: null,
    entry: null,
    pos,
    party,
  });
  const line = (of: "customer" | "team" | null) => ({ text: "x", unread: of === "customer" });

  /** The definition, word for word: the first question after the last answer or closing. */
  function slow(
    happened: readonly (readonly ["say" | "mark", "customer" | "team"] | readonly ["act", number])[],
  ): number | null {
    let asked: number | null = null;
    happened.forEach(([what, who], at) => {
      if (what === "say") asked = who === "team" ? null : (asked ?? (at + 4) * 10);
      else if (what === "act" && who === Kind.closed) asked = null;
    });
    return asked;
  }

  test("[W5] from the first unanswered question until an answer or a closing; neither reading, notes, nor what was known before changes it", () => {
    const random = seeded(23);
    for (let round = 0; round < 300; round++) {
      const happened = Array.from({ length: 12 }, () => {
        const chance = random();
        if (chance < 0.3) return ["say", "customer"] as const;
        if (chance < 0.5) return ["say", "team"] as const;
        if (chance < 0.7) return ["mark", "team"] as const;
        return [
          "act",
          [Kind.closed, Kind.reopened, Kind.assigned, Kind.call][Math.floor(random() * 4)] ?? 0,
        ] as const;
      });
      let held = entry("a");
      happened.forEach(([what, who], at) => {
        const pos = at + 4;
        if (what === "say" && who !== undefined) {
          const said = row(pos, who, true);
          held = withRow(held, said, line(who));
          if (random() < 0.3) held = withRow(held, said, line(who));
        } else if (what === "mark") held = withRow(held, row(pos, "team", false), null);
        else if (typeof who === "number") held = { ...withAct(held, who, [1]), head: pos };
      });
      const open = { ...held, state: "open" as const };
      expect(askedSince(open)).toBe(slow(happened));
    }
  });
});
