import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import type { DeviceKeys } from "../../src/seal/keys.ts";
import type { Inbox } from "../../src/staff/api.ts";
import { finishMove, JOINING_STORE, markMove } from "../../src/staff/moving.ts";
import { createInbox } from "../../src/staff/page.ts";
import { INBOX_STORE, LOCK_STORE, openStore, readState, storeExists } from "../../src/store/database.ts";
import { type Bakery, openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { InviteDesk } from "../world/invites.ts";
import { MemoryServer } from "../world/server.ts";

// A question stands in one tab while another tab changes what it was about. [ADR 58]

const bakery: Bakery = await openBakery();
const farm: Bakery = await openBakery();
const mill: Bakery = await openBakery();

let browser: Browser;
let desk: InviteDesk;
let pages: Inbox[];

beforeEach(() => {
  browser = new Browser(new MemoryServer(bakery));
  browser.plugged = false;
  desk = new InviteDesk({ sonnenschein: bakery, hof: farm, muehle: mill });
  pages = [];
});

afterEach(() => {
  for (const page of pages) page.close();
});

const envOf = (fragment: string): Env => ({ ...browser.tab(fragment), fetch: desk.fetch });

function open(fragment = ""): Inbox {
  const page = createInbox(envOf(fragment));
  pages.push(page);
  return page;
}

async function ready(page: Inbox): Promise<Inbox> {
  await until(page.phase, (phase) => phase === "ready");
  return page;
}

/** The question stands there, and can be answered. */
async function asks(fragment: string): Promise<Inbox> {
  const page = open(fragment);
  await until(page.entrance.invitation, (shown) => shown?.by != null);
  return page;
}

/** In another tab, this browser becomes a device of the bakery, with a draft. */
async function join(keys: DeviceKeys = bakery.ben): Promise<void> {
  const store = await openStore(envOf(""), INBOX_STORE);
  await store.put("state", keys, "keys");
  await store.put("state", [...bakery.records], "records");
  await store.put("state", "sonnenschein", "handle");
  await store.put("state", "Brot", "draft:one");
  store.close();
}

async function here(): Promise<{ handle: string | null; draft: string | null; id: string }> {
  const store = await openStore(envOf(""), INBOX_STORE);
  const id = String((await readState<DeviceKeys>(store, "keys"))?.id);
  const found = {
    handle: await readState<string>(store, "handle"),
    draft: await readState<string>(store, "draft:one"),
    id,
  };
  store.close();
  return found;
}

async function answered(count = 1): Promise<void> {
  while (desk.asked.filter((each) => each === "POST invites").length < count)
    await new Promise((resolve) => setTimeout(resolve, 1));
}

async function confirmed(fragment: string, id: string): Promise<Inbox> {
  const before = desk.asked.filter((each) => each === "POST invites").length;
  const page = await asks(fragment);
  void page.entrance.accept();
  await answered(before + 1);
  await desk.confirm(id);
  await until(page.entrance.invitation, (shown) => shown?.step === "confirmed");
  return page;
}

async function lockAway(): Promise<void> {
  const lock = await openStore(envOf(""), LOCK_STORE);
  await lock.put("state", { locked: true }, "lock");
  lock.close();
  browser.indexedDB.deleteDatabase(INBOX_STORE);
}

describe("[ADR 58] the browser becomes a device while a question stands in another tab", () => {
  test("of another business: the press asks again, names what is here now, and nothing of it changes", async () => {
    const stale = await asks(desk.invite("hof").fragment);
    expect(stale.entrance.invitation.get()?.here).toBeNull();
    await join();
    const before = await here();
    await stale.entrance.accept();
    await until(stale.entrance.invitation, (shown) => shown?.by != null);
    expect(stale.phase.get()).toBe("invited");
    expect(stale.entrance.invitation.get()).toMatchObject({ step: "asked", here: "Bäckerei Sonnenschein" });
    expect(await here()).toEqual(before);
    expect(desk.asked).not.toContain("POST invites");
  });

  test("of the same business: the press leads to the inbox of the device that is here", async () => {
    const stale = await asks(desk.invite("sonnenschein").fragment);
    await join(bakery.anna);
    const before = await here();
    await stale.entrance.accept();
    await ready(stale);
    expect(stale.me.get()?.role).toBe("owner");
    expect(await here()).toEqual(before);
  });

  test("after the answer went out: the new device waits beside the first, and a second question comes", async () => {
    const { id, fragment } = desk.invite("hof");
    const stale = await asks(fragment);
    void stale.entrance.accept();
    await answered();
    await join();
    const before = await here();
    await desk.confirm(id);
    await until(stale.entrance.invitation, (shown) => shown?.by != null && shown.here !== null);
    expect(stale.entrance.invitation.get()).toMatchObject({ step: "asked", problem: null });
    expect(await here()).toEqual(before);
    await stale.entrance.accept();
    await until(stale.entrance.invitation, (shown) => shown?.step === "confirmed");
    expect(await here()).toEqual(before);
    await stale.entrance.move();
    await ready(stale);
    expect(await here()).toMatchObject({ handle: "hof", draft: null });
  });

  test("behind an app lock that closed: the press loads the page anew, and stores nothing", async () => {
    const stale = await asks(desk.invite("hof").fragment);
    await lockAway();
    await stale.entrance.accept();
    expect(browser.reloads).toBe(1);
    expect(await storeExists(envOf(""), INBOX_STORE)).toBe(false);
    expect(desk.asked).not.toContain("POST invites");
  });
});

describe("[ADR 58] a person's word to move is about two devices", () => {
  test("pressed twice: it is carried out once", async () => {
    await join();
    const { id, fragment } = desk.invite("hof");
    const page = await confirmed(fragment, id);
    await Promise.all([page.entrance.move(), page.entrance.move()]);
    await ready(page);
    expect(await storeExists(envOf(""), JOINING_STORE)).toBe(false);
  });

  test("pressed in two tabs: both are in, and no word is left for the next invitation", async () => {
    await join();
    const { id, fragment } = desk.invite("hof");
    const one = await confirmed(fragment, id);
    const two = await asks(fragment);
    void two.entrance.accept();
    await until(two.entrance.invitation, (shown) => shown?.step === "confirmed");
    await one.entrance.move();
    await ready(one);
    await two.entrance.move();
    await ready(two);
    expect(await storeExists(envOf(""), JOINING_STORE)).toBe(false);
    one.close();
    two.close();
    const before = await here();
    const next = desk.invite("muehle");
    (await confirmed(next.fragment, next.id)).close();
    await ready(open());
    expect(await here()).toEqual(before);
  });

  test("declined in one tab and pressed in the other: nothing goes", async () => {
    await join();
    const before = await here();
    const { id, fragment } = desk.invite("hof");
    const one = await confirmed(fragment, id);
    const two = await asks(fragment);
    void two.entrance.accept();
    await until(two.entrance.invitation, (shown) => shown?.step === "confirmed");
    await two.entrance.decline();
    await one.entrance.move();
    await until(one.entrance.invitation, (shown) => shown?.problem === "invite_used");
    expect(await storeExists(envOf(""), JOINING_STORE)).toBe(false);
    expect(await here()).toEqual(before);
  });

  test("another device is here by then: it stays, and the question is asked about it", async () => {
    await join();
    const { id, fragment } = desk.invite("hof");
    const page = await confirmed(fragment, id);
    await join(bakery.anna);
    const before = await here();
    await page.entrance.move();
    await until(page.entrance.invitation, (shown) => shown?.step === "asked" && shown.by !== null);
    expect(await here()).toEqual(before);
    await finishMove(envOf(""));
    expect(await here()).toEqual(before);
  });

  test("the first one has signed out meanwhile: nothing is left to be asked", async () => {
    await join();
    const { id, fragment } = desk.invite("hof");
    const page = await asks(fragment);
    void page.entrance.accept();
    await answered();
    browser.indexedDB.deleteDatabase(INBOX_STORE);
    await desk.confirm(id);
    await ready(page);
    expect((await here()).handle).toBe("hof");
  });

  test.each([
    ["of other devices", { comes: new Uint8Array(16), goes: bakery.ben.id }],
    ["of an earlier version, which named none", true],
  ])("a word %s moves nothing", async (_, word) => {
    await join();
    const before = await here();
    const { id, fragment } = desk.invite("hof");
    (await confirmed(fragment, id)).close();
    if (word !== true) expect(await markMove(envOf(""), word as never)).toBe(false);
    const joining = await openStore(envOf(""), JOINING_STORE);
    await joining.put("state", word, "agreed");
    joining.close();
    await finishMove(envOf(""));
    await ready(open());
    expect(await here()).toEqual(before);
  });

  test("without anything that waits, a word is not noted", async () => {
    await join();
    expect(await markMove(envOf(""), { comes: bakery.anna.id, goes: bakery.ben.id })).toBe(false);
    expect(await storeExists(envOf(""), JOINING_STORE)).toBe(false);
  });
});

describe("[ADR 58] the question", () => {
  test("cannot be accepted before it is known who invites, and can once there is a line", async () => {
    desk.down = true;
    const page = open(desk.invite("hof").fragment);
    await until(page.phase, (phase) => phase === "invited");
    await page.entrance.accept();
    expect(page.phase.get()).toBe("invited");
    expect(await browser.indexedDB.databases()).toEqual([]);
    desk.down = false;
    await until(page.entrance.invitation, (shown) => shown?.by != null);
    void page.entrance.accept();
    await until(page.phase, (phase) => phase === "linking");
  });

  test("declined, it leaves what waits for another invitation", async () => {
    await join();
    const first = desk.invite("hof");
    (await confirmed(first.fragment, first.id)).close();
    const other = await asks(desk.invite("muehle").fragment);
    await other.entrance.decline();
    const again = await asks(first.fragment);
    await again.entrance.accept();
    expect(again.entrance.invitation.get()).toMatchObject({ step: "confirmed", problem: null });
  });

  test("declined after another was begun in its place, it leaves that one", async () => {
    await join();
    const [first, second] = [desk.invite("hof"), desk.invite("muehle")];
    const [one, two] = [await asks(first.fragment), await asks(second.fragment)];
    void one.entrance.accept();
    await answered();
    void two.entrance.accept();
    await answered(2);
    await one.entrance.decline();
    await desk.confirm(second.id);
    await until(two.entrance.invitation, (shown) => shown?.step === "confirmed");
  });
});
