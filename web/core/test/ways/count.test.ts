// [S9] What is counted for a way equals the messages that name it.
import { expect, test } from "vitest";
import type { StoredRow } from "../../src/model/row.ts";
import type { WayEntry } from "../../src/ways/api.ts";
import { Count, OTHERS } from "../../src/ways/count.ts";
import { Kind } from "../../src/wire/generated.ts";
import { seeded } from "../world/seeded.ts";

const way = (key: string, id: string, name: string, madeMs = 0): WayEntry => ({
  key,
  id,
  name,
  text: "",
  madeMs,
});
const TABLE = way("k7", "7K3M2QXD", "Tisch 7", 1);
const BILL = way("kb", "0123456A", "Rechnung", 2);

const row = (way: unknown, more: Partial<StoredRow> = {}): StoredRow =>
  ({
    conversation: "c",
    pos: 3,
    kind: Kind.message,
    atMs: 1000,
    party: "customer",
    entry: null,
    trouble: null,
    payload: { kind: "text", text: "Hallo", way },
    ...more,
  }) as StoredRow;

function counted(ways: readonly WayEntry[], rows: readonly StoredRow[]) {
  const count = new Count(ways);
  count.add(rows);
  return count.tally;
}

test("[S9] by its id, whatever it was called then; else by its name as one types it", () => {
  const tally = counted(
    [TABLE, BILL],
    [
      row({ id: TABLE.id, source: "Terrasse 7" }, { atMs: 3000 }),
      row({ source: "tisch-7" }),
      row({ id: "ZZZZZZZZ", source: "Rechnung" }),
      row({ id: BILL.id }),
    ],
  );
  expect(tally.ways.get("k7")).toEqual({ count: 2, lastMs: 3000 });
  expect(tally.ways.get("kb")).toEqual({ count: 2, lastMs: 1000 });
  expect(tally.sinceMs).toBe(1000);
});

test("[S9, S10] only what a customer said, that is believed and there", () => {
  const named = { id: TABLE.id, source: "Tisch 7" };
  const not: Partial<StoredRow>[] = [
    { party: "team" },
    { trouble: "forged" },
    { payload: null },
    { entry: ["erased"] },
    { kind: Kind.auto },
  ];
  expect(
    counted(
      [TABLE],
      not.map((each) => row(named, each)),
    ).ways.size,
  ).toBe(0);
  expect(counted([TABLE], [row("Tisch 7"), row(undefined)]).sinceMs).toBeNull();
  expect(counted([TABLE], [row(named, { trouble: "gap" })]).ways.get("k7")?.count).toBe(1);
});

test("sources of no way are listed, the most frequent first, and no more than a few", () => {
  const rows = Array.from({ length: 5000 }, (_, at) => row({ source: `Quelle ${at}` }));
  const { others } = counted([TABLE], [...rows, row({ source: "quelle-7" })]);
  expect(others.length).toBe(OTHERS);
  expect(others[0]).toEqual({ source: "Quelle 7", count: 2, lastMs: 1000 });
});

test("of two ways with one name the older one is meant", () => {
  const { ways } = counted([TABLE, way("later", "0000000A", "tisch 7", 5)], [row({ source: "Tisch 7" })]);
  expect([...ways.keys()]).toEqual(["k7"]);
});

test("[S9] the count equals the messages, in whatever order and portions they are read", () => {
  const next = seeded(8787);
  const ways = Array.from({ length: 8 }, (_, at) => way(`k${at}`, `000000${at}A`, `Tisch ${at}`, at));
  for (let round = 0; round < 50; round++) {
    const rows = Array.from({ length: 200 }, (_, at) => {
      const which = Math.floor(next() * 10);
      const said = which < 8 ? { id: `000000${which}A`, source: `Tisch ${which}` } : undefined;
      return row(said, { atMs: at, payload: next() < 0.1 ? null : { kind: "text", text: "x", way: said } });
    });
    const expected = ways.map(
      ({ id }) => rows.filter(({ payload }) => (payload?.way as { id?: string })?.id === id).length,
    );
    const count = new Count(ways);
    for (let at = 0; at < rows.length; ) {
      const size = 1 + Math.floor(next() * 40);
      count.add(rows.slice(at, at + size).toReversed());
      at += size;
    }
    expect(ways.map(({ key }) => count.tally.ways.get(key)?.count ?? 0)).toEqual(expected);
  }
});
