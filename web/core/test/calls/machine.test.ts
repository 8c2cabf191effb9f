import { describe, expect, test } from "vitest";
import type { CallNow } from "../../src/calls/api.ts";
import { type Calls, type Input, shownCall } from "../../src/calls/machine.ts";
import { seeded } from "../world/seeded.ts";
import { CallServer, Device, TALK } from "./world.ts";

const KRAUSE = { side: "customer", device: "krause", person: null } as const;
const TABLET = { side: "customer", device: "tablet", person: null } as const;
const ANNA = { side: "team", device: "anna", person: 1 } as const;
const BEN = { side: "team", device: "ben", person: 2 } as const;

function world() {
  const all = [KRAUSE, TABLET, ANNA, BEN].map((me) => new Device(me));
  const devices = new Map(all.map((device) => [device.me.device, device]));
  const server = new CallServer(devices);
  for (const device of all) device.server = server;
  const [krause, tablet, anna, ben] = all as [Device, Device, Device, Device];
  const settle = () => {
    for (let left = 1; left > 0; ) {
      for (const device of all) for (const input of device.inbox.splice(0)) device.take(input);
      left = all.reduce((sum, { inbox }) => sum + inbox.length, 0);
    }
  };
  return { all, server, krause, tablet, anna, ben, settle };
}

const phaseOf = ({ state }: Device) => shownCall(state)?.phase ?? null;
const endingOf = ({ state }: Device) => state.last?.ending ?? null;
const place = (id: string, video = false): Input => ({ type: "place", id, conversation: TALK, video });

function ringing() {
  const it = world();
  it.krause.take(place("one"));
  it.settle();
  return it;
}

function talking() {
  const it = ringing();
  it.anna.take({ type: "accept", video: false });
  it.settle();
  return it;
}

describe("[C] a call", () => {
  test("rings on every device of the other side, and on none of one's own", () => {
    const { krause, tablet, anna, ben } = ringing();
    expect([krause, tablet, anna, ben].map(phaseOf)).toEqual(["ringing", null, "incoming", "incoming"]);
  });

  test("is had by the first who accepts; the others stop, and are told who", () => {
    const { krause, anna, ben, settle } = ringing();
    anna.take({ type: "accept", video: false });
    ben.take({ type: "accept", video: false });
    settle();
    expect([phaseOf(krause), phaseOf(anna), phaseOf(ben)]).toEqual(["talking", "talking", "over"]);
    expect(ben.state.last).toMatchObject({ ending: "taken", person: 1 });
    expect([krause.connected, ben.media]).toEqual(["anna", null]);
  });

  test.each(["krause", "anna"] as const)("ends on both sides when %s hangs up", (who) => {
    const it = talking();
    it[who].take({ type: "hangUp" });
    it.settle();
    expect([endingOf(it.krause), endingOf(it.anna)]).toEqual(["hung_up", "hung_up"]);
    expect(it.all.every(({ media }) => media === null)).toBe(true);
  });

  test("is declined by a device for itself, and by all of them for the caller", () => {
    const { krause, anna, ben, settle } = ringing();
    anna.take({ type: "decline" });
    settle();
    expect([phaseOf(krause), phaseOf(anna), phaseOf(ben)]).toEqual(["ringing", null, "incoming"]);
    ben.take({ type: "decline" });
    settle();
    expect([endingOf(krause), phaseOf(ben)]).toEqual(["declined", null]);
  });

  test("is missed, and rings nowhere any more", () => {
    const { krause, anna, server, settle } = ringing();
    server.late();
    settle();
    expect([endingOf(krause), phaseOf(anna)]).toEqual(["missed", null]);
  });

  test("by both at once becomes one call", () => {
    const { krause, anna, server, settle } = world();
    krause.take(place("one"));
    anna.take(place("two"));
    settle();
    expect([phaseOf(krause), phaseOf(anna)]).toEqual(["talking", "talking"]);
    expect(server.running).toMatchObject({ call: "one", device: "anna" });
  });

  test("while another one runs is answered with busy", () => {
    const { tablet, ben, settle } = talking();
    ben.take(place("two"));
    tablet.take(place("three"));
    settle();
    expect([endingOf(ben), endingOf(tablet)]).toEqual(["busy", "busy"]);
  });

  test("is handed to a colleague, who takes it, and the customer speaks with them", () => {
    const { krause, anna, ben, settle } = talking();
    anna.take({ type: "handOver", person: 2 });
    settle();
    expect(shownCall(anna.state)).toMatchObject({ phase: "talking", handing: 2 });
    expect(shownCall(ben.state)).toMatchObject({ phase: "incoming", handing: 1 });
    ben.take({ type: "accept", video: false });
    settle();
    expect([endingOf(anna), phaseOf(ben), krause.connected, ben.offered]).toEqual([
      "handed",
      "talking",
      "ben",
      "krause",
    ]);
  });

  test.each(["decline", "late"] as const)("that the colleague does not take stays where it is: %s", (how) => {
    const { krause, anna, ben, server, settle } = talking();
    anna.take({ type: "handOver", person: 2 });
    settle();
    if (how === "late") server.late();
    else ben.take({ type: "decline" });
    settle();
    expect(shownCall(anna.state)).toMatchObject({ phase: "talking", handing: null });
    expect([phaseOf(ben), krause.connected]).toEqual([null, "anna"]);
  });

  test("outside the hours says when calls are taken", () => {
    const { krause } = world();
    krause.take(place("one"));
    krause.take({ type: "refused", call: "one", code: "outside_call_hours", words: ["123000"] });
    expect(krause.state.last).toMatchObject({ ending: "closed", openMs: 123_000 });
  });

  test("that was hung up without a connection is ended when there is one again", () => {
    const { krause, anna, server, settle } = talking();
    krause.online = false;
    krause.take({ type: "hangUp" });
    expect(phaseOf(anna)).toBe("talking");
    krause.online = true;
    server.greet(krause);
    settle();
    expect([endingOf(anna), server.running]).toEqual(["hung_up", null]);
  });

  test("whose signals were changed on the way is refused, and said", () => {
    const { krause, anna, settle } = talking();
    krause.take({ type: "forged", call: null, conversation: TALK });
    settle();
    expect([endingOf(krause), krause.media, endingOf(anna)]).toEqual(["forged", null, "hung_up"]);
    const other = ringing();
    other.anna.take({ type: "forged", call: "one", conversation: "elsewhere" });
    expect(phaseOf(other.anna)).toBe("incoming");
  });

  test.each(["before", "after"] as const)(
    "whose ring cannot be believed rings nowhere, and is said: %s the server's word",
    (order) => {
      const { anna, krause } = world();
      krause.take(place("one"));
      const now = anna.inbox.find((input) => input.type === "now") as Input;
      const forged: Input = { type: "forged", call: "one", conversation: TALK };
      for (const input of order === "before" ? [forged, now] : [now, forged]) anna.take(input);
      expect([phaseOf(anna), endingOf(anna)]).toEqual(["over", "forged"]);
    },
  );

  test("that another tab of this device took rings here no more", () => {
    const { anna, server, settle } = ringing();
    anna.take({ type: "taken", call: "one" });
    server.greet(anna);
    settle();
    expect(phaseOf(anna)).toBeNull();
  });

  test("an old word changes nothing", () => {
    const { krause, anna, settle } = talking();
    const before = krause.state.calls;
    krause.take({
      type: "now",
      now: { ...(krause.state.words.one as CallNow), phase: "ringing", device: null, atMs: 1 },
    });
    expect(krause.state.calls).toEqual(before);
    anna.take({ type: "hangUp" });
    settle();
    krause.take({ type: "now", now: { ...(anna.state.words.one as CallNow), phase: "ringing", atMs: 99 } });
    expect(phaseOf(krause)).toBe("over");
  });
});

