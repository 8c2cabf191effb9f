/** What was just sent stays on the device for a while: it can be taken back, keeps its place, and outlasts a reload (S8). */

import { afterEach, expect, test } from "vitest";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const HOLD_MS = 50;
const LONG_MS = 60_000;
const open: Chat[] = [];

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

function enter(browser: Browser): Chat {
  const chat = createChat(browser.chat());
  open.push(chat);
  return chat;
}

const texts = (chat: Chat): string[] =>
  chat.rows
    .get()
    .flatMap((row) => (row.type === "message" && row.content.kind === "text" ? [row.content.text] : []));

const stored = (count: number) => (rows: ReturnType<Chat["rows"]["get"]>) =>
  rows.filter((row) => row.type === "message" && row.state !== "sending").length === count;

async function begun() {
  const server = new MemoryServer(bakery);
  const browser = new Browser(server);
  const chat = enter(browser);
  await chat.begin();
  await chat.send("Guten Tag");
  await until(chat.rows, stored(1));
  const [talk] = [...server.talks.values()];
  if (talk === undefined) throw new Error("no conversation");
  const count = () => server.messages(talk.id).length;
  const pass = (ms: number) => {
    server.clock += ms;
  };
  return { browser, chat, count, pass };
}

test("it goes out by itself after its time, and what was written behind it goes after it", async () => {
  const { chat, count, pass } = await begun();
  await chat.send("eins", HOLD_MS);
  await chat.send("zwei");
  pass(HOLD_MS - 1);
  expect(count()).toBe(1);
  pass(1);
  await until(chat.rows, stored(3));
  expect(texts(chat)).toEqual(["Guten Tag", "eins", "zwei"]);
});

test("taken back it never leaves, and what was written behind it goes at once", async () => {
  const { chat, count } = await begun();
  const held = await chat.send("eins", LONG_MS);
  await chat.send("zwei");
  expect(await chat.takeBack(held)).toBe(true);
  await until(chat.rows, stored(2));
  expect(texts(chat)).toEqual(["Guten Tag", "zwei"]);
  expect(count()).toBe(2);
  expect(await chat.takeBack(held)).toBe(false);
});

test("before the first message's time no conversation is made, and taken back it never was", async () => {
  const server = new MemoryServer(bakery);
  const chat = enter(new Browser(server));
  await chat.begin();
  const held = await chat.send("Falsch", LONG_MS);
  await chat.send("Richtig");
  expect(await chat.takeBack(held)).toBe(true);
  await until(chat.rows, stored(1));
  expect(texts(chat)).toEqual(["Richtig"]);
  expect([...server.talks.values()].map(({ id }) => server.messages(id).length)).toEqual([1]);
});

test("the first message goes out by itself after its time", async () => {
  const server = new MemoryServer(bakery);
  const chat = enter(new Browser(server));
  await chat.begin();
  await chat.send("eins", HOLD_MS);
  expect(server.talks.size).toBe(0);
  server.clock += HOLD_MS;
  await until(chat.rows, stored(1));
  expect(texts(chat)).toEqual(["eins"]);
});

test("what is on its way, or was never held, is not taken back", async () => {
  const { chat, count, pass } = await begun();
  const held = await chat.send("eins", HOLD_MS);
  const plain = await chat.send("zwei");
  expect(await chat.takeBack(plain)).toBe(false);
  pass(HOLD_MS);
  await until(chat.rows, stored(3));
  expect(await chat.takeBack(held)).toBe(false);
  expect(count()).toBe(3);
});

test("closed in the middle, it is kept and goes out at the next start, once", async () => {
  const { browser, chat, count, pass } = await begun();
  await chat.send("eins", HOLD_MS);
  chat.close();
  pass(HOLD_MS);
  const again = enter(browser);
  await until(again.rows, stored(2));
  expect(texts(again)).toEqual(["Guten Tag", "eins"]);
  expect(count()).toBe(2);
});
