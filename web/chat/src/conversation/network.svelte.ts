import { dismissToast, shownToast, toast } from "@tresen/ui";
import { untrack } from "svelte";
import type { LiveChat } from "../chat.ts";
import { said, withWords } from "../later.svelte.ts";
import { barOf, begun, heard, isBack, nextMs } from "./network.ts";

/**
 * What the conversation says of the network: the bar over it, and a toast once it is back. What is on its way each message says itself. Call
 * while a component is set up.
 */
export function watchNetwork(chat: LiveChat): () => ReturnType<typeof barOf> {
  let network = begun(Date.now());
  let bar = $state.raw<ReturnType<typeof barOf>>(null);

  $effect(() => {
    const { net } = chat;
    const now = Date.now();
    if (net !== "online") {
      if (untrack(shownToast)?.text === said("again")) dismissToast();
    } else if (isBack(network, now))
      // By now it may be gone again.
      void withWords(() => chat.net === "online" && toast(said("again")));
    network = heard(network, net, navigator.onLine, now);
    bar = barOf(network, now);
    const dueMs = nextMs(network);
    if (dueMs === null) return;
    const timer = setTimeout(() => {
      bar = barOf(network, dueMs);
    }, dueMs - now);
    return () => clearTimeout(timer);
  });

  return () => bar;
}
