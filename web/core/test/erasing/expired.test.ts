import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { ServerRefusal } from "../../src/base/errors.ts";
import { dropErased } from "../../src/erasing/drop.ts";
import { daysIn, follows, readExpired } from "../../src/erasing/expired.ts";
import { overIn } from "../../src/model/erased.ts";
import { rowOf, type StoredRow } from "../../src/model/row.ts";
import { openStore, rowRange, write } from "../../src/store/database.ts";
import { writeNewer } from "../../src/store/log.ts";
import type { Chain } from "../../src/trust/chain.ts";
import { type Event, Kind } from "../../src/wire/frames.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { MemoryServer } from "../world/server.ts";

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

const TALK = toBase64url(new Uint8Array(16).fill(7));
const event = (body: unknown): Event => ({
  kind: Kind.expired,
  atMs: NOW,
  seq: null,
  rev: null,
  conversation: new Uint8Array(16).fill(7),
  pos: 9,
  device: null,
  counter: null,
  body,
});
const message = (pos: number, atMs: number, more: Partial<StoredRow> = {}): StoredRow => ({
  ...rowOf(TALK, { ...event([]), kind: Kind.message, pos, atMs }),
  device: "d",
  counter: pos,
  hash: `h${pos}`,
  spoken: true,
  payload: { kind: "text", text: `KANARIE ${pos}` },
  ...more,
});

/** A device that holds these messages, and what an expired event does to them. */
async function expiring(rows: readonly StoredRow[], body: unknown, known = chain(90)) {
  const browser = new Browser(new MemoryServer(await openBakery()));
  const store = await openStore(browser.tab(), "tresen-chat-sonnenschein");
  await write(store, (tx) => writeNewer(tx, TALK, rows, "mine"));
  const asked: number[] = [];
  const inquiry = {
    store,
    conversation: TALK,
    chain: () => known as unknown as Chain,
    now: () => NOW,
    profileText: async (rev: number) => {
      asked.push(rev);
      throw new ServerRefusal("not_found", false, "");
    },
  };
  const read = await readExpired(inquiry, event(body), []);
  await write(store, async (tx) => dropErased(tx, await writeNewer(tx, TALK, [read], "mine"), [read]));
  const held = await store.getAll("rows", rowRange(TALK, 0, Number.MAX_SAFE_INTEGER));
  store.close();
  const raw = await rawStorage(browser.indexedDB);
  return { read, held, raw, asked };
}

test("[D3] what has expired is dropped, the letter stays, and the conversation is over", async () => {
  const rows = [message(7, NOW - 91 * DAY), message(8, NOW - 90 * DAY)];
  const { read, held, raw } = await expiring(rows, [7, [[7, 7]], [[8, "letter", NOW + DAY]]]);
  expect(read.trouble).toBeNull();
  expect(overIn(held)).toMatchObject({ erased: { by: "time" }, kept: [{ pos: 8, class: "letter" }] });
  expect(raw).not.toContain("KANARIE 7");
  expect(raw).toContain("KANARIE 8");
});

test("[D3] a word that is held and too young: nothing is dropped, and the event is an alarm", async () => {
  const rows = [message(7, NOW - 91 * DAY), message(8, NOW - 90 * DAY + 1)];
  const { read, held, raw } = await expiring(rows, [7, [[7, 8]], []]);
  expect(read.trouble).toBe("unasked");
  expect(overIn(held)).toBeNull();
  expect(raw).toContain("KANARIE 7");
});

test("[D3] without the profile's text, or with a body of another shape, nothing is dropped", async () => {
  const rows = [message(7, NOW - 400 * DAY)];
  const unknown = await expiring(rows, [8, [[7, 7]], []]);
  expect(unknown.asked).toEqual([8]);
  expect(unknown.read.trouble).toBe("unasked");
  for (const body of [[], [7], [7, [[7]], []], ["7", [], []], [7, [[7, 7]], [[1]]], null]) {
    const { read, raw } = await expiring(rows, body);
    expect(read.trouble).toBe("unasked");
    expect(raw).toContain("KANARIE 7");
  }
});
