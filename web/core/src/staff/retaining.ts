/** What commercial law obliges the business to retain, as the inbox sets it and learns of it (L9). */

import { Refused, ServerRefusal } from "../base/errors.ts";
import { askRetained } from "../erasing/ask.ts";
import type { Store } from "../store/database.ts";
import type { Inbound } from "../sync/inbound.ts";
import type { Http } from "../wire/http.ts";
import type { Act } from "./acts.ts";

/** The command that sets a message's retention class; `message` is its key. Throws `Refused` when it is not held here. */
export async function classOf(store: Store, conversation: string, message: string, as: string): Promise<Act> {
  const [device = "", counter] = message.split(".");
  const key: [string, string, number] = [conversation, device, Number(counter)];
  const row = await store.getFromIndex("rows", "message", key);
  if (row === undefined) throw new Refused("malformed", "no such message");
  return { conversation, action: "class", argument: [as, row.pos] };
}

/** Asks what must be retained of a conversation held here. The log says that it changed, the server says until when. */
export async function learnRetained(inbound: Inbound, http: Http, conversation: string): Promise<void> {
  const { high } = await inbound.state(conversation);
  if (high > 0) await inbound.retain(conversation, (await askRetained(http, conversation)).kept);
}

/** A conversation that is gone no longer has a row. */
export function unlessOver(error: unknown): void {
  if (!(error instanceof ServerRefusal)) throw error;
}
