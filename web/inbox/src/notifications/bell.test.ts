import { describe, expect, it } from "vitest";
import { Bell, type BellNeeds, type Detail } from "./bell.ts";

interface World {
  now: number;
  detail: Detail;
  on: boolean;
  looking: boolean;
  quiet: readonly (readonly [number, number])[];
  muted: Set<string>;
  unread: Map<string, number>;
  /** When the newest message of each came, as the list knows. */
  came: Map<string, number>;
  said: string[];
}

function stand(change: Partial<World> = {}) {
  const timers: { at: number; run: () => void }[] = [];
  const world: World = {
    now: 0,
    detail: "full",
    on: true,
    looking: false,
    quiet: [],
    muted: new Set(),
    unread: new Map([
      ["a", 1],
      ["b", 1],
    ]),
    came: new Map(),
    said: [],
    ...change,
  };
  const needs: BellNeeds = {
    now: () => world.now,
    later: (ms, run) => {
      const timer = { at: world.now + ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    detail: () => world.detail,
    on: () => world.on,
    quiet: () => world.quiet,
    isMuted: (id) => world.muted.has(id),
    looking: async () => world.looking,
    unread: (id) => world.unread.get(id) ?? null,
    unreadSince: (ms) =>
      [...world.came].flatMap(([id, at]) => (at >= ms && world.unread.get(id) !== 0 ? [id] : [])),
    show: ({ conversation, count }) => world.said.push(`show ${conversation ?? "news"} ${count}`),
    close: (id) => world.said.push(`close ${id ?? "news"}`),
  };
  const bell = new Bell(needs);
  const pass = async (ms: number) => {
    world.now += ms;
    for (const timer of timers.filter(({ at }) => at <= world.now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
    await Promise.resolve();
    await Promise.resolve();
  };
  return { bell, world, pass };
}

describe("[W12] what this device says", () => {
  it("is one notice for each conversation, or one for all that says nothing", async () => {
    const named = stand();
    await named.bell.arrived("a");
    await named.bell.arrived("b");
    expect(named.world.said).toEqual(["show a 0", "show b 0"]);
    const bare = stand({ detail: "none" });
    await bare.bell.arrived("a");
    await bare.bell.arrived("b");
    expect(bare.world.said).toEqual(["show news 0", "show news 0"]);
  });

  it("is nothing while it is off, while somebody looks, of muted conversations, and of what was read meanwhile", async () => {
    for (const change of [
      { on: false },
      { looking: true },
      { muted: new Set(["a"]) },
      { unread: new Map([["a", 0]]) },
    ]) {
      const { bell, world } = stand(change);
      await bell.arrived("a");
      expect(world.said).toEqual([]);
    }
  });

  it("goes when another device has read it", async () => {
    const { bell, world } = stand();
    await bell.arrived("a");
    await bell.arrived("b");
    bell.changed();
    world.unread.set("a", 0);
    bell.changed();
    bell.changed();
    expect(world.said).toEqual(["show a 0", "show b 0", "close a"]);
    const bare = stand({ detail: "none" });
    await bare.bell.arrived("a");
    await bare.bell.arrived("b");
    bare.world.unread.set("a", 0);
    bare.bell.changed();
    expect(bare.world.said.at(-1)).toBe("show news 0");
    bare.world.unread.set("b", 0);
    bare.bell.changed();
    expect(bare.world.said.at(-1)).toBe("close news");
  });

  it("leaves the screen when it is locked", async () => {
    const { bell, world } = stand();
    await bell.arrived("a");
    bell.end();
    expect(world.said).toEqual(["show a 0", "close a"]);
  });
});

describe("[W12] quiet hours", () => {
  it("end in one summary of what is still unread", async () => {
    const { bell, world, pass } = stand({ quiet: [[0, 1000]] });
    await bell.arrived("a");
    await bell.arrived("a");
    await bell.arrived("b");
    world.unread.set("b", 0);
    await pass(999);
    expect(world.said).toEqual([]);
    await pass(1);
    await pass(10_000);
    expect(world.said).toEqual(["show news 1"]);
  });

  it("say nothing afterwards if everything was read", async () => {
    const { bell, world, pass } = stand({ quiet: [[0, 1000]] });
    await bell.arrived("a");
    world.unread.set("a", 0);
    await pass(1000);
    expect(world.said).toEqual([]);
  });

  it("end in one summary after a crash as well, of what came in them and is unread", async () => {
    const came = new Map([
      ["a", 500],
      ["b", 600],
      ["old", 50],
    ]);
    const { bell, world, pass } = stand({ now: 700, quiet: [[100, 1000]], came });
    world.unread.set("b", 0).set("old", 1);
    bell.again();
    await bell.arrived("a");
    bell.again();
    await pass(300);
    await pass(10_000);
    expect(world.said).toEqual(["show news 1"]);
  });

  it("may become longer or shorter meanwhile", async () => {
    const { bell, world, pass } = stand({ quiet: [[0, 1000]] });
    await bell.arrived("a");
    world.quiet = [[0, 2000]];
    await pass(1000);
    expect(world.said).toEqual([]);
    world.quiet = [];
    bell.again();
    await pass(0);
    expect(world.said).toEqual(["show news 1"]);
    await pass(5000);
    expect(world.said).toEqual(["show news 1"]);
  });
});
