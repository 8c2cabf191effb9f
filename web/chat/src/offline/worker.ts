import { registerWorker } from "@tresen/ui/worker";

// The worker names its copies the same way.
const copies = (handle: string): string => `tresen-chat.${handle}.`;

let wanted = false;
let registered = false;
let last = Promise.resolve();

/**
 * Keeps this business's page for times without a network, or drops it and its copies. One after the other: who erases at once
 * must not be overtaken by what still installs. Without a service worker (some private windows) the page works, but not offline.
 */
export function keepOffline(handle: string, keep: boolean): Promise<void> {
  wanted = keep;
  last = last.then(() => (wanted === keep ? apply(handle, keep) : undefined)).catch(() => {});
  return last;
}

async function apply(handle: string, keep: boolean): Promise<void> {
  if (!keep) return drop(handle);
  if (registered || !("serviceWorker" in navigator)) return;
  const { active } = await registerWorker(`/${handle}/sw.js`, `/${handle}`);
  active?.postMessage("keep");
  registered = true;
}

async function drop(handle: string): Promise<void> {
  registered = false;
  const scope = `${location.origin}/${handle}`;
  const all = ((await navigator.serviceWorker?.getRegistrations()) ?? []).filter(
    (each) => each.scope === scope,
  );
  await Promise.all(all.map(end));
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(
    names.filter((name) => name.startsWith(copies(handle))).map((name) => caches.delete(name)),
  );
}

/** A worker that is still installing goes on making its copy, so it is waited for. */
async function end(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing;
  if (worker) await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  await registration.unregister();
}
