/** The overview of all conversations: queries by labels, counts, and reading all of them once (ADR 27). */

import { expect, test } from "vitest";
import type { LabelQuery } from "../../../src/model/labelquery.ts";
import type { ListEntry, LogFilter, LogPage } from "../../../src/model/listentry.ts";
import { NO_MARKS } from "../../../src/model/marks.ts";
import { Overview } from "../../../src/staff/list/overview.ts";
import { readAll } from "../../../src/staff/list/reader.ts";
import { cpuMs } from "../../world/cpu.ts";
import { seeded } from "../../world/seeded.ts";

const entry = (id: string, more: Partial<ListEntry> = {}): ListEntry => ({
  id,
  state: "open",
  assigned: null,
  autoOff: false,
  createdMs: 0,
  lastMs: Number(id),
  head: 1,
  unread: 0,
  customer: NO_MARKS,
  team: NO_MARKS,
  lastEvent: null,
  lastPos: 0,
  cardEvent: null,
  cardPos: 0,
  last: null,
  name: null,
  labels: [],
  ...more,
});

const asked = (filter: LogFilter, me = 7) => ({ filter, me, sinceMs: Number.MAX_SAFE_INTEGER });
const ALL = { match: "all", with: [], without: [] } as const;

test("labels are combined, and the counts hold within the query", () => {
  const overview = new Overview();
  overview.put(entry("1", { labels: ["cake"] }));
  overview.put(entry("2", { labels: ["cake", "paid"], unread: 1 }));
  overview.put(entry("3", { labels: ["paid"], assigned: 7 }));
  overview.put(entry("4", { labels: ["cake"], state: "closed" }));
  overview.put(entry("5"));
  const ids = (query: Parameters<Overview["select"]>[0]) => overview.select(query, asked("all"), 0, 10).ids;
  expect(ids(ALL)).toEqual(["2", "5", "3", "1"]);
  expect(ids({ ...ALL, with: ["cake", "paid"] })).toEqual(["2"]);
  expect(ids({ ...ALL, match: "any", with: ["cake", "paid"] })).toEqual(["2", "3", "1"]);
  expect(ids({ ...ALL, with: ["cake"], without: ["paid"] })).toEqual(["1"]);
  expect(ids({ ...ALL, without: ["cake", "paid"] })).toEqual(["5"]);
  expect(overview.select({ ...ALL, with: ["cake"] }, asked("closed"), 0, 10)).toEqual({
    total: 1,
    counts: { waiting: 0, all: 2, unread: 1, mine: 0, closed: 1 },
    ids: ["4"],
  });
  expect(overview.carriers()).toEqual(
    new Map([
      ["cake", 3],
      ["paid", 2],
    ]),
  );
});

test("what was erased is in no query and no count any more", () => {
  const overview = new Overview();
  overview.put(entry("1", { labels: ["cake"] }));
  overview.put(entry("1", { labels: ["cake"], erased: true }));
  overview.put(entry("2", { labels: ["cake"] }));
  overview.delete("2");
  expect(overview.select({ ...ALL, with: ["cake"] }, { ...asked("all"), me: null }, 0, 10).total).toBe(0);
  expect(overview.carriers()).toEqual(new Map());
});

test("a change is seen by the next question, and 50,000 rows are asked in a moment", () => {
  const overview = new Overview();
  for (let at = 0; at < 50_000; at++)
    overview.put(entry(String(at), { labels: at % 3 === 0 ? ["cake"] : [] }));
  const query = { ...ALL, with: ["cake"] };
  expect(overview.select(query, { ...asked("all"), me: null }, 0, 2)).toMatchObject({
    total: 16_667,
    ids: ["49998", "49995"],
  });
  overview.put(entry("1", { labels: ["cake"], unread: 1 }));
  expect(overview.select(query, { ...asked("all"), me: null }, 0, 2)).toMatchObject({
    total: 16_668,
    ids: ["1", "49998"],
  });
  const before = cpuMs();
  overview.put(entry("2", { labels: ["cake"] }));
  overview.select(query, { ...asked("all"), me: null }, 0, 100);
  expect(cpuMs() - before).toBeLessThan(1000);
});

