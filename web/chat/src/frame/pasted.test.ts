import { expect, test } from "vitest";
import { ownHash } from "./pasted.ts";

test("[S22] the website around a frame hands over no return link; who stands in it may paste one", () => {
  const hash = "#return=ABCDEFGHJK.KEY&key=KEY&host=https%3A%2F%2Fa.example";
  const rest = "key=KEY&host=https%3A%2F%2Fa.example";
  for (const begin of [null, "", "A", "ABCDEFGX"]) expect(ownHash(hash, begin)).toBe(rest);
  expect(ownHash(hash, "ABCDEFGH")).toBe(hash.slice(1));
  expect(ownHash(`${hash}&return=OTHER.KEY`, "ABCDEFGH")).toBe(hash.slice(1));
  expect(ownHash("#key=KEY", null)).toBe("key=KEY");
  expect(ownHash("", null)).toBe("");
});
