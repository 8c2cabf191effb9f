import { afterEach, describe, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import { readFragment } from "../../src/wire/links.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const open: Chat[] = [];

function visit(browser: Browser, fragment = ""): Chat {
  const chat = createChat(browser.chat(fragment));
  open.push(chat);
  return chat;
}

/** What a passkey that was touched hands over. */
const FOLLOWS = { secret: "AAECAwQFBgcICQoLDA0ODw", hash: "aGFzaA", wrap: "d3JhcA" };

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

const settled = (count: number) => (rows: readonly LogRow[]) =>
  rows.filter((row) => row.type === "message" && row.state === "sent").length === count;
const texts = (chat: Chat) => messages(chat).map(said);
const messages = (chat: Chat) => chat.rows.get().filter(({ type }) => type === "message");
/** What the conversation says about devices. */
const told = (chat: Chat) =>
  chat.rows.get().flatMap((row) => (row.type === "note" ? (row.change ?? []) : []));
const linkOf = (chat: Chat) => new URL(chat.returnLink.get() ?? "").hash;
function secretOf(link: string): string | null {
  const read = readFragment(link);
  return read.type === "return" ? toBase64url(read.secret) : null;
}
const others = async (chat: Chat) =>
  (await chat.devices()).filter(({ paper, mine, leftMs }) => !paper && !mine && leftMs === null);

async function begun(server: MemoryServer): Promise<{ readonly browser: Browser; readonly chat: Chat }> {
  const browser = new Browser(server);
  const chat = visit(browser);
  await chat.begin();
  await chat.send("eins");
  await until(chat.rows, settled(1));
  await until(chat.net, (net) => net === "online");
  return { browser, chat };
}

async function added(
  server: MemoryServer,
  link: string,
): Promise<{ readonly browser: Browser; readonly chat: Chat }> {
  const browser = new Browser(server);
  const chat = visit(browser, link);
  await until(chat.phase, (phase) => phase === "visit");
  await chat.begin();
  await until(chat.rows, (rows) => rows.length > 0);
  await until(chat.net, (net) => net === "online");
  return { browser, chat };
}

/** These tests need a second device: it is listed, reads, and is then removed. */
async function pair() {
  const server = new MemoryServer(bakery);
  const phone = await begun(server);
  const tablet = await added(server, linkOf(phone.chat));
  return { server, phone, tablet };
}

describe("[S4, S13] the customer's devices", () => {
  test("each sees all by the day they were added: itself, the return link, the other", async () => {
    const { phone, tablet } = await pair();
    const seen = await phone.chat.devices();
    expect(seen.map(({ paper, mine }) => [paper, mine])).toEqual([
      [false, true],
      [true, false],
      [false, false],
    ]);
    expect((await tablet.chat.devices()).map(({ id }) => id)).toEqual(seen.map(({ id }) => id));
    expect((await tablet.chat.devices()).map(({ mine }) => mine)).toEqual([false, false, true]);
  });

  test("a name stays on the device where it was typed, and with a device that was removed", async () => {
    const { phone, tablet } = await pair();
    const [other] = await others(phone.chat);
    const id = other?.id ?? "";
    await phone.chat.nameDevice(id, " Tablet\u202e\nim Wohnzimmer ");
    expect((await others(phone.chat)).map(({ name }) => name)).toEqual(["Tablet im Wohnzimmer"]);
    expect((await tablet.chat.devices()).map(({ name }) => name)).toEqual(["", "", ""]);
    await expect(phone.chat.nameDevice(id, "x".repeat(61))).rejects.toThrow("60");
    await phone.chat.removeDevice(id);
    const left = (await phone.chat.devices()).filter(({ leftMs }) => leftMs !== null);
    expect(left.map(({ id: gone, name }) => [gone, name])).toEqual([[id, "Tablet im Wohnzimmer"]]);
    await phone.chat.nameDevice(id, "");
    expect((await phone.chat.devices()).map(({ name }) => name)).toEqual(["", "", ""]);
  });

  test("every device shows in the conversation who joined and left, and that the return link changed", async () => {
    const { server, phone, tablet } = await pair();
    const joined = { joined: 1, left: 0, link: false };
    await until(phone.chat.rows, () => told(phone.chat).length === 1);
    expect([told(phone.chat), told(tablet.chat)]).toEqual([[joined], [joined]]);
    const [lost] = await others(phone.chat);
    await phone.chat.removeDevice(lost?.id ?? "");
    await until(phone.chat.rows, () => told(phone.chat).length === 2);
    const laptop = await added(server, linkOf(phone.chat));
    const all = [joined, { joined: 0, left: 1, link: true }, joined];
    await until(laptop.chat.rows, () => told(laptop.chat).length === 3);
    await until(phone.chat.rows, () => told(phone.chat).length === 3);
    expect([told(phone.chat), told(laptop.chat)]).toEqual([all, all]);
  });

  test("a removed device is out, empties itself in every tab, and can begin anew; the others go on writing", async () => {
    const { server, phone, tablet } = await pair();
    const second = visit(tablet.browser);
    await until(second.rows, (rows) => rows.length > 0);
    const before = linkOf(phone.chat);
    const [lost] = await others(phone.chat);
    await phone.chat.removeDevice(lost?.id ?? "");
    for (const tab of [tablet.chat, second]) {
      await until(tab.stop, (stop) => stop === "removed");
      expect(texts(tab)).toEqual([]);
      expect(tab.returnLink.get()).toBeNull();
    }
    await expect.poll(() => tablet.browser.indexedDB.databases()).toEqual([]);
    expect(linkOf(phone.chat)).not.toBe(before);
    expect(phone.chat.returnLinkKept.get()).toBe(false);
    expect(await others(phone.chat)).toEqual([]);
    await phone.chat.send("zwei");
    await until(phone.chat.rows, settled(2));
    const anew = visit(tablet.browser);
    await until(anew.phase, (phase) => phase === "visit");
    await anew.begin();
    await anew.send("von vorn");
    await until(anew.rows, settled(1));
    expect(server.talks.size).toBe(2);
  });

  test("away while it is removed, it empties itself at its next start", async () => {
    const { phone, tablet } = await pair();
    tablet.chat.close();
    const [lost] = await others(phone.chat);
    await phone.chat.removeDevice(lost?.id ?? "");
    const back = visit(tablet.browser);
    await until(back.stop, (stop) => stop === "removed");
    await expect.poll(() => tablet.browser.indexedDB.databases()).toEqual([]);
  });

  test("a server alone empties nothing: no records, too few of them, or none that take it out", async () => {
    for (const lie of ["none", "first", "still listed"]) {
      const { server, phone, tablet } = await pair();
      server.removal = (talk) =>
        lie === "none" ? [] : lie === "first" ? talk.devices.slice(0, 1) : talk.devices.slice(0, 2);
      const [lost] = await others(phone.chat);
      await phone.chat.removeDevice(lost?.id ?? "");
      await until(tablet.chat.stop, (stop) => stop === "revoked");
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(tablet.chat.stop.get()).toBe("revoked");
      expect((await tablet.browser.indexedDB.databases()).length).toBe(1);
    }
  });

  test("a new return link: the old one opens nothing, the new one everything, and the other device is told", async () => {
    const { server, phone, tablet } = await pair();
    const old = linkOf(phone.chat);
    await phone.chat.renewReturnLink();
    await until(tablet.chat.returnLink, (link) => link === null);
    const thief = visit(new Browser(server), old);
    await until(thief.stop, (stop) => stop === "return_link");
    const laptop = await added(server, linkOf(phone.chat));
    expect(texts(laptop.chat)).toEqual(["eins"]);
    await tablet.chat.renewReturnLink();
    expect(tablet.chat.returnLink.get()).not.toBeNull();
    await until(phone.chat.returnLink, (link) => link === null);
  });

  test("pressed twice, in two tabs at once: one link stands, in both", async () => {
    const { server, phone } = await pair();
    const second = visit(phone.browser);
    await until(second.returnLink, (link) => link !== null);
    await Promise.all([phone.chat.renewReturnLink(), second.renewReturnLink(), phone.chat.renewReturnLink()]);
    await until(second.returnLink, (link) => link === phone.chat.returnLink.get());
    expect((await phone.chat.devices()).filter(({ paper }) => paper).length).toBe(1);
    await added(server, linkOf(second));
  });

  test("[A4] a lost answer is reported, and pressing again keeps the same link", async () => {
    const { server, phone } = await pair();
    const [talk] = [...server.talks.values()];
    const before = talk?.devices.length ?? 0;
    let lost = false;
    server.loseAnswer = () => {
      const grown = (talk?.devices.length ?? 0) > before && !lost;
      lost ||= grown;
      return grown;
    };
    await expect(phone.chat.renewReturnLink()).rejects.toThrow();
    await phone.chat.renewReturnLink();
    expect(talk?.devices.length).toBe(before + 1);
    await added(server, linkOf(phone.chat));
  });

  test("[S20] a passkey follows in the very step that replaces the link, which is then the one that it wraps", async () => {
    const { server, phone, tablet } = await pair();
    const sent: unknown[] = [];
    server.office = async (_, path, { passkeys }) => {
      if (path.endsWith("/devices")) sent.push(passkeys);
      return null;
    };
    await phone.chat.renewReturnLink(FOLLOWS);
    expect(sent).toEqual([[{ hash: FOLLOWS.hash, wrap: FOLLOWS.wrap }]]);
    expect(secretOf(linkOf(phone.chat))).toBe(FOLLOWS.secret);
    expect(phone.chat.returnLinkKept.get()).toBe(true);
    await until(tablet.chat.returnLink, (link) => link === null);
    await tablet.chat.renewReturnLink();
    expect(sent[1]).toBeUndefined();
    expect(tablet.chat.returnLinkKept.get()).toBe(false);
  });

  test.each([true, false])(
    "[A4, S20] interrupted while it is replaced, then loaded anew: the new link where the record arrived (%s), the old one where not",
    async (arrives) => {
      const { server, phone } = await pair();
      const old = linkOf(phone.chat);
      let cut = false;
      server.office = async (_, path) => {
        if (path.endsWith("/devices") && !arrives) throw new TypeError("no network");
        return null;
      };
      server.loseAnswer = () => {
        const lost = arrives && !cut && server.talks.values().next().value?.devices.length === 3;
        cut ||= lost;
        return lost;
      };
      await expect(phone.chat.renewReturnLink(FOLLOWS)).rejects.toThrow();
      phone.chat.close();
      const again = visit(phone.browser);
      await until(again.net, (net) => net === "online");
      const now = await again.devices().then(() => linkOf(again));
      if (arrives) expect(secretOf(now)).toBe(FOLLOWS.secret);
      else expect(now).toBe(old);
      server.office = async () => null;
      await added(server, now);
    },
  );

  test("offline: the list as known; nothing is changed, and it says so", async () => {
    const { server, phone } = await pair();
    const link = linkOf(phone.chat);
    const [lost] = await others(phone.chat);
    server.reachable = false;
    server.cutAll();
    await until(phone.chat.net, (net) => net === "offline");
    expect((await phone.chat.devices()).length).toBe(3);
    await expect(phone.chat.removeDevice(lost?.id ?? "")).rejects.toThrow();
    expect(linkOf(phone.chat)).toBe(link);
  });
});
