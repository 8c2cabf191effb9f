/** One lie for each field of what a server tells people who come in: it is noticed, changes nothing, or is the server's claim (threats.md). */

import { expect, test } from "vitest";
import { begins, type Door, finds, joins, setsUp } from "./doors.ts";
import { claims, others } from "./telling.ts";
import { isFull, isOwn, listed, oddIn, pooled, shown, some, type Verdict } from "./verdict.ts";
import type { Seen } from "./visits.ts";

const DOORS: Readonly<Record<string, Door>> = { begins, joins, finds, setsUp };
/** Of so many fields one is lied about in the short run. */
const EACH = isFull ? 1 : 6;
const all = new Set<string>();

async function verdictOf(
  door: Door,
  honest: Seen,
  name: string,
  other: unknown,
): Promise<readonly [Verdict, string]> {
  try {
    const seen = await door((field, value) => (field === name ? other : value));
    if (seen.alarm !== "") return ["noticed", seen.alarm];
    const odd = oddIn(seen.shown, honest.shown);
    if (odd !== "") return ["crude", odd];
    return [shown(seen.shown) === shown(honest.shown) ? "harmless" : "believed", shown(seen.shown)];
  } catch (error) {
    return [isOwn(error) ? "noticed" : "crude", String(error)];
  }
}

test.for(Object.entries(DOORS))(
  "[S15] who comes in (%s) notices a lie, or it changes nothing, or is the server's claim",
  { timeout: 300_000 },
  async ([, door]) => {
    const told = new Map<string, unknown>();
    const honest = await door((name, value) => {
      if (!told.get(name)) told.set(name, value);
      return value;
    });
    expect(honest.alarm).toBe("");
    for (const name of told.keys()) all.add(name);
    const lies = [...told]
      .filter((_, at) => at % EACH === 0)
      .flatMap(([name, value]) => some(name, others(value)).map((other) => [name, other] as const));
    const wrong = await pooled(
      lies.map(([name, other]) => async () => {
        const [verdict, said] = await verdictOf(door, honest, name, other);
        const isFault = verdict === "crude" || (verdict === "believed" && !claims.has(name));
        return isFault ? [`${name} = ${shown(other)}: ${verdict} ${said}`] : [];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  },
);

test("those fields are told, and no others (told/doors.json)", async () => {
  await expect(listed(all)).toMatchFileSnapshot("told/doors.json");
});
