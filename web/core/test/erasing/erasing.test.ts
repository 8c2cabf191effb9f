import { afterEach, describe, expect, test } from "vitest";
import { type Bytes, fromBase64url } from "../../src/base/bytes.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat, ChatEnv } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { signErase } from "../../src/seal/erase.ts";
import { type DeviceKeys, newDeviceKeys } from "../../src/seal/keys.ts";
import { headerHash, random } from "../../src/seal/suite.ts";
import { openStore, readState } from "../../src/store/database.ts";
import type { Signed } from "../../src/wire/layouts.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { said } from "../world/said.ts";
import { MemoryServer, Refusal } from "../world/server.ts";
import { Voice } from "../world/voice.ts";

const bakery = await openBakery();
const open: Chat[] = [];

function visit(browser: Browser, fragment = ""): Chat {
  const chat = createChat(browser.chat(fragment));
  open.push(chat);
  return chat;
}

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

/** Notes about devices stand between the messages; these tests leave them out. */
const shown = (rows: readonly LogRow[]) =>
  rows.flatMap((row) => {
    if (row.type === "message") return [`${said(row)}${row.trouble ? ` (${row.trouble})` : ""}`];
    return row.change ? [] : [row.name];
  });
const settled = (count: number) => (rows: readonly LogRow[]) =>
  rows.filter((row) => row.type === "message" && row.state === "sent").length === count;
const keyOf = (chat: Chat, text: string): string =>
  chat.rows.get().find((row) => row.type === "message" && said(row) === text)?.key ?? "";
const names = (wanted: readonly string[]) => (rows: readonly LogRow[]) =>
  JSON.stringify(shown(rows)) === JSON.stringify(wanted);

const erasing = (wanted: readonly boolean[]) => (rows: readonly LogRow[]) =>
  JSON.stringify(rows.map((row) => row.type === "message" && row.erasing)) === JSON.stringify(wanted);

async function readKeys(browser: Browser): Promise<DeviceKeys> {
  const store = await openStore(browser.tab(), "tresen-chat-sonnenschein");
  const keys = await readState<DeviceKeys>(store, "keys");
  store.close();
  if (keys === null) throw new Error("no keys");
  return keys;
}

async function talking(...texts: string[]) {
  const server = new MemoryServer(bakery);
  const browser = new Browser(server);
  const chat = visit(browser);
  await chat.begin();
  for (const text of texts) await chat.send(text);
  await until(chat.rows, settled(texts.length));
  await until(chat.net, (net) => net === "online");
  const talk = [...server.talks.keys()][0] ?? "";
  const link = new URL(chat.returnLink.get() ?? "").hash;
  return { server, browser, chat, talk, link, anna: new Voice(server, bakery, bakery.anna) };
}

/** `onItsWay` runs once: while the answer with a page of the past is on its way. */
function slowPast(env: ChatEnv) {
  let meanwhile = async () => {};
  const fetch: ChatEnv["fetch"] = async (url, init) => {
    const answer = await env.fetch(url, init);
    if (!url.includes("before=")) return answer;
    const run = meanwhile;
    meanwhile = async () => {};
    await run();
    return answer;
  };
  const onItsWay = (run: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      meanwhile = () => run().then(resolve, reject);
    });
  return { env: { ...env, fetch }, onItsWay };
}

/** Signed by Anna, as an owner's inbox does it. `pos` null: everything. */
async function annasOrder(server: MemoryServer, talk: string, pos: number | null): Promise<Signed> {
  const event = server.messages(talk).find((each) => each.pos === pos);
  const header = (event?.body as Bytes[] | undefined)?.[0];
  const targets = header === undefined ? null : [{ pos: pos ?? 0, hash: await headerHash(header) }];
  return signErase(bakery.anna, bakery.chain.business, fromBase64url(talk), targets, server.clock);
}

