import { expect, test } from "vitest";
import { daysIn, follows } from "../../src/erasing/expired.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27);
const chain = (days: unknown, later: Record<number, number> = {}) => ({
  profiles: new Map([[7, days === null ? {} : { retention: { chat_days: days } }]]),
  profileMs: new Map([
    [7, NOW - 400 * DAY],
    ...Object.entries(later).map(([rev, ms]) => [Number(rev), ms] as const),
  ]),
});

test("[D1] a profile that says nothing says 90 days; what could not be signed says nothing", () => {
  expect(daysIn({})).toBe(90);
  expect(daysIn({ retention: {} })).toBe(90);
  expect(daysIn({ retention: { chat_days: 30 } })).toBe(30);
  for (const odd of [0, -1, 1.5, 3651, "30", null])
    expect(daysIn({ retention: { chat_days: odd } })).toBeNull();
  expect(daysIn(undefined)).toBeNull();
});

test("[D3] it follows to the millisecond from the signed days and the last word that is held", () => {
  for (const days of [1, 90, 3650]) {
    expect(follows(chain(days), 7, NOW, NOW - days * DAY, NOW)).toBe(true);
    expect(follows(chain(days), 7, NOW, NOW - days * DAY + 1, NOW)).toBe(false);
  }
  expect(follows(chain(null), 7, NOW, NOW - 90 * DAY, NOW)).toBe(true);
  expect(follows(chain(null), 7, NOW, null, NOW)).toBe(true);
});

test("[D3] not without the text that was signed, and not from tomorrow", () => {
  expect(follows(chain(90), 8, NOW, null, NOW)).toBe(false);
  expect(follows(chain(90), 7, NOW + DAY + 1, NOW - 400 * DAY, NOW)).toBe(false);
  expect(follows(chain(90), 7, NOW + DAY, NOW - 400 * DAY, NOW)).toBe(true);
});

test("[D3] a server does not go by an old profile when a newer one was signed a day before", () => {
  expect(follows(chain(1, { 9: NOW - DAY - 1 }), 7, NOW, NOW - 50 * DAY, NOW)).toBe(false);
  expect(follows(chain(1, { 9: NOW - DAY }), 7, NOW, NOW - 50 * DAY, NOW)).toBe(true);
  expect(follows(chain(1, { 5: NOW - 9 * DAY }), 7, NOW, NOW - 50 * DAY, NOW)).toBe(true);
});
