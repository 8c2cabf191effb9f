import { describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import { encode } from "../../src/base/shape.ts";
import { type DeviceKeys, newDeviceKeys } from "../../src/seal/keys.ts";
import {
  backoffMs,
  Connection,
  type Input,
  type Machine,
  OFF,
  PATIENT_TRIES,
  reconnectMs,
  type Stop,
  step,
} from "../../src/sync/connection.ts";
import { readFrame, type ServerFrame } from "../../src/wire/frames.ts";
import { ServerTag } from "../../src/wire/generated.ts";

const frame = (type: string, more = {}): Input => ({
  type: "frame",
  frame: { type, ...more } as ServerFrame,
});
const GREETED: readonly Input[] = [
  { type: "start" },
  frame("challenge", { challenge: new Uint8Array(32) }),
  frame("welcome"),
];
const LIVE: readonly Input[] = [...GREETED, frame("ready")];

/** Runs a script; returns the last state and, per input, the effects by name. */
function run(script: readonly Input[]): { machine: Machine; effects: string[][] } {
  let machine: Machine = OFF;
  const effects = script.map((input) => {
    const [next, done] = step(machine, input);
    machine = next;
    return done.map((effect) =>
      "net" in effect ? effect.net : "stop" in effect ? `stop ${effect.stop}` : effect.type,
    );
  });
  return { machine, effects };
}

describe("the connection", () => {
  test("[W2] challenge, hello, welcome, ready: only then is it online", () => {
    const { machine, effects } = run(LIVE);
    expect(effects).toEqual([["open", "connecting"], ["hello"], ["welcomed"], ["online"]]);
    expect(machine.phase).toBe("live");
  });

  test("[W2] a welcome without a challenge, or twice, changes nothing", () => {
    expect(run([{ type: "start" }, frame("welcome"), frame("ready")]).machine.phase).toBe("opening");
    expect(run([...GREETED, frame("challenge", { challenge: new Uint8Array(1) })]).effects.at(-1)).toEqual(
      [],
    );
  });

  test("a lost connection is retried at once; later attempts count as offline", () => {
    const cut: Input = { type: "closed", code: 1006 };
    expect(run([...LIVE, cut]).effects.at(-1)).toEqual(["wait", "connecting"]);
    const again = run([...LIVE, cut, { type: "retry" }, cut]);
    expect(again.effects.slice(-2)).toEqual([
      ["open", "connecting"],
      ["wait", "offline"],
    ]);
    expect(again.machine.failures).toBe(1);
  });

  test("[W9] 4001 means another connection of this device: it stops and stays stopped", () => {
    const { machine, effects } = run([...LIVE, { type: "closed", code: 4001 }, { type: "retry" }]);
    expect(effects.slice(-2)).toEqual([["stop replaced", "offline"], []]);
    expect(machine.phase).toBe("off");
  });

  test("[W9] a refused hello stops when the device is revoked or unknown, and is tried again otherwise", () => {
    const refused = (code: string) =>
      run([...GREETED.slice(0, 2), frame("error", { counter: null, code }), { type: "closed", code: 4003 }]);
    expect(refused("revoked").effects.at(-1)).toEqual(["stop revoked", "offline"]);
    expect(refused("unknown_device").effects.at(-1)).toEqual(["stop revoked", "offline"]);
    expect(refused("bad_signature").effects.at(-1)).toEqual(["wait", "offline"]);
  });

  test("late input is dropped, and so is input after the end", () => {
    expect(run([...GREETED, { type: "late" }]).effects.at(-1)).toEqual(["drop", "wait", "offline"]);
    expect(run([...LIVE, { type: "unplugged" }, { type: "unplugged" }]).effects.at(-1)).toEqual([]);
    const ended = run([...LIVE, { type: "end" }, { type: "retry" }, { type: "closed", code: 1000 }]);
    expect(ended.machine).toEqual(OFF);
    expect(ended.effects.slice(-2)).toEqual([[], []]);
  });

  test("waiting grows to half a minute, with jitter of half of it", () => {
    expect(backoffMs(0, 0)).toBe(200);
    expect(backoffMs(0, 1)).toBe(400);
    expect(backoffMs(3, 0)).toBe(1_600);
    expect(backoffMs(1_000, 0.999)).toBeLessThanOrEqual(30_000);
    expect(backoffMs(1_000, 0)).toBe(15_000);
  });

  test("[W4] is back within three seconds of the server's start, for the first minute, and not with all others", () => {
    for (const random of [0, 0.3, 0.999]) {
      for (let failures = 0; failures < PATIENT_TRIES; failures++)
        expect(reconnectMs(failures, random)).toBeLessThanOrEqual(2_500);
      for (const failures of [PATIENT_TRIES, PATIENT_TRIES + 1, 1_000])
        expect(reconnectMs(failures, random)).toBeGreaterThanOrEqual(1_600);
      expect(reconnectMs(1_000, random)).toBeLessThanOrEqual(30_000);
    }
    expect(reconnectMs(20, 0)).toBe(1_250);
    expect(reconnectMs(20, 1)).toBe(2_500);
    const waits = Array.from({ length: PATIENT_TRIES }, (_, failures) => reconnectMs(failures, 0));
    expect(waits.reduce((sum, each) => sum + each)).toBeGreaterThan(30_000);
  });
});

test("[W2] a challenge of another size is no challenge: what is signed after the address has one meaning only", () => {
  expect(readFrame(encode([64, new Uint8Array(32)]))).toMatchObject({ type: "challenge" });
  for (const size of [0, 31, 33])
    expect(() => readFrame(encode([64, new Uint8Array(size)]))).toThrow("32 bytes");
});

/** A server whose handshakes all fail, and that says by `/live` which address it goes by. */
function refusing(servedAs: string | null): {
  stops: Stop[];
  asked: string[];
  connection: Connection;
  opened: () => number;
} {
  const stops: Stop[] = [];
  const asked: string[] = [];
  let opened = 0;
  class Refused {
    binaryType = "";
    onopen = null;
    onmessage = null;
    onclose: ((event: { code: number }) => void) | null = null;
    constructor() {
      opened++;
      queueMicrotask(() => this.onclose?.({ code: 1006 }));
    }
    send(): void {}
    close(): void {}
  }
  const env = {
    origin: "https://one.example",
    fetch: async (url: string) => {
      asked.push(url);
      return new Response("", {
        status: 426,
        headers: servedAs === null ? {} : { "tresen-public-url": servedAs },
      });
    },
    WebSocket: Refused,
    now: () => 0,
    random: () => 0,
    online: () => true,
    onConnectivity: () => () => {},
    // Only the pauses between tries pass.
    later: (ms: number, run: () => void) => {
      if (ms < 2000) queueMicrotask(run);
      return () => {};
    },
  } as unknown as Env;
  const connection = new Connection(env, {
    keys: {} as DeviceKeys,
    resume: () => Promise.reject(new Error("nobody is greeted")),
    onFrame: () => Promise.resolve(),
    onNet: () => {},
    onStop: (stop) => stops.push(stop),
  });
  return { stops, asked, connection, opened: () => opened };
}

describe("[W2] a server that goes by another address", () => {
  const settled = () => new Promise((done) => setTimeout(done, 20));

  test("is asked once after two failures, and the connection stops there", async () => {
    const { stops, asked, connection, opened } = refusing("https://two.example");
    connection.start();
    await settled();
    expect(stops).toEqual(["elsewhere"]);
    expect(asked).toEqual(["https://one.example/live"]);
    const tries = opened();
    await settled();
    expect(opened()).toBe(tries);
  });

  test.each([null, "https://one.example"])(
    "served as %s: it is tried again, as after any failure",
    async (servedAs) => {
      const { stops, asked, connection } = refusing(servedAs);
      connection.start();
      await settled();
      expect(stops).toEqual([]);
      expect(asked).toHaveLength(1);
      connection.close();
    },
  );
});

/** A connection whose socket does what the test says. */
async function held() {
  const given: Uint8Array[] = [];
  const sockets: Held[] = [];
  class Held {
    readyState = 1;
    binaryType = "";
    onopen = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose = null;
    constructor() {
      sockets.push(this);
    }
    send(frame: Uint8Array): void {
      given.push(frame);
    }
    close(): void {}
  }
  let online = () => {};
  const live = new Promise<void>((done) => {
    online = done;
  });
  const env = {
    origin: "https://one.example",
    WebSocket: Held,
    now: () => 0,
    random: () => 0,
    online: () => true,
    onConnectivity: () => () => {},
    later: () => () => {},
  } as unknown as Env;
  const connection = new Connection(env, {
    keys: await newDeviceKeys(),
    resume: () => new Promise(() => {}),
    onFrame: () => Promise.resolve(),
    onNet: (net) => net === "online" && online(),
    onStop: () => {},
  });
  connection.start();
  const id = new Uint8Array(16);
  const welcome = [ServerTag.welcome, "owner", 1, id, null, id, 1, 1, 1, "bearer", 1, 1, null];
  for (const said of [[ServerTag.challenge, new Uint8Array(32)], welcome, [ServerTag.ready]])
    sockets[0]?.onmessage?.({ data: encode(said).slice().buffer });
  await live;
  return { connection, given, socket: sockets[0] as Held };
}

test("a socket that is closing is given nothing: its frame counts as not sent", async () => {
  const { connection, given, socket } = await held();
  expect(connection.send(new Uint8Array([1]))).toBe(true);
  for (const state of [2, 3]) {
    socket.readyState = state;
    expect(connection.send(new Uint8Array([state]))).toBe(false);
  }
  expect(given).toEqual([new Uint8Array([1])]);
  connection.close();
});