test("the counts of 50,000 conversations are those of a recount, whatever happens to them", () => {
  const random = seeded(5);
  const below = (bound: number): number => Math.floor(random() * bound);
  const NAMES = ["cake", "paid", "done", "regular"] as const;
  const anyEntry = (at: number): ListEntry =>
    entry(String(at), {
      state: (["open", "open", "open", "closed", "blocked"] as const)[below(5)] ?? "open",
      unread: below(3) === 0 ? 1 + below(4) : 0,
      assigned: below(2) === 0 ? null : below(3),
      labels: NAMES.filter(() => below(3) === 0),
      lastMs: below(1_000_000),
      askedMs: below(3) === 0 ? below(1_000_000) : null,
    });
  const overview = new Overview();
  const truth = new Map<string, ListEntry>();
  const put = (at: number): void => {
    const made = anyEntry(at);
    overview.put(made);
    truth.set(made.id, made);
  };
  for (let at = 0; at < 50_000; at++) put(at);
  const QUERIES: readonly (readonly [LabelQuery, (has: (label: string) => boolean) => boolean])[] = [
    [ALL, () => true],
    [{ ...ALL, with: ["cake"] }, (has) => has("cake")],
    [
      { ...ALL, with: ["cake", "paid"], without: ["done"] },
      (has) => has("cake") && has("paid") && !has("done"),
    ],
    [{ match: "any", with: ["cake", "paid"], without: [] }, (has) => has("cake") || has("paid")],
    [{ ...ALL, without: ["cake", "regular"] }, (has) => !has("cake") && !has("regular")],
  ];
  for (let round = 0; round < 4; round++) {
    const rows = [...truth.values()];
    for (const [query, means] of QUERIES) {
      const meant = rows.filter(({ labels }) => means((label) => labels?.includes(label) ?? false));
      const open = meant.filter(({ state }) => state !== "closed");
      expect(overview.select(query, asked("all", 1), 0, 0).counts).toEqual({
        waiting: meant.filter(({ askedMs, state }) => state === "open" && (askedMs ?? null) !== null).length,
        all: open.length,
        unread: open.filter(({ unread }) => unread > 0).length,
        mine: open.filter(({ assigned }) => assigned === 1).length,
        closed: meant.length - open.length,
      });
    }
    for (const label of NAMES)
      expect(overview.carriers().get(label)).toBe(
        rows.filter(({ labels }) => labels?.includes(label)).length,
      );
    // Labelled, closed, assigned, read; come; erased.
    for (let change = 0; change < 2_000; change++) put(below(50_500));
    for (let gone = 0; gone < 500; gone++) {
      const id = String(below(50_500));
      if (below(2) === 0) overview.delete(id);
      else overview.put(entry(id, { erased: true, labels: ["cake"] }));
      truth.delete(id);
    }
  }
});

/** A list that changes while it is read: rows move to the top, are closed, and come. */
class Moving {
  readonly rows: { id: string; closed: boolean }[] = [];
  readonly held = new Map<string, boolean>();
  readonly #random: () => number;

  constructor(seed: number, size: number) {
    this.#random = seeded(seed);
    for (let at = 0; at < size; at++) this.rows.push({ id: `r${at}`, closed: at % 5 === 0 });
  }

  brief = async (filter: string, from: number, limit: number): Promise<LogPage> => {
    const open = this.rows.filter(({ closed }) => !closed).length;
    const under = this.rows.filter(({ closed }) => closed === (filter === "closed"));
    const entries = under
      .slice(from, from + limit)
      .map(({ id, closed }) => entry(id, { state: closed ? "closed" : "open", lastMs: 0 }));
    const counts = { waiting: 0, all: open, unread: 0, mine: 0, closed: this.rows.length - open };
    for (let act = Math.floor(this.#random() * 4); act > 0; act--) this.#act();
    return { total: under.length, counts, entries };
  };

  /** What happens meanwhile arrives live, as the log says it. */
  #act(): void {
    const at = Math.floor(this.#random() * this.rows.length);
    const [row] = this.rows.splice(at, 1);
    if (row === undefined) return;
    if (this.#random() < 0.5) row.closed = !row.closed;
    this.rows.splice(Math.floor(this.#random() * at), 0, row);
    this.held.set(row.id, row.closed);
  }
}

test("a list that changes while it is read is read in full", async () => {
  for (let seed = 1; seed <= 50; seed++) {
    const list = new Moving(seed, 2_000);
    const progress: (number | null)[] = [];
    await readAll({
      brief: list.brief,
      keep: async (entries) => {
        for (const { id, state } of entries) if (!list.held.has(id)) list.held.set(id, state === "closed");
      },
      held: () => {
        const closed = [...list.held.values()].filter(Boolean).length;
        return { open: list.held.size - closed, closed };
      },
      progress: (reading) => progress.push(reading?.done ?? null),
    });
    expect(list.held.size, `seed ${seed}`).toBe(2_000);
    expect(progress.at(-1)).toBeNull();
  }
});
