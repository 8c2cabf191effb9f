import { expect, test } from "vitest";
import { sizeOf } from "./sizes.ts";

test.each([
  [0, "0 Byte"],
  [999, "999 Byte"],
  [1_500, "1,5 kB"],
  [12_400_000_000, "12,4 GB"],
  [212_000_000_000, "212 GB"],
  [3_000_000_000_000_000, "3.000 TB"],
])("%i bytes are %s", (bytes, shown) => {
  expect(sizeOf(bytes, "de").replace(/\s/u, " ")).toBe(shown);
});
