/** Asks the server for figures. */

import { asked, count, day, list, map, nil } from "../base/shape.ts";
import type { Http } from "../wire/http.ts";
import { type AskedStatistics, COUNTS, DURATIONS, type Period, type Statistics } from "./api.ts";

export async function statisticsOf(http: Http, { from, to, by }: AskedStatistics): Promise<Statistics> {
  const answer = await http.get(`/statistics?from=${from}&to=${to}&by=${by}`);
  const now = map(answer.now);
  return {
    by: asked(by, answer.by === by),
    total: readPeriod(answer.total),
    before: readPeriod(answer.before),
    periods: list(readPeriod)(answer.periods),
    hours: list(list(count))(answer.hours),
    open: count(now.open),
    waiting: count(now.waiting),
    oldestMs: nil(count)(now.oldest_ms),
    asOfMs: count(answer.as_of_ms),
  };
}

function readPeriod(value: unknown): Period {
  const given = map(value);
  // An earlier server counts no calls.
  const counts = COUNTS.map((name) => [name, count(given[name] ?? 0)]);
  const durations = DURATIONS.map((name) => [name, nil(count)(given[name] ?? null)]);
  return {
    ...Object.fromEntries([...counts, ...durations]),
    from: day(given.from),
    to: day(given.to),
    quick_replies: null,
    bands: list(count)(given.answer_bands),
  };
}
