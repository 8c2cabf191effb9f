// What other apps handed over, read where the worker has put it. `take.ts` writes it.

export interface Shared {
  readonly files: readonly File[];
  readonly words: string;
  /** `some`: there was more than can be sent at once. `lost`: it was not taken, and is nowhere. */
  readonly came: "all" | "some" | "lost";
}

/** What the address says was shared, once; null: nothing was. The address says it no longer then. */
export async function readShared(cacheName: string): Promise<Shared | null> {
  const came = new URLSearchParams(location.search).get("shared");
  if (came === null) return null;
  history.replaceState(history.state, "", location.pathname + location.hash);
  const nothing: Shared = { files: [], words: "", came: "lost" };
  if (came !== "all" && came !== "some") return nothing;
  try {
    const cache = await caches.open(cacheName);
    const files: File[] = [];
    let words: string | null = null;
    for (const request of await cache.keys()) {
      const found = await cache.match(request);
      if (!found) continue;
      if (request.url.endsWith("/words")) words = await found.text();
      else {
        const data = await found.blob();
        files.push(
          new File([data], decodeURIComponent(found.headers.get("x-name") ?? ""), { type: data.type }),
        );
      }
    }
    await caches.delete(cacheName);
    return words === null ? nothing : { files, words, came };
  } catch {
    return nothing;
  }
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
