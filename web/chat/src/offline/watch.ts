import type { Chat } from "@tresen/core/api";

/**
 * [TDDDG § 25] The page is kept for times without a network from the first message on, never before, and for as long as the
 * conversation is on this device.
 */
export function watchOffline(chat: Chat, handle: string): void {
  // Whether a worker is here already, or its copy was dropped for want of space, is for `worker.ts` to find out.
  let kept: boolean | null = navigator.serviceWorker?.controller ? null : false;
  const settle = (): void => {
    // Counts from the first message on, and is nothing again once everything was forgotten.
    const stop = chat.stop.get();
    const keep = chat.deviceChanges.get() > 0 && stop !== "erased";
    // A page that is closed for its address (a wrong sign, half a link) does not know what is here, and drops nothing.
    const over = chat.phase.get() === "visit" || stop === "erased" || stop === "removed";
    if ((!keep && !over) || chat.phase.get() === "loading" || keep === kept) return;
    kept = keep;
    // A moment later: the first message goes first. Where there is something to drop, the copy holds the part that drops it.
    setTimeout(() =>
      import("./worker.ts").then(
        (worker) => worker.keepOffline(handle, keep),
        () => {},
      ),
    );
  };
  for (const each of [chat.deviceChanges, chat.stop, chat.phase]) each.subscribe(settle);
}
