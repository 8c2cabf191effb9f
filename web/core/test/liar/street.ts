/** One conversation that a customer's page and the inbox come back to: the real pages against the server in memory, which may lie. */

import { fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import type { LogRow } from "../../src/conversation/rows.ts";
import type { Chat } from "../../src/customer/api.ts";
import { createChat } from "../../src/customer/page.ts";
import * as card from "../../src/documents/card.ts";
import * as people from "../../src/documents/people.ts";
import type { DeviceKeys } from "../../src/seal/keys.ts";
import { backRoomId, cardId, random } from "../../src/seal/suite.ts";
import type { Inbox } from "../../src/staff/api.ts";
import { createInbox } from "../../src/staff/page.ts";
import { INBOX_STORE, openStore } from "../../src/store/database.ts";
import { Kind } from "../../src/wire/frames.ts";
import { NOON } from "../world/bakery.ts";
import { Browser, until } from "../world/browser.ts";
import { bakery, Desk, RoomServer } from "../world/desks.ts";
import { said } from "../world/said.ts";
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

/** Frau Krause has said something, and the team knows what she is called if she is `carded`. The owner's device has not looked yet. */
export async function openStreet({ carded = true } = {}): Promise<Street> {
  const server = new MemoryServer(bakery);
  const customer = new Browser(server);
  const chat = createChat(customer.chat());
  await chat.begin();
  await say(chat, "eins");
  chat.close();
  const [talk = ""] = server.talks.keys();
  if (carded) await clerk.documents.set(card, talk, card.named("Frau Krause"));
  await clerk.documents.set(people, null, people.named(new Map([[1, "Anna"]])));
  await clerk.settle();
  await staffs(server, talk);
  const owner = new Browser(server);
  await enrol(owner.tab(), bakery.anna);
  return { server, talk, customer, owner };
}

/** The team's office at that server. */
async function staffs(server: MemoryServer, talk: string): Promise<void> {
  const office = new TeamOffice(server, bakery, room);
  for (const [doc, event] of rooms.versions) office.documents.set(doc, event);
  office.cards.set(talk, toBase64url(await cardId(fromBase64url(talk))));
  server.office = async (method, path, _, device) => office.answer(method, path, device);
}

/** The same once more: what happens to the one does not happen to the other. */
export async function twin({ server: told, talk, customer, owner }: Street): Promise<Street> {
  const server = told.twin();
  await staffs(server, talk);
  return { server, talk, customer: await customer.twin(server), owner: await owner.twin(server) };
}

/** This browser is that device of the team. */
async function enrol(env: Env, keys: DeviceKeys): Promise<void> {
  const store = await openStore(env, INBOX_STORE);
  await store.put("state", keys, "keys");
  await store.put("state", [...bakery.records], "records");
  await store.put("state", "sonnenschein", "handle");
  store.close();
}

export async function openInbox({ owner }: Pick<Street, "owner">): Promise<Inbox> {
  const inbox = createInbox(owner.tab());
  await until(inbox.phase, (phase) => phase !== "loading");
  return inbox;
}

export async function openChat({ customer }: Pick<Street, "customer">): Promise<Chat> {
  const chat = createChat(customer.chat());
  await until(chat.phase, (phase) => phase !== "loading");
  return chat;
}

/** Says something, and waits until it is stored; returns its key. */
export async function say({ send, rows }: Pick<Chat, "send" | "rows">, text: string): Promise<string> {
  await send(text);
  const isIt = (row: LogRow) => row.type === "message" && said(row) === text && row.pos !== null;
  await until(rows, (all) => all.some(isIt));
  return rows.get().find(isIt)?.key ?? "";
}

/**
 * A street where both sides were, and where much happened since: the customer said, erased and ordered something while the owner was away,
 * and a colleague answered, kept the order, closed and opened again while the customer was.
 */
export async function busyStreet(): Promise<Street> {
  const street = await openStreet();
  const { server, talk } = street;
  const inbox = await openInbox(street);
  const first = inbox.open(talk);
  await until(first.rows, (rows) => rows.length > 0);
  first.leave();
  inbox.close();
  const chat = await openChat(street);
  const regret = await say(chat, "Ach, vergessen Sie das");
  await say(chat, "Hiermit bestelle ich eine Torte");
  await chat.erase(regret);
  await until(chat.rows, (rows) => rows.some((row) => row.type === "note" && row.name === "tombstone"));
  chat.close();
  await colleague(street);
  const opens = NOON + 86_400_000;
  const told = server.talks.get(talk);
  if (told === undefined) throw new Error("no such conversation");
  server.append(told, Kind.auto, ["greeting", bakery.chain.profileRev, null, NOON, opens]);
  server.append(told, Kind.call, [
    random(16),
    false,
    0,
    server.clock,
    null,
    server.clock + 9000,
    "missed",
    null,
  ]);
  return street;
}

/** What Ben does meanwhile, on a device of his. */
async function colleague({ server, talk }: Street): Promise<void> {
  const own = new Browser(server);
  await enrol(own.tab(), bakery.ben);
  const inbox = await openInbox({ owner: own });
  await until(inbox.net, (net) => net === "online");
  const view = inbox.open(talk);
  await until(view.rows, (rows) => rows.some((row) => said(row).includes("Torte")));
  await say(view, "Gern!");
  const order = view.rows.get().find((row) => said(row).includes("Torte"));
  server.eraser.lock(talk, order?.pos ?? 0, "letter", NOON + 1e11);
  await inbox.retain(talk, order?.key ?? "", "letter");
  await view.assign(2);
  await view.setAutomatic(false);
  await view.setBlocked(true);
  await view.setBlocked(false);
  await view.closeConversation();
  await view.reopen();
  view.leave();
  inbox.close();
}
