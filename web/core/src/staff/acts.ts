/**
 * The team's acts on a conversation. An act is in flight until it is answered. It is done at once or not at all, and never waits offline.
 */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import { type ServerRefusal, Unreachable } from "../base/errors.ts";
import { type Store, takeCounter, write } from "../store/database.ts";
import type { Connection } from "../sync/connection.ts";
import {
  type Argument,
  actFrame,
  type Event,
  Kind,
  type ServerFrame,
  type SignedPair,
} from "../wire/frames.ts";
import type { ActName } from "../wire/generated.ts";

export interface Act {
  readonly conversation: string;
  readonly action: ActName;
  readonly argument: Argument;
  /** A class as this device signed it (S18). */
  readonly signed?: SignedPair;
}

const KINDS: Readonly<Record<ActName, number>> = {
  assign: Kind.assigned,
  close: Kind.closed,
  reopen: Kind.reopened,
  block: Kind.blocked,
  auto: Kind.autoOff,
  class: Kind.class,
};

type Stored = Extract<ServerFrame, { readonly type: "stored" }>;

/** The event of this device's own act, of which the connection delivers only `stored` (W3). */
export function actEvent(act: Act, frame: Stored, device: Bytes, person: number): Event {
  const said = act.action === "close" || act.action === "reopen" ? person : act.argument;
  return {
    seq: frame.seq,
    rev: null,
    conversation: fromBase64url(act.conversation),
    pos: frame.pos,
    kind: KINDS[act.action],
    atMs: frame.atMs,
    device,
    counter: frame.counter,
    // `auto_off` says the opposite of the argument.
    body: Array.isArray(said)
      ? [...said, ...(act.signed === undefined ? [] : [act.signed])]
      : [act.action === "auto" ? !said : said],
  };
}

interface Flight {
  readonly act: Act;
  resolve(): void;
  reject(error: Error): void;
}

export class Acts {
  readonly #flights = new Map<number, Flight>();
  readonly #store: Store;
  readonly #connection: Connection;

  constructor(store: Store, connection: Connection) {
    this.#store = store;
    this.#connection = connection;
  }

  /** Resolves when the act is durable. Throws `ServerRefusal`, or `Unreachable` without a connection. */
  async perform(act: Act): Promise<void> {
    if (!this.#connection.live) throw new Unreachable("there is no connection");
    const counter = await write(this.#store, takeCounter);
    await new Promise<void>((resolve, reject) => {
      this.#flights.set(counter, { act, resolve, reject });
      const frame = actFrame(counter, fromBase64url(act.conversation), act.action, act.argument, act.signed);
      if (!this.#connection.send(frame)) this.grounded();
    });
  }

  /** The act that this counter names, if it is one of ours. Call its `resolve` once its effect is shown. */
  stored(counter: number): Flight | null {
    const flight = this.#flights.get(counter) ?? null;
    this.#flights.delete(counter);
    return flight;
  }

  refused(counter: number, refusal: ServerRefusal): void {
    this.#flights.get(counter)?.reject(refusal);
    this.#flights.delete(counter);
  }

  grounded(): void {
    for (const { reject } of this.#flights.values()) reject(new Unreachable("the connection was lost"));
    this.#flights.clear();
  }
}
