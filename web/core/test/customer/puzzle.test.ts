import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { solvePuzzle } from "../../src/customer/puzzle.ts";
import { cpuMs } from "../world/cpu.ts";
import { seeded } from "../world/seeded.ts";

const env = {
  pauses: 0,
  later(_ms: number, run: () => void) {
    this.pauses += 1;
    setTimeout(run, 0);
    return () => {};
  },
};
const LABEL = new TextEncoder().encode("tresen/v1/puzzle\0");
const zeroBits = (challenge: Uint8Array, part: number, answer: Uint8Array): number => {
  const digest = createHash("sha256")
    .update(LABEL)
    .update(challenge)
    .update(Uint8Array.of(part))
    .update(answer)
    .digest();
  return Math.clz32(digest.readUInt32BE(0));
};

test("[W10] the smallest numbers, the same as in Python", async () => {
  const challenge = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ...new Uint8Array(16));
  expect(Buffer.from(await solvePuzzle(challenge, env)).toString("hex")).toBe(
    "0000030b00000cf70000118e0000108900001b60000003610000015700003097" +
      "000005ba000010a40000104d00000a63000011cc00000924000036df000010fe",
  );
});

test("[W10] every number is a solution, and the page stays responsive meanwhile", async () => {
  const random = seeded(7);
  for (let round = 0; round < 5; round++) {
    const challenge = Uint8Array.from({ length: 29 }, (_, i) => (i === 12 ? 9 : Math.floor(random() * 256)));
    env.pauses = 0;
    const answers = await solvePuzzle(challenge, env);
    expect(answers.length).toBe(64);
    for (let part = 0; part < 16; part++)
      expect(zeroBits(challenge, part, answers.slice(4 * part, 4 * part + 4))).toBeGreaterThanOrEqual(9);
    expect(env.pauses).toBeGreaterThan(1);
  }
});

test("[W10] between two pauses: 2,048 tries at most, and on this machine 50 ms, so 200 on a slow phone", async () => {
  const challenge = Uint8Array.from({ length: 29 }, (_, i) => (i === 12 ? 12 : i));
  const turns: number[] = [];
  let begun = cpuMs();
  const answers = await solvePuzzle(challenge, {
    later(_ms, run) {
      turns.push(cpuMs() - begun);
      setTimeout(() => {
        begun = cpuMs();
        run();
      });
      return () => {};
    },
  });
  const tries = Array.from({ length: 16 }, (_, part) => new DataView(answers.buffer).getUint32(4 * part) + 1);
  expect(turns.length).toBeGreaterThanOrEqual(tries.reduce((sum, each) => sum + each) / 2048);
  expect(Math.max(...turns)).toBeLessThan(50);
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["too short", new Uint8Array(28)],
  ["too long", new Uint8Array(30)],
  ["too hard", Uint8Array.from({ length: 29 }, (_, i) => (i === 12 ? 17 : 0))],
])("[W10] a server cannot make a page compute for minutes: %s", async (_, challenge) => {
  await expect(solvePuzzle(challenge, env)).rejects.toThrow();
});
