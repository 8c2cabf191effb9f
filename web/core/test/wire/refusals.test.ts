/** What the browser does after each refusal: one entry for each code, and the words of protocol/wire.md (W7). */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import { callsFor } from "../../src/wire/refusals.ts";

const read = (name: string) => readFileSync(new URL(`../../../../protocol/${name}`, import.meta.url), "utf8");
const CODES = Object.entries(JSON.parse(read("errors.json")) as Record<string, { retryable: boolean }>);
const WRITTEN = new Map(
  [...read("wire.md").matchAll(/^\| `(\w+)` \|.+ \| \*(again|anew|told)\*[^|]* \|$/gm)].map(
    ([, code, does]) => [code, does] as const,
  ),
);

describe("after a refusal", () => {
  it("[W7] every code is in the table, and every entry is a code", () => {
    expect([...WRITTEN.keys()].sort()).toEqual(CODES.map(([code]) => code).sort());
  });

  it.each(CODES)("[W7] %s", (code, { retryable }) => {
    expect(callsFor(new ServerRefusal(code, retryable, ""))).toBe(WRITTEN.get(code));
  });

  it("[W7] a later version's code is tried again if it is retryable", () => {
    expect(callsFor(new ServerRefusal("too_early", true, ""))).toBe("again");
    expect(callsFor(new ServerRefusal("toString", false, ""))).toBe("told");
  });

  it("any other error calls for nothing", () => {
    expect(callsFor(new Unreachable("no answer"))).toBeNull();
  });
});
