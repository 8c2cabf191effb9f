import { forget as forgetEmoji } from "@tresen/ui/emoji/memory";
import { dropShared } from "@tresen/ui/share/taken";
import { forgetDismissed } from "./naming/unasked.ts";
import { forgetRefusals } from "./suggestions/refused.ts";

/** The cache of what another app handed over; `sw.ts` fills it. */
export const SHARED = "tresen-inbox-shared";

/** Whoever signs out, or was removed, leaves nothing that tells of their work. */
export async function leaveNothing(): Promise<void> {
  forgetEmoji();
  forgetDismissed();
  forgetRefusals();
  await dropShared(SHARED);
}
