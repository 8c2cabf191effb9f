import { expect } from "vitest";

/** Equal bytes are equal at once. Vitest would take them apart one by one, and still does where they differ, to say where. */
function bytes(a: unknown, b: unknown): true | undefined {
  if (!(a instanceof Uint8Array && b instanceof Uint8Array) || a.constructor !== b.constructor)
    return undefined;
  return Buffer.compare(a, b) === 0 ? true : undefined;
}

expect.addEqualityTesters([bytes]);
