import { forget as forgetEmoji } from "@tresen/ui/emoji/memory";
import { chooseTheme } from "@tresen/ui/theme";
import { forgetAsked } from "../own/asked.ts";
import { forgetOffered } from "../passkey/offered.ts";
import { defaults } from "./choices.ts";
import { choose } from "./chosen.svelte.ts";

/** Everything was erased: what was chosen on this device goes too, and so do the emoji that were picked last. */
export function forgetHere(): void {
  forgetEmoji();
  forgetAsked();
  forgetOffered();
  choose(defaults);
  chooseTheme("system");
  try {
    localStorage.removeItem("tresen.language");
  } catch {
    return;
  }
}
