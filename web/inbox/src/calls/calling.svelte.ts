import type { Call, CallsView } from "@tresen/core/api";
import type { Peer } from "@tresen/ui/calls/peer";

/** The calls of this inbox, as its parts see them: what runs, and a wish to call. Nothing of calls is fetched before somebody calls. */
class Calling {
  /** Calls have a way; null: nobody has asked yet. It is the same for all customers. */
  way = $state.raw<boolean | null>(null);
  running = $state.raw<ReadonlyMap<string, Call>>(new Map());
  view = $state.raw<CallsView<Peer> | null>(null);
  /** Somebody wants to call here. */
  wanted = $state.raw<{ readonly conversation: string; readonly video: boolean } | null>(null);
}

export const calling = new Calling();
