import { describe, expect, test } from "vitest";
import { fold } from "../../src/acts/fold.ts";
import { withActs } from "../../src/acts/rows.ts";
import type { MessageRow } from "../../src/conversation/rows.ts";
import { logRows } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { messageKey, type StoredRow } from "../../src/model/row.ts";
import { Kind } from "../../src/wire/frames.ts";
import { EDIT_MS, PINS } from "../../src/wire/generated.ts";
import { inputOf, storedRow } from "../vectors/acts.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { said } from "../world/said.ts";
import { seeded } from "../world/seeded.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const DEVICES = ["11", "22", "33"].map((byte) => byte.repeat(16));

/** A log of three devices, of which two are the customer's: texts, acts on any of them, and erasures. */
function randomLog(seed: number, length: number): StoredRow[] {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const counters = new Map<string, number>();
  const rows: StoredRow[] = [];
  for (let pos = 3; pos < length + 3; pos++) {
    const device = pick(DEVICES);
    const counter = (counters.get(device) ?? 0) + 1;
    counters.set(device, counter);
    const to = rows.length === 0 || random() < 0.3 ? null : pick(rows);
    const payload = pick([
      { kind: "reaction", emoji: pick(["👍", "❤️", null]) },
      { kind: "edit", text: `neu ${pos}` },
      { kind: "pin", on: random() < 0.7 },
    ]);
    const base = storedRow({
      pos,
      at_ms: pos * (EDIT_MS / 8),
      device,
      counter,
      person: device === DEVICES[2] ? 1 : null,
      spoken: to === null,
      refers: null,
      trouble: null,
      payload: null,
    });
    const row: StoredRow = {
      ...base,
      entry: null,
      refers: to === null ? null : messageKey(to.device ?? "", to.counter ?? 0),
      payload: to === null ? { kind: "text", text: `Text ${pos}` } : payload,
    };
    rows.push(row);
  }
  return rows;
}

/** As a device holds them after somebody erased this message: with it went what refers to it, and so on. */
function erased(rows: readonly StoredRow[], target: StoredRow): StoredRow[] {
  const gone = new Set([messageKey(target.device ?? "", target.counter ?? 0)]);
  return rows.map((row) => {
    const key = messageKey(row.device ?? "", row.counter ?? 0);
    if (!gone.has(key) && !gone.has(row.refers ?? "")) return row;
    gone.add(key);
    return { ...row, payload: null, refers: null, entry: ["erased"] };
  });
}

const shown = (rows: readonly StoredRow[], from: number) => {
  const input = inputOf(rows, from);
  return withActs(logRows(input), input);
};

describe("folding", () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    "[S9, L7] rows in any order, with erasures in any order, come to the same as a fresh fetch (seed %i)",
    (seed) => {
      const random = seeded(seed);
      const log = randomLog(seed, 60);
      const targets = log.filter(({ refers }) => refers === null).slice(0, 3);
      const fresh = targets.reduce(erased, log);
      const shuffled = [...fresh].sort(() => random() - 0.5);
      const backwards = [...targets].reverse().reduce(erased, [...log].reverse().reverse());
      expect(shown(shuffled, 1)).toEqual(shown(fresh, 1));
      expect(shown(backwards, 1)).toEqual(shown(fresh, 1));
    },
  );

  test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    "[S9] whoever holds only the newest part shows the same of it as who holds all (seed %i)",
    (seed) => {
      const log = randomLog(seed, 60);
      const whole = shown(log, 1);
      for (const from of [5, 20, 50]) {
        const part = shown(
          log.filter(({ pos }) => pos >= from),
          from,
        );
        const rest = whole.rows.filter(({ pos }) => (pos ?? 0) >= from);
        expect(part.rows.map(withoutQuoteAndPin)).toEqual(rest.map(withoutQuoteAndPin));
        const held = new Set(part.rows.map(({ key }) => key));
        // A pin that might be on an act is counted until that act is held; none that counts is missing.
        expect(part.pins.length).toBeLessThanOrEqual(PINS);
        for (const { key } of part.pins.filter((each) => each.held)) expect(held).toContain(key);
      }
    },
  );

  test("[S9] thousands of acts on one message cost little, and leave little", () => {
    const [first, ...others] = randomLog(7, 3);
    const [message] = [first as StoredRow];
    const key = messageKey(message.device ?? "", message.counter ?? 0);
    const acts = Array.from(
      { length: 20_000 },
      (_, at): StoredRow => ({
        ...message,
        pos: 100 + at,
        counter: 1000 + at,
        atMs: message.atMs + 1,
        spoken: false,
        refers: key,
        payload: at % 2 === 0 ? { kind: "edit", text: `${at}` } : { kind: "reaction", emoji: "👍" },
      }),
    );
    const { messages } = fold([message, ...others, ...acts], 1);
    const folded = messages.get(key);
    expect(folded?.texts.length).toBe(21);
    expect(folded?.reactions.size).toBe(1);
  });
});

