import type { Inbox } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { beforeEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { DESKTOP, PHONE, shown, violations } from "../../test/showing.ts";
import TillDisplay from "../../test/TillDisplay.svelte";
import { here } from "../here.svelte.ts";

const NOW = Date.parse("2026-11-24T12:00:00+01:00");
const HOUR = 3_600_000;

const open = (from: number, to: number): Partial<Inbox> => ({
  shopfront: writable({ handle: "sonne", profile: {} }) as unknown as Inbox["shopfront"],
  profile: { hours: async () => ({ open: [[from, to]] }) } as unknown as Inbox["profile"],
});

beforeEach(() => {
  here.now = NOW;
  // A window that fills the screen cannot be given another size. A phone has no such function either.
  Object.defineProperty(document.documentElement, "requestFullscreen", {
    value: undefined,
    configurable: true,
  });
});

describe("the display at the till", () => {
  for (const [what, span, dark] of [
    ["while the shop is open", [NOW - HOUR, NOW + HOUR], 0],
    ["dark, while it is closed", [NOW + HOUR, NOW + 2 * HOUR], 1],
  ] as const)
    for (const size of [DESKTOP, PHONE])
      it(`can be read ${what} (${size[0]})`, async () => {
        await shown(TillDisplay, open(...span), size);
        await expect.element(page.getByText("Bäckerei Sonnenschein")).toBeVisible();
        await expect.poll(() => document.querySelectorAll(".face.dark").length).toBe(dark);
        expect(await violations()).toEqual([]);
      });
});
