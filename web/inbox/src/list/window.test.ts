import { describe, expect, it } from "vitest";
import { neighbour, numbers, offsetOf, reveal, spanOf } from "./window.ts";

const port = (top: number, height = 700, row = 70) => ({ top, height, row });

describe("window of the list", () => {
  it("covers every visible pixel and never leaves the list", () => {
    for (const total of [0, 1, 9, 10, 11, 50_000]) {
      for (let top = -100; top < total * 70; top += 37 + total) {
        const { from, to } = spanOf(port(top), total, 6);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(total);
        expect(from).toBeLessThanOrEqual(to);
        expect(from * 70).toBeLessThanOrEqual(Math.max(0, top));
        expect(to * 70).toBeGreaterThanOrEqual(Math.min(total * 70, Math.max(0, top) + 700));
      }
    }
  });

  it("counts with a heading between the rows", () => {
    const heading = { at: 5, height: 34 };
    for (let top = 0; top < 50 * 70; top += 13) {
      const at = { ...port(top), heading };
      const { from, to } = spanOf(at, 50, 0);
      expect(offsetOf(from, at)).toBeLessThanOrEqual(top);
      expect(to === 50 || offsetOf(to, at) >= top + 700).toBe(true);
    }
    expect([4, 5, 6].map((at) => offsetOf(at, { row: 70, heading }))).toEqual([280, 384, 454]);
    expect(reveal(5, { ...port(0, 300), heading })).toBe(384 + 70 - 300);
  });

  it("is as small with 50,000 rows as with fifty", () => {
    const { from, to } = spanOf(port(1_750_000), 50_000, 6);
    expect(to - from).toBe(22);
  });

  it("survives a list that has become shorter than the scroll position", () => {
    expect(spanOf(port(7_000), 3, 6)).toEqual({ from: 3, to: 3 });
  });

  it("keeps the focused row, in order, wherever the list was scrolled to", () => {
    expect(numbers({ from: 4, to: 7 }, null, 99)).toEqual([4, 5, 6]);
    expect(numbers({ from: 4, to: 7 }, 5, 99)).toEqual([4, 5, 6]);
    expect(numbers({ from: 4, to: 7 }, 1, 99)).toEqual([1, 4, 5, 6]);
    expect(numbers({ from: 4, to: 7 }, 40, 99)).toEqual([4, 5, 6, 40]);
    expect(numbers({ from: 4, to: 7 }, 40, 20)).toEqual([4, 5, 6]);
  });

  it("scrolls no further than needed to show a row in full", () => {
    expect(reveal(0, port(35))).toBe(0);
    expect(reveal(10, port(35))).toBe(70);
    expect(reveal(3, port(35))).toBe(35);
  });

  it("steps from row to row and stops at both ends", () => {
    expect(neighbour(null, 1, 5)).toBe(0);
    expect(neighbour(4, 1, 5)).toBe(4);
    expect(neighbour(0, -1, 5)).toBe(0);
    expect(neighbour(2, -1, 5)).toBe(1);
    expect(neighbour(9, 1, 5)).toBe(4);
    expect(neighbour(null, 1, 0)).toBeNull();
  });
});