const withoutQuoteAndPin = (row: { readonly type: string }) => {
  const { acts, ...rest } = row as MessageRow;
  const plain = acts && { ...acts, quote: null, pinned: false, refused: [] };
  const nothing = plain === undefined || JSON.stringify(plain) === JSON.stringify(NOTHING);
  return nothing ? rest : { ...rest, acts: plain };
};
const NOTHING = {
  quote: null,
  forwarded: false,
  reactions: [],
  versions: [],
  editedMs: null,
  pinned: false,
  starred: false,
  sending: false,
  refused: [],
};

const messageOf = (chat: Chat, text: string): MessageRow => {
  const row = chat.rows.get().find((each) => said(each) === text);
  if (row?.type !== "message") throw new Error(`no message ${text}`);
  return row;
};

async function two() {
  const server = new MemoryServer(bakery);
  const phone = new Browser(server);
  const chat = createChat(phone.chat());
  await until(chat.phase, (phase) => phase === "visit");
  await chat.begin();
  await chat.send("2 Brote");
  await until(chat.rows, (rows) => rows.some(({ pos }) => pos !== null));
  await until(chat.returnLink, (link) => link !== null);
  const laptop = new Browser(server);
  const other = createChat(laptop.chat(new URL(chat.returnLink.get() ?? "").hash));
  await until(other.phase, (phase) => phase === "visit");
  await other.begin();
  await until(other.rows, (rows) => rows.some((row) => said(row) === "2 Brote"));
  return { server, phone, laptop, chat, other };
}

