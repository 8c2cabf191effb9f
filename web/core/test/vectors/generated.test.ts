import { expect, test } from "vitest";
import type { Reason } from "../../src/base/errors.ts";
import { id, key } from "../../src/base/shape.ts";
import { REASONS } from "../../src/wire/codes.ts";
import { ID_BYTES, KEY_BYTES } from "../../src/wire/generated.ts";

// base imports nothing, so it defines these few words and sizes itself; here they are compared with the generated ones.
type Known = (typeof REASONS)[number];
const known: readonly Reason[] = REASONS;
const named: readonly Known[] = [] as readonly Reason[];

test("[S16] the reasons are those of Python", () => {
  expect([...known, ...named]).toEqual(REASONS);
});

test.each([
  [id, ID_BYTES],
  [key, KEY_BYTES],
])("[L2] the sizes of ids and keys are those of Python", (read, size) => {
  expect(read(new Uint8Array(size)).length).toBe(size);
  for (const other of [size - 1, size + 1]) expect(() => read(new Uint8Array(other))).toThrow();
});
