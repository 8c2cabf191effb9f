import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { layout } from "./image.ts";
import { isRisky, safeName, safeType, sortOf } from "./names.ts";
import { shownLength, shownLimit, shownSize } from "./sizes.ts";

const file = new URL("../../../../../tests/unit/data/file_names.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as { name: string; safe: string; risky: boolean }[];

describe("names of files", () => {
  test.each(cases)("[S9] $name is stored as $safe, as in Python", ({ name, safe, risky }) => {
    expect(safeName(name)).toBe(safe);
    expect(safeName(safe)).toBe(safe);
    expect(isRisky(name)).toBe(risky);
  });

  test("a type is a type", () => {
    expect(safeType("image/JPEG; charset=x")).toBe("image/jpeg");
    expect(safeType("text/html<script>")).toBe("application/octet-stream");
    expect(safeType("")).toBe("application/octet-stream");
    expect(sortOf("a.tar.gz")).toBe("GZ");
  });
});

describe("sizes", () => {
  test("as people read them", () => {
    expect([0, 999, 184_000, 999_600, 3_440_000, 104_857_600].map((each) => shownSize(each, "de"))).toEqual([
      "0 B",
      "999 B",
      "184 kB",
      "1 MB",
      "3,4 MB",
      "105 MB",
    ]);
    expect([500_000, 1_048_576, 104_857_600, 1_500_000_000].map((each) => shownLimit(each, "de"))).toEqual([
      "500 kB",
      "1 MB",
      "100 MB",
      "1.430 MB",
    ]);
    expect([0, 32_400, 3_723_000].map(shownLength)).toEqual(["0:00", "0:32", "1:02:03"]);
  });

  test("a photo has at most 2,048 pixels on its longest side, in full size all of them; turned and cut as was asked", () => {
    const edit = { original: false, turns: 0, crop: null };
    expect(layout(4032, 3024, edit)).toMatchObject({ width: 2048, height: 1536 });
    expect(layout(4032, 3024, { ...edit, turns: 1 })).toMatchObject({ width: 1536, height: 2048 });
    expect(layout(800, 600, edit)).toMatchObject({ width: 800, height: 600 });
    expect(layout(4032, 3024, { ...edit, original: true })).toMatchObject({ width: 4032, height: 3024 });
    expect(layout(4000, 3000, { ...edit, crop: { x: 0, y: 0, width: 0.5, height: 0.25 } })).toMatchObject({
      width: 2000,
      height: 750,
    });
    expect(layout(1, 9000, edit).width).toBe(1);
  });
});
