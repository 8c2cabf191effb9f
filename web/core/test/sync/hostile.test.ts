import { afterEach, describe, expect, test } from "vitest";
import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { customerDevice, listingOf, signListing } from "../../src/seal/customers.ts";
import { makeEpoch } from "../../src/seal/epoch.ts";
import { newDeviceKeys, paperKeys } from "../../src/seal/keys.ts";
import { conversationId, random } from "../../src/seal/suite.ts";
import { epochJson, http, signedJson } from "../../src/wire/http.ts";
import { readTeamFragment } from "../../src/wire/links.ts";
import { meetKrause, openBakery, recipients } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";
import { Voice } from "../world/voice.ts";

const bakery = await openBakery();
const open: Chat[] = [];

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

async function talking() {
  const server = new MemoryServer(bakery);
  const browser = new Browser(server);
  const chat = createChat(browser.chat());
  open.push(chat);
  await chat.begin();
  await chat.send("Guten Tag");
  await until(chat.rows, (rows) => rows.some((row) => row.type === "message" && row.state === "sent"));
  await until(chat.net, (net) => net === "online");
  const talk = [...server.talks.keys()][0] ?? "";
  return { server, browser, chat, talk, anna: new Voice(server, bakery, bakery.anna) };
}

const troubles = (rows: readonly LogRow[]) =>
  rows.slice(1).map((row) => (row.type === "message" ? `${said(row)}|${row.trouble ?? ""}` : row.name));
const count = (wanted: number) => (rows: readonly LogRow[]) => rows.length === wanted;

const flipped = (bytes: Bytes): Bytes => bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte));

