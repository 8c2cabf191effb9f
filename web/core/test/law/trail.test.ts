import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import type { AuditLine } from "../../src/law/api.ts";
import { checkTrail, lineHash } from "../../src/law/trail.ts";

const NONE = toBase64url(new Uint8Array(32));

/** A trail of so many lines, the newest first, as the server answers. */
async function trail(lines: number): Promise<AuditLine[]> {
  const made: AuditLine[] = [];
  let before = NONE;
  for (let n = 1; n <= lines; n++) {
    const line = {
      n,
      atMs: 1000 * n,
      what: "exported",
      person: n % 2 ? 1 : null,
      conversation: null,
      hash: "",
    };
    before = await lineHash(line, before);
    made.unshift({ ...line, hash: before });
  }
  return made;
}
const headOf = ([newest]: readonly AuditLine[]) => ({ head: newest?.n ?? 0, headHash: newest?.hash ?? NONE });

test("[D9] a whole trail holds from its first line; of some lines the oldest only when it is the first", async () => {
  const all = await trail(7);
  expect(await checkTrail(all, headOf(all), null)).toEqual({ from: 1, to: 7, wrong: null, goesOn: null });
  expect(await checkTrail(all.slice(0, 3), headOf(all), null)).toMatchObject({ from: 6, to: 7, wrong: null });
  expect(await checkTrail([], { head: 0, headHash: NONE }, null)).toMatchObject({ wrong: null });
});

test("[D9] whichever line is changed or left out, in whichever page: it is told", async () => {
  const all = await trail(6);
  for (const shown of [all, all.slice(0, 5)])
    for (let at = 0; at < 4; at++) {
      const changed = shown.map((line, i) => (i === at ? { ...line, atMs: line.atMs + 1 } : line));
      expect(await checkTrail(changed, headOf(all), null)).toMatchObject({ wrong: shown[at]?.n });
      const without = shown.filter((_, i) => i !== at);
      expect((await checkTrail(without, headOf(all), null)).wrong).toBe(shown[at]?.n);
    }
});

test("[D9] lines that are not the newest of all, or that are withheld, are told", async () => {
  const all = await trail(5);
  expect((await checkTrail(all.slice(1), headOf(all), null)).wrong).toBe(5);
  expect((await checkTrail([], headOf(all), null)).wrong).toBe(1);
  expect((await checkTrail(all, { ...headOf(all), headHash: NONE }, null)).wrong).toBe(5);
  const odd = all.map((line) => (line.n === 3 ? { ...line, hash: "!" } : line));
  expect((await checkTrail(odd, headOf(all), null)).wrong).toBe(3);
});

test("[D9] another trail than the one that was seen earlier is told, however well it is chained", async () => {
  const [before, now] = [await trail(4), await trail(6)];
  const seen = before[0] ?? null;
  expect(await checkTrail(now, headOf(now), seen)).toMatchObject({ wrong: null, goesOn: true });
  expect(await checkTrail(now.slice(0, 2), headOf(now), seen)).toMatchObject({ goesOn: null });
  const cut = before.slice(1);
  expect(await checkTrail(cut, headOf(cut), seen)).toMatchObject({ wrong: null, goesOn: false });
  const other = { n: 4, hash: NONE };
  expect(await checkTrail(now, headOf(now), other)).toMatchObject({ wrong: null, goesOn: false });
});
