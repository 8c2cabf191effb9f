/** A value of the core as a component reads it: whatever read it is drawn again when it changes. */

import type { Readable } from "@tresen/core/api";
import { createSubscriber } from "svelte/reactivity";

// Not Svelte's `$store`, whose part of the runtime would stand in the page's first load.
export function seen<T>(value: Readable<T>): () => T {
  const see = createSubscriber((update) => value.subscribe(update));
  return () => {
    see();
    return value.get();
  };
}
