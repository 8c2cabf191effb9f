import { afterEach, expect, test } from "vitest";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { seeded } from "../world/seeded.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
let open: Chat[] = [];

afterEach(() => {
  for (const chat of open) chat.close();
  open = [];
});

function visit(browser: Browser): Chat {
  const chat = createChat(browser.chat());
  open.push(chat);
  return chat;
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test.each([...Array(10).keys()])(
  "[A1] one tab erases everything here while others write, edit and begin: nothing of the old comes back (%i)",
  async (seed) => {
    const random = seeded(seed);
    const browser = new Browser(new MemoryServer(bakery));
    const tabs = [visit(browser), visit(browser), visit(browser)] as const;
    await until(tabs[0].phase, (phase) => phase === "visit");
    await tabs[0].begin();
    await tabs[0].send("geheim: der erste Satz");
    const others = tabs.slice(1);
    for (const tab of others) tab.close();
    const writers = [tabs[0], visit(browser)];
    for (const tab of writers) await until(tab.phase, (phase) => phase === "conversation");
    const eraser = visit(browser);
    await until(eraser.phase, (phase) => phase === "conversation");
    const writing = writers.map(async (tab) => {
      for (let n = 0; n < 8; n++) {
        if (tab.phase.get() === "conversation") {
          tab.setDraft(`geheim ${n}`);
          await tab.send(`geheim ${n}`).catch(() => {});
        }
        if (random() < 0.6) await turn();
      }
    });
    for (let n = Math.floor(random() * 8); n > 0; n--) await turn();
    await eraser.forget();
    await Promise.all(writing);
    for (const tab of [...writers, eraser]) await until(tab.phase, (phase) => phase === "visit");
    expect(await rawStorage(browser.indexedDB)).not.toContain("geheim");
    expect(await browser.indexedDB.databases()).toEqual([]);
    const anew = writers.map((tab) => tab.begin());
    await Promise.all(anew);
    await writers[0]?.send("von vorn");
    for (const tab of writers) await until(tab.rows, (rows) => rows.some((row) => row.type === "message"));
  },
);

test.each([
  ["Vier Stück bitte", ""],
  ["Etwas ganz anderes", "Etwas ganz anderes"],
])(
  "a draft that both tabs show and one sends leaves the other, unless it was changed there: %s",
  async (other, left) => {
    const browser = new Browser(new MemoryServer(bakery));
    const one = visit(browser);
    await until(one.phase, (phase) => phase === "visit");
    await one.begin();
    await one.send("Guten Tag");
    one.setDraft("Vier Stück bitte");
    // A tab shows what was kept when it was opened.
    const kept = async () => (await rawStorage(browser.indexedDB)).includes("Vier Stück bitte");
    while (!(await kept())) await turn();
    const two = visit(browser);
    await until(two.phase, (phase) => phase === "conversation");
    expect(two.draft.get()).toBe("Vier Stück bitte");
    if (other !== "Vier Stück bitte") two.setDraft(other);
    await one.send("Vier Stück bitte");
    await until(two.rows, (rows) => rows.filter((row) => row.type === "message").length === 2);
    expect(two.draft.get()).toBe(left);
  },
);