/** Everybody does anything at any time; what arrives is late, doubled, out of order, or lost with a connection. */
function chaos(seed: number): { readonly it: ReturnType<typeof world>; readonly log: string[] } {
  const random = seeded(seed);
  const it = world();
  const log: string[] = [];
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  let calls = 0;
  const deeds: readonly ((device: Device) => void)[] = [
    (device) => device.take(place(`c${++calls}`, random() < 0.5)),
    (device) => device.take({ type: "accept", video: false }),
    (device) => device.take({ type: "accept", video: true }),
    (device) => device.take({ type: "decline" }),
    (device) => device.take({ type: "hangUp" }),
    (device) => device.take({ type: "handOver", person: device === it.anna ? 2 : 1 }),
    (device) => device.take({ type: "dismiss" }),
    (device) => {
      device.online = false;
      device.inbox.length = 0;
    },
    () => it.server.late(),
  ];
  const deliver = (device: Device) => {
    const { inbox } = device;
    if (inbox.length === 0) return;
    // Between tabs a word may overtake a signal; both may come twice.
    const at = random() < 0.2 ? Math.floor(random() * inbox.length) : 0;
    const [input] = random() < 0.15 ? [inbox[at]] : inbox.splice(at, 1);
    if (input) device.take(input);
  };
  const back = (device: Device) => {
    if (device.online) return;
    device.online = true;
    it.server.greet(device);
  };
  for (let turn = 0; turn < 120; turn++) {
    const device = pick(it.all);
    const chance = random();
    if (chance < 0.25) pick(deeds)(device);
    else if (chance < 0.35) back(device);
    else if (chance < 0.38) it.server.broken(device.me.device);
    else deliver(device);
    log.push(`${device.me.device} ${phaseOf(device)}`);
  }
  for (const device of it.all) back(device);
  it.settle();
  return { it, log };
}

/** What everybody believes when nothing travels any more. */
function agrees({ server, all }: ReturnType<typeof world>): void {
  const running = server.running;
  for (const { state, media, me } of all) {
    const call = state.mine === null ? null : (state.calls[state.mine] as Calls["calls"][string]);
    expect(media, me.device).toBe(state.mine);
    if (call === null) continue;
    expect(running?.call, `${me.device} ${call.phase}`).toBe(call.id);
    expect(["ringing", "talking"]).toContain(call.phase);
    expect(call.phase === "ringing").toBe(running?.phase === "ringing");
  }
  for (const { state } of all)
    for (const call of Object.values(state.calls)) expect(call.id).toBe(running?.call);
}

describe("[C] whatever is lost, doubled or late", () => {
  test.each(Array.from({ length: 400 }, (_, at) => at + 1))(
    "all devices end in one state: seed %i",
    (seed) => {
      const { it } = chaos(seed);
      agrees(it);
    },
  );
});
