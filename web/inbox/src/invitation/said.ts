import type { InvitationRow } from "@tresen/core/api";
import { date, listTime, t } from "@tresen/ui";
import { here } from "../here.svelte.ts";

const dayOf = (ms: number): string => date(ms, here.zone, here.lang);

/** How it stands with an invitation, in words. Reactive. */
export function stateOf({ state, untilMs, openedMs, reply, triesLeft }: InvitationRow): string {
  const { states, tries } = here.words.invitation;
  switch (state) {
    case "waiting": {
      const left = triesLeft !== null && triesLeft < 5 ? `, ${tries(triesLeft)}` : "";
      return states.waiting(dayOf(untilMs)) + left;
    }
    case "opened": {
      const at = listTime(openedMs ?? 0, here.zone, here.lang, here.now, t("yesterday"));
      return reply ? states.opened(at) : states.read(at);
    }
    case "expired":
      return states.expired(dayOf(untilMs));
    default:
      return states[state];
  }
}
