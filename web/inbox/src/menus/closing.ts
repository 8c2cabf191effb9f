import { flushSync } from "svelte";
import { onPhone } from "./phone.ts";

const PATIENCE_MS = 300;

/** Closes a popup and acts when it is gone: what opens next takes the focus from where the popup gave it back. */
export async function closing(close: () => void, act: () => unknown): Promise<void> {
  if (onPhone()) await sheetGone(close);
  else {
    close();
    flushSync();
  }
  await act();
}

/** A sheet has an entry of its own in the history, which goes a moment after it: what navigates meanwhile would be undone with it. */
function sheetGone(close: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, PATIENCE_MS);
    addEventListener("popstate", done);
    close();
    function done(): void {
      clearTimeout(timer);
      removeEventListener("popstate", done);
      resolve();
    }
  });
}