describe("a customer erases a message", () => {
  test("[L7] it is gone on both sides, in every tab, and from the raw storage; the chain goes on", async () => {
    const { server, browser, chat, talk } = await talking("eins", "GEHEIM-zwei", "drei");
    const tab = visit(browser);
    await until(tab.rows, settled(3));
    expect(await chat.erase(keyOf(chat, "GEHEIM-zwei"))).toBe("done");
    for (const each of [chat, tab]) await until(each.rows, names(["eins", "tombstone", "drei"]));
    expect(server.messages(talk).map(({ body }) => (body as unknown[])[5])).toEqual([
      undefined,
      "erased",
      undefined,
    ]);
    expect(await rawStorage(browser.indexedDB)).not.toContain("GEHEIM");
    await tab.send("vier");
    await until(chat.rows, names(["eins", "tombstone", "drei", "vier"]));
    chat.close();
    const again = visit(browser);
    await until(again.rows, names(["eins", "tombstone", "drei", "vier"]));
  });

  test("[L7] a page of the past that was on its way brings nothing back", async () => {
    const { server, browser, chat, talk, link, anna } = await talking("eins", "GEHEIM-zwei");
    for (let n = 1; n <= 60; n++) await anna.say(talk, `Zeile ${n}`);
    await until(chat.rows, (rows) => rows.some((row) => row.type === "message" && said(row) === "Zeile 60"));
    const laptop = new Browser(server);
    const { env, onItsWay } = slowPast(laptop.chat(link));
    const other = createChat(env);
    open.push(other);
    await until(other.phase, (phase) => phase === "visit");
    await other.begin();
    await until(other.older, (older) => older);
    const arrived = onItsWay(async () => {
      expect(await chat.erase(keyOf(chat, "GEHEIM-zwei"))).toBe("done");
      await anna.say(talk, "Danach");
      await until(other.rows, (rows) => shown(rows).at(-1) === "Danach");
    });
    await other.loadOlder();
    await arrived;
    await until(other.rows, (rows) => shown(rows)[0] === "eins");
    expect(shown(other.rows.get()).slice(0, 3)).toEqual(["eins", "tombstone", "Zeile 1"]);
    for (const each of [browser, laptop]) expect(await rawStorage(each.indexedDB)).not.toContain("GEHEIM");
  });

  test("[L7] what refers to it goes with it, and leaves no trace of its own", async () => {
    const { browser, chat, talk, anna } = await talking("eins", "zwei");
    const refers = keyOf(chat, "zwei").split(".");
    const named = [fromBase64url(refers[0] ?? ""), Number(refers[1])] as const;
    await anna.say(talk, "zu zwei", { refers: named });
    await anna.say(talk, "zu eins");
    await until(chat.rows, names(["eins", "zwei", "zu zwei", "zu eins"]));
    await chat.erase(keyOf(chat, "zwei"));
    await until(chat.rows, names(["eins", "tombstone", "zu eins"]));
    expect(await rawStorage(browser.indexedDB)).not.toContain("zu zwei");
  });

  test("[S17] lost answers and a reload change nothing: the command is stored, and carried out once", async () => {
    const { server, browser, chat, talk } = await talking("eins", "zwei");
    let losses = 2;
    server.loseAnswer = () => losses-- > 0;
    expect(await chat.erase(keyOf(chat, "zwei"))).toBe("later");
    await until(chat.rows, erasing([false, true]));
    chat.close();
    const again = visit(browser);
    await until(again.rows, names(["eins", "tombstone"]));
    expect(server.log.filter(({ kind }) => kind === 10)).toHaveLength(1);
    expect(server.messages(talk)).toHaveLength(2);
  });

  test("asked offline, it is sent by itself later; pressed twice, it is one command", async () => {
    const { server, chat } = await talking("eins", "zwei");
    server.reachable = false;
    server.cutAll();
    await until(chat.net, (net) => net === "offline");
    const key = keyOf(chat, "zwei");
    expect(await Promise.all([chat.erase(key), chat.erase(key)])).toEqual(["later", "later"]);
    server.reachable = true;
    await until(chat.rows, names(["eins", "tombstone"]));
    expect(server.log.filter(({ kind }) => kind === 10)).toHaveLength(1);
    expect(await chat.erase(key)).toBe("done");
  });

  test("[L9] a letter is retained, and says until when", async () => {
    const { server, chat, talk } = await talking("eins", "Auftrag");
    server.eraser.lock(talk, 4, "letter", 1_988_000_000_000);
    const kept = [{ pos: 4, class: "letter", untilMs: 1_988_000_000_000 }];
    expect(await chat.beforeErasing(true)).toEqual({ messages: 2, kept });
    expect(await chat.erase(keyOf(chat, "Auftrag"))).toBe("kept");
    expect(shown(chat.rows.get())).toEqual(["eins", "Auftrag"]);
  });

  test("once refused, the message stays and the command is not sent again", async () => {
    const { server, chat } = await talking("eins", "zwei");
    server.eraser.erase = async () => {
      throw new Refusal("conversation_erased");
    };
    await expect(chat.erase(keyOf(chat, "zwei"))).rejects.toMatchObject({ code: "conversation_erased" });
    await until(chat.rows, erasing([false, false]));
    expect(shown(chat.rows.get())).toEqual(["eins", "zwei"]);
  });
});

