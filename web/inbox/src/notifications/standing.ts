/** This device and its push service, from one start to the next: what was chosen here, and what browser and server make of it. */

import type { NotificationChoices, NotificationsView } from "@tresen/core/api";
import { leaveWords } from "@tresen/ui/push/device";
import { endpointHere, mend } from "@tresen/ui/push/mending";
import { here } from "../here.svelte.ts";
import { SCOPE } from "./sight.ts";

/** Brings browser and server to one answer. Asks nobody. True: signals do not arrive here, and that was not said yet. */
export async function mendHere(calls: NotificationsView, business: string): Promise<boolean> {
  const found = await calls.refresh();
  await adopt(found);
  const wanted = here.choices.notify && here.choices.push;
  const done = await mend({ scope: SCOPE, wanted, ask: async () => found, setPush: calls.setPush });
  if (done === "anew" || done === "tell") await leaveWords(SCOPE, business, here.words.notifications.new);
  if (done === "end") here.choose({ notify: false, push: false });
  if (!found.unconfirmed && here.choices.doubted) here.choose({ doubted: false });
  return wanted && found.unconfirmed && !here.choices.doubted;
}

/** Switched on in an earlier version, which kept it on the server alone. The browser must say the same: a server alone switches nothing on. */
async function adopt({ key, endpoint }: NotificationChoices): Promise<void> {
  if (here.choices.push || !here.choices.notify || endpoint === null) return;
  if ((await endpointHere(SCOPE, key).catch(() => null)) === endpoint) here.choose({ push: true });
}
