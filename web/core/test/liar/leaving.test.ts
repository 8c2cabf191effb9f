/**
 * One lie for each field of two answers that pages ask for at the edge of a conversation: whether this device was removed from it, and by
 * which relay a call may go. The first is believed only if it is signed; the second is the server's claim (protocol/threats.md).
 */

import { afterEach, expect, test } from "vitest";
import { writable } from "../../src/base/readable.ts";
import type { CallOrder, Media, MediaNeeds, RtcServer } from "../../src/calls/api.ts";
import { CallDesk } from "../../src/calls/desk.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { wasRemoved } from "../../src/owndevices/records.ts";
import { openStore } from "../../src/store/database.ts";
import { NOON, openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";
import { claims, type Json, others, type Tell, toldAnswer } from "./telling.ts";
import { isOwn, listed, oddIn, shown } from "./verdict.ts";

const bakery = await openBakery();
const open: Chat[] = [];
const all = new Set<string>();
afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

async function entered(server: MemoryServer, fragment: string): Promise<{ browser: Browser; chat: Chat }> {
  const browser = new Browser(server);
  const chat = createChat(browser.chat(fragment));
  open.push(chat);
  await until(chat.phase, (phase) => phase === "visit");
  await chat.begin();
  if (fragment === "") await chat.send("eins");
  await until(chat.rows, (rows) => rows.length > 0);
  await until(chat.net, (net) => net === "online");
  return { browser, chat };
}

/** Two devices of a customer; the second one's page is closed, and the first has removed it. */
async function left() {
  const server = new MemoryServer(bakery);
  const { chat } = await entered(server, "");
  const tablet = await entered(server, new URL(chat.returnLink.get() ?? "").hash);
  tablet.chat.close();
  const [other] = (await chat.devices()).filter(({ paper, mine }) => !paper && !mine);
  await chat.removeDevice(other?.id ?? "");
  const [talk] = [...server.talks.values()];
  const store = await openStore(tablet.browser.tab(), "tresen-chat-sonnenschein");
  const ask = () => wasRemoved(tablet.browser.tab(), store, bakery.chain.business, talk?.id ?? "");
  const tell = (retell: Tell) => {
    server.retellAnswer = (method, path, answer) =>
      path.endsWith("/removal") ? toldAnswer(method, path, answer, retell) : answer;
  };
  return { ask, tell, close: () => store.close() };
}

test("[S15, S4] a removal is believed whole or not at all", async () => {
  const { ask, tell, close } = await left();
  const told = new Map<string, unknown>();
  tell((name, value) => {
    if (!told.get(name)) told.set(name, value);
    return value;
  });
  expect(await ask()).toBe(true);
  for (const [name, value] of told) {
    all.add(name);
    for (const other of others(value)) {
      tell((field, each) => (field === name ? other : each));
      // Something behind the records that prove it takes nothing from them.
      const isWhole =
        Array.isArray(value) && Array.isArray(other) && value.every((each, at) => other[at] === each);
      expect(await ask(), `${name} = ${shown(other)}`).toBe(isWhole);
    }
  }
  expect(told.size).toBeGreaterThan(0);
  close();
});

const RELAY = {
  urls: ["turn:relay.example:3478"],
  username: "1:a",
  credential: "b",
  until_ms: NOON,
  direct: false,
};

/** The servers by which a call that is placed now would go. */
async function servers(tell: Tell): Promise<readonly RtcServer[]> {
  let found: Promise<readonly RtcServer[]> | null = null;
  const media = (needs: MediaNeeds): Media => {
    const nothing = async () => {};
    const offer = async () => {
      found = needs.servers();
      await found;
      return "v=0";
    };
    const still = { begin() {}, hide() {}, wake() {}, close() {} };
    return { offer, answer: offer, answered: nothing, wait: nothing, hear: nothing, ...still };
  };
  const leader = {
    call: async (_: CallOrder) => true,
    http: async (method: string, path: string) => toldAnswer(method, path, RELAY as Json, tell),
  };
  const desk = new CallDesk<Media>({
    env: { ...new Browser(new MemoryServer(bakery)).tab(), locks: null },
    me: { side: "customer", device: "krause", person: null },
    conversation: "talk",
    notes: writable(null),
    leader: () => leader as never,
    publish() {},
    direct: () => false,
    by: () => undefined,
    open: media,
  });
  desk.place(false);
  await expect.poll(() => found !== null).toBe(true); // polled itself it would be awaited, and asked again for as long as it fails
  return (await found) ?? [];
}

test("[S15, C9] of the relay everything is the server's claim, and nothing of another kind is believed", async () => {
  const told = new Map<string, unknown>();
  const honest = await servers((name, value) => {
    told.set(name, value);
    return value;
  });
  for (const [name, value] of told) {
    all.add(name);
    expect(claims.has(name), name).toBe(true);
    for (const other of [...others(value), null]) {
      const tell: Tell = (field, each) => (field === name ? other : each);
      await servers(tell).then(
        (after) => after.length > 0 && expect(oddIn(after, honest), `${name} = ${shown(other)}`).toBe(""),
        (error) =>
          expect(isOwn(error) || error.message === "noWay", `${name} = ${shown(other)}: ${error}`).toBe(true),
      );
    }
  }
  expect(told.size).toBe(5);
});

test("those fields are told, and no others (told/leaving.json)", async () => {
  await expect(listed(all)).toMatchFileSnapshot("told/leaving.json");
});
