import { describe, expect, test } from "vitest";
import { type Flags, NO_FLAGS, sleepOf } from "../../../src/model/flags.ts";
import { before, fits, type ListEntry } from "../../../src/model/listentry.ts";
import { Arrangement } from "../../../src/staff/list/arrangement.ts";
import { asleepIn, type Held, keysOf, place, recounted } from "../../../src/staff/list/placing.ts";
import { seeded } from "../../world/seeded.ts";
import { entry, Shelf, shown } from "./shelf.ts";

const NOW = 1_000;
const flags = (set: Partial<Flags>): Flags => ({ ...NO_FLAGS, ...set });
const until = (untilMs: number, pos = 3): Partial<Flags> => ({ snoozed: { untilMs, pos } });

describe("the order stands still until a row is left", () => {
  const shelf = async (...entries: ListEntry[]) => {
    const made = new Shelf();
    made.add(...entries);
    const view = made.view();
    await made.read(view);
    return { made, view };
  };
  const three = () =>
    shelf(
      entry("a", { lastMs: 9, unread: 1 }),
      entry("b", { lastMs: 8, unread: 1 }),
      entry("c", { lastMs: 7 }),
    );

  test("an unread conversation that is opened stays above the other unread ones", async () => {
    const { made, view } = await three();
    view.hold("a");
    made.change(view, entry("a", { lastMs: 9 }));
    expect(shown(view, 3)).toEqual(["a", "b", "c"]);
    await made.read(view);
    expect(shown(view, 3)).toEqual(["a", "b", "c"]);
    expect(view.total.get()).toBe(3);
  });

  test("it goes where it belongs once another one is opened", async () => {
    const { made, view } = await three();
    view.hold("a");
    made.change(view, entry("a", { lastMs: 6 }));
    view.hold("b");
    expect(shown(view, 3)).toEqual(["b", "c", "a"]);
  });

  test("under Ungelesen the open conversation stays, and is gone after it was left for another", async () => {
    const { made, view } = await three();
    view.setFilter("unread");
    await made.read(view);
    view.hold("a");
    made.change(view, entry("a", { lastMs: 9 }));
    await made.read(view);
    expect([shown(view, 3), view.total.get()]).toEqual([["a", "b", null], 2]);
    view.hold("b");
    expect([shown(view, 2), view.total.get()]).toEqual([["b", null], 1]);
  });

  test("what is said in the open conversation does not move it; after it was closed, it does", async () => {
    const { made, view } = await three();
    view.hold("b");
    made.change(view, entry("b", { lastMs: 20, unread: 2 }));
    expect(shown(view, 3)).toEqual(["a", "b", "c"]);
    made.change(view, entry("b", { lastMs: 20 }));
    view.loosen();
    expect(shown(view, 3)).toEqual(["a", "b", "c"]);
    made.change(view, entry("b", { lastMs: 30, unread: 1 }));
    expect(shown(view, 3)).toEqual(["b", "a", "c"]);
  });

  test("others move around it", async () => {
    const { made, view } = await three();
    view.hold("b");
    made.change(view, entry("b", { lastMs: 8 }));
    made.change(view, entry("c", { lastMs: 30, unread: 1 }));
    expect(shown(view, 3)).toEqual(["c", "a", "b"]);
  });

  test("a conversation that is closed with e leaves the list", async () => {
    const { made, view } = await three();
    view.hold("a");
    made.change(view, entry("a", { lastMs: 9, state: "closed" }));
    expect([shown(view, 3), view.total.get()]).toEqual([["b", "c", null], 2]);
  });

  test("what is left of an erased one that was open stands under done, as its number says", async () => {
    const made = new Shelf();
    made.add(entry("a", { lastMs: 30 }), entry("b", { lastMs: 20 }));
    const view = made.view();
    await made.read(view);
    view.hold("a");
    made.change(view, entry("a", { lastMs: 30, erased: true, state: "closed" }));
    view.loosen();
    view.setFilter("closed");
    await made.read(view);
    expect([shown(view, 2), view.counts.get().closed, view.total.get()]).toEqual([["a", null], 1, 1]);
    view.setFilter("all");
    await made.read(view);
    expect(shown(view, 2)).toEqual(["b", null]);
  });

  test("an erased one leaves it too", async () => {
    const { view } = await three();
    view.hold("a");
    view.remove("a");
    expect([shown(view, 3), view.total.get()]).toEqual([["b", "c", null], 2]);
  });
});

