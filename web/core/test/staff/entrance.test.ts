import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import type { Inbox } from "../../src/staff/api.ts";
import { finishMove, JOINING_STORE, type Move, markMove } from "../../src/staff/moving.ts";
import { createInbox } from "../../src/staff/page.ts";
import { HOURS_HEARD, INBOX_STORE, openStore, readState, storeExists } from "../../src/store/database.ts";
import { type Bakery, openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { InviteDesk } from "../world/invites.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { seeded } from "../world/seeded.ts";
import { MemoryServer } from "../world/server.ts";

const bakery: Bakery = await openBakery();
const farm: Bakery = await openBakery();

let browser: Browser;
let desk: InviteDesk;
let pages: Inbox[];

beforeEach(() => {
  browser = new Browser(new MemoryServer(bakery));
  // No line: what a connection writes is not what is asked for here.
  browser.plugged = false;
  desk = new InviteDesk({ sonnenschein: bakery, hof: farm });
  pages = [];
});

afterEach(() => {
  for (const page of pages) page.close();
});

const envOf = (fragment: string): Env => ({ ...browser.tab(fragment), fetch: desk.fetch });

function open(fragment = "", agreed = false): Inbox {
  const page = createInbox(envOf(fragment), null, agreed);
  pages.push(page);
  return page;
}

/** Presses "Annehmen", which can be pressed once it is known who invites. */
async function accept(page: Inbox): Promise<void> {
  await until(page.entrance.invitation, (shown) => shown?.by != null);
  await page.entrance.accept();
}

async function settled(page: Inbox): Promise<string> {
  await until(page.phase, (phase) => phase !== "loading");
  return page.phase.get();
}

/** This browser becomes Ben's device of the bakery, with a draft and a message that waits. */
async function join(): Promise<void> {
  const store = await openStore(envOf(""), INBOX_STORE);
  await store.put("state", bakery.ben, "keys");
  await store.put("state", [...bakery.records], "records");
  await store.put("state", "sonnenschein", "handle");
  await store.put("state", "Brot", "draft:one");
  await store.put("outbox", { counter: 1, conversation: "one", payload: { kind: "text" } } as never);
  store.close();
  // What a plain load writes by itself: the opening hours that it heard.
  const page = open();
  await until(page.phase, (phase) => phase === "ready");
  const here = await openStore(envOf(""), INBOX_STORE);
  while ((await readState(here, HOURS_HEARD)) === null)
    await new Promise((resolve) => setTimeout(resolve, 1));
  here.close();
  page.close();
}

const all = () => rawStorage(browser.indexedDB);

describe("[S12] an invitation in the address", () => {
  test("of another business: the page stops, names the business that is here, and nothing stored changes", async () => {
    await join();
    const before = await all();
    const { fragment } = desk.invite("hof");
    const page = open(fragment);
    expect(await settled(page)).toBe("invited");
    await until(page.entrance.invitation, (shown) => shown?.by != null);
    expect(page.entrance.invitation.get()).toMatchObject({
      step: "asked",
      here: "Bäckerei Sonnenschein",
      problem: null,
    });
    expect(await all()).toBe(before);
    await page.entrance.decline();
    expect(browser.reloads).toBe(1);
    page.close();
    expect(await all()).toBe(before);
    expect(await settled(open())).toBe("ready");
  });

  test("that does not exist, is used, is expired, or cannot be asked for: the same, and it says why", async () => {
    await join();
    const before = await all();
    const gone = new InviteDesk({ hof: farm }).invite("hof").fragment;
    const late = desk.invite("hof");
    desk.expire(late.id);
    for (const [fragment, problem] of [
      [gone, "not_found"],
      [late.fragment, "invite_expired"],
    ] as const) {
      const page = open(fragment);
      expect(await settled(page)).toBe("invited");
      await until(page.entrance.invitation, (shown) => shown?.problem === problem);
      page.close();
    }
    desk.down = true;
    const page = open(desk.invite("hof").fragment);
    expect(await settled(page)).toBe("invited");
    expect(await all()).toBe(before);
  });

  test("of its own business leads to the inbox", async () => {
    await join();
    expect(await settled(open(desk.invite("sonnenschein").fragment))).toBe("ready");
  });

  test("in a browser without a device: nothing is stored and nothing sent before a person accepts", async () => {
    const { id, fragment } = desk.invite("hof");
    const page = open(fragment);
    expect(await settled(page)).toBe("invited");
    await until(page.entrance.invitation, (shown) => shown?.by != null);
    expect(page.entrance.invitation.get()?.here).toBeNull();
    expect(await browser.indexedDB.databases()).toEqual([]);
    expect(desk.asked.filter((each) => each.startsWith("POST"))).toEqual([]);
    await Promise.all([page.entrance.accept(), joined(id)]);
    await until(page.phase, (phase) => phase === "ready");
  });

  test("an answer that was begun goes on after a reload, and another invitation does not replace it unasked", async () => {
    const first = desk.invite("hof");
    const page = open(first.fragment);
    await settled(page);
    void accept(page);
    await until(page.phase, (phase) => phase === "linking");
    await answered();
    page.close();
    const before = await all();
    const other = open(desk.invite("hof").fragment);
    expect(await settled(other)).toBe("invited");
    expect(await all()).toBe(before);
    other.close();
    await desk.confirm(first.id);
    const again = open();
    await until(again.phase, (phase) => phase === "ready");
  });

  test("accepted in two tabs at once: one answer, and both tabs are in", async () => {
    const { id, fragment } = desk.invite("hof");
    const tabs = [open(fragment), open(fragment), open(fragment)];
    for (const tab of tabs) await settled(tab);
    await Promise.all([...tabs.map((tab) => accept(tab)), joined(id)]);
    for (const tab of tabs) await until(tab.phase, (phase) => phase === "ready");
    expect(desk.asked.filter((each) => each === "POST invites")).toHaveLength(1);
  });

  test("pasted and sent off by a person, it was agreed to", async () => {
    const { id, fragment } = desk.invite("hof");
    const page = open(fragment, true);
    await until(page.phase, (phase) => phase === "linking");
    await joined(id);
    await until(page.phase, (phase) => phase === "ready");
  });
});

async function answered(): Promise<void> {
  while (!desk.asked.includes("POST invites")) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function joined(id: string): Promise<void> {
  await answered();
  await desk.confirm(id);
}

describe("[S12] moving to another business", () => {
  async function confirmed(): Promise<Inbox> {
    const { id, fragment } = desk.invite("hof");
    const page = open(fragment);
    await settled(page);
    void accept(page);
    await joined(id);
    await until(page.entrance.invitation, (shown) => shown?.step === "confirmed");
    return page;
  }

  /** What the question was about. */
  async function asked(): Promise<Move> {
    const joining = await openStore(envOf(""), JOINING_STORE);
    const comes = (await readState<Bakery["ben"]>(joining, "keys"))?.id ?? bakery.anna.id;
    joining.close();
    return { comes, goes: bakery.ben.id };
  }

  test("until it is confirmed and a person says so, the first device is whole, also after a reload", async () => {
    await join();
    const store = await openStore(envOf(""), INBOX_STORE);
    const before = [await store.getAllKeys("state"), await store.getAll("outbox")];
    store.close();
    const page = await confirmed();
    expect(page.entrance.invitation.get()?.unsent).toBe(1);
    page.close();
    const again = open();
    expect(await settled(again)).toBe("ready");
    again.close();
    const after = await openStore(envOf(""), INBOX_STORE);
    expect([await after.getAllKeys("state"), await after.getAll("outbox")]).toEqual(before);
    expect((await readState<Bakery["ben"]>(after, "keys"))?.id).toEqual(bakery.ben.id);
    after.close();
  });

  test("what the device only says of itself is no message that would be lost", async () => {
    await join();
    const store = await openStore(envOf(""), INBOX_STORE);
    await store.put("outbox", { counter: 2, conversation: "room", payload: { kind: "device" } } as never);
    store.close();
    const page = await confirmed();
    expect(page.entrance.invitation.get()?.unsent).toBe(1);
    page.close();
  });

  test("going back drops the answer and nothing else", async () => {
    await join();
    const before = await all();
    const page = await confirmed();
    await page.entrance.decline();
    page.close();
    expect(await all()).toBe(before);
  });

  test("then nothing of the first business is left, and every other tab of it ends", async () => {
    await join();
    const other = open();
    expect(await settled(other)).toBe("ready");
    const page = await confirmed();
    await page.entrance.move();
    await until(page.phase, (phase) => phase === "ready");
    await until(other.phase, (phase) => phase === "unlinked");
    expect(page.shopfront.get()?.handle).toBe("hof");
    const raw = await all();
    expect(raw).not.toContain("Brot");
    expect(await storeExists(envOf(""), JOINING_STORE)).toBe(false);
  });

  test("interrupted after the person's word, it is finished at the next start; before it, never", async () => {
    await join();
    (await confirmed()).close();
    await finishMove(envOf(""));
    expect(await settled(open())).toBe("ready");
    expect(pages.at(-1)?.shopfront.get()?.handle).toBe("sonnenschein");
    pages.at(-1)?.close();
    expect(await markMove(envOf(""), await asked())).toBe(true);
    const page = open();
    await until(page.phase, (phase) => phase === "ready");
    expect(page.shopfront.get()?.handle).toBe("hof");
    expect(await storeExists(envOf(""), JOINING_STORE)).toBe(false);
  });

  test("two tabs finish the same move: once", async () => {
    await join();
    (await confirmed()).close();
    expect(await markMove(envOf(""), await asked())).toBe(true);
    await Promise.all([finishMove(envOf("")), finishMove(envOf("")), finishMove(envOf(""))]);
    const store = await openStore(envOf(""), INBOX_STORE);
    expect(await readState<string>(store, "handle")).toBe("hof");
    store.close();
  });
});

test("[A1] no fragment changes what is stored: every name with valid, foreign, cut, wrong and huge values", async () => {
  await join();
  const before = await all();
  const random = seeded(25);
  const own = desk.invite("sonnenschein").fragment;
  const foreign = desk.invite("hof").fragment;
  const lying = desk.invite("sonnenschein", "hof").fragment;
  const values = [own, foreign, lying, foreign.slice(0, -9), ""].map((each) =>
    each.replace(/^#[a-z]*=?/, ""),
  );
  values.push("x".repeat(20_000), "%", "\u0000", "a.b.c", "..", "/c/x");
  const names = ["invite", "return", "setup", "key", "link", "device", "recover", "c", "/c/", "other", ""];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const one = () => `${pick(names)}=${pick(values)}`;
  const fragments = [own, foreign, lying];
  for (let n = 0; n < 60; n++)
    fragments.push(`#${Array.from({ length: 1 + Math.floor(random() * 3) }, one).join("&")}`);
  for (const fragment of fragments) {
    const page = open(fragment);
    expect(["ready", "invited"], fragment).toContain(await settled(page));
    page.close();
    expect(await all(), fragment).toBe(before);
  }
});

describe("[A1] two tabs", () => {
  test.each([...Array(8).keys()])(
    "one signs out while the other writes: nothing comes back (%i)",
    async (seed) => {
      await join();
      const random = seeded(seed);
      const [writer, leaver] = [open(), open()];
      for (const tab of [writer, leaver]) await until(tab.phase, (phase) => phase === "ready");
      const view = writer.open("one");
      const writing = (async () => {
        for (let n = 0; n < 12; n++) {
          if (writer.phase.get() === "ready") {
            view.setDraft(`geheim ${n}`);
            await view.send(`geheim ${n}`).catch(() => {});
          }
          if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, 0));
        }
      })();
      for (let n = Math.floor(random() * 12); n > 0; n--)
        await new Promise((resolve) => setTimeout(resolve, 0));
      await leaver.signOut();
      await writing;
      await until(writer.phase, (phase) => phase === "unlinked");
      expect(await browser.indexedDB.databases()).toEqual([]);
    },
  );

  test("one moves to another business while the other writes: nothing of the first is among the second's", async () => {
    await join();
    const writer = open();
    await until(writer.phase, (phase) => phase === "ready");
    const { id, fragment } = desk.invite("hof");
    const page = open(fragment);
    await settled(page);
    void accept(page);
    await joined(id);
    await until(page.entrance.invitation, (shown) => shown?.step === "confirmed");
    const view = writer.open("one");
    const writing = Promise.allSettled(Array.from({ length: 20 }, (_, n) => view.send(`geheim ${n}`)));
    await page.entrance.move();
    await until(page.phase, (phase) => phase === "ready");
    await writing;
    const raw = await all();
    expect(raw).not.toContain("geheim");
    expect(page.shopfront.get()?.handle).toBe("hof");
  });

  test("one goes back while the other waits for the answer: the first device is whole in both", async () => {
    await join();
    const { id, fragment } = desk.invite("hof");
    const [one, two] = [open(fragment), open(fragment)];
    for (const tab of [one, two]) await settled(tab);
    void accept(one);
    void accept(two);
    await answered();
    await one.entrance.decline();
    await desk.confirm(id);
    for (const tab of [one, two]) tab.close();
    expect(await settled(open())).toBe("ready");
    pages.at(-1)?.close();
    await finishMove(envOf(""));
    expect(await settled(open())).toBe("ready");
    expect(pages.at(-1)?.shopfront.get()?.handle).toBe("sonnenschein");
  });
});

test("the keys that moved are the ones that the other business has", async () => {
  const { id, fragment } = desk.invite("hof");
  await join();
  const page = open(fragment);
  await settled(page);
  void accept(page);
  await joined(id);
  await until(page.entrance.invitation, (shown) => shown?.step === "confirmed");
  await page.entrance.move();
  await until(page.phase, (phase) => phase === "ready");
  expect(page.me.get()).toMatchObject({ person: 3, role: "member" });
});
