import { describe, expect, test } from "vitest";
import { withAct, withRow } from "../../../src/model/listentry.ts";
import { Kind } from "../../../src/wire/frames.ts";
import { until } from "../../world/browser.ts";
import { seeded } from "../../world/seeded.ts";
import { entry, Shelf, shown } from "./shelf.ts";

describe("the list", () => {
  test("[W5] only the pages of visible rows are read, only visible rows are opened", async () => {
    const shelf = new Shelf();
    for (let at = 0; at < 50_000; at++)
      shelf.add(entry(`c${at}`, { lastMs: 100_000 - at, lastEvent: new Uint8Array(1) }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 50_000);
    shelf.asked = [];
    shelf.opened = [];
    view.window(30_150, 30_170);
    await until(view.revision, () => view.entryAt(30_170) !== null);
    expect(shelf.asked).toEqual([["all", 30_100]]);
    expect(shelf.opened.length).toBe(21);
    expect(view.entryAt(30_150)?.id).toBe("c30150");
    expect(view.entryAt(20_000)).toBeNull();
  });

  test("scrolling past rows quickly asks for none of them", async () => {
    const shelf = new Shelf();
    for (let at = 0; at < 20_000; at++) shelf.add(entry(`c${at}`, { lastMs: 100_000 - at }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 20_000);
    shelf.asked = [];
    for (let from = 500; from < 19_000; from += 500) view.window(from, from + 20);
    await until(view.revision, () => view.entryAt(18_520) !== null);
    expect(shelf.asked).toEqual([["all", 18_500]]);
  });

  test("[W5] a row scrolled away is not opened any more, until it comes back", async () => {
    const shelf = new Shelf();
    for (let at = 0; at < 100; at++)
      shelf.add(entry(`c${at}`, { lastMs: 1_000 - at, lastEvent: new Uint8Array(1) }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 100);
    for (const [from, to] of [
      [0, 9],
      [5, 14],
      [6, 14],
      [0, 9],
    ] as const) {
      shelf.opened = [];
      view.window(from, to);
      const all = Array.from({ length: to - from + 1 }, (_, at) => `c${from + at}`);
      // The third window shows nothing new.
      expect(shelf.opened).toEqual(from === 6 ? [] : all);
    }
  });

  test("[S9] a row whose last line came by itself is opened too: only then it is known whether there is a name", async () => {
    const shelf = new Shelf();
    const last = { pos: 3, ours: false, text: "Guten Tag", trouble: null };
    shelf.add(
      entry("came", { lastMs: 2, last }),
      entry("opened", { lastMs: 1, last, handed: null, handedHead: 3 }),
    );
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 2);
    view.window(0, 1);
    expect(new Set(shelf.opened)).toEqual(new Set(["came"]));
  });

  test("unread first, then the newest; a conversation with a new message moves up at once", async () => {
    const shelf = new Shelf();
    shelf.add(entry("a", { lastMs: 3 }), entry("b", { lastMs: 2 }), entry("c", { lastMs: 1, unread: 1 }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 3);
    expect(shown(view, 3)).toEqual(["c", "a", "b"]);
    view.apply([entry("b", { lastMs: 9, unread: 2 })]);
    expect(shown(view, 3)).toEqual(["b", "c", "a"]);
    view.apply([entry("b", { lastMs: 9 }), entry("c", { lastMs: 1 })]);
    expect(shown(view, 3)).toEqual(["b", "a", "c"]);
  });

  test("a row leaves the filter it no longer fits, and a new one appears", async () => {
    const shelf = new Shelf();
    shelf.add(entry("a", { lastMs: 2 }), entry("b", { lastMs: 1 }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 2);
    view.apply([entry("a", { lastMs: 2, state: "closed" }), entry("new", { lastMs: 5, unread: 1 })]);
    expect(shown(view, 2)).toEqual(["new", "b"]);
  });

  test("[I-4] whatever happened meanwhile, after reading again it shows what the server has", async () => {
    const random = seeded(3);
    const shelf = new Shelf();
    for (let at = 0; at < 230; at++) shelf.add(entry(`c${at}`, { lastMs: at }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 230);
    for (let round = 0; round < 300; round++) {
      const id = `c${Math.floor(random() * 240)}`;
      const changed = {
        lastMs: 1_000 + round,
        unread: random() < 0.5 ? 1 : 0,
        state: random() < 0.1 ? ("closed" as const) : ("open" as const),
      };
      shelf.add(entry(id, changed));
      view.apply([entry(id, changed)]);
      if (random() < 0.1) view.window(Math.floor(random() * 200), 220);
      if (random() < 0.1) await Promise.resolve();
    }
    view.window(0, 299);
    view.refresh();
    const wanted = shelf.under("all").map(({ id }) => id);
    await until(view.revision, () => JSON.stringify(shown(view, wanted.length)) === JSON.stringify(wanted));
    expect(view.total.get()).toBe(wanted.length);
    expect(view.entryAt(wanted.length)).toBeNull();
  });

  test("[W7] a page that was refused is read again, by itself", async () => {
    const shelf = new Shelf();
    shelf.add(entry("a"));
    shelf.refused = 3;
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 1);
    expect(shelf.asked.length).toBe(4);
  });

  test("another filter reads its own rows", async () => {
    const shelf = new Shelf();
    shelf.add(entry("a"), entry("b", { assigned: 1 }), entry("c", { state: "closed" }));
    const view = shelf.view();
    view.refresh();
    await until(view.total, (total) => total === 2);
    view.setFilter("mine");
    await until(view.revision, () => view.entryAt(0)?.id === "b");
    view.setFilter("closed");
    await until(view.revision, () => view.entryAt(0)?.id === "c");
    expect(view.counts.get()).toEqual({ waiting: 0, all: 2, unread: 0, mine: 1, closed: 1, later: 0 });
  });
});

describe("a row of the list", () => {
  const row = {
    conversation: "a",
    kind: Kind.message,
    atMs: 50,
    device: "d",
    counter: 1,
    num: 1,
    hash: "h",
    prev: null,
    saw: null,
    person: null,
    spoken: true,
    doc: null,
    about: null,
    payload: null,
    trouble: null,
    entry: null,
  } as const;

  test("[C10] the last line is read once more: the call that the team missed after it stays; a new line takes it away", () => {
    const missed = { ...entry("a"), lastPos: 3, head: 4, missedMs: 50, called: false };
    const line = (pos: number) => ({ ...row, pos, party: "customer" as const });
    const text = { text: "Hallo", unread: true };
    expect(withRow(missed, line(3), text).missedMs).toBe(50);
    expect(withRow(missed, line(5), text).missedMs).toBeNull();
  });

  test("[L6] a spoken message of the customer past what the team has read counts as unread, once", () => {
    const said = { ...row, pos: 4, party: "customer" as const };
    const first = withRow(entry("a"), said, { text: "Hallo", unread: true });
    expect(first).toMatchObject({ unread: 1, head: 4, lastMs: 50, last: { text: "Hallo", ours: false } });
    expect(withRow(first, said, { text: "Hallo", unread: true }).unread).toBe(1);
    const answered = withRow(first, { ...row, pos: 5, party: "team" }, { text: "Ja", unread: false });
    expect(answered).toMatchObject({ unread: 1, last: { text: "Ja", ours: true } });
  });

  test("acts change state and who is assigned", () => {
    expect(withAct(entry("a"), Kind.closed, [1]).state).toBe("closed");
    expect(withAct(entry("a", { state: "closed" }), Kind.reopened, [null]).state).toBe("open");
    expect(withAct(entry("a"), Kind.blocked, [true]).state).toBe("blocked");
    expect(withAct(entry("a"), Kind.assigned, [2]).assigned).toBe(2);
    expect(withAct(entry("a", { assigned: 2 }), Kind.assigned, [null]).assigned).toBeNull();
    expect(withAct(entry("a"), 99, ["?"])).toEqual(entry("a"));
  });
});
