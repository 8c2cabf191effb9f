/** Acts as the customer page and as the inbox do them. Fetched when a conversation has acts, or a person does something with a message. */

import { Unreachable } from "../base/errors.ts";
import type { Readable } from "../base/readable.ts";
import { flag } from "../base/shape.ts";
import { learnKinds } from "../content/kinds.ts";
import type { LogRow } from "../conversation/rows.ts";
import type { Pinned } from "../model/acts.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { Marks } from "../model/marks.ts";
import type { ConversationNote } from "../model/notes.ts";
import type { Draft } from "../model/outbox.ts";
import type { Store } from "../store/database.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import type { Person } from "../trust/people.ts";
import { readReceipts } from "../wire/receipts.ts";
import type { CustomerActs, TeamActs } from "./api.ts";
import { Acts } from "./tab.ts";

export { revive } from "../sync/retry.ts";
export { withActs } from "./rows.ts";

learnKinds();

/** The conversation as this tab shows it. */
interface Shown {
  readonly rows: Readable<readonly LogRow[]>;
  readonly pins: Readable<readonly Pinned[]>;
  readonly state: { readonly id: string; readonly customer: Marks; readonly team: Marks };
}

interface Side {
  now(): number;
  write(draft: Draft): Promise<unknown>;
  publish(note: ConversationNote): void;
}

interface CustomerSide extends Side {
  leader(): LentHttp & { erase(message: string | null): Promise<ErasingOutcome> };
}

interface StaffSide extends Side {
  me(): Person | null;
  readonly leader: LentHttp & {
    erase(conversation: string, message: string | null): Promise<ErasingOutcome>;
    retain(conversation: string, message: string, as: string): Promise<void>;
  };
}

const common = (store: Store, log: Shown, side: Side) => ({
  store,
  conversation: log.state.id,
  now: side.now,
  marks: () => log.state,
  rows: () => log.rows.get(),
  pins: () => log.pins.get(),
  write: side.write,
  gone: (counters: readonly number[]) => side.publish({ type: "outbox", rows: [], gone: counters }),
  starred: () => side.publish({ type: "erasing" }),
});

export function customerActs(store: Store | null, log: Shown, side: CustomerSide): CustomerActs {
  if (store === null) throw new Unreachable("there is no conversation yet");
  const objection = async (on?: boolean) => {
    const path = `/conversations/${log.state.id}/objection`;
    const http = borrow(side.leader());
    return flag((await (on === undefined ? http.get(path) : http.post(path, { on }))).on);
  };
  const acts = new Acts({
    ...common(store, log, side),
    person: () => null,
    by: () => undefined,
    erases: () => true,
    erase: (message) => side.leader().erase(message),
    keep: null,
    receipts: async () => readReceipts(await borrow(side.leader()).get(`/conversations/${log.state.id}`)),
  });
  return Object.assign(acts, { objection });
}

export function teamActs(store: Store, log: Shown, side: StaffSide): TeamActs {
  const { leader } = side;
  const { id } = log.state;
  return new Acts({
    ...common(store, log, side),
    person: () => side.me()?.person ?? null,
    by: () => side.me()?.name,
    erases: () => side.me()?.role === "owner",
    erase: (message) => leader.erase(id, message),
    keep: (message, as) => leader.retain(id, message, as),
    receipts: async () => readReceipts(await borrow(leader).get(`/conversations/${id}`)),
  });
}
