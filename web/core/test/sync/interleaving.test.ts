import { describe, expect, test } from "vitest";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { said } from "../world/said.ts";
import { seeded } from "../world/seeded.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const SEEDS = Array.from({ length: 16 }, (_, seed) => seed + 1);

/** One customer with one browser and up to three tabs, a second browser by the return link, and everything that can go wrong. */
class World {
  readonly server = new MemoryServer(bakery);
  readonly random: () => number;
  readonly phone = new Browser(this.server);
  readonly laptop = new Browser(this.server);
  readonly tabs: { browser: Browser; chat: Chat }[] = [];
  readonly said = new Map<Browser, string[]>();
  /** What was asked to be erased, and which of it was confirmed. */
  readonly asked = new Set<string>();
  readonly promised = new Set<string>();
  #count = 0;

  constructor(seed: number) {
    // Lost answers are waited for; one that is given up too soon is one more of them.
    this.phone.impatience = this.laptop.impatience = 10;
    this.random = seeded(seed);
    let losses = 12;
    this.server.loseAnswer = () => losses > 0 && this.random() < 0.15 && losses-- > 0;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.random() * from.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  open(browser: Browser, fragment = ""): Chat {
    const chat = createChat(browser.chat(fragment));
    this.tabs.push({ browser, chat });
    return chat;
  }

  close(at: number): void {
    const [tab] = this.tabs.splice(at, 1);
    tab?.chat.close();
  }

  async say(): Promise<void> {
    const { browser, chat } = this.pick(this.tabs);
    if (chat.phase.get() !== "conversation") return;
    const text = `Nachricht ${++this.#count}.`;
    await chat.send(text);
    this.said.set(browser, [...(this.said.get(browser) ?? []), text]);
  }

  /** A tab that closes meanwhile confirms nothing. */
  erase(): void {
    const { chat } = this.pick(this.tabs);
    const rows = chat.rows.get().filter((row) => row.type === "message" && row.pos !== null);
    if (chat.phase.get() !== "conversation" || rows.length < 2) return;
    const row = this.pick(rows);
    const text = said(row);
    this.asked.add(text);
    chat.erase(row.key).then(
      () => this.promised.add(text),
      () => {},
    );
  }

  async step(): Promise<void> {
    const at = this.random();
    if (at < 0.07) this.erase();
    else if (at < 0.45) await this.say();
    else if (at < 0.6) this.server.cutAll();
    else if (at < 0.7) this.server.reachable = !this.server.reachable;
    else if (at < 0.8 && this.tabs.length < 4) this.open(this.pick(this.tabs).browser);
    else if (at < 0.9 && this.tabs.length > 1) this.reload(Math.floor(this.random() * this.tabs.length));
    else this.phone.plug(!this.phone.plugged);
    await pause(Math.floor(this.random() * 12));
  }

  reload(at: number): void {
    const { browser } = this.tabs[at] ?? this.pick(this.tabs);
    this.close(at);
    this.open(browser);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const texts = (rows: readonly LogRow[]) =>
  rows.flatMap((row) => (row.type === "message" ? [`${row.pos} ${said(row)} ${row.trouble ?? ""}`] : []));

const tellsOfDevices = (row: LogRow) => row.type === "note" && row.change !== undefined;

describe("any interleaving", () => {
  // One after the other: sixteen worlds at once keep each other waiting, and one then missed its fifteen seconds.
  test.each(SEEDS)(
    "[I-1–I-4, L7] sends, erase requests, cuts, lost answers, reloads and tabs converge (seed %i)",
    // In CI once more, as every test there: the worlds run in real time, and a machine may be busy.
    { timeout: 240_000, retry: process.env.CI ? 1 : 0 },
    async (seed) => {
      const world = new World(seed);
      const { server, phone, laptop } = world;
      const first = world.open(phone);
      await until(first.phase, (phase) => phase === "visit");
      await first.begin();
      await world.say();
      await until(first.returnLink, (link) => link !== null);
      const back = world.open(laptop, new URL(first.returnLink.get() ?? "").hash);
      await until(back.phase, (phase) => phase === "visit");
      await back.begin();
      for (let step = 0; step < 40; step++) await world.step();
      server.reachable = true;
      server.loseAnswer = () => false;
      phone.plug(true);
      // A fresh tab of each browser equals what the others show.
      for (const browser of [phone, laptop]) world.open(browser);
      const all = [...world.said.values()].flat();
      for (const { chat } of world.tabs)
        await until(
          chat.rows,
          (rows) =>
            rows.filter((row) => row.pos !== null && !tellsOfDevices(row)).length === all.length &&
            !rows.some((row) => world.promised.has(said(row))),
        );
      // A request may have been carried out without an answer: every tab learns of it.
      const [talk = ""] = server.talks.keys();
      const left = () => server.messages(talk).filter(({ body }) => (body as unknown[])[0] !== null).length;
      for (const { chat } of world.tabs)
        await until(chat.rows, (rows) => texts(rows).length === left(), 15_000);
      const shown = world.tabs.map(({ chat }) => texts(chat.rows.get()));
      for (const each of shown) expect(each).toEqual(shown[0]);
      for (const [, said] of world.said) {
        const order = shown[0]?.flatMap((line) => said.filter((text) => line.includes(` ${text} `)));
        expect(order).toEqual(said.filter((text) => order?.includes(text) || !world.asked.has(text)));
      }
      expect(server.messages(talk).length).toBe(all.length);
      expect(shown[0]?.filter((line) => !line.endsWith(" "))).toEqual([]);
      for (const { indexedDB } of [phone, laptop]) {
        const raw = await rawStorage(indexedDB);
        expect([...world.promised].filter((text) => raw.includes(text))).toEqual([]);
      }
      while (world.tabs.length > 0) world.close(0);
    },
  );
});
