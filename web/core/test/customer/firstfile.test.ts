import { afterEach, describe, expect, test } from "vitest";
import { ServerRefusal } from "../../src/base/errors.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import type { Method } from "../../src/sync/lent.ts";
import { openBakery } from "../world/bakery.ts";
import { BlobServer } from "../world/blobserver.ts";
import { Browser, until } from "../world/browser.ts";
import { Refusal } from "../world/refusal.ts";
import { said } from "../world/said.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();
const open: Chat[] = [];
const PHOTO = {
  kind: "photo",
  data: new Blob(["Torte"]),
  type: "image/jpeg",
  name: "Foto.jpg",
  caption: "So eine?",
} as const;

/** A server that takes files into conversations that it has, from devices that it knows. */
function withFiles(): { readonly server: MemoryServer; readonly files: BlobServer } {
  const server = new MemoryServer(bakery);
  const files = new BlobServer();
  server.office = async (method, path, body, device) => {
    const [, , talk = "", last] = path.split("/");
    if (last?.split("?")[0] !== "blobs") return null;
    if (device === null) return new Refusal("not_welcome");
    if (!server.talks.has(talk)) return new Refusal("unknown_conversation");
    try {
      return { ...(await files.http(method as Method, path, body.sent ?? body)) };
    } catch (error) {
      if (error instanceof ServerRefusal) return new Refusal(error.code as Refusal["code"]);
      throw error;
    }
  };
  return { server, files };
}

function visit(browser: Browser): Chat {
  const chat = createChat(browser.chat());
  open.push(chat);
  return chat;
}

afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

const words = (row: LogRow) =>
  row.type === "message" && row.content.kind === "photo" ? row.content.caption : said(row);
const shown = (rows: readonly LogRow[]) =>
  rows.map((row) => (row.type === "message" ? `${words(row)} (${row.trouble ?? row.state})` : row.name));
const settled = (count: number) => (rows: readonly LogRow[]) =>
  rows.filter((row) => row.type === "message" && row.state === "sent").length === count;
const talkOf = (server: MemoryServer) => [...server.talks.keys()][0] ?? "";

describe("the first message brings a file", () => {
  test("[W8, F3] the conversation begins without a message; the file's message is its first", async () => {
    const { server, files } = withFiles();
    const chat = visit(new Browser(server));
    await chat.begin();
    await (await chat.files()).add([PHOTO]);
    expect(shown(chat.rows.get())).toEqual(["So eine? (sending)"]);
    await until(chat.rows, settled(1));
    expect(server.messages(talkOf(server)).map(({ pos }) => pos)).toEqual([3]);
    expect(files.blobs.size).toBe(1);
    expect(chat.returnLink.get()).toMatch(/#return=/);
  });

  test("[S9] the way that somebody came by goes with the first of several files", async () => {
    const { server } = withFiles();
    const chat = visit(new Browser(server));
    chat.comesBy({ source: "Tisch 7" }, "");
    await chat.begin();
    await (await chat.files()).add([PHOTO, PHOTO]);
    await until(chat.rows, settled(2));
    const ways = chat.rows.get().map((row) => (row.type === "message" ? row.way : null));
    expect(ways).toEqual([{ source: "Tisch 7" }, undefined]);
    expect(chat.came.get()).toBeNull();
  });

  test("[L4, A4] lost answers of the beginning store nothing twice", async () => {
    const { server } = withFiles();
    const chat = visit(new Browser(server));
    await chat.begin();
    let losses = 4;
    server.loseAnswer = () => losses-- > 0;
    await (await chat.files()).add([PHOTO]);
    await until(chat.rows, settled(1));
    expect(server.talks.size).toBe(1);
    expect(server.messages(talkOf(server)).length).toBe(1);
  });

  test("chosen without a network, it waits over a reload, and goes by itself", async () => {
    const { server } = withFiles();
    const browser = new Browser(server);
    const first = visit(browser);
    await first.begin();
    server.reachable = false;
    await (await first.files()).add([PHOTO]);
    await until(first.net, (net) => net === "offline");
    first.close();
    const again = visit(browser);
    await until(again.rows, (rows) => rows.length === 1);
    expect(shown(again.rows.get())).toEqual(["So eine? (sending)"]);
    server.reachable = true;
    (await again.files()).wake();
    await until(again.rows, settled(1));
    expect(server.messages(talkOf(server)).length).toBe(1);
  });

  test("[L4] taken back after the beginning, the text sent instead is the first message, once", async () => {
    const { server } = withFiles();
    const chat = visit(new Browser(server));
    await chat.begin();
    const files = await chat.files();
    // The beginning arrives and its answer is lost, so that the page does not know of it.
    let losses = 1;
    server.loseAnswer = () => server.talks.size > 0 && losses-- > 0;
    await files.add([PHOTO]);
    const [row] = chat.rows.get();
    const blob = row?.type === "message" && "file" in row.content ? row.content.file.blob : "";
    await until(chat.net, () => server.talks.size > 0);
    if ((await files.cancel(blob)) === null) throw new Error("it was sent already");
    await chat.send("Doch lieber so");
    await until(chat.rows, settled(1));
    expect(shown(chat.rows.get())).toEqual(["Doch lieber so (sent)"]);
    expect(server.messages(talkOf(server)).length).toBe(1);
  });

  test("a text written meanwhile does not wait for the file", async () => {
    const { server, files } = withFiles();
    files.breaks = () => "before";
    const chat = visit(new Browser(server));
    await chat.begin();
    await (await chat.files()).add([PHOTO]);
    await chat.send("Für Samstag");
    await until(chat.rows, settled(1));
    files.breaks = () => "no";
    (await chat.files()).wake();
    await until(chat.rows, settled(2));
    expect(server.messages(talkOf(server)).length).toBe(2);
  });
});
