/**
 * One lie for each field of the frames, events and answers that a page is sent when its person comes back and says something, on both
 * sides: the page notices it, shows what it shows without the lie, or the field stands among the server's claims (protocol/threats.md).
 */

import { describe, expect, test } from "vitest";
import { busyStreet } from "./street.ts";
import { claims, others, type Tell } from "./telling.ts";
import { isFull, listed, oddIn, pooled, shown, some, type Verdict } from "./verdict.ts";
import { afterLong, customerReturns, ownerReturns, type Seen, type Visit, visited } from "./visits.ts";

/** Of so many fields one is lied about in the short run. */
const EACH = isFull ? 1 : 12;
const LONG = { timeout: 900_000 };

const street = await busyStreet();
for (const each of [street.owner, street.customer]) each.pace = 10;
for (const each of [street.owner, street.customer]) each.pace = 10;

interface Lie {
  readonly name: string;
  readonly other: unknown;
}

async function verdictOf(
  visit: Visit,
  honest: Seen,
  { name, other }: Lie,
): Promise<readonly [Verdict, string]> {
  const tell: Tell = (field, value) => (field === name ? other : value);
  const { alarm, shown: now } = await visited(street, visit, tell);
  if (alarm === "storage") return ["crude", alarm];
  if (alarm !== "") return ["noticed", alarm];
  const odd = oddIn(now, honest.shown);
  if (odd !== "") return ["crude", odd];
  return [shown(now) === shown(honest.shown) ? "harmless" : "believed", ""];
}

/** What an honest server tells in that visit, each field with a value that says something, if one did. */
async function toldIn(visit: Visit): Promise<{ readonly told: Map<string, unknown>; readonly honest: Seen }> {
  const told = new Map<string, unknown>();
  const honest = await visited(street, visit, (name, value) => {
    if (!told.get(name)) told.set(name, value);
    return value;
  });
  return { told, honest };
}

/** `but`: told in another visit, where the lies about them are. */
async function trial(visit: Visit, but: ReadonlyMap<string, unknown> = new Map()): Promise<void> {
  const { told, honest } = await toldIn(visit);
  expect(honest.alarm).toBe("");
  expect(shown((await visited(street, visit, (_, value) => value)).shown)).toBe(shown(honest.shown));
  const lies = [...told]
    .filter(([name], at) => !but.has(name) && at % EACH === 0)
    .flatMap(([name, value]) => some(name, others(value)).map((other): Lie => ({ name, other })));
  const wrong = await pooled(
    lies.map((lie) => async () => {
      const [verdict, said] = await verdictOf(visit, honest, lie);
      const isFault = verdict === "crude" || (verdict === "believed" && !claims.has(lie.name));
      return isFault ? [`${lie.name} = ${shown(lie.other)}: ${verdict} ${said}`] : [];
    }),
  );
  expect(wrong.flat()).toEqual([]);
}

const VISITS = [customerReturns, afterLong(customerReturns), ownerReturns, afterLong(ownerReturns)] as const;
const [customers, customersLate, owners, ownersLate] = await Promise.all(VISITS.map(toldIn));

describe("[S15] what a page is sent when its person comes back is noticed, harmless, or the server's claim", () => {
  test("Frau Krause's", LONG, () => trial(customerReturns));
  test("Frau Krause's, after a long time", LONG, () => trial(afterLong(customerReturns), customers?.told));
  test("the owner's", LONG, () => trial(ownerReturns));
  test("the owner's, after a long time", LONG, () => trial(afterLong(ownerReturns), owners?.told));

  test("those fields are told, and no others (told/returns.json)", async () => {
    const all = [customers, customersLate, owners, ownersLate].flatMap((each) => [
      ...(each?.told.keys() ?? []),
    ]);
    await expect(listed(all)).toMatchFileSnapshot("told/returns.json");
  });
});
