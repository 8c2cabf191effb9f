import { describe, expect, test } from "vitest";
import { Refused, ServerRefusal, UnknownCommand, Unreachable } from "../../src/base/errors.ts";
import { borrow, lend } from "../../src/sync/lent.ts";
import { type Commands, joinTabs, type Tabs, whoLeads } from "../../src/sync/tabs.ts";
import type { RawHttp } from "../../src/wire/http.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const profile = async () => new Browser(new MemoryServer(await openBakery()));

/** A tab of the version that has these commands. */
interface Tab<C> {
  readonly tabs: Tabs<string, C>;
  readonly leads: Promise<void>;
  readonly outdated: () => number;
}

function open<C extends Commands<C>>(browser: Browser, commands: C): Tab<C> {
  let outdated = 0;
  let lead = () => {};
  const leads = new Promise<void>((resolve) => {
    lead = resolve;
  });
  const tabs = joinTabs<string, C>(browser.tab(), "tabs", {
    onNote: () => {},
    onLeader: () => lead(),
    onOutdated: () => {
      outdated += 1;
    },
    onFailure: (error) => {
      throw error;
    },
    lead: async () => ({ commands, greet: () => {}, close: () => {} }),
  });
  return { tabs, leads, outdated: () => outdated };
}

/** What both versions know, and what each of them knows alone. */
const OLD = { both: async (by: string) => `old for ${by}`, gone: async () => "gone" };
const NEW = { both: async (by: string) => `new for ${by}`, added: async () => "added" };

describe("after an update tabs of two versions meet", () => {
  test("a new tab under an old leader: what both know is done, what the old one does not know is refused", async () => {
    const browser = await profile();
    const before = open(browser, OLD);
    await before.leads;
    const after = open(browser, NEW);
    await expect(after.tabs.leader.both("a new tab")).resolves.toBe("old for a new tab");
    await expect(after.tabs.leader.added()).rejects.toBeInstanceOf(UnknownCommand);
    expect(after.outdated()).toBe(1);
    expect(before.outdated()).toBe(0);
  });

  test("an old tab under a new leader: the same the other way round", async () => {
    const browser = await profile();
    const after = open(browser, NEW);
    await after.leads;
    const before = open(browser, OLD);
    await expect(before.tabs.leader.both("an old tab")).resolves.toBe("new for an old tab");
    await expect(before.tabs.leader.gone()).rejects.toBeInstanceOf(UnknownCommand);
    expect(before.outdated()).toBe(1);
  });

  test("what every object has is no command", async () => {
    const { tabs, leads } = open(await profile(), OLD as typeof OLD & { toString(): Promise<string> });
    await leads;
    await expect(tabs.leader.toString()).rejects.toBeInstanceOf(UnknownCommand);
  });

  test("the answer of a leader too old to refuse is not believed: it may be no answer", async () => {
    const browser = await profile();
    const channel = new (browser.tab().BroadcastChannel as NonNullable<unknown> as typeof BroadcastChannel)(
      "tabs",
    );
    channel.onmessage = ({ data }) => {
      if (data.t === "call")
        channel.postMessage({ t: "answer", id: data.id, value: undefined, failure: null });
    };
    const locked = browser.tab().locks?.request("tabs", {}, () => new Promise<void>(() => {}));
    const after = open(browser, NEW);
    await expect(after.tabs.leader.added()).rejects.toBeInstanceOf(UnknownCommand);
    expect(after.outdated()).toBe(1);
    expect(locked).toBeDefined();
    channel.close();
  });

  test("a tab that old is told of a failure, never given an answer that is none", async () => {
    const browser = await profile();
    const after = open(browser, NEW);
    await after.leads;
    const channel = new (browser.tab().BroadcastChannel as NonNullable<unknown> as typeof BroadcastChannel)(
      "tabs",
    );
    const answer = new Promise<{ failure: { name: string } | null }>((resolve) => {
      channel.onmessage = ({ data }) => data.t === "answer" && resolve(data);
    });
    channel.postMessage({ t: "call", id: "1", command: "gone", args: [] });
    expect((await answer).failure?.name).toBe("UnknownCommand");
    channel.close();
  });

  test("reloading one tab reloads all of them", async () => {
    const browser = await profile();
    const one = open(browser, OLD);
    await one.leads;
    const other = open(browser, NEW);
    await other.tabs.leader.both("");
    other.tabs.reload();
    await expect.poll(() => browser.reloads).toBe(2);
  });
});

describe("the leading tab answers", () => {
  const failing = {
    refused: async () => {
      throw new ServerRefusal("stale_record", true, "others came first");
    },
    cut: async () => {
      throw new Unreachable("no connection");
    },
    doubted: async () => {
      throw new Refused("wrong_epoch", "no such epoch: 7");
    },
    ended: async () => {
      throw new DOMException("stopped", "AbortError");
    },
    thrown: async () => Promise.reject("words"),
    nothing: async () => Promise.reject(undefined),
    other: async () => {
      throw Object.assign(new Error("wrong"), { name: "WrongSheet", code: "x" });
    },
  };

  test("an error there arrives here with its class, code and detail, and whether it may be tried again", async () => {
    const browser = await profile();
    await open(browser, failing).leads;
    const { leader } = open(browser, failing).tabs;
    await expect(leader.refused()).rejects.toMatchObject({
      constructor: ServerRefusal,
      code: "stale_record",
      retryable: true,
      detail: "others came first",
      message: "stale_record: others came first",
    });
    await expect(leader.cut()).rejects.toBeInstanceOf(Unreachable);
    await expect(leader.doubted()).rejects.toMatchObject({
      constructor: Refused,
      reason: "wrong_epoch",
      message: "wrong_epoch: no such epoch: 7",
    });
    await expect(leader.ended()).rejects.toMatchObject({ name: "AbortError", message: "stopped" });
    await expect(leader.thrown()).rejects.toMatchObject({ name: "Error", message: "words" });
    await expect(leader.nothing()).rejects.toMatchObject({ name: "Error", message: "undefined" });
    await expect(leader.other()).rejects.toMatchObject({ name: "WrongSheet", code: "x" });
  });

  test("before the tabs are joined a call waits", async () => {
    const asked = whoLeads<typeof NEW>(() => null).added();
    await expect(Promise.race([asked, Promise.resolve("waits")])).resolves.toBe("waits");
  });
});

describe("lent HTTP", () => {
  const calls: unknown[] = [];
  const http: RawHttp = {
    call: () => Promise.reject(new Error("no bytes here")),
    get: async (path) => {
      calls.push(path);
      return { path };
    },
    post: async (path, body) => ({ path, body }),
  };
  const lent = borrow(lend(http));

  test("the leader makes the call, and the tab gets the answer", async () => {
    await expect(lent.get("/hours/holidays?region=DE-BY&year=2026")).resolves.toEqual({
      path: "/hours/holidays?region=DE-BY&year=2026",
    });
    await expect(lent.post("/invites/a_-1/drop", { a: 1 })).resolves.toEqual({
      path: "/invites/a_-1/drop",
      body: { a: 1 },
    });
  });

  test.each([
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/../live",
    "/a/./b",
    "a",
    "",
    "/a#b",
    "/a\\b",
  ])("%j is no path of the API: the bearer does not go there", async (path) => {
    calls.length = 0;
    await expect(lent.get(path)).rejects.toMatchObject({ reason: "malformed" });
    expect(calls).toEqual([]);
  });
});
