/** The list says who somebody is on every device, though nobody has opened the conversation there (S9). */

import { test } from "vitest";
import type { Chat } from "../../../src/customer/api.ts";
import type { Inbox } from "../../../src/staff/api.ts";
import { openChat, openInbox, openStreet, type Street, say } from "../../liar/street.ts";
import { until } from "../../world/browser.ts";

const SABINE = { name: "Sabine Krause", phone: "", email: "", address: "" };

async function guest(does: (chat: Chat) => Promise<void>, street?: Street): Promise<Street> {
  const there = street ?? (await openStreet({ carded: false }));
  const chat = await openChat(there);
  await does(chat);
  chat.close();
  return there;
}

/** What the list calls her once it has looked, as a tab that shows the first rows. */
async function called(inbox: Inbox, talk: string, name: string | null): Promise<void> {
  inbox.order.today(0);
  inbox.window(0, 20);
  await until(inbox.revision, () => {
    inbox.window(0, 20);
    const row = inbox.rowOf(talk);
    return row?.named === true && row.preview !== null && row.name === name;
  });
}

test("[S9] a name that was handed over long before this device looked stands in the list, however much was said since", async () => {
  const street = await guest(async (chat) => {
    await (await chat.contact()).handOver(SABINE);
    for (let at = 0; at < 120; at++) await say(chat, `Nummer ${at}`);
  });
  const inbox = await openInbox(street);
  await called(inbox, street.talk, "Sabine Krause");
  inbox.close();
});

test("[S9] what was handed over, or taken back, while the device was away, it learns when it comes back", async () => {
  const street = await guest(async () => {});
  const first = await openInbox(street);
  await called(first, street.talk, null);
  first.close();
  await guest(async (chat) => {
    await (await chat.contact()).handOver(SABINE);
    await say(chat, "Das bin ich");
  }, street);
  const second = await openInbox(street);
  await called(second, street.talk, "Sabine Krause");
  second.close();
  await guest(async (chat) => {
    await (await chat.contact()).takeBack();
    await say(chat, "Doch lieber nicht");
  }, street);
  const third = await openInbox(street);
  await called(third, street.talk, null);
  third.close();
});
