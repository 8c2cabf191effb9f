import { onMount } from "svelte";

/** Milliseconds since then, fresh every second, by this device's own clock from when it was first seen. */
export function ticking(sinceMs: () => unknown): { readonly ms: number } {
  let now = $state.raw(Date.now());
  let from = $state.raw(Date.now());
  $effect(() => {
    void sinceMs();
    from = Date.now();
  });
  onMount(() => {
    const timer = setInterval(() => {
      now = Date.now();
    }, 500);
    return () => clearInterval(timer);
  });
  return {
    get ms() {
      return Math.max(0, now - from);
    },
  };
}
