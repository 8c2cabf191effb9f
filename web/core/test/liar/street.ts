/** One conversation that a customer's page and the inbox come back to: the real pages against the server in memory, which may lie. */

import { toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import * as card from "../../src/documents/card.ts";
import * as people from "../../src/documents/people.ts";
import { backRoomId, cardId } from "../../src/seal/suite.ts";
import type { Inbox } from "../../src/staff/api.ts";
import { createInbox } from "../../src/staff/page.ts";
import { INBOX_STORE, openStore } from "../../src/store/database.ts";
import { Browser, until } from "../world/browser.ts";
import { bakery, Desk, RoomServer } from "../world/desks.ts";
import { MemoryServer } from "../world/server.ts";
import { TeamOffice } from "../world/team.ts";

const room = toBase64url(await backRoomId(bakery.chain.business));
const rooms = new RoomServer();
const clerk = await Desk.open(rooms, bakery.ben, bakery.benWrap);

export interface Street {
  readonly server: MemoryServer;
  readonly talk: string;
  readonly customer: Browser;
  readonly owner: Browser;
}

/** Frau Krause has said something, and the team knows what she is called. Nobody has come back yet. */
export async function openStreet(): Promise<Street> {
  const server = new MemoryServer(bakery);
  const office = new TeamOffice(server, bakery, room);
  server.office = async (method, path) => office.answer(method, path);
  const customer = new Browser(server);
  const chat = createChat(customer.chat());
  await chat.begin();
  await chat.send("eins");
  await until(chat.rows, (rows) => rows.some((row) => row.type === "message" && row.state === "sent"));
  chat.close();
  const [talk = ""] = server.talks.keys();
  await clerk.documents.set(card, talk, card.named("Frau Krause"));
  await clerk.documents.set(people, null, people.named(new Map([[1, "Anna"]])));
  await clerk.settle();
  for (const [doc, event] of rooms.versions) office.documents.set(doc, event);
  office.cards.set(talk, toBase64url(await cardId(new Uint8Array(Buffer.from(talk, "base64url")))));
  const owner = new Browser(server);
  await enrol(owner.tab());
  return { server, talk, customer, owner };
}

/** This browser is the owner's device. */
async function enrol(env: Env): Promise<void> {
  const store = await openStore(env, INBOX_STORE);
  await store.put("state", bakery.anna, "keys");
  await store.put("state", [...bakery.records], "records");
  await store.put("state", "sonnenschein", "handle");
  store.close();
}

export async function openInbox({ owner }: Street): Promise<Inbox> {
  const inbox = createInbox(owner.tab());
  await until(inbox.phase, (phase) => phase !== "loading");
  return inbox;
}

export async function openChat({ customer }: Street): Promise<Chat> {
  const chat = createChat(customer.chat());
  await until(chat.phase, (phase) => phase !== "loading");
  return chat;
}
