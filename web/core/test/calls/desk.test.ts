/** One tab's calls: what the server refuses before and after it rings, by HTTP and by a frame, is said alike. */

import { expect, test } from "vitest";
import { ServerRefusal } from "../../src/base/errors.ts";
import { writable } from "../../src/base/readable.ts";
import type { Call, CallNote, CallOrder, Media, MediaNeeds } from "../../src/calls/api.ts";
import { CallLine } from "../../src/calls/callline.ts";
import { CallDesk } from "../../src/calls/desk.ts";
import type { SignalPayload } from "../../src/wire/callframes.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const OTHER = "BBBBBBBBBBBBBBBBBBBBBB";
const SDP = `v=0\r\na=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}\r\n`;
const OPENS = 1_795_500_000_000;

let opened: MediaNeeds[] = [];
/** What the last media heard. */
let heard: SignalPayload[] = [];

/** Asks for the relay, as a browser's connection does, and describes itself. */
const media = (needs: MediaNeeds): Media => {
  opened = [needs];
  heard = [];
  const nothing = async () => {};
  const offer = async () => {
    await needs.servers();
    return SDP;
  };
  return {
    offer,
    answer: offer,
    answered: nothing,
    wait: nothing,
    hear: async (_, payload) => {
      heard = [...heard, payload];
    },
    begin() {},
    hide() {},
    wake() {},
    close() {},
  };
};

interface Placed {
  readonly desk: CallDesk<Media>;
  readonly notes: ReturnType<typeof writable<CallNote | null>>;
  /** The call's id, once its ring was sent. */
  readonly rung: Promise<string>;
  readonly said: CallOrder[];
}

/** Krause's page, which calls; `refusal` is what the relay's call answers. */
function placed(refusal: ServerRefusal | null, direct = false): Placed {
  const said: CallOrder[] = [];
  const notes = writable<CallNote | null>(null);
  let rings = (_call: string): void => {};
  const rung = new Promise<string>((done) => {
    rings = done;
  });
  const leader = {
    call: async (order: CallOrder) => {
      said.push(order);
      if (order.do === "signal" && order.kind === "ring") rings(order.call);
      return true;
    },
    http: async () => {
      if (refusal !== null) throw refusal;
      return {
        urls: ["turn:relay.example:3478"],
        username: "1:a",
        credential: "b",
        until_ms: 1,
        direct: false,
      };
    },
  };
  const desk = new CallDesk<Media>({
    env: { ...new Browser(new MemoryServer(bakery)).tab(), locks: null },
    me: { side: "customer", device: "krause", person: null },
    conversation: "talk",
    notes,
    leader: () => leader as never,
    publish() {},
    direct: () => direct,
    by: () => undefined,
    open: media,
  });
  desk.place(false);
  return { desk, notes, rung, said };
}

const over = (desk: CallDesk<Media>): Promise<Call> =>
  new Promise((done) => {
    desk.shown.subscribe((call) => call?.phase === "over" && done(call));
  });

/** The refusal in a frame, as the leading tab's line reads it. */
async function refusedInFrame({ notes, rung }: Placed, code: string, detail: string): Promise<void> {
  const call = await rung;
  const line = new CallLine({ setup: { keys: { id: new Uint8Array(16) } } } as never, {} as never, (note) =>
    notes.set(note),
  );
  const frame = { type: "error", counter: null, code, retryable: true, detail: `${call} ${detail}` } as const;
  await line.take(frame);
}

const CASES = [
  ["outside_call_hours", `${OPENS} calls are taken then`, { ending: "closed", openMs: OPENS }],
  ["outside_call_hours", "0 calls are taken then", { ending: "closed", openMs: null }],
  ["not_answered_yet", "the team has neither written nor rung here", { ending: "stranger", openMs: null }],
  ["calls_off", "the business takes no calls", { ending: "off", openMs: null }],
  ["call_busy", "- everybody who could be rung is in a call", { ending: "busy", openMs: null }],
  ["call_busy", `${OTHER} a call goes on`, { ending: "busy", openMs: null }],
  ["conversation_blocked", "", { ending: "blocked", openMs: null }],
] as const;