describe("a customer erases everything", () => {
  test("[L7] only the receipt stays, on every device and in every tab; a new conversation can begin", async () => {
    const { server, browser, chat, link } = await talking("GEHEIM-eins", "GEHEIM-zwei");
    const tab = visit(browser);
    await until(tab.rows, settled(2));
    tab.setDraft("GEHEIM-Entwurf");
    const laptop = new Browser(server);
    const other = visit(laptop, link);
    await until(other.phase, (phase) => phase === "visit");
    await other.begin();
    await until(other.rows, (rows) => shown(rows).length === 2);
    await chat.erase();
    for (const [each, here] of [
      [chat, true],
      [tab, true],
      [other, false],
    ] as const) {
      await until(each.stop, (stop) => stop === "erased");
      expect(each.erasure.get()).toMatchObject({ by: "customer", here, messages: 2, kept: [] });
      expect(each.rows.get()).toEqual([]);
      expect(each.draft.get()).toBe("");
      expect(each.returnLink.get()).toBeNull();
    }
    for (const { indexedDB } of [browser, laptop]) {
      const raw = await rawStorage(indexedDB);
      expect(raw).not.toContain("GEHEIM");
      expect(raw).not.toContain("CryptoKey");
    }
    const again = visit(browser);
    await until(again.stop, (stop) => stop === "erased");
    expect(again.erasure.get()).toMatchObject({ here: true });
    await again.forget();
    for (const each of [chat, tab, again]) await until(each.phase, (phase) => phase === "visit");
    await again.begin();
    await again.send("neu");
    await until(again.rows, settled(1));
    expect(server.talks.size).toBe(2);
  });

  test("[L9] a letter stays readable, and goes when its time is over", async () => {
    const { server, browser, chat, talk } = await talking("GEHEIM-eins", "Auftrag");
    server.eraser.lock(talk, 4, "letter", 1_988_000_000_000);
    await chat.erase();
    await until(chat.stop, (stop) => stop === "erased");
    expect(chat.erasure.get()?.kept).toEqual([{ pos: 4, class: "letter", untilMs: 1_988_000_000_000 }]);
    expect(shown(chat.rows.get())).toEqual(["Auftrag", "erased"]);
    expect(await rawStorage(browser.indexedDB)).not.toContain("GEHEIM");
    chat.close();
    const again = visit(browser);
    await until(again.rows, names(["Auftrag", "erased"]));
    await until(again.net, (net) => net === "online");
    server.eraser.locked.clear();
    const bodies = server.log.filter(({ kind }) => kind === 10).map((event) => event.body as Bytes[]);
    const [body, signature] = bodies[0] ?? [];
    if (body === undefined || signature === undefined) throw new Error("no command");
    const left = server.messages(talk).filter(({ pos }) => pos === 4);
    server.eraser.carryOut(talk, { body, signature }, left);
    await until(again.erasure, (erasure) => erasure?.kept.length === 0);
    expect(await rawStorage(browser.indexedDB)).not.toContain("Auftrag");
  });

  test("[L9] retained messages stay beside a new conversation, once, and go when their time is over", async () => {
    const { server, browser, chat, talk } = await talking("GEHEIM-eins", "Auftrag");
    const untilMs = server.clock + 1_000_000_000;
    server.eraser.lock(talk, 4, "letter", untilMs);
    await chat.erase();
    await until(chat.stop, (stop) => stop === "erased");
    await Promise.all([chat.forget(), chat.forget()]);
    await until(chat.phase, (phase) => phase === "visit");
    await until(chat.hasPast, (has) => has);
    await chat.begin();
    await chat.send("Von vorn");
    await until(chat.rows, settled(1));
    const [past, ...others] = await chat.past();
    expect(others).toEqual([]);
    expect(past?.erasure.kept).toEqual([{ pos: 4, class: "letter", untilMs }]);
    expect(shown(past?.rows ?? [])).toEqual(["Auftrag"]);
    expect(await rawStorage(browser.indexedDB)).not.toContain("GEHEIM");
    server.clock = untilMs;
    expect(await chat.past()).toEqual([]);
    expect(await rawStorage(browser.indexedDB)).not.toContain("Auftrag");
    expect(await browser.indexedDB.databases()).toHaveLength(1);
  });

  test("a device that was away drops its copy and its waiting messages as soon as it is back", async () => {
    const { server, chat, link } = await talking("GEHEIM-eins");
    const laptop = new Browser(server);
    const other = visit(laptop, link);
    await until(other.phase, (phase) => phase === "visit");
    await other.begin();
    await until(other.rows, (rows) => shown(rows).length === 1);
    await until(other.net, (net) => net === "online");
    laptop.plug(false);
    await until(other.net, (net) => net === "offline");
    await other.send("GEHEIM-wartet");
    await chat.erase();
    await until(chat.stop, (stop) => stop === "erased");
    expect(shown(other.rows.get())).toEqual(["GEHEIM-eins", "GEHEIM-wartet"]);
    laptop.plug(true);
    await until(other.stop, (stop) => stop === "erased");
    expect(await rawStorage(laptop.indexedDB)).not.toContain("GEHEIM");
  });

  test("the return link of an erased conversation says so, and leads to a new one", async () => {
    const { server, chat, link } = await talking("eins");
    await chat.erase();
    await until(chat.stop, (stop) => stop === "erased");
    const late = visit(new Browser(server), link);
    await until(late.returning, (returning) => returning !== null);
    await late.begin();
    await until(late.stop, (stop) => stop === "erased");
    expect(late.erasure.get()).toBeNull();
    await late.forget();
    await until(late.phase, (phase) => phase === "visit");
    expect(late.returning.get()).toBeNull();
    await late.begin();
    await late.send("neu");
    await until(late.rows, settled(1));
  });
});

