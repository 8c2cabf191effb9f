import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { ServerRefusal } from "../../src/base/errors.ts";
import { dropErased } from "../../src/erasing/drop.ts";
import { readExpired } from "../../src/erasing/expired.ts";
import type { ConversationState } from "../../src/model/conversation.ts";
import { overIn } from "../../src/model/over.ts";
import { rowOf, type StoredRow } from "../../src/model/row.ts";
import { openStore, rowRange, write } from "../../src/store/database.ts";
import { stateOf, writeNewer } from "../../src/store/log.ts";
import { PublicChain } from "../../src/trust/pinned.ts";
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
  num: pos,
  hash: `h${pos}`,
  prev: pos === 1 ? null : `h${pos - 1}`,
  spoken: true,
  payload: { kind: "text", text: `KANARIE ${pos}` },
  ...more,
});

/** A device that holds these messages, and what an expired event does to them. */
async function expiring(
  rows: readonly StoredRow[],
  body: unknown,
  known = chain(90),
  more: Partial<ConversationState> = {},
) {
  const browser = new Browser(new MemoryServer(await openBakery()));
  const store = await openStore(browser.tab(), "tresen-chat-sonnenschein");
  await write(store, (tx) => writeNewer(tx, TALK, rows, "mine"));
  await write(store, async (tx) => {
    await tx.objectStore("conversations").put({ ...(await stateOf(tx, TALK)), ...more });
  });
  const asked: string[] = [];
  const publicChain = await PublicChain.open((await openBakery()).records);
  const inquiry = {
    store,
    conversation: TALK,
    chain: () => ({ ...publicChain.chain, profiles: known.profiles }),
    now: () => NOW,
    http: {
      get: async (path: string) => {
        asked.push(path);
        throw new ServerRefusal("not_found", false, "");
      },
      post: async () => ({}),
    },
    business: { publicChain, handle: "sonnenschein" },
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

test("[D3] stored long ago and signed today, a letter, a call, a hold: nothing is dropped, and the event is an alarm", async () => {
  const rows = [message(7, NOW - 400 * DAY)];
  const signed = [message(7, NOW - 400 * DAY, { writtenMs: NOW })];
  const known: [StoredRow[], Partial<ConversationState>][] = [
    [signed, {}],
    [rows, { classes: { 7: { as: "letter", atMs: 1 } } }],
    [rows, { classes: { 7: { as: "voucher", atMs: null } } }],
    [rows, { kept: [{ pos: 7, class: "letter", untilMs: 0 }] }],
    [rows, { calledMs: NOW }],
    [rows, { holdMs: NOW + 1 }],
  ];
  for (const [held, more] of known) {
    const { read, raw } = await expiring(held, [7, [[7, 7]], []], chain(90), more);
    expect(read.trouble, JSON.stringify(more)).toBe("unasked");
    expect(raw).toContain("KANARIE 7");
  }
  const { read } = await expiring(rows, [7, [[7, 7]], []], chain(90), {
    holdMs: 0,
    calledMs: NOW - 91 * DAY,
  });
  expect(read.trouble).toBeNull();
});

test("[D3] where nothing is held nothing is believed away, and what was never held behind the last word is counted", async () => {
  const { read, held } = await expiring([], [7, [[3, 8]], []]);
  expect(read).toMatchObject({ trouble: "unproven", entry: [{ unproven: 6 }] });
  expect(overIn(held)).toBeNull();
  const some = await expiring([message(5, NOW - 400 * DAY)], [7, [[3, 8]], []]);
  expect(some.read).toMatchObject({ trouble: null, entry: [{ unproven: 3 }] });
});

test("[D10] a stored time that runs back, or lies a day before what was signed, is said at that message", async () => {
  const rows = [
    message(1, NOW),
    message(2, NOW - 1),
    message(3, NOW, { writtenMs: NOW + DAY }),
    message(4, NOW, { writtenMs: NOW + DAY + 1 }),
    { ...message(5, NOW + 9), kind: Kind.closed, spoken: false, num: null, entry: [1] },
    message(6, NOW + 8, { num: 5, prev: "h4" }),
  ];
  const { held } = await expiring(rows, [7, [], []]);
  expect(held.slice(0, 6).map(({ trouble }) => trouble)).toEqual([null, "time", null, "time", null, "time"]);
});

test("[D3] without the profile's text, or with a body of another shape, nothing is dropped", async () => {
  const rows = [message(7, NOW - 400 * DAY)];
  const unknown = await expiring(rows, [8, [[7, 7]], []]);
  expect(unknown.asked).toEqual(["/businesses/sonnenschein/profiles/8"]);
  expect(unknown.read.trouble).toBe("unasked");
  for (const body of [[], [7], [7, [[7]], []], ["7", [], []], [7, [[7, 7]], [[1]]], null]) {
    const { read, raw } = await expiring(rows, body);
    expect(read.trouble).toBe("unasked");
    expect(raw).toContain("KANARIE 7");
  }
});
