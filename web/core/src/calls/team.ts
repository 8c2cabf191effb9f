/** Calls in the inbox: all conversations, one device of a person. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { Readable } from "../base/readable.ts";
import type { LentHttp } from "../sync/lent.ts";
import type { Person } from "../trust/people.ts";
import type { CallCommands, CallNote, CallsView, Media, OpenMedia } from "./api.ts";
import { CallDesk } from "./desk.ts";

interface Page {
  readonly called: Readable<CallNote | null>;
  readonly shopfront: Readable<{ readonly profile: { readonly callsDirect: boolean } } | null>;
  readonly me: Readable<Person | null>;
}

interface TeamNeeds {
  readonly leader: CallCommands & LentHttp;
  readonly env: Env;
  /** This device's id. */
  readonly mine: Bytes | undefined;
  publish(note: CallNote): void;
}

export function teamCalls<M extends Media>(
  { called, shopfront, me }: Page,
  open: OpenMedia<M>,
  { leader, env, mine, publish }: TeamNeeds,
): CallsView<M> {
  return new CallDesk({
    env,
    publish,
    open,
    me: {
      side: "team",
      device: toBase64url(mine ?? new Uint8Array()),
      person: me.get()?.person ?? null,
    },
    notes: called,
    leader: () => leader,
    direct: () => shopfront.get()?.profile.callsDirect === true,
    by: () => me.get()?.name,
  });
}
