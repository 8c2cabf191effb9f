/** What became of a lie, and how deep the search goes. */

import { BadRecord, Refused, ServerRefusal, Unreachable } from "../../src/base/errors.ts";

/**
 * `noticed`: an error of Tresen's own, or an alarm. `harmless`: what is shown is what is shown without the lie. `believed`: something else is
 * shown. `crude`: an error of the language's own, or a value of another kind than the interface has.
 */
export type Verdict = "noticed" | "harmless" | "believed" | "crude";

/** `./dev test --deeper` sets it: every value for every field. Otherwise each run tries one value of some fields. */
export const isFull = process.env.TRESEN_DEPTH === "full";

export const isOwn = (error: unknown): boolean =>
  [BadRecord, Refused, ServerRefusal, Unreachable].some((kind) => error instanceof kind);

/** Where a value is of another kind than `like`: "" nowhere, else its place. Missing where something was is another kind, null is not. */
export function oddIn(value: unknown, like: unknown, at = "it"): string {
  if (value === null || like === null) return "";
  if (typeof value !== typeof like || Array.isArray(value) !== Array.isArray(like))
    return `${at}: ${typeof value}`;
  if (typeof value === "number") return Number.isFinite(value) ? "" : `${at}: ${value}`;
  if (typeof value === "string" && isDay(like) && !isDay(value)) return `${at}: no day`;
  if (typeof value !== "object" || value instanceof Uint8Array || value instanceof Blob) return "";
  if (Array.isArray(value) && Array.isArray(like))
    return first(value.map((each, i) => oddAmong(each, like, `${at}[${i}]`)));
  const [here, there] = [
    value as Readonly<Record<string, unknown>>,
    like as Readonly<Record<string, unknown>>,
  ];
  return first(Object.keys(there).map((key) => oddIn(here[key], there[key], `${at}.${key}`)));
}

const isDay = (value: unknown): boolean =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && Number.isFinite(Date.parse(value));

/** Lists hold entries of several kinds: it is as one of them. */
function oddAmong(value: unknown, like: readonly unknown[], at: string): string {
  const found = like.map((each) => oddIn(value, each, at));
  return found.includes("") ? "" : (found[0] ?? "");
}

const first = (found: readonly string[]): string => found.find((each) => each !== "") ?? "";

/** Bytes and missing values are told apart. */
export const shown = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    each instanceof Uint8Array ? Buffer.from(each).toString("hex") : each,
  ) ?? "undefined";

/** One value of some fields, another one for each name; at full depth all of all. */
export function some(name: string, values: readonly unknown[]): readonly unknown[] {
  if (isFull) return values;
  const turn = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return values.slice(turn % values.length).slice(0, 1);
}

/** As protocol/claims.json lists fields. The Python tests read it: what is told to nobody, they find. */
export const listed = (names: Iterable<string>): string =>
  `${JSON.stringify([...new Set(names)].sort(), null, 2)}\n`;

/** So many works run beside each other: most of their time they wait. */
const AT_ONCE = 12;

/** Runs all of them, some at a time. */
export async function pooled<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const left = [...works];
  const found: T[] = [];
  const run = async () => {
    for (let work = left.shift(); work !== undefined; work = left.shift()) found.push(await work());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return found;
}
