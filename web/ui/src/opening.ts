import { dayKey, hour, minuteOfDay } from "./time.ts";

/** An open stretch as instants, end excluded. */
export type Span = readonly [fromMs: number, toMs: number];

/** Open until `untilMs`; or closed, opening again at `nextMs`, or not in sight (null). */
export type Opening =
  | { readonly open: true; readonly untilMs: number }
  | { readonly open: false; readonly nextMs: number | null };

/** The state at an instant. `spans` are in order and do not touch. */
export function openingAt(spans: readonly Span[], nowMs: number): Opening {
  const next = spans.find(([, to]) => to > nowMs);
  if (!next) return { open: false, nextMs: null };
  return next[0] <= nowMs ? { open: true, untilMs: next[1] } : { open: false, nextMs: next[0] };
}

/** An open stretch within one day, in minutes since the business's midnight, 0 to 1440. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const DAY_MINUTES = 1440;

/** The open stretches of the local day that holds `dayMs`, cut at its midnights. */
export function stretchesOf(spans: readonly Span[], dayMs: number, zone: string): Stretch[] {
  const key = dayKey(dayMs, zone);
  return spans.flatMap(([fromMs, toMs]) => {
    const [first, last] = [dayKey(fromMs, zone), dayKey(toMs - 1, zone)];
    if (key < first || key > last) return [];
    const from = key === first ? minuteOfDay(fromMs, zone) : 0;
    const ends = key === last && dayKey(toMs, zone) === key;
    return [{ from, to: ends ? minuteOfDay(toMs, zone) : DAY_MINUTES }];
  });
}

/** "6–13" or "6:30–12": hours without minutes where there are none; in English as `hour` says them. */
export function sayStretch({ from, to }: Stretch): string {
  return `${hour(from)}–${hour(to)}`;
}

/** Which words a time of opening needs: today and tomorrow have names, the week has days, beyond it stands the date. */
export function dayDistance(ms: number, zone: string, nowMs: number): number {
  return Math.round((Date.parse(dayKey(ms, zone)) - Date.parse(dayKey(nowMs, zone))) / 86_400_000);
}
