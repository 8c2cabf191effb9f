/** The leading tab's line: what it seals another one opens; what is not so is said, and nothing comes of it. */

import { beforeEach, describe, expect, test } from "vitest";
import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { decodeMessagePack } from "../../src/base/msgpack.ts";
import type { CallNote, CallOrder } from "../../src/calls/api.ts";
import { CallLine } from "../../src/calls/callline.ts";
import type { DeviceKeys } from "../../src/seal/keys.ts";
import { sealSignal } from "../../src/seal/signal.ts";
import { openStore } from "../../src/store/database.ts";
import type { Epochs } from "../../src/trust/keyring.ts";
import { ServerTag } from "../../src/wire/generated.ts";
import { VERSION } from "../../src/wire/layouts.ts";
import { meetKrause, NOON, openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const krause = await meetKrause(bakery);
const conversation = toBase64url(krause.conversation);
const CALL = toBase64url(new Uint8Array(16).fill(7));
const NONE = { to: null, video: false, person: null, payload: {} };
const ACCEPT = { sdp: "v=0", relay: true, nonce: new Uint8Array(16) };
const RING = { sdp: "v=0", relay: true, commit: new Uint8Array(32) };

let clock = NOON;
const epochs: Epochs = {
  membership: (n) =>
    n === 1 ? { hash: krause.epoch.key.hash, listing: krause.listing, teamRev: bakery.chain.rev } : null,
  key: async () => krause.epoch.key,
};

async function lineOf(
  keys: DeviceKeys,
  party: "customer" | "team",
  person: number | null,
  known: Epochs = epochs,
) {
  const env = new Browser(new MemoryServer(bakery)).tab();
  const store = await openStore(env, `line-${toBase64url(keys.id)}-${Math.random()}`);
  const sent: Bytes[] = [];
  const notes: CallNote[] = [];
  const setup = { env, store, keys, party, publicChain: { chain: bakery.chain } };
  const connection = {
    send: (frame: Bytes) => {
      sent.push(frame);
      return true;
    },
  };
  const side = { person: () => person, epoch: async () => krause.epoch.key, epochs: async () => known };
  const called: [string, number][] = [];
  const inbound = { called: async (...call: [string, number]) => void called.push(call) };
  const engine = { setup, connection, inbound, serverMs: () => clock };
  const make = () => new CallLine(engine, side, (note) => notes.push(note));
  return { line: make(), make, sent, notes, called };
}
type Lined = Awaited<ReturnType<typeof lineOf>>;

/** The frame as the server passes it on. */
const passed = (frame: Bytes | undefined, change: (parts: Bytes[]) => void = () => {}) => {
  const [, , ...parts] = decodeMessagePack(frame as Bytes) as [number, unknown, Bytes, Bytes, Bytes];
  const copies = parts.map((each) => each.slice());
  change(copies);
  return { type: "call", fields: [ServerTag.signalled, krause.conversation, ...copies] } as const;
};

const order = (
  kind: "ring" | "accept" | "hangup" | "handover",
  more: Partial<Extract<CallOrder, { do: "signal" }>> = {},
): CallOrder => ({
  do: "signal",
  conversation,
  call: CALL,
  kind,
  ...NONE,
  ...more,
});

let guest: Lined;
let anna: Lined;

beforeEach(async () => {
  clock = NOON;
  guest = await lineOf(krause.keys, "customer", null);
  anna = await lineOf(bakery.anna, "team", 1);
});

test("[D3] that a call ended is kept in mind by who took part, and by nobody else", async () => {
  const now = (phase: string) => ({
    type: "call" as const,
    fields: [
      ServerTag.callNow,
      krause.conversation,
      new Uint8Array(16).fill(5),
      phase,
      0,
      false,
      bakery.anna.id,
      1,
      phase === "ended" ? "hung_up" : null,
      NOON,
      krause.keys.id,
    ],
  });
  const ben = await lineOf(bakery.ben, "team", 2);
  for (const each of [guest, anna, ben]) {
    await each.line.take(now("accepted"));
    expect(each.called).toEqual([]);
    await each.line.take(now("ended"));
  }
  expect([guest, anna, ben].map(({ called }) => called.map(([where]) => where))).toEqual([
    [conversation],
    [conversation],
    [],
  ]);
});

describe("[C2] a signal", () => {
  test("is opened by the other side, and by it once", async () => {
    expect(await guest.line.order(order("ring", { video: true, payload: RING }))).toBe(true);
    await anna.line.take(passed(guest.sent[0]));
    await anna.line.take(passed(guest.sent[0]));
    expect(anna.notes).toMatchObject([
      {
        signal: {
          call: CALL,
          kind: "ring",
          party: "customer",
          video: true,
          payload: { sdp: "v=0", relay: true },
        },
      },
    ]);
  });

  test.each([0, 1, 2])("with a changed byte in part %i is said to be forged", async (part) => {
    await guest.line.order(order("ring", { payload: RING }));
    await anna.line.take(
      passed(guest.sent[0], (parts) => {
        const bytes = parts[part] as Bytes;
        bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
      }),
    );
    expect(anna.notes).toHaveLength(1);
    expect(anna.notes[0]).toHaveProperty("forged");
  });

  test("of long ago, or counted before, says nothing", async () => {
    await guest.line.order(order("ring", { payload: RING }));
    await guest.line.order(order("hangup"));
    clock += 121_000;
    await anna.line.take(passed(guest.sent[0]));
    clock = NOON;
    await anna.line.take(passed(guest.sent[1]));
    await anna.line.take(passed(guest.sent[0]));
    expect(anna.notes.map((note) => ("signal" in note ? note.signal.kind : "?"))).toEqual(["hangup"]);
  });

  test("goes on counting after a reload", async () => {
    await guest.line.order(order("ring", { payload: RING }));
    await guest.make().order(order("hangup"));
    for (const frame of guest.sent) await anna.line.take(passed(frame));
    expect(anna.notes.map((note) => ("signal" in note ? note.signal.kind : "?"))).toEqual(["ring", "hangup"]);
  });

  test("for another device says nothing here", async () => {
    await guest.line.order(order("accept", { to: toBase64url(bakery.ben.id), payload: ACCEPT }));
    await anna.line.take(passed(guest.sent[0]));
    expect(anna.notes).toEqual([]);
    await guest.line.order(order("accept", { to: toBase64url(bakery.anna.id), payload: ACCEPT }));
    await anna.line.take(passed(guest.sent[1]));
    expect(anna.notes).toMatchObject([{ signal: { kind: "accept" } }]);
  });

  test.each([
    ["another conversation", { conversation: new Uint8Array(16) }],
    ["another business", { business: new Uint8Array(16) }],
  ])("that was sealed for %s is forged", async (_, changed) => {
    const header = {
      version: VERSION,
      business: bakery.chain.business,
      conversation: krause.conversation,
      epoch: 1,
      epochHash: krause.epoch.key.hash,
      device: krause.keys.id,
      call: fromBase64url(CALL),
      kind: "ring" as const,
      to: null,
      n: 1,
      atMs: NOON,
      salt: new Uint8Array(16),
      video: false,
      person: null,
      ...changed,
    };
    const {
      header: head,
      ciphertext,
      signature,
    } = await sealSignal(krause.keys, { ...krause.epoch.key, ...changed }, header, RING);
    const fields = [ServerTag.signalled, krause.conversation, head, ciphertext, signature];
    await anna.line.take({ type: "call", fields });
    expect(anna.notes).toMatchObject([{ forged: CALL }]);
  });

  test("of two epochs ago is forged; of the one before it is heard", async () => {
    const membership = epochs.membership(1);
    for (const newest of [2, 3]) {
      const later = { ...epochs, membership: (n: number) => (n <= newest ? membership : null) };
      const anew = await lineOf(bakery.anna, "team", 1, later);
      const sender = await lineOf(krause.keys, "customer", null);
      await sender.line.order(order("ring", { payload: RING }));
      await anew.line.take(passed(sender.sent[0]));
      expect("forged" in (anew.notes[0] as CallNote)).toBe(newest === 3);
    }
  });

  test("for a colleague is no other's business", async () => {
    const ben = await lineOf(bakery.ben, "team", 2);
    await anna.line.order(order("handover", { person: 2 }));
    await ben.line.take(passed(anna.sent[0]));
    const other = await lineOf(bakery.ben, "team", 3);
    await other.line.take(passed(anna.sent[0]));
    expect([ben.notes.length, other.notes.length]).toEqual([1, 0]);
  });
});

test("[C8] a refusal belongs to the call that its detail names", async () => {
  const refusal = { type: "error", counter: null, code: "call_busy", retryable: true } as const;
  await guest.line.take({ ...refusal, detail: `${CALL} -` });
  await guest.line.take({ ...refusal, code: "too_many", detail: "900 ms" });
  expect(guest.notes).toEqual([{ type: "call", refused: CALL, code: "call_busy", detail: "-" }]);
});

test("a tab that fetches calls late hears what rings", async () => {
  const now = [
    ServerTag.callNow,
    krause.conversation,
    new Uint8Array(16).fill(7),
    "ringing",
    0,
    false,
    null,
    null,
    null,
    NOON,
    krause.keys.id,
  ];
  await anna.line.take({ type: "call", fields: now });
  await guest.line.order(order("ring", { payload: RING }));
  await anna.line.take(passed(guest.sent[0]));
  anna.notes.length = 0;
  await anna.line.order({ do: "wake" });
  expect(anna.notes).toMatchObject([{ now: { phase: "ringing" } }, { signal: { kind: "ring" } }]);
});
