/** What scheduled messages need of the leading tab of an inbox. */

import type { Documents } from "../documents/leader.ts";
import { currentNames } from "../documents/room.ts";
import { Scheduler } from "../scheduled/leader.ts";
import type { Engine, EngineSetup } from "../sync/engine.ts";
import type { Person } from "../trust/people.ts";
import type { EntryBook } from "./list/book.ts";
import type { StaffNote } from "./notes.ts";

export interface SchedulingNeeds {
  readonly engine: Engine;
  readonly book: EntryBook;
  readonly documents: Documents;
  /** Reads the documents about a conversation from the server. */
  read(conversation: string): Promise<void>;
  /** Has everything until now been read? */
  resumed(): boolean;
}

export interface SchedulingSetup extends Pick<EngineSetup, "env" | "store" | "keys" | "publicChain"> {
  readonly me: Person;
  publish(note: StaffNote): void;
}

export const schedulerOf = (
  setup: SchedulingSetup,
  { engine, book, documents, read, resumed }: SchedulingNeeds,
): Scheduler =>
  new Scheduler({
    env: setup.env,
    store: setup.store,
    mine: setup.keys.id,
    documents,
    chain: () => setup.publicChain.chain,
    me: () => setup.me.person,
    names: () => currentNames(setup.store, setup.keys.id),
    blocked: async (id) => (await book.get(id))?.state === "blocked",
    level: () => resumed() && engine.connection.live,
    read,
    newest: (id) => engine.inbound.newest(id),
    wrote: (rows, gone) => {
      setup.publish({ type: "outbox", rows, gone });
      engine.outbox.pump();
    },
    publish: setup.publish,
  });
