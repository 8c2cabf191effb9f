/** Former chats on two devices of a team, with real sealing, against a server that keeps to L8. */

import { beforeEach, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { type FormerWords, written } from "../../src/documents/formerchat.ts";
import type { FormerCommands } from "../../src/former/api.ts";
import { formerCommands } from "../../src/former/leader.ts";
import { FORMER } from "../../src/store/database.ts";
import { bakery, conversation, Desk, RoomServer } from "../world/desks.ts";

const blob = toBase64url(new Uint8Array(16).fill(7));
const file = { blob, key: new Uint8Array(32), size: 3, hash: new Uint8Array(32), type: "a/b", name: "chat" };
const said: FormerWords = {
  author: 1,
  source: "whatsapp",
  writers: ["Erika", "Anna"],
  ours: [1],
  from: "2025-11-01",
  to: "2025-11-12",
  messages: 4,
  media: 0,
  text: { kind: "file", file, caption: "", preview: null },
  bundles: [],
};
const about = conversation;
const place = `${FORMER}${about}:${blob}`;
let anna: Desk;
let commands: FormerCommands;

beforeEach(async () => {
  anna = await Desk.open(new RoomServer(), bakery.anna, bakery.annaWrap);
  const needs = {
    store: anna.store,
    keys: anna.keys,
    me: { person: 1 },
    publicChain: { chain: bakery.chain },
  };
  commands = formerCommands(needs, anna.documents);
});

const states = async () => (await commands.formerChats(about)).map(({ state }) => state);

test("[L8] one that was brought in is there at once, on its way, and then stored", async () => {
  anna.online = false;
  await commands.addFormer(about, written(said));
  expect(await states()).toEqual(["waiting"]);
  anna.online = true;
  await anna.settle();
  const [chat] = await commands.formerChats(null);
  expect(chat).toMatchObject({ ...said, state: "stored", conversation: about });
  expect(await commands.formerChats("another")).toEqual([]);
});

test("[L8] one that the server refused is shown as such, and discarded without a word to the server", async () => {
  anna.online = false;
  await commands.addFormer(about, written(said));
  const [row] = await anna.store.getAll("outbox");
  if (row !== undefined) await anna.store.put("outbox", { ...row, failed: "too_large" });
  const [chat] = await commands.formerChats(about);
  expect(chat?.state).toBe("failed");
  await commands.removeFormer(about, chat?.key ?? "");
  expect(await anna.store.getAll("outbox")).toEqual([]);
  expect(await states()).toEqual([]);
});

test("[L8] a removal counts before it is stored, and what was fetched of the chat leaves the device", async () => {
  await commands.addFormer(about, written(said));
  await anna.settle();
  await anna.store.put("state", new Blob(["abc"]), place);
  const [chat] = await commands.formerChats(about);
  expect(await anna.store.get("state", place)).toBeDefined();
  anna.online = false;
  await commands.removeFormer(about, chat?.key ?? "");
  expect(await states()).toEqual([]);
  expect(await anna.store.get("state", place)).toBeUndefined();
});

test("[L8] one that names somebody else as who brought it in says nothing", async () => {
  await commands.addFormer(about, written({ ...said, author: 2 }));
  await anna.settle();
  expect(await states()).toEqual([]);
});
