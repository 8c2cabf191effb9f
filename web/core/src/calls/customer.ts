/** Calls on the customer page: one conversation, one device. */

import { toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { Readable } from "../base/readable.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { readState, type Store } from "../store/database.ts";
import type { LentHttp } from "../sync/lent.ts";
import type { CallCommands, CallNote, CallsView, Media, OpenMedia } from "./api.ts";
import { CallDesk } from "./desk.ts";

interface CustomerNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly conversation: string;
  readonly called: Readable<CallNote | null>;
  readonly shopfront: Readable<{ readonly profile: { readonly callsDirect: boolean } } | null>;
  leader(): CallCommands & LentHttp;
  publish(note: CallNote): void;
}

export async function customerCalls<M extends Media>(
  needs: CustomerNeeds,
  open: OpenMedia<M>,
): Promise<CallsView<M>> {
  const keys = await readState<DeviceKeys>(needs.store, "keys");
  return new CallDesk({
    ...needs,
    open,
    me: { side: "customer", device: toBase64url(keys?.id ?? new Uint8Array()), person: null },
    notes: needs.called,
    direct: () => needs.shopfront.get()?.profile.callsDirect === true,
    by: () => undefined,
  });
}
