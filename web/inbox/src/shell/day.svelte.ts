import type { Inbox } from "@tresen/core/api";
import { dayKey, minuteOfDay } from "@tresen/ui";
import { till } from "../closing/counted.svelte.ts";
import { here } from "../here.svelte.ts";
import { dayBegan } from "../list/waited.ts";

/** Keeps list and till at the business's day: what was answered today, and when the shop closes. Call it while a component begins. */
export function followDay(inbox: Inbox): void {
  const known = inbox.quickReplies.openings;
  $effect(() => known.subscribe((openings) => till.know(openings)));
  $effect(() => {
    void here.now;
    inbox.quickReplies.renewOpenings();
  });
  $effect(() => {
    inbox.order.today(dayBegan(here.now, minuteOfDay(here.now, here.zone), (ms) => dayKey(ms, here.zone)));
  });
}