describe("the team erases", () => {
  test("[S17] an owner's command counts", async () => {
    const { server, chat, talk } = await talking("eins", "zwei");
    await server.eraser.erase(talk, await annasOrder(server, talk, 4), null);
    await until(chat.rows, names(["eins", "tombstone"]));
    await server.eraser.erase(talk, await annasOrder(server, talk, null), null);
    await until(chat.stop, (stop) => stop === "erased");
    expect(chat.erasure.get()).toMatchObject({ by: "team", here: false, messages: 1 });
  });
});

describe("a server that erases by itself", () => {
  const forgeries: [string, (server: MemoryServer, talk: string) => Promise<Signed>][] = [
    [
      "a member",
      async (_, talk) => signErase(bakery.ben, bakery.chain.business, fromBase64url(talk), null, 1),
    ],
    [
      "a stranger",
      async (_, talk) =>
        signErase(await newDeviceKeys(), bakery.chain.business, fromBase64url(talk), null, 1),
    ],
    [
      "an owner, for another conversation",
      async () => signErase(bakery.anna, bakery.chain.business, random(16), null, 1),
    ],
    [
      "an owner, of another message",
      async (server, talk) =>
        signErase(
          bakery.anna,
          bakery.chain.business,
          fromBase64url(talk),
          [{ pos: 4, hash: random(32) }],
          server.clock,
        ),
    ],
    [
      "an owner, altered",
      async (server, talk) => {
        const order = await annasOrder(server, talk, null);
        return { ...order, signature: order.signature.map((byte) => byte ^ 1) };
      },
    ],
  ];

  test.each(forgeries)("[L7] by the order of %s: an alarm, and the copy stays", async (_, forge) => {
    const { server, chat, talk } = await talking("eins", "zwei");
    const gone = server.messages(talk).filter(({ pos }) => pos === 4);
    server.eraser.carryOut(talk, await forge(server, talk), gone);
    await until(chat.rows, (rows) => JSON.stringify(rows).includes("unasked"));
    expect(JSON.stringify(shown(chat.rows.get()))).toContain("zwei");
    expect(chat.stop.get()).toBeNull();
  });

  test("[L7] beyond a true command: what else the server removed stays, and says so", async () => {
    const { server, chat, talk } = await talking("eins", "zwei", "drei");
    const gone = server.messages(talk).filter(({ pos }) => pos !== 3);
    server.eraser.carryOut(talk, await annasOrder(server, talk, 4), gone);
    await until(chat.rows, names(["eins", "tombstone", "drei (unasked)"]));
  });

  test.each([
    ["names no event", 99],
    ["names an event that is none", 3],
  ])("[L7] a tombstone that %s is an alarm for a client that has only the tombstone", async (_, where) => {
    const { server, talk, link } = await talking("eins", "zwei");
    server.eraser.bury(talk, 4, where);
    const late = visit(new Browser(server), link);
    await until(late.returning, (returning) => returning !== null);
    await late.begin();
    await until(late.rows, names(["eins", "unasked"]));
  });

  test.each(["superseded", "lost"])('[L7, L8] a tombstone that says "%s" is an alarm', async (reason) => {
    const { server, talk, link } = await talking("eins", "zwei");
    server.eraser.bury(talk, 4, 99);
    const event = server.messages(talk).find(({ pos }) => pos === 4);
    if (event !== undefined) event.body = [...(event.body as unknown[]).slice(0, 5), reason];
    const late = visit(new Browser(server), link);
    await until(late.returning, (returning) => returning !== null);
    await late.begin();
    await until(late.rows, names(["eins", "unasked"]));
  });

  test("[L7] a message before the first one of a true command cannot have referred to it: an alarm", async () => {
    const { server, talk, link } = await talking("eins", "zwei");
    const gone = server.messages(talk);
    server.eraser.carryOut(talk, await annasOrder(server, talk, 4), gone);
    const late = visit(new Browser(server), link);
    await until(late.returning, (returning) => returning !== null);
    await late.begin();
    await until(late.rows, names(["unasked", "tombstone"]));
  });

  test("[S17] by the backdated command of a removed device: an alarm, and the copy stays", async () => {
    const { server, chat, talk, link } = await talking("eins", "zwei");
    const laptop = new Browser(server);
    const thief = visit(laptop, link);
    await until(thief.phase, (phase) => phase === "visit");
    await thief.begin();
    await until(thief.rows, settled(2));
    const stolen = await readKeys(laptop);
    const device = (await chat.devices()).find(({ mine, paper }) => !mine && !paper);
    await chat.removeDevice(device?.id ?? "");
    await chat.send("drei");
    await until(chat.rows, settled(3));
    const order = await signErase(stolen, bakery.chain.business, fromBase64url(talk), null, 1);
    server.eraser.carryOut(talk, order, server.messages(talk));
    await until(chat.rows, names(["eins", "zwei", "drei", "unasked"]));
    expect(chat.stop.get()).toBeNull();
  });

  test("[L7] a tombstone under a true command is no alarm, even if the command is not in the page", async () => {
    const { server, chat, talk, link, anna } = await talking("eins", "zwei");
    await chat.erase(keyOf(chat, "zwei"));
    for (let n = 0; n < 60; n++) await anna.say(talk, `mehr ${n}`);
    const late = visit(new Browser(server), link);
    await until(late.returning, (returning) => returning !== null);
    await late.begin();
    await until(late.rows, (rows) => rows.length > 40);
    await late.loadOlder();
    await until(late.rows, (rows) => shown(rows).length === 62);
    expect(shown(late.rows.get()).slice(0, 2)).toEqual(["eins", "tombstone"]);
  });
});
