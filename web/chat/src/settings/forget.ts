import { forget as forgetEmoji } from "@tresen/ui/emoji/memory";
import { chooseTheme } from "@tresen/ui/theme";
import { forgetDeclined } from "../own/asked.ts";
import { card, once, touch } from "../told/once.ts";
import { choose, first } from "./chosen.svelte.ts";

/** Everything was erased: what was chosen on this device goes too, and so do the emoji that were picked last. */
export function forgetHere(): void {
  forgetEmoji();
  forgetDeclined();
  card.forget();
  touch.forget();
  once("belongs").forget();
  choose(first);
  chooseTheme("system");
  try {
    localStorage.removeItem("tresen.language");
  } catch {
    return;
  }
}
