/** Which messages ring a bell: those that came after the connection, however they reached this device (W4, W12). */

import { expect, test } from "vitest";
import type { Inbox } from "../../src/staff/api.ts";
import { createInbox } from "../../src/staff/page.ts";
import { openChat, openStreet, type Street, say } from "../liar/street.ts";
import { until } from "../world/browser.ts";
import { said } from "../world/said.ts";

interface Listening {
  readonly inbox: Inbox;
  readonly rung: string[];
}

/** What it hears from its very beginning. */
function listening({ owner }: Street): Listening {
  const inbox = createInbox(owner.tab());
  const rung: string[] = [];
  inbox.onArrival((conversation) => rung.push(conversation));
  return { inbox, rung };
}

/** What the server pushes to the inbox from now on is on its way until it is let through. */
function slow({ server }: Street): () => void {
  const [line] = [...server.lines].filter(({ staff }) => staff);
  if (line === undefined) throw new Error("the inbox is not connected");
  const push = line.push.bind(line);
  const held: unknown[] = [];
  line.push = (frame) => void held.push(frame);
  return () => {
    line.push = push;
    for (const frame of held.splice(0)) push(frame);
  };
}

/** The inbox shows it, opened as somebody opens it. */
async function shown(inbox: Inbox, talk: string, text: string): Promise<void> {
  const view = inbox.open(talk);
  await until(view.rows, (rows) => rows.some((row) => said(row) === text));
  view.leave();
}

/** A later message has rung: everything before it has been dealt with. */
async function settled({ inbox, rung }: Listening, street: Street): Promise<void> {
  const before = rung.length;
  const chat = await openChat(street);
  await say(chat, "und noch etwas");
  chat.close();
  await shown(inbox, street.talk, "und noch etwas");
  await expect.poll(() => rung.length).toBeGreaterThan(before);
}

test("[W12] a message that a page of the log brings before the connection does rings once", async () => {
  const street = await openStreet();
  // Another device has received what was said so far: this one reads nothing before somebody opens the conversation.
  const known = street.server.talks.get(street.talk);
  if (known !== undefined) known.marks[1].delivered = known.head;
  const there = listening(street);
  await until(there.inbox.net, (net) => net === "online");
  const through = slow(street);
  const chat = await openChat(street);
  await say(chat, "Sind Sie da?");
  chat.close();
  await shown(there.inbox, street.talk, "Sind Sie da?");
  await expect.poll(() => there.rung).toEqual([street.talk]);
  through();
  await settled(there, street);
  expect(there.rung).toEqual([street.talk, street.talk]);
  there.inbox.close();
});

test("[W12] a message that comes while the page still gets ready rings", async () => {
  const street = await openStreet();
  const { office } = street.server;
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  let answer = () => {};
  const isAnswered = new Promise<void>((resolve) => (answer = resolve));
  street.server.office = async (method, path, body, device) => {
    if (path.startsWith("/back-room?")) {
      asked();
      await isAnswered;
    }
    return office(method, path, body, device);
  };
  const there = listening(street);
  await isAsked;
  const chat = await openChat(street);
  await say(chat, "Sind Sie da?");
  chat.close();
  answer();
  await expect.poll(() => there.rung).toEqual([street.talk]);
  there.inbox.close();
});

test("[W12] what was said while the device was away rings no bell, whether it is read at once or later", async () => {
  const street = await openStreet();
  const there = listening(street);
  await until(there.inbox.net, (net) => net === "online");
  await shown(there.inbox, street.talk, "eins");
  expect(there.rung).toEqual([]);
  there.inbox.close();
  const chat = await openChat(street);
  await say(chat, "Sind Sie da?");
  chat.close();
  const back = listening(street);
  await until(back.inbox.net, (net) => net === "online");
  await shown(back.inbox, street.talk, "Sind Sie da?");
  expect(back.rung).toEqual([]);
  await settled(back, street);
  expect(back.rung).toEqual([street.talk]);
  back.inbox.close();
});
