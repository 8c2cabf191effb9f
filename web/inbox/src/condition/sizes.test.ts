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

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_500, "1.5 kB"],
  [17_200_000_000, "17.2 GB"],
])("in English %i bytes are %s", (bytes, shown) => {
  expect(sizeOf(bytes, "en").replace(/\s/u, " ")).toBe(shown);
});
