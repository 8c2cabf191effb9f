import { afterEach, describe, expect, test, vi } from "vitest";
import { toCrockford } from "../../src/base/bytes.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { returnLink } from "../../src/wire/links.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { rawStorage } from "../world/rawstorage.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";
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

const shown = (rows: readonly LogRow[]) =>
  rows.map((row) => (row.type === "message" ? `${said(row)} (${row.trouble ?? row.state})` : row.name));
const settled = (count: number) => (rows: readonly LogRow[]) =>
  rows.filter((row) => row.type === "message" && row.state === "sent").length === count;

describe("the customer page", () => {
  test("nothing is stored and nothing connected before the first tap", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await until(chat.phase, (phase) => phase === "visit");
    expect(await browser.indexedDB.databases()).toEqual([]);
    expect(server.calls).toBe(1);
    expect(server.lines.size).toBe(0);
    expect(chat.shopfront.get()?.trust).toBe("unverified");
    expect(chat.shopfront.get()?.profile.name).toBe("Bäckerei Sonnenschein");
  });

  test("[W8] the first message begins the conversation; the return link is offered once it is stored", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await until(chat.phase, (phase) => phase === "visit");
    await chat.begin();
    expect(chat.returnLink.get()).toBeNull();
    await chat.send("Haben Sie Brezeln?");
    expect(shown(chat.rows.get())).toEqual(["Haben Sie Brezeln? (sending)"]);
    await until(chat.rows, settled(1));
    expect(chat.returnLink.get()).toMatch(/^https:\/\/tresen.example\/sonnenschein#return=/);
    expect(browser.persisted).toBe(1);
    await chat.send("Zwölf Stück");
    await until(chat.rows, settled(2));
    expect(server.messages([...server.talks.keys()][0] ?? "").length).toBe(2);
  });

  test("messages wait through reload and outage, and are sent once, in order", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const first = visit(browser);
    await first.begin();
    await first.send("eins");
    await until(first.rows, settled(1));
    server.reachable = false;
    server.cutAll();
    await first.send("zwei");
    await first.send("drei");
    await until(first.net, (net) => net === "offline");
    first.close();
    const again = visit(browser);
    await until(again.rows, (rows) => rows.length === 3);
    expect(shown(again.rows.get())).toEqual(["eins (sent)", "zwei (sending)", "drei (sending)"]);
    await again.send("vier");
    server.reachable = true;
    await until(again.rows, settled(4));
    expect(shown(again.rows.get())).toEqual(["eins (sent)", "zwei (sent)", "drei (sent)", "vier (sent)"]);
  });

  test("[L4] lost answers store nothing twice, of the first message and of later ones", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await chat.begin();
    let losses = 3;
    server.loseAnswer = () => losses-- > 0;
    await chat.send("eins");
    await until(chat.rows, settled(1));
    losses = 2;
    await chat.send("zwei");
    await chat.send("drei");
    await until(chat.rows, settled(3));
    expect(server.messages([...server.talks.keys()][0] ?? "").length).toBe(3);
    expect(chat.rows.get().map((row) => row.pos)).toEqual([3, 4, 5]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    "[W8] a tab that dies while it begins, after %i writes, leaves the next one what it needs",
    async (writes) => {
      const server = new MemoryServer(bakery);
      const browser = new Browser(server);
      const chat = visit(browser);
      await chat.begin();
      server.reachable = false;
      await chat.send("eins");
      await until(chat.net, (net) => net === "offline");
      let left = writes;
      const { transaction } = IDBDatabase.prototype;
      const dying = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (
        this: IDBDatabase,
        stores,
        mode,
        options,
      ) {
        const writing = mode === "readwrite" && !this.name.includes("search");
        if (writing) left -= 1;
        if (writing && left < 0) throw new DOMException("the tab is gone", "InvalidStateError");
        return transaction.call(this, stores, mode, options);
      });
      server.reachable = true;
      await vi.waitFor(() => expect(left < 0 || settled(1)(chat.rows.get())).toBe(true), 60_000);
      chat.close();
      dying.mockRestore();
      const next = visit(browser);
      await until(next.rows, settled(1));
      await next.send("zwei");
      await until(next.rows, settled(2));
      expect(shown(next.rows.get())).toEqual(["eins (sent)", "zwei (sent)"]);
      expect(server.messages([...server.talks.keys()][0] ?? "").length).toBe(2);
    },
  );

  test("[S3] the sign's fingerprint: match, none, wrong", async () => {
    const server = new MemoryServer(bakery);
    const right = visit(new Browser(server), `#key=${toCrockford(bakery.chain.fingerprint)}`);
    await until(right.shopfront, (shop) => shop?.trust === "verified");
    const wrong = visit(
      new Browser(server),
      `#key=${toCrockford(bakery.chain.fingerprint.map((b) => b ^ 1))}`,
    );
    await until(wrong.phase, (phase) => phase === "stopped");
    expect(wrong.stop.get()).toBe("mismatch");
    await expect(wrong.send("Hallo")).rejects.toThrow();
    const cut = visit(new Browser(server), "#key=ABC");
    await until(cut.phase, (phase) => phase === "stopped");
    expect(cut.stop.get()).toBe("mismatch");
  });

  test("[S3] the sign is scanned while another tab leads: the first touch lets this browser remember it, and both tabs say so", async () => {
    const browser = new Browser(new MemoryServer(bakery));
    const leader = visit(browser);
    await leader.begin();
    await leader.send("eins");
    await until(leader.rows, settled(1));
    expect(leader.shopfront.get()?.trust).toBe("unverified");
    const side = visit(browser, `#key=${toCrockford(bakery.chain.fingerprint)}`);
    await until(side.shopfront, (shop) => shop?.trust === "verified");
    await until(side.phase, (phase) => phase === "conversation");
    // An address alone stores nothing, not even this.
    const third = visit(browser);
    await until(third.phase, (phase) => phase === "conversation");
    expect(third.shopfront.get()?.trust).toBe("unverified");
    side.touched();
    await until(leader.shopfront, (shop) => shop?.trust === "verified");
    await until(third.shopfront, (shop) => shop?.trust === "verified");
    third.close();
    side.close();
    leader.close();
    const later = visit(browser);
    await until(later.phase, (phase) => phase === "conversation");
    expect(later.shopfront.get()?.trust).toBe("verified");
  });

  test("[S13] the return link restores the conversation in another browser", async () => {
    const server = new MemoryServer(bakery);
    const chat = visit(new Browser(server), `#key=${toCrockford(bakery.chain.fingerprint)}`);
    await chat.begin();
    await chat.send("eins");
    await chat.send("zwei");
    await until(chat.rows, settled(2));
    const link = new URL(chat.returnLink.get() ?? "");
    const other = new Browser(server);
    const back = visit(other, link.hash);
    await until(back.phase, (phase) => phase === "visit");
    expect(back.returning.get()).toMatchObject({ devices: 1 });
    // Looking neither joins nor stores anything.
    expect((await chat.devices()).length).toBe(2);
    expect(await other.indexedDB.databases()).toEqual([]);
    await back.begin();
    await until(back.rows, (rows) => rows.length === 3);
    expect(back.shopfront.get()?.trust).toBe("verified");
    expect(back.returnLink.get()).toBe(link.href);
    await back.send("drei, vom Rechner");
    await until(back.rows, settled(3));
    await until(chat.rows, (rows) => rows.length === 4);
    await chat.send("vier, vom Telefon");
    await until(back.rows, (rows) => rows.length === 5);
    expect(shown(back.rows.get())).toEqual([
      "eins (sent)",
      "zwei (sent)",
      "devices",
      "drei, vom Rechner (sent)",
      "vier, vom Telefon (sent)",
    ]);
  });

  test("[S9] what does not fit 16 KiB is refused and not stored", async () => {
    const chat = visit(new Browser(new MemoryServer(bakery)));
    await chat.begin();
    await expect(chat.send("ä".repeat(9000))).rejects.toMatchObject({ name: "TooLong" });
    expect(chat.rows.get()).toEqual([]);
  });

  test("two tabs show the same; when the leader closes the other goes on", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const one = visit(browser);
    await one.begin();
    await one.send("eins");
    await until(one.rows, settled(1));
    const two = visit(browser);
    await until(two.rows, settled(1));
    await until(two.net, (net) => net === "online");
    await two.send("zwei");
    await until(one.rows, settled(2));
    await until(two.rows, settled(2));
    expect(server.lines.size).toBe(1);
    one.close();
    await two.send("drei");
    await until(two.rows, settled(3));
    expect(server.messages([...server.talks.keys()][0] ?? "").length).toBe(3);
  });

  test("under a leading tab of an old version it says so, loses nothing, and loads all tabs anew when asked", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const name = "tresen-chat-sonnenschein";
    const { locks, BroadcastChannel } = browser.tab();
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const lead = locks?.request(name, {}, () => left);
    const old = new (BroadcastChannel as NonNullable<typeof BroadcastChannel>)(name);
    old.onmessage = ({ data }) => {
      const { t, id } = data as { readonly t: string; readonly id: string };
      // As earlier versions did with an unknown command.
      if (t === "call") old.postMessage({ t: "answer", id, value: undefined, failure: null });
    };
    const chat = visit(browser);
    await until(chat.phase, (phase) => phase === "visit");
    await chat.send("Noch da?");
    await until(chat.stop, (stop) => stop === "updated");
    chat.reload();
    expect(browser.reloads).toBe(1);
    old.close();
    leave();
    await lead;
    chat.close();
    const again = visit(browser);
    await until(again.rows, settled(1));
    expect(shown(again.rows.get())).toEqual(["Noch da? (sent)"]);
  });

  test("forgotten, the page is as on a first visit, in every tab; the return link still restores", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const one = visit(browser);
    await one.begin();
    await one.send("eins");
    await until(one.rows, settled(1));
    const link = new URL(one.returnLink.get() ?? "");
    const two = visit(browser);
    await until(two.rows, settled(1));
    await one.forget();
    for (const tab of [one, two]) {
      await until(tab.phase, (phase) => phase === "visit");
      expect(tab.rows.get()).toEqual([]);
      expect(tab.returnLink.get()).toBeNull();
    }
    expect(await browser.indexedDB.databases()).toEqual([]);
    const back = visit(browser, link.hash);
    await until(back.phase, (phase) => phase === "visit");
    await back.begin();
    await until(back.rows, (rows) => rows.length === 2);
    await one.begin();
    await until(one.phase, (phase) => phase === "conversation");
    expect(shown(back.rows.get())).toEqual(["eins (sent)", "devices"]);
  });

  test("[L6] where reading stopped is remembered here, whether or not the business learns of it", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await chat.begin();
    expect(chat.opening()).toMatchObject({ readTo: null, heldTo: 0 });
    await chat.send("eins");
    await until(chat.rows, settled(1));
    const talk = [...server.talks.keys()][0] ?? "";
    await chat.setShowsReading(false);
    const anna = new Voice(server, bakery, bakery.anna);
    await anna.say(talk, "Ja.");
    await until(chat.rows, (rows) => rows.length === 2);
    chat.markRead();
    await vi.waitFor(() => expect(chat.opening().readTo).toBe(4), 60_000);
    await anna.say(talk, "Bis morgen.");
    await until(chat.rows, (rows) => rows.length === 3);
    chat.close();
    const again = visit(browser);
    await until(again.phase, (phase) => phase === "conversation");
    expect(again.opening()).toMatchObject({ readTo: 4, heldTo: 5 });
    expect(server.talks.get(talk)?.marks[0].read).toBe(0);
  });

  test("[W2] when a page was opened is said by the server's clock, however wrong this device's is", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    browser.aheadMs = 600_000;
    const opened = server.clock;
    const chat = visit(browser);
    await chat.begin();
    const { openedMs } = chat.opening();
    expect(openedMs()).toBe(opened + 600_000);
    await chat.send("eins");
    await until(chat.rows, settled(1));
    // Until the server said its time, what it held is no news.
    expect(openedMs()).toBeGreaterThanOrEqual(opened);
    expect(openedMs()).toBeLessThanOrEqual(server.clock);
    const second = visit(browser);
    await until(second.net, (net) => net === "online");
    await vi.waitFor(() => expect(second.opening().openedMs()).toBe(server.clock), 60_000);
  });

  test("[S13] a device the server no longer knows comes back by the return link in the address", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await chat.begin();
    await chat.send("eins");
    await until(chat.rows, settled(1));
    const link = new URL(chat.returnLink.get() ?? "");
    server.forget(chat.rows.get()[0]?.key.split(".")[0] ?? "");
    server.cutAll();
    await until(chat.stop, (stop) => stop === "revoked");
    chat.close();
    const held = await rawStorage(browser.indexedDB);
    const back = visit(browser, link.hash);
    // The server's word and an address empty nothing (S4): a person does.
    await until(back.stop, (stop) => stop === "again");
    expect(await rawStorage(browser.indexedDB)).toBe(held);
    await back.forget();
    await until(back.returning, (returning) => returning !== null);
    await back.begin();
    await until(back.rows, (rows) => rows.length === 2);
    await back.send("zwei");
    await until(back.rows, settled(2));
  });

  test("[S13] a return link that is cut off or another's leads on without it, and the conversation here stays", async () => {
    const browser = new Browser(new MemoryServer(bakery));
    const chat = visit(browser);
    await chat.begin();
    await chat.send("eins");
    await until(chat.rows, settled(1));
    chat.close();
    const held = await rawStorage(browser.indexedDB);
    const foreign = returnLink(
      "https://tresen.example",
      "sonnenschein",
      new Uint8Array(16),
      new Uint8Array(20),
    );
    for (const fragment of ["#return=", "#return=A.B", new URL(foreign).hash]) {
      const stopped = visit(browser, fragment);
      await until(stopped.phase, (phase) => phase === "stopped");
      await stopped.leaveLink();
      stopped.close();
      expect(await rawStorage(browser.indexedDB)).toBe(held);
    }
    const back = visit(browser);
    await until(back.rows, settled(1));
  });

  test("[L10] after a restored backup the messages that the log lost are sent again, once", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await chat.begin();
    for (const text of ["eins", "zwei", "drei"]) await chat.send(text);
    await until(chat.rows, settled(3));
    await until(chat.net, (net) => net === "online");
    const talk = [...server.talks.keys()][0] ?? "";
    server.restore(talk, 4);
    await until(chat.net, (net) => net !== "online");
    await until(chat.net, (net) => net === "online");
    await until(chat.rows, (rows) => rows.length === 4 && settled(3)(rows));
    expect(server.messages(talk).length).toBe(3);
    // The end of the restored log is marked and stays marked.
    expect(shown(chat.rows.get())).toEqual(["eins (sent)", "zwei (sent)", "cut", "drei (sent)"]);
    const again = visit(browser);
    await until(again.rows, (rows) => rows.length === 4);
    expect(again.rows.get().map(({ pos }) => pos)).toEqual([3, 4, null, 5]);
  });

  test("[L10] a folder that was put back is an alarm for good, even if its log is longer by then", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await chat.begin();
    for (const text of ["eins", "zwei", "drei"]) await chat.send(text);
    await until(chat.rows, settled(3));
    server.putBack([...server.talks.keys()][0] ?? "", 4, 9);
    await until(chat.stop, (stop) => stop === "broken");
    const again = visit(browser);
    await until(again.stop, (stop) => stop === "broken");
    expect(server.messages([...server.talks.keys()][0] ?? "").length).toBe(2);
  });

  test("[L10] a restored backup that lost nothing leaves no mark", async () => {
    const server = new MemoryServer(bakery);
    const browser = new Browser(server);
    const chat = visit(browser);
    await chat.begin();
    for (const text of ["eins", "zwei"]) await chat.send(text);
    await until(chat.rows, settled(2));
    await until(chat.net, (net) => net === "online");
    server.restore([...server.talks.keys()][0] ?? "", 4);
    await until(chat.net, (net) => net !== "online");
    await until(chat.net, (net) => net === "online");
    await chat.send("drei");
    await until(chat.rows, settled(3));
    expect(shown(chat.rows.get())).toEqual(["eins (sent)", "zwei (sent)", "drei (sent)"]);
  });
});
