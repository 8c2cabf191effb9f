import type { LogRow } from "@tresen/core/api";
import { expect, test } from "vitest";
import { linkWasUsed } from "../src/told/kept.ts";

const devices = (joined: number, left = 0, link = false) =>
  ({ type: "note", name: "devices", change: { joined, left, link } }) as unknown as LogRow;
const message = { type: "message" } as unknown as LogRow;

test.each([
  ["nothing happened", [message], false],
  ["a device joined", [message, devices(1), message], true],
  ["a device left", [devices(0, 1)], false],
  ["the link was replaced after it", [devices(1), devices(0, 1, true)], false],
  ["a device joined by the new link", [devices(1), devices(0, 1, true), devices(1)], true],
] as const)("[S13] the return link was used: %s", (_, rows, used) => {
  expect(linkWasUsed(rows)).toBe(used);
});