describe("acts on two devices of one customer", () => {
  test("[S9, L7] reply, react, edit, pin and star; then the message is erased with all of it", async () => {
    const { phone, laptop, chat, other } = await two();
    const acts = await chat.acts();
    const { key } = messageOf(chat, "2 Brote");
    expect([...acts.may(key)].sort()).toEqual(
      ["copy", "details", "edit", "erase", "pin", "react", "reply", "star"].sort(),
    );
    await acts.edit(key, "3 GEHEIM-Brote");
    await acts.react(key, "👍");
    await acts.react(key, "❤️");
    await acts.pin(key, true);
    await acts.star(key, true);
    await acts.reply(key, "Und Brezeln");
    const whole = (row: MessageRow | undefined) =>
      row?.acts?.editedMs != null && row.acts.reactions.length === 1 && row.acts.pinned && !row.acts.sending;
    for (const each of [chat, other]) {
      await until(each.rows, (rows) =>
        rows.some((row) => row.type === "message" && row.key === key && whole(row)),
      );
      await until(each.rows, (rows) =>
        rows.some((row) => row.type === "message" && row.acts?.quote?.line === "3 GEHEIM-Brote"),
      );
      const row = messageOf(each, "3 GEHEIM-Brote");
      expect(row.acts?.versions.map(({ text }) => text)).toEqual(["2 Brote"]);
      expect(row.acts?.reactions.map(({ emoji, mine }) => [emoji, mine])).toEqual([["❤️", true]]);
      expect(each.pins.get().map((pin) => pin.key)).toEqual([key]);
    }
    expect(messageOf(chat, "3 GEHEIM-Brote").acts?.starred).toBe(true);
    expect(messageOf(other, "3 GEHEIM-Brote").acts?.starred).toBe(false);
    expect(await acts.erase(key)).toBe("done");
    for (const each of [chat, other]) {
      await until(each.rows, (rows) => rows.every((row) => said(row) !== "3 GEHEIM-Brote"));
      await until(each.rows, (rows) => rows.filter(({ type }) => type !== "note").length === 1);
      expect(messageOf(each, "Und Brezeln").acts?.quote).toMatchObject({ key, state: "erased", line: null });
      expect(each.rows.get().filter((row) => row.type === "note" && row.name === "tombstone")).toHaveLength(
        1,
      );
      expect(each.pins.get()).toEqual([]);
    }
    for (const { indexedDB } of [phone, laptop]) expect(await rawStorage(indexedDB)).not.toContain("GEHEIM");
    expect(await rawStorage(phone.indexedDB)).not.toContain(`["${key}"]`);
    chat.close();
    other.close();
  });

  test("[S9] what cannot be done is refused before anything is sent, and what came too late says so", async () => {
    const { server, chat, other } = await two();
    const acts = await chat.acts();
    const { key } = messageOf(chat, "2 Brote");
    const before = server.log.length;
    await expect(acts.react(key, "ok")).rejects.toMatchObject({ name: "NotDone", why: "emoji" });
    await expect(acts.edit(key, " ")).rejects.toMatchObject({ why: "empty" });
    await expect(acts.react("niemand.1", "👍")).rejects.toMatchObject({ why: "gone" });
    expect(server.log.length).toBe(before);
    // Written in time, stored too late.
    server.reachable = false;
    server.cutAll();
    await until(chat.net, (net) => net === "offline");
    await acts.edit(key, "3 Brote");
    await until(chat.rows, (rows) => rows.some((row) => said(row) === "3 Brote"));
    server.clock += EDIT_MS + 60_000;
    server.reachable = true;
    await until(chat.rows, (rows) =>
      rows.some((row) => row.type === "message" && row.acts?.refused[0]?.why === "late"),
    );
    expect(said(messageOf(chat, "2 Brote"))).toBe("2 Brote");
    await expect(acts.edit(key, "4 Brote")).rejects.toMatchObject({ why: "late" });
    expect(acts.may(key).has("edit")).toBe(false);
    chat.close();
    other.close();
  });

  test("[L14] a customer objects to being counted, on any device; it is no event, and no word of it is made up", async () => {
    const { server, chat, other } = await two();
    const [acts, others] = [await chat.acts(), await other.acts()];
    const before = server.log.length;
    expect(await acts.objection()).toBe(false);
    expect(await acts.objection(true)).toBe(true);
    expect(await acts.objection(true)).toBe(true);
    expect(await others.objection()).toBe(true);
    expect(server.objections.size).toBe(1);
    expect(await others.objection(false)).toBe(false);
    expect(await acts.objection()).toBe(false);
    expect(server.log.length).toBe(before);
    // Without the server's word nothing is known: the switch is not shown rather than shown wrong.
    server.office = async (_method, path) => (path.endsWith("/objection") ? { on: "yes" } : null);
    await expect(acts.objection()).rejects.toThrow();
    server.office = async () => null;
    server.reachable = false;
    server.cutAll();
    await expect(acts.objection(true)).rejects.toThrow();
    expect(server.objections.size).toBe(0);
    chat.close();
    other.close();
  });

  test("[L12] a blocked customer is offered only what the server does not refuse, until they are unblocked", async () => {
    const { server, chat, other } = await two();
    const acts = await chat.acts();
    const { key } = messageOf(chat, "2 Brote");
    const talk = [...server.talks.values()].at(-1);
    for (const [on, verbs] of [
      [true, ["copy", "details", "erase", "star"]],
      [false, ["copy", "details", "edit", "erase", "pin", "react", "reply", "star"]],
    ] as const) {
      if (talk) server.append(talk, Kind.blocked, [on]);
      const name = on ? "blocked" : "unblocked";
      await until(chat.rows, (rows) => rows.some((row) => row.type === "note" && row.name === name));
      expect([...acts.may(key)].sort()).toEqual(verbs);
    }
    chat.close();
    other.close();
  });
});
