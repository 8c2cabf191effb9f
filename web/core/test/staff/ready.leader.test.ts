/** What the last leading tab did not tell the others any more is not shown from what they read ahead (L7). */

import { expect, test } from "vitest";
import type { Env } from "../../src/base/env.ts";
import { createInbox } from "../../src/staff/page.ts";
import { openChat, openInbox, openStreet, type Street, say } from "../liar/street.ts";
import { until } from "../world/browser.ts";
import { said } from "../world/said.ts";

type Channel = NonNullable<Env["BroadcastChannel"]>;

/** A tab that can be made to say nothing more to the others. */
function mutable({ owner }: Street): { readonly env: Env; mute(): void } {
  const env = owner.tab();
  const Real = env.BroadcastChannel as unknown as typeof BroadcastChannel;
  let isMute = false;
  class Muted extends Real {
    override postMessage(message: unknown): void {
      if (!isMute) super.postMessage(message);
    }
  }
  const mute = () => {
    isMute = true;
  };
  return { env: { ...env, BroadcastChannel: Muted as unknown as Channel }, mute };
}

test("[L7] a message erased as the leading tab closed is not shown by the next one, which has no network", async () => {
  const street = await openStreet();
  const { owner, talk } = street;
  const chat = await openChat(street);
  const erased = await say(chat, "Das war falsch");
  const { env, mute } = mutable(street);
  const first = createInbox(env);
  await until(first.net, (net) => net === "online");
  const second = await openInbox(street);
  await until(second.net, (net) => net === "online");
  const view = first.open(talk);
  await until(view.rows, (rows) => rows.some((row) => said(row) === "Das war falsch"));
  mute();
  second.prepare(talk);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await chat.erase(erased);
  await until(view.rows, (rows) => rows.every((row) => said(row) !== "Das war falsch"));
  owner.plug(false);
  first.close();
  // Only a leading tab answers.
  await second.cards(false);
  const again = second.open(talk);
  expect(again.rows.get().map(said)).not.toContain("Das war falsch");
  await until(again.rows, (rows) => rows.some((row) => said(row) === "eins"));
  for (const each of [second, chat]) each.close();
});
