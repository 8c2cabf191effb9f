import { describe, expect, test } from "vitest";
import { seeded } from "../../core/test/world/seeded.ts";
import {
  arrived,
  asMarked,
  begun,
  lineIn,
  type Opening,
  reachesBack,
  seenAll,
  type Unread,
} from "../src/reading/unread.ts";
import type { MessageRow } from "../src/rows.ts";

const OPENED = 1000;
const opening = (readTo: number | null, marked = false): Opening => ({
  readTo,
  heldTo: 0,
  openedMs: () => OPENED,
  marked,
});

function said(pos: number | null, ours = false, atMs = 10): MessageRow {
  const content = { kind: "text", text: `${pos}` } as const;
  return { type: "message", key: `k${pos}`, pos, atMs, ours, by: null, content, state: null, trouble: null };
}
const theirs = (...all: number[]) => all.map((pos) => said(pos));
const live = (...all: number[]) => all.map((pos) => said(pos, false, OPENED + 1));

/** The line's key and count. */
function line(rows: readonly MessageRow[], now: Unread): string {
  const found = lineIn(rows, now);
  return found === null ? "none" : `${found.key} ${found.marked ? "marked" : found.count}`;
}

function opened(rows: readonly MessageRow[], at: Opening, away = false): Unread {
  return arrived(begun(at), rows, away, at);
}

describe("the line before new messages", () => {
  test("stands before the first that was not read, and counts the other side's", () => {
    const rows = [said(3, true), ...theirs(4, 5), said(6, true), ...theirs(7, 8)];
    expect(line(rows, opened(rows, opening(5)))).toBe("k7 2");
    expect(line(rows, opened(rows, opening(3)))).toBe("k4 4");
    expect(line(rows, opened(rows, opening(8)))).toBe("none");
  });

  test("counts what comes from the server after opening, if it was said before", () => {
    const at = opening(5);
    const held = theirs(4, 5, 6);
    const rows = [...held, ...theirs(7, 8)];
    expect(line(rows, arrived(opened(held, at), rows, false, at))).toBe("k6 3");
  });

  test("counts what comes from the server in pieces, though the first ones were seen meanwhile", () => {
    const at = opening(5);
    const rows = [...theirs(5, 6), ...theirs(7, 8)];
    const seen = seenAll(opened(theirs(5, 6), at), theirs(5, 6));
    expect(line(rows, arrived(seen, rows, false, at))).toBe("k6 3");
    const marked = asMarked(opened(theirs(5), opening(5, true)), theirs(5));
    expect(line(rows, arrived(marked, rows, false, opening(5, true)))).toBe("k6 3");
  });

  test("counts what was known at opening, though this device's clock is slow", () => {
    const at = { ...opening(5), heldTo: 7 };
    const rows = [...theirs(5), ...live(6, 7)];
    expect(line(rows, opened(rows, at))).toBe("k6 2");
    const more = [...rows, ...live(8)];
    expect(line(more, arrived(opened(rows, at), more, false, at))).toBe("k6 2");
  });

  test("asks for the time of opening when a message comes: by then the server has said how wrong the clock is", () => {
    let openedMs = OPENED + 600_000;
    const at = { ...opening(5), heldTo: 5, openedMs: () => openedMs };
    const now = opened(theirs(5), at);
    openedMs = OPENED;
    const rows = [...theirs(5), ...live(6)];
    expect(line(rows, arrived(now, rows, false, at))).toBe("none");
  });

  test("does not move for what comes while somebody reads", () => {
    const at = opening(5);
    let now = seenAll(opened(theirs(5, 6), at), theirs(5, 6));
    const rows = [...theirs(5, 6), ...live(7), said(8, true), ...live(9)];
    now = arrived(now, rows, false, at);
    expect(line(rows, now)).toBe("k6 1");
  });

  test("moves to what comes in the background, once all before it was seen", () => {
    const at = opening(5);
    const first = theirs(5, 6);
    const rows = [...first, ...live(7, 8)];
    const unseen = arrived(opened(first, at), rows, true, at);
    expect(line(rows, unseen)).toBe("k6 3");
    const seen = arrived(seenAll(opened(first, at), first), rows, true, at);
    expect(line(rows, seen)).toBe("k7 2");
    expect(line(rows, seenAll(seen, rows))).toBe("k7 2");
  });

  test("what came live and was not scrolled to belongs to the next line", () => {
    const at = opening(6);
    const first = theirs(6);
    const second = [...first, ...live(7)];
    const rows = [...second, ...live(8)];
    const now = arrived(arrived(opened(first, at), second, false, at), rows, true, at);
    expect(line(rows, now)).toBe("k7 2");
  });

  test("a device that knew nothing finds what others of the same person have read", () => {
    const at = opening(null);
    const rows = [said(3, true), ...theirs(4, 5)];
    const now = opened(rows, at);
    expect(line(rows, now)).toBe("none");
    const more = [...rows, ...live(6)];
    expect(line(more, arrived(now, more, true, at))).toBe("k6 1");
    expect(line(more, arrived(now, more, false, at))).toBe("none");
  });

  test("a marked conversation has it before what was not answered, unless something is new", () => {
    const rows = [...theirs(3), said(4, true), ...theirs(5, 6)];
    expect(line(rows, asMarked(opened(rows, opening(6, true)), rows))).toBe("k5 marked");
    expect(line(rows, asMarked(opened(rows, opening(5, true)), rows))).toBe("k6 1");
    const answered = [...rows, said(7, true)];
    expect(line(answered, asMarked(opened(answered, opening(7, true)), answered))).toBe("none");
    const waiting = [...rows, said(null, true)];
    expect(line(waiting, asMarked(opened(waiting, opening(7, true)), waiting))).toBe("none");
  });

  test("goes with what it counted when that is erased", () => {
    const now = opened(theirs(5, 6, 7), opening(5));
    expect(line(theirs(5, 7), now)).toBe("k7 1");
    expect(line(theirs(5), now)).toBe("none");
  });

  test("asks for older rows as long as it stands before what is not loaded", () => {
    const rows = theirs(60, 61);
    const now = opened(rows, opening(20));
    expect(reachesBack(rows, now)).toBe(true);
    expect(reachesBack(theirs(21, 60, 61), now)).toBe(false);
    expect(reachesBack(rows, opened(rows, opening(61)))).toBe(false);
  });

  test("with any order of events, it never counts what was seen when it came, and never moves while somebody is here", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      const at = opening(Math.floor(random() * 4));
      let rows: MessageRow[] = theirs(1, 2, 3);
      let now = opened(rows, at);
      let away = false;
      for (let step = 0; step < 30; step++) {
        const before = line(rows, now);
        const pos = rows.length + 1;
        const what = Math.floor(random() * 4);
        if (what === 0) away = !away;
        else if (what === 1 && !away) now = seenAll(now, rows);
        else if (what === 2) rows = [...rows, said(pos, true, OPENED + step)];
        else rows = [...rows, said(pos, false, OPENED + 1 + step)];
        const seen = now.seen;
        now = arrived(now, rows, away, at);
        const after = line(rows, now);
        if (!away) expect(after, `seed ${seed}`).toBe(before);
        if (after !== before) expect(now.upTo, `seed ${seed}`).toBeGreaterThan(seen);
        expect(now.after <= now.upTo || now.upTo === 0).toBe(true);
      }
    }
  });
});