describe("a server that cheats", () => {
  test("[S10] changed bytes are shown as forged, and block nothing that follows", async () => {
    const { chat, talk, anna } = await talking();
    const sealed = await anna.seal(talk, "Ja, zwölf Stück");
    anna.utter(talk, { ...sealed, ciphertext: flipped(sealed.ciphertext) });
    await anna.say(talk, "Bis morgen");
    await until(chat.rows, count(3));
    // The forged message is not in Anna's chain, so her next message names a missing one.
    expect(troubles(chat.rows.get())).toEqual(["|forged", "Bis morgen|gap"]);
  });

  test("[S10] a ghost device is shown as forged", async () => {
    const { server, chat, talk } = await talking();
    const ghost = new Voice(server, bakery, await newDeviceKeys());
    await ghost.say(talk, "Bitte überweisen Sie");
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["|forged"]);
  });

  test("[S10] a message pasted from another conversation is shown as forged", async () => {
    const { chat, talk, anna } = await talking();
    await anna.say(talk, "fremd", { conversation: random(16) });
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["|forged"]);
  });

  test("[S10] a message under another counter than its own is shown as forged", async () => {
    const { chat, talk, anna } = await talking();
    anna.utter(talk, await anna.seal(talk, "verschoben"), 7);
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["|forged"]);
  });

  test("[S7] the same message twice is a fork", async () => {
    const { chat, talk, anna } = await talking();
    const sealed = await anna.seal(talk, "Ja");
    anna.utter(talk, sealed);
    anna.utter(talk, sealed);
    await until(chat.rows, count(3));
    expect(troubles(chat.rows.get())).toEqual(["Ja|", "Ja|fork"]);
    // A page shows each row once, by its key.
    expect(new Set(chat.rows.get().map(({ key }) => key)).size).toBe(3);
  });

  test("[S7] a chain that goes back is a fork", async () => {
    const { chat, talk, anna } = await talking();
    await anna.say(talk, "eins");
    await anna.say(talk, "zwei", { prev: random(32) });
    await until(chat.rows, count(3));
    expect(troubles(chat.rows.get())).toEqual(["eins|", "zwei|fork"]);
  });

  test("[S7] a sender that has seen something else here reveals a fork", async () => {
    const { chat, talk, anna } = await talking();
    await anna.say(talk, "Ja", { seenPos: 3, seenHash: random(32) });
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["Ja|fork"]);
  });

  test("[S10] a withheld message leaves a gap that is shown", async () => {
    const { server, chat, talk, anna } = await talking();
    server.twist = (event) => (event[3] === 4 ? null : event);
    await anna.say(talk, "das hier fehlt");
    await anna.say(talk, "das hier nicht");
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["das hier nicht|gap"]);
  });

  test("[S9] a kind that is not known cannot be displayed, and is not guessed", async () => {
    const { chat, talk, anna } = await talking();
    await anna.say(talk, "Suite 2", { version: 2 });
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["|unreadable"]);
  });

  test("[S14] an automatic answer in other words than the profile's cannot be displayed", async () => {
    const { server, chat, talk, anna } = await talking();
    server.twist = (event) =>
      event[3] === 4
        ? [...event.slice(0, 4), 2, event[5], null, null, ["greeting", 5, "Zahlen Sie", 0, null]]
        : event;
    await anna.say(talk, "Guten Tag");
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["|unreadable"]);
  });

  test("[S4] a device that nobody signed in stops everything", async () => {
    const { server, chat, talk, anna } = await talking();
    const ghost = await newDeviceKeys();
    const [first] = server.talks.get(talk)?.devices ?? [];
    if (first === undefined) throw new Error("no record");
    const before = await listingOf(first.body);
    const devices = [...before.devices, customerDevice(ghost, false)];
    const { body, signature } = await signListing(
      ghost,
      bakery.chain.business,
      before,
      devices,
      server.clock,
    );
    server.twist = (event) =>
      event[3] === 4 ? [...event.slice(0, 4), 3, event[5], null, null, [body, signature, null]] : event;
    await anna.say(talk, "Guten Tag");
    await until(chat.stop, (stop) => stop === "broken");
    await until(chat.rows, count(2));
    expect(troubles(chat.rows.get())).toEqual(["|fork"]);
  });

  test("[S13] in a conversation made up around a return link nothing is sent", async () => {
    const { server, browser, chat } = await talking();
    await until(chat.returnLink, (link) => link !== null);
    const link = new URL(chat.returnLink.get() ?? "").hash;
    const read = readTeamFragment(link);
    if (read.type !== "return") throw new Error("no return link");
    const [ghost, paper] = [await newDeviceKeys(), await paperKeys("paper", read.secret)];
    const { business } = bakery.chain;
    const devices = [customerDevice(ghost, false), customerDevice(paper, true)];
    const record = await signListing(ghost, business, null, devices, server.clock);
    const id = await conversationId(record.body);
    const to = recipients(bakery.chain, await listingOf(record.body));
    const made = await makeEpoch(ghost, business, id, server.clock, to, null);
    const voice = new Voice(server, bakery, ghost);
    const message = await voice.seal([...server.talks.keys()][0] ?? "", "Schön, dass du wieder da bist");
    await http(browser.tab(), () => null).post("/businesses/sonnenschein/conversations", {
      devices: signedJson(record),
      epoch: epochJson({ ...made.signed, wraps: made.wraps }),
      message: {
        header: toBase64url(message.header),
        slot: toBase64url(message.slot),
        ciphertext: toBase64url(message.ciphertext),
        signature: toBase64url(message.signature),
      },
    });
    const late = createChat(new Browser(server).chat(link));
    open.push(late);
    await until(late.stop, (stop) => stop === "return_link");
  });

  test("[S4] another record of the conversation than the known one stops everything, and nothing is sealed", async () => {
    const { server, chat, talk } = await talking();
    const found = server.talks.get(talk);
    if (found === undefined) throw new Error("no conversation");
    const { listingRecord } = await meetKrause(bakery);
    // Two records: what is sealed for one device list counts as stale, and the client asks for the conversation's records.
    found.devices.splice(0, found.devices.length, listingRecord, listingRecord);
    await chat.send("Für wen ist das?");
    await until(chat.stop, (stop) => stop === "broken");
    expect(server.messages(talk)).toHaveLength(1);
  });

  test("[L1] a log that ends before what was seen, without a restored backup, stops everything", async () => {
    const { server, chat, talk } = await talking();
    const found = server.talks.get(talk);
    if (found === undefined) throw new Error("no conversation");
    found.head = 2;
    server.cutAll();
    await until(chat.stop, (stop) => stop === "broken");
  });

  test("[S4] an older state than the one known stops everything", async () => {
    const { server, chat } = await talking();
    server.rev = 4;
    server.cutAll();
    await until(chat.stop, (stop) => stop === "broken");
    expect(chat.phase.get()).toBe("stopped");
  });

  test("[S4] a chain that does not verify is not believed", async () => {
    const broken = bakery.records.map((each, at) => (at === 3 ? { ...each, signature: random(64) } : each));
    const server = new MemoryServer({ ...bakery, records: broken });
    const chat = createChat(new Browser(server).chat());
    open.push(chat);
    await until(chat.stop, (stop) => stop === "broken");
  });
});
