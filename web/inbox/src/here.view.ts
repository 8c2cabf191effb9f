import { expect, it, onTestFinished } from "vitest";
import { here } from "./here.svelte.ts";

it("[interface] ages are right at once when a page comes back, whose timers may have slept", () => {
  onTestFinished(here.tick());
  here.now = 0;
  document.dispatchEvent(new Event("visibilitychange"));
  expect(Date.now() - here.now).toBeLessThan(60_000);
});
