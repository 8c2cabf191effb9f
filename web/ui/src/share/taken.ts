// What other apps handed over, read where the worker has put it (`take.ts`). It waits there until a person has decided: opening a page,
// with whatever in its address, changes nothing.

export interface Shared {
  /** Which share it is, for `dropShared`. */
  readonly id: string;
  readonly files: readonly File[];
  readonly words: string;
  /** There was more than can be sent at once. */
  readonly more: boolean;
  /** How many wait, this one included. */
  readonly waiting: number;
}

const idOf = (url: string): string => url.split("/").at(-2) ?? "";

/** The share that waits longest; null: none does. A browser without caches holds none. */
export async function readShared(cacheName: string): Promise<Shared | null> {
  try {
    if (!(await globalThis.caches?.has(cacheName))) return null;
    const cache = await caches.open(cacheName);
    const all = await cache.keys();
    // A share without words was interrupted while it was taken.
    const complete = all.filter(({ url }) => url.endsWith("/words")).map(({ url }) => idOf(url));
    const id = complete.sort()[0];
    if (id === undefined) return null;
    const files: File[] = [];
    let words = "";
    let more = false;
    for (const request of all.filter(({ url }) => idOf(url) === id)) {
      const found = await cache.match(request);
      if (!found) continue;
      if (request.url.endsWith("/words")) {
        words = await found.text();
        more = found.headers.get("x-more") === "1";
      } else {
        const data = await found.blob();
        const name = decodeURIComponent(found.headers.get("x-name") ?? "");
        files.push(new File([data], name, { type: data.type }));
      }
    }
    return { id, files, words, more, waiting: complete.length };
  } catch {
    return null;
  }
}

/** Drops one share, because it was taken over or thrown away; without `id` all of them. */
export async function dropShared(cacheName: string, id?: string): Promise<void> {
  try {
    if (!(await globalThis.caches?.has(cacheName))) return;
    if (id === undefined) {
      await caches.delete(cacheName);
      return;
    }
    const cache = await caches.open(cacheName);
    for (const request of await cache.keys()) if (idOf(request.url) === id) await cache.delete(request);
  } catch {
    // A browser that lets nothing be stored holds nothing either.
    return;
  }
}

/** Why something shared did not arrive: the page was not ready for it, or too much waits already. */
export type Refused = "lost" | "full";

/** Does the address say that something shared did not arrive? Once: then it says so no longer. */
export function refused(): Refused | null {
  const said = new URLSearchParams(location.search).get("shared");
  if (said !== "lost" && said !== "full") return null;
  history.replaceState(history.state, "", location.pathname + location.hash);
  return said;
}

/**
 * From now on the installed app is among those that something can be shared with. Only while a worker is in charge that takes it: otherwise
 * it would go to the server, which takes none of it. Returns the function that ends it.
 */
export function offerShare(link: HTMLLinkElement, href: string): () => void {
  const workers = navigator.serviceWorker;
  const ask = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      link.href = href;
    };
    workers?.controller?.postMessage("shares?", [port2]);
  };
  ask();
  workers?.addEventListener("controllerchange", ask);
  return () => workers?.removeEventListener("controllerchange", ask);
}
