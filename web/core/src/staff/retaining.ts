/** What commercial law obliges the business to retain, as the inbox sets it and learns of it (L9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused, ServerRefusal } from "../base/errors.ts";
import { askRetained } from "../erasing/ask.ts";
import { stands } from "../model/conversation.ts";
import { openClass, signClass } from "../seal/classing.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { Store } from "../store/database.ts";
import type { Inbound } from "../sync/inbound.ts";
import { type Chain, currentTeam, writer } from "../trust/chain.ts";
import { readBody } from "../wire/events.ts";
import { type Event, Kind } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";
import type { Act } from "./acts.ts";

/** What signing a class and believing one takes. */
interface ClassNeeds {
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly publicChain: { readonly chain: Chain };
  readonly env: { now(): number };
}

/** The signed command that sets a message's retention class; `message` is its key. Throws `Refused` when it is not held here. */
export async function classOf(
  { store, keys, publicChain, env }: ClassNeeds,
  conversation: string,
  message: string,
  as: string,
): Promise<Act> {
  const [device = "", counter] = message.split(".");
  const key: [string, string, number] = [conversation, device, Number(counter)];
  const row = await store.getFromIndex("rows", "message", key);
  if (row === undefined) throw new Refused("malformed", "no such message");
  const act: Act = { conversation, action: "class", argument: [as, row.pos] };
  if (row.hash === null) return act;
  const [talk, hash] = [fromBase64url(conversation), fromBase64url(row.hash)];
  const { business } = publicChain.chain;
  const { body, signature } = await signClass(keys, business, talk, env.now(), as, row.pos, hash);
  return { ...act, signed: [body, signature] };
}

/**
 * Keeps what `class` events say. One that nobody signed is good for keeping: it never takes the place of a signed one. A signed one counts if
 * its signer may write and it names the message that is held there, unless a newer one is known (S18).
 */
export async function takeClasses(
  { store, publicChain }: Pick<ClassNeeds, "store" | "publicChain">,
  inbound: Inbound,
  conversation: string,
  events: readonly Event[],
): Promise<void> {
  for (const { kind, body, atMs } of events) {
    const said = kind === Kind.class ? readBody(kind, body) : null;
    if (said === null || !("class" in said)) continue;
    const { pos, signed } = said;
    if (signed === undefined) {
      await inbound.classify(conversation, pos, { as: said.class, atMs: null });
      continue;
    }
    try {
      const { chain } = publicChain;
      const team = currentTeam(chain)?.rev ?? 0;
      const keyOf = (device: Bytes) => writer(chain, device, team)?.ed ?? null;
      const [text, signature] = signed;
      const it = await openClass(
        { body: text, signature },
        chain.business,
        fromBase64url(conversation),
        keyOf,
      );
      const held = await store.get("rows", [conversation, it.pos]);
      if (held?.hash == null || held.hash === toBase64url(it.hash))
        await inbound.classify(conversation, it.pos, stands(it.as, it.atMs, atMs));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
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
