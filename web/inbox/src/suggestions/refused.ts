/** How often somebody at this device found a suggestion unfitting: a count for each reply, none of the words that led to it. */

const KEY = "tresen.inbox.unfitting";
/** Replies that are counted; those counted last stay. */
const MOST = 500;
/** More clicks say no more. */
const MOST_TIMES = 4;

type Counts = ReadonlyMap<string, number>;

let here: Counts | null = null;

/** 0 to 4. */
export const refusals = (reply: string): number => all().get(reply) ?? 0;

/** The suggestion was waved away. */
export function refuse(reply: string): void {
  keep(reply, Math.min(MOST_TIMES, refusals(reply) + 1));
}

/** It was taken: one refusal weighs no more. */
export function accept(reply: string): void {
  if (refusals(reply) > 0) keep(reply, refusals(reply) - 1);
}

/** Nothing of it stays in this browser. */
export function forgetRefusals(): void {
  here = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

function keep(reply: string, times: number): void {
  const others = [...all()].filter(([each]) => each !== reply);
  here = new Map([...(times > 0 ? [[reply, times] as const] : []), ...others].slice(0, MOST));
  try {
    localStorage.setItem(KEY, JSON.stringify([...here]));
  } catch {
    // Storage is forbidden: it lasts as long as the page.
  }
}

function all(): Counts {
  here ??= fit(stored());
  return here;
}

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** What is understood of the stored counts. */
export function fit(found: unknown): Counts {
  const counted = (each: unknown): each is [string, number] =>
    Array.isArray(each) &&
    typeof each[0] === "string" &&
    Number.isInteger(each[1]) &&
    each[1] > 0 &&
    each[1] <= MOST_TIMES;
  return new Map(Array.isArray(found) ? found.filter(counted).slice(0, MOST) : []);
}
