import { describe, expect, test } from "vitest";
import { stateOf } from "../src/hours.ts";
import { inkOn, styleOf } from "../src/style.ts";

const WEEK = "Europe/Berlin 6-13,14-18 6-13,14-18 6-13,14-18 6-13,14-18 6-13,14-18 6-12 -";
const at = (hours: string, time: string, german = true) => stateOf(hours, Date.parse(time), german);

describe("the hours of a snippet", () => {
  test("[hours] are the shop's, whatever zone the reader is in", () => {
    expect(at(WEEK, "2026-12-01T04:59:59Z")).toEqual({ open: false, text: "geschlossen, ab 6:00" });
    expect(at(WEEK, "2026-12-01T05:00:00Z")).toEqual({ open: true, text: "geöffnet bis 13:00" });
    expect(at(WEEK, "2026-12-01T12:00:00Z")).toEqual({ open: false, text: "geschlossen, ab 14:00" });
    expect(at(WEEK, "2026-07-07T04:00:00Z")).toEqual({ open: true, text: "geöffnet bis 13:00" });
    expect(at(WEEK, "2026-12-01T17:00:00Z")).toEqual({ open: false, text: "geschlossen, ab Mi 6:00" });
    expect(at(WEEK, "2026-12-05T12:00:00Z")).toEqual({ open: false, text: "geschlossen, ab Mo 6:00" });
    expect(at(WEEK, "2026-12-05T12:00:00Z", false)).toEqual({ open: false, text: "closed, from Mon 6:00" });
  });

  test("differ on days that are named", () => {
    const said = `${WEEK} 2026-12-24=7-12:30 2026-12-25=-`;
    expect(at(said, "2026-12-24T05:30:00Z")?.text).toBe("geschlossen, ab 7:00");
    expect(at(said, "2026-12-24T11:29:00Z")?.text).toBe("geöffnet bis 12:30");
    expect(at(said, "2026-12-24T11:30:00Z")?.text).toBe("geschlossen, ab Sa 6:00");
  });

  test("run past midnight, join, and never end", () => {
    const bar = "Europe/Berlin - - - - 18-26 18-24 0-2";
    expect(at(bar, "2026-12-05T00:59:00Z")?.text).toBe("geöffnet bis 2:00");
    expect(at(bar, "2026-12-05T01:00:00Z")?.text).toBe("geschlossen, ab 18:00");
    expect(at(bar, "2026-12-05T20:00:00Z")?.text).toBe("geöffnet bis 2:00");
    const always = "Europe/Berlin 0-24 0-24 0-24 0-24 0-24 0-24 0-24";
    expect(at(always, "2026-12-05T20:00:00Z")).toEqual({ open: true, text: "geöffnet" });
  });

  test("keep to the shop's clock when it is put forward or back", () => {
    const sundays = "Europe/Berlin - - - - - - 1-5";
    expect(at(sundays, "2026-03-29T02:59:00Z")?.text).toBe("geöffnet bis 5:00");
    expect(at(sundays, "2026-03-29T03:00:00Z")?.open).toBe(false);
    expect(at(sundays, "2026-10-25T03:59:00Z")?.text).toBe("geöffnet bis 5:00");
    expect(at(sundays, "2026-10-25T04:00:00Z")?.open).toBe(false);
  });

  test("that nobody can read say nothing", () => {
    for (const odd of ["", "live", "Europe/Nowhere 1-2 - - - - - -", " ", "Europe/Berlin"])
      expect(stateOf(odd, 0, true)?.open ?? false, odd).toBe(false);
    expect(stateOf("Europe/Nowhere 1-2", 0, true)).toBeNull();
    expect(at("Europe/Berlin x 7 9-8 a-b ,, 5-5 -", "2026-12-01T05:00:00Z")).toEqual({
      open: false,
      text: "geschlossen",
    });
  });
});

const luminance = (colour: string): number => {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
};

test("[look] what stands on any colour can be read", () => {
  const hex = (value: number) => value.toString(16).padStart(2, "0");
  for (let red = 0; red < 256; red += 15)
    for (let green = 0; green < 256; green += 15)
      for (let blue = 0; blue < 256; blue += 15) {
        const colour = `#${hex(red)}${hex(green)}${hex(blue)}`;
        const back = luminance(colour);
        const ratio = inkOn(colour) === "#fff" ? 1.05 / (back + 0.05) : (back + 0.05) / 0.05;
        expect(ratio, colour).toBeGreaterThanOrEqual(4.5);
      }
});

test("a colour that is none becomes Tresen's own, and no style of its own", () => {
  const style = styleOf({ side: "}*{display:none}", colour: "red}*{display:none}", theme: "}" });
  expect(style).toContain("--b:#64244f");
  expect(style).not.toContain("*{");
  expect(style).toContain("right:16px");
});