test.each(CASES)(
  "[C4, C7] %s over HTTP, before it rings: the first word counts (%s)",
  async (code, detail, expected) => {
    const { desk } = placed(new ServerRefusal(code, true, detail));
    expect(await over(desk)).toMatchObject(expected);
  },
);

test.each(CASES)(
  "[C4, C8] %s in a frame: the word behind the call counts (%s)",
  async (code, detail, expected) => {
    const call = placed(null);
    const ended = over(call.desk);
    await refusedInFrame(call, code, detail);
    expect(await ended).toMatchObject(expected);
  },
);

test("[C7] a ring of the other side for the call that either names is taken", async () => {
  for (const by of ["http", "frame"] as const) {
    const call = placed(
      by === "http" ? new ServerRefusal("call_busy", true, `${OTHER} a call goes on`) : null,
    );
    const ended = over(call.desk);
    if (by === "frame") await refusedInFrame(call, "call_busy", `${OTHER} a call goes on`);
    await ended;
    const ring = { conversation: "talk", call: OTHER, kind: "ring", from: "anna", party: "team" } as const;
    call.notes.set({
      type: "call",
      signal: { ...ring, person: 1, video: false, payload: { sdp: SDP, commit: new Uint8Array(32) } },
    });
    const word = { conversation: "talk", call: OTHER, phase: "ringing", party: 1, video: false } as const;
    const rest = { device: null, person: 1, reason: null, atMs: 1, caller: "anna" } as const;
    call.notes.set({ type: "call", now: { ...word, ...rest } });
    expect(call.desk.shown.get()).toMatchObject({ id: OTHER, phase: "joining" });
  }
});

const HOST = "candidate:1 1 udp 1 192.0.2.7 9 typ host";
const RELAYED = "candidate:2 1 udp 1 198.51.100.1 9 typ relay raddr 203.0.113.7 rport 9";
const BARE = "candidate:2 1 udp 1 198.51.100.1 9 typ relay raddr 0.0.0.0 rport 0";

test.each([
  ["neither allows it", false, true, [BARE, ""]],
  ["the other side alone allows it", false, false, [BARE, ""]],
  ["this side alone allows it", true, true, [BARE, ""]],
  ["both allow it", true, false, [HOST, RELAYED, ""]],
] as const)("[C9] addresses are told and heard: %s", async (_, direct, relay, expected) => {
  const { desk, notes, rung, said } = placed(null, direct);
  const call = await rung;
  const word = {
    conversation: "talk",
    call,
    party: 0,
    video: false,
    reason: null,
    atMs: 1,
    caller: "krause",
  };
  const now = (phase: "ringing" | "accepted", device: string | null): CallNote => ({
    type: "call",
    now: { ...word, phase, device, person: device === null ? null : 1 },
  });
  const from = { conversation: "talk", call, from: "anna", party: "team", person: 1, video: false } as const;
  notes.set(now("ringing", null));
  const payload = { sdp: SDP, relay, nonce: new Uint8Array(16) };
  notes.set({ type: "call", signal: { ...from, kind: "accept", payload } });
  notes.set(now("accepted", "anna"));
  await expect.poll(() => desk.words.get() ?? said.length).toBeTruthy();
  const candidates = [HOST, RELAYED, ""];
  await expect.poll(() => opened[0]?.say("ice", { candidates })).toBe(true);
  const told = said.flatMap((each) => (each.do === "signal" && each.kind === "ice" ? [each.payload] : []));
  expect(told.at(-1)?.candidates).toEqual(expected);
  notes.set({ type: "call", signal: { ...from, kind: "ice", payload: { candidates } } });
  await expect.poll(() => heard).toEqual([{ candidates: expected }]);
  desk.close();
});
