/** Refusals by the server in memory, and a customer page that goes on by itself (W7, L6, S8). */

import { afterEach, describe, expect, test } from "vitest";
import { fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { ServerRefusal } from "../../src/base/errors.ts";
import type { Chat, ChatEnv } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { readHeader } from "../../src/wire/layouts.ts";
import { waitMs } from "../../src/wire/refusals.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { Refusal } from "../world/refusal.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";
import { Voice } from "../world/voice.ts";

const DAY_MS = 86_400_000;
const bakery = await openBakery();

/** When the first message says that it was written. */
function firstTime(body: unknown): number {
  const { message } = body as { readonly message: { readonly header: string } };
  return readHeader(fromBase64url(message.header)).atMs;
}
const open: Chat[] = [];

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

async function begun() {
  const server = new MemoryServer(bakery);
  const { env, sent } = overheard(new Browser(server).chat());
  const chat = createChat(env);
  open.push(chat);
  await chat.begin();
  await chat.send("Haben Sie Brezeln?");
  await until(chat.rows, stored(1));
  const talk = [...server.talks.values()][0];
  if (talk === undefined) throw new Error("no conversation");
  return { server, chat, talk, sent };
}

/** `sent` is every frame that the page sends. */
function overheard(env: ChatEnv) {
  const sent: string[] = [];
  const { WebSocket } = env;
  const Overheard = class {
    constructor(url: string, protocol: string) {
      const line = new WebSocket(url, protocol);
      const send = line.send.bind(line);
      line.send = (data) => {
        sent.push(toBase64url(data));
        send(data);
      };
      // biome-ignore lint/correctness/noConstructorReturn: it stands for a class of the server's choice
      return line;
    }
  };
  // An answer may take its full time: a busy machine must not end the connection, which would repeat frames.
  const later: ChatEnv["later"] = (ms, run) => env.later(ms < 20_000 ? ms : ms * 50, run);
  return { env: { ...env, later, WebSocket: Overheard as unknown as ChatEnv["WebSocket"] }, sent };
}

const stored = (count: number) => (rows: ReturnType<Chat["rows"]["get"]>) =>
  rows.filter((row) => row.type === "message" && row.state !== "sending").length === count;

describe("a refusal", () => {
  test("[L6] a receipt that could not be stored is sent again until it is", async () => {
    const { server, chat, talk } = await begun();
    server.refusedMarks = 5;
    await new Voice(server, bakery, bakery.anna).say(talk.id, "Ja, ganz frische.");
    await until(chat.rows, (rows) => rows.some((row) => row.type === "message" && !row.ours));
    await expect.poll(() => talk.marks[0].delivered).toBe(talk.head);
    expect(server.refusedMarks).toBe(0);
  });

  test("[S8] a message that is always too late is sealed anew each time, never offered twice", async () => {
    const { server, chat, talk, sent } = await begun();
    const admit = server.admit.bind(server);
    let refused = 0;
    server.admit = (where, header) => {
      if (refused === 12) return admit(where, header);
      refused += 1;
      throw new Refusal("stale_epoch");
    };
    const before = sent.length;
    await chat.send("Zwölf Stück");
    await until(chat.rows, stored(2));
    expect(new Set(sent.slice(before)).size).toBe(13);
    expect(sent.length).toBe(before + 13);
    expect(server.messages(talk.id).length).toBe(2);
  });

  test("[W11] beyond the rate the page waits as long as asked, says so, and keeps the order", async () => {
    const { server, chat, talk } = await begun();
    const slowed: (string | null)[] = [];
    chat.slowed.subscribe((why) => slowed.push(why));
    let refused = 0;
    let waiting = false;
    const admit = server.admit.bind(server);
    server.admit = (where, header) => {
      waiting = !waiting;
      if (!waiting) return admit(where, header);
      refused += 1;
      throw new Refusal("too_many", "5 ms until the next command of this device");
    };
    const texts = Array.from({ length: 20 }, (_, n) => `Zeile ${n}`);
    await Promise.all(texts.map((text) => chat.send(text)));
    await until(chat.rows, stored(21));
    expect(refused).toBe(20);
    await expect.poll(() => slowed).toEqual([null, "too_many", null]);
    expect(server.messages(talk.id).length).toBe(21);
    const lines = chat.rows.get().flatMap((row) => (row.type === "message" ? [said(row)] : []));
    expect(lines.slice(1)).toEqual(texts);
  });

  test.each(["conversation_full", "business_full", "storage_full"] as const)(
    "[W7] %s is reported; the text stays and is sent once there is room",
    async (code) => {
      const { server, chat, talk } = await begun();
      const admit = server.admit.bind(server);
      server.admit = () => {
        throw new Refusal(code);
      };
      await chat.send("Noch ein Brot");
      await until(chat.slowed, (why) => why === code);
      const row = chat.rows.get().at(-1);
      expect(row?.type === "message" && [said(row), row.state]).toEqual(["Noch ein Brot", "sending"]);
      server.admit = admit;
      await until(chat.slowed, (why) => why === null);
      expect(server.messages(talk.id).length).toBe(2);
    },
  );

  test("[W7, W8] a first message into a full business is reported, stays, and begins the conversation once there is room", async () => {
    const server = new MemoryServer(bakery);
    const office = server.office;
    server.office = async (method, path, body, device) =>
      path.endsWith("/conversations") ? new Refusal("business_full") : office(method, path, body, device);
    const chat = createChat(new Browser(server).chat());
    open.push(chat);
    await chat.begin();
    await chat.send("Haben Sie Brezeln?");
    await until(chat.slowed, (why) => why === "business_full");
    expect(server.talks.size).toBe(0);
    server.office = office;
    await until(chat.rows, stored(1));
    await until(chat.slowed, (why) => why === null);
    expect(server.talks.size).toBe(1);
  });

  test.each([false, true])(
    "[S10] a clock that runs ahead is named; set right, the message says when it went (begun: %s)",
    async (first) => {
      const server = new MemoryServer(bakery);
      let aheadMs = 0;
      const env = new Browser(server).chat();
      const now = () => Date.now() + aheadMs;
      const later: ChatEnv["later"] = (ms, run) => env.later(Math.min(ms, 20), run);
      const chat = createChat({
        ...env,
        now,
        later: (ms, run) => (ms === 10_000 ? later : env.later)(ms, run),
      });
      open.push(chat);
      const times: number[] = [];
      const refuse = (atMs: number) => {
        times.push(atMs);
        if (atMs > Date.now() + DAY_MS) throw new Refusal("clock_ahead");
      };
      const [admit, office] = [server.admit.bind(server), server.office];
      server.admit = (where, header) => {
        refuse(header.atMs);
        return admit(where, header);
      };
      server.office = async (method, path, body, device) => {
        try {
          if (path.endsWith("/conversations")) refuse(firstTime(body));
        } catch (error) {
          if (error instanceof Refusal) return error;
          throw error;
        }
        return office(method, path, body, device);
      };
      await chat.begin();
      if (first) {
        await chat.send("Haben Sie Brezeln?");
        await until(chat.rows, stored(1));
      }
      aheadMs = 2 * DAY_MS;
      await chat.send("Zwölf Stück");
      await until(chat.slowed, (why) => why === "clock_ahead");
      aheadMs = 0;
      await until(chat.slowed, (why) => why === null);
      await until(chat.rows, stored(first ? 2 : 1));
      expect(times.at(-1)).toBeLessThanOrEqual(Date.now());
      expect([...server.talks.values()].map(({ id }) => server.messages(id).length)).toEqual([first ? 2 : 1]);
    },
  );

  test("[W11] a server's waiting time is believed up to a minute", () => {
    const wait = (code: string, detail: string) => waitMs(new ServerRefusal(code, true, detail));
    expect(wait("too_many", "950 ms until the next frame")).toBe(950);
    expect(wait("too_many", `${"9".repeat(400)} ms until the next frame`)).toBe(60_000);
    expect(wait("too_many", "at most 64 commands may wait for their answer")).toBe(null);
    expect(wait("internal", "950 ms")).toBe(null);
  });
});
