import { afterEach, expect, test } from "vitest";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const open: Chat[] = [];
const WAY = { id: "7K3M2QXD", source: "Tisch 7" };
const TEXT = "Hallo, wir sitzen an Tisch 7";

function visit(browser: Browser): Chat {
  const chat = createChat(browser.chat());
  open.push(chat);
  return chat;
}

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

const settled = (count: number) => (rows: readonly LogRow[]) =>
  rows.filter((row) => row.type === "message" && row.state === "sent").length === count;
const waysOf = (chat: Chat) => chat.rows.get().map((row) => (row.type === "message" ? row.way : row.name));

test("[S9] the way goes with the next message and with no other, and words send nothing", async () => {
  const server = new MemoryServer(bakery);
  const chat = visit(new Browser(server));
  chat.comesBy(WAY, TEXT);
  await chat.begin();
  expect(chat.draft.get()).toBe(TEXT);
  expect(chat.rows.get()).toEqual([]);
  expect(server.talks.size).toBe(0);
  await chat.send(`${TEXT}: zwei Kaffee`);
  expect(chat.came.get()).toBeNull();
  await chat.send("Und ein Wasser.");
  await until(chat.rows, settled(2));
  expect(waysOf(chat)).toEqual([WAY, undefined]);
});

test("[S3] words of a link are kept by nobody before a person changes them, and never in place of a draft", async () => {
  const browser = new Browser(new MemoryServer(bakery));
  const first = visit(browser);
  first.comesBy(WAY, TEXT);
  await first.begin();
  first.close();
  const again = visit(browser);
  await until(again.phase, (phase) => phase === "conversation");
  expect(again.draft.get()).toBe("");
  again.setDraft("Mein Entwurf");
  again.comesBy(WAY, TEXT);
  expect(again.draft.get()).toBe("Mein Entwurf");
});

test("[S9] taken back, the way goes with what is sent instead", async () => {
  const chat = visit(new Browser(new MemoryServer(bakery)));
  chat.comesBy(WAY, "");
  const held = await chat.send("Falsch", 600_000);
  expect(chat.came.get()).toBeNull();
  expect(await chat.takeBack(held)).toBe(true);
  expect(chat.came.get()).toEqual(WAY);
  await chat.send("Richtig");
  await until(chat.rows, settled(1));
  expect(waysOf(chat)).toEqual([WAY]);
});
