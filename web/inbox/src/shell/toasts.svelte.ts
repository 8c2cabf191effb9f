import { dismissToast } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import type { PageName } from "../route.ts";

/** A toast is about the page that it was shown on, in its language: with either it ends. Call it while a component begins. */
export function endToasts(page: () => PageName | null): void {
  let before: string | null = null;
  $effect(() => {
    const now = `${page()} ${here.lang}`;
    if (before !== null && now !== before) dismissToast();
    before = now;
  });
}