describe("pinned, marked and put off", () => {
  test("pinned ones stand first, then what was marked or has come back, then the server's order", async () => {
    const made = new Shelf();
    made.nowMs = NOW;
    made.add(
      ...["a", "b", "c", "d", "e"].map((id, at) => entry(id, { lastMs: 9 - at, unread: at < 2 ? 1 : 0 })),
    );
    const view = made.view();
    await made.read(view);
    view.setFlags([
      ["e", flags({ pinned: true })],
      ["d", flags({ unread: true })],
      ["c", flags(until(500))],
    ]);
    expect(shown(view, 5)).toEqual(["e", "c", "d", "a", "b"]);
    expect(view.counts.get()).toMatchObject({ all: 5, unread: 4, later: 0 });
    view.setFlags([
      ["e", NO_FLAGS],
      ["d", NO_FLAGS],
      ["c", NO_FLAGS],
    ]);
    expect(shown(view, 5)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("one that is put off is in its own list alone, and comes back at its time by itself", async () => {
    const made = new Shelf();
    made.nowMs = NOW;
    made.add(entry("a", { lastMs: 9 }), entry("b", { lastMs: 8 }));
    const view = made.view();
    await made.read(view);
    view.setFlags([["a", flags(until(NOW + 50))]]);
    expect([shown(view, 2), view.total.get()]).toEqual([["b", null], 1]);
    expect(view.counts.get()).toMatchObject({ all: 1, later: 1 });
    view.setFilter("later");
    await made.read(view);
    expect([shown(view, 2), view.total.get()]).toEqual([["a", null], 1]);
    view.setFilter("unread");
    await made.read(view);
    made.nowMs = NOW + 51;
    made.timers();
    expect(shown(view, 1)).toEqual(["a"]);
    expect(view.counts.get()).toMatchObject({ unread: 1, later: 0 });
  });

  test("whatever is said wakes it at once", () => {
    expect(sleepOf(flags(until(NOW + 1)), 3, NOW)).toBe("asleep");
    expect(sleepOf(flags(until(NOW)), 3, NOW)).toBe("woken");
    expect(sleepOf(flags(until(NOW + 1)), 4, NOW)).toBe("awake");
  });

  test("one that no page has shown yet is read, and stands in its place", async () => {
    const made = new Shelf();
    for (let at = 0; at < 300; at++) made.add(entry(`c${at}`, { lastMs: 1_000 - at }));
    const view = made.view();
    await made.read(view);
    view.setFlags([["c250", flags({ pinned: true })]]);
    await made.settle(view, () => view.entryAt(0)?.id === "c250");
    expect(shown(view, 3)).toEqual(["c250", "c0", "c1"]);
    view.window(280, 300);
    await made.settle(view, () => view.entryAt(299)?.id === "c299");
    expect(view.total.get()).toBe(300);
    expect(view.entryAt(251)?.id).toBe("c251");
    expect(view.entryAt(250)?.id).toBe("c249");
  });
});

describe("the arrangement, whatever is placed", () => {
  const question = { filter: "all" as const, nowMs: NOW, sinceMs: 0, me: 1, meets: () => true };

  test("shows every row exactly once, the placed ones in their order, the others in the server's", () => {
    const random = seeded(11);
    for (let round = 0; round < 200; round++) {
      const all = Array.from({ length: 1 + Math.floor(random() * 30) }, (_, at) =>
        entry(`c${at}`, { lastMs: Math.floor(random() * 900), unread: random() < 0.3 ? 1 : 0 }),
      ).sort((a, b) => (before("all", a, b) ? -1 : 1));
      const flagged = all
        .filter(() => random() < 0.3)
        .map((each) => ({
          entry: each,
          flags: flags({
            pinned: random() < 0.4,
            unread: random() < 0.4,
            ...(random() < 0.4 ? until(random() < 0.5 ? 500 : 5_000) : {}),
          }),
        }));
      const open = random() < 0.5 ? all[Math.floor(random() * all.length)] : undefined;
      const its = flagged.find((each) => each.entry.id === open?.id)?.flags ?? NO_FLAGS;
      const held: Held | null = open === undefined ? null : { entry: open, keys: keysOf(open, its, NOW) };
      const placed = place(flagged, held, question);
      const byId = new Map(all.map((each) => [each.id, each]));
      const made = new Arrangement(
        all.map(({ id }) => id),
        all.length,
        placed,
        (id) => byId.get(id) ?? null,
        (a, b) => before("all", a, b),
      );
      const ids = Array.from({ length: made.total }, (_, at) => made.idAt(at));
      const asleep = new Set(
        asleepIn(flagged, NOW)
          .map((each) => each.entry.id)
          .filter((id) => id !== open?.id),
      );
      expect(new Set(ids)).toEqual(new Set(all.map(({ id }) => id).filter((id) => !asleep.has(id))));
      expect(ids.length).toBe(new Set(ids).size);
      expect(ids.map((id) => made.placeOf(id ?? ""))).toEqual(ids.map((_, at) => at));
      for (const id of asleep) expect(made.placeOf(id)).toBeNull();
      expect(ids.slice(0, placed.lead.length)).toEqual(placed.lead);
      const rest = ids.slice(placed.lead.length).flatMap((id) => byId.get(id ?? "") ?? []);
      expect(rest.every((each, at) => at === 0 || !before("all", each, rest[at - 1] ?? each))).toBe(true);
      const [from, to] = made.spanOf(0, made.total - 1) ?? [0, -1];
      const covered = new Set(all.slice(from, to + 1).map(({ id }) => id));
      expect(rest.every(({ id }) => covered.has(id) || placed.among.some((each) => each.id === id))).toBe(
        true,
      );
    }
  });

  test("counts are those of what is shown", () => {
    const random = seeded(5);
    for (let round = 0; round < 200; round++) {
      const all = Array.from({ length: 12 }, (_, at) =>
        entry(`c${at}`, {
          lastMs: at,
          unread: random() < 0.3 ? 1 : 0,
          assigned: random() < 0.3 ? 1 : null,
          state: random() < 0.2 ? "closed" : "open",
        }),
      ).sort((a, b) => (before("all", a, b) ? -1 : 1));
      const flagged = all
        .filter(() => random() < 0.4)
        .map((each) => ({
          entry: each,
          flags: flags({
            unread: random() < 0.5,
            ...(random() < 0.5 ? until(random() < 0.5 ? 500 : 5_000) : {}),
          }),
        }));
      const of = (filter: "all" | "unread" | "mine") => all.filter((each) => fits(filter, each, 1));
      const counts = { all: of("all").length, unread: of("unread").length, mine: of("mine").length };
      const said = recounted({ ...counts, waiting: 0, closed: 0, later: 0 }, flagged, question);
      for (const filter of ["all", "unread", "mine"] as const) {
        const placed = place(flagged, null, { ...question, filter });
        const made = new Arrangement(
          of(filter).map(({ id }) => id),
          of(filter).length,
          placed,
          (id) => all.find((each) => each.id === id) ?? null,
          (a, b) => before(filter, a, b),
        );
        expect(made.total, filter).toBe(said[filter]);
      }
      expect(said.later).toBe(asleepIn(flagged, NOW).length);
    }
  });
});
