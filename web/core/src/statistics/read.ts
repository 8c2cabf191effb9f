/** Asks the server for figures. */

import { count, list, map, nil, text } from "../base/shape.ts";
import type { Http } from "../wire/http.ts";
import { type AskedStatistics, type By, COUNTS, DURATIONS, type Period, type Statistics } from "./api.ts";

export async function statisticsOf(http: Http, { from, to, by }: AskedStatistics): Promise<Statistics> {
  const answer = await http.get(`/statistics?from=${from}&to=${to}&by=${by}`);
  const now = map(answer.now);
  return {
    by: text(answer.by) as By,
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
    from: text(given.from),
    to: text(given.to),
    quick_replies: null,
    bands: list(count)(given.answer_bands),
  };
}
