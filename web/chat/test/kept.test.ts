import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { watchLink } from "../src/told/kept.ts";

const devices = (joined: number, left = 0, link = false) =>
  ({ type: "note", name: "devices", change: { joined, left, link } }) as unknown as LogRow;
const message = { type: "message" } as unknown as LogRow;

test.each([
  ["nothing happened", [message], false],
  ["a device joined", [message, devices(1), message], true],
  ["a device of the team joined", [{ ...devices(1), name: "team" } as LogRow], false],
  ["a device left", [devices(0, 1)], false],
  ["the link was replaced after it", [devices(1), devices(0, 1, true)], false],
  ["a device joined by the new link", [devices(1), devices(0, 1, true), devices(1)], true],
] as const)("[S13] the return link was used: %s", (_, rows, used) => {
  expect(watchLink("link")("link", rows)).toBe(used);
});

test("[S13] a device that joined by the old link does not keep the new one, however late the row comes that says it was replaced", () => {
  const [joined, replaced, again] = [devices(1), devices(0, 0, true), devices(1)];
  const wasUsed = watchLink("old");
  expect(wasUsed("old", [joined])).toBe(true);
  expect(wasUsed("new", [joined])).toBe(false);
  expect(wasUsed("new", [message, joined, message])).toBe(false);
  expect(wasUsed("new", [joined, replaced])).toBe(false);
  expect(wasUsed("new", [joined, replaced, again])).toBe(true);
});

test("[S13] the row may come first, and a page that is opened later reads what happened", () => {
  const [joined, replaced, again] = [devices(1), devices(0, 0, true), devices(1)];
  const wasUsed = watchLink("old");
  expect(wasUsed("old", [joined, replaced])).toBe(false);
  expect(wasUsed("new", [joined, replaced])).toBe(false);
  expect(wasUsed("new", [joined, replaced, again])).toBe(true);
  expect(watchLink("new")("new", [joined, replaced, again])).toBe(true);
});
