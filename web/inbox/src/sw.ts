/// <reference lib="webworker" />
/**
 * The inbox without a connection: its own files are kept when this version is installed, the page comes from the network while
 * there is one and from the copy when not. Nothing under /api, no message and no other page of the server ever gets in here:
 * messages are in the core's own database, opened. The copy is for lost connections and protects from no server: online the
 * page and this worker are whatever the server sends.
 */
import { listen } from "@tresen/ui/push/signals";
import { SOMEWHERE } from "@tresen/ui/push/words";
import { isShare, SHARES, takeShare } from "@tresen/ui/share/take";

declare const self: ServiceWorkerGlobalScope;

const PAGE = "/inbox";
const OWN = "tresen-inbox-";
const NAME = OWN + __BUILD__;
const FILES = [PAGE, "/inbox/manifest.webmanifest", "/inbox/icon-192.png", ...__PRECACHE__];
/** What another app handed over. */
const SHARED = `${OWN}shared`;
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

listen(self, PAGE, "/inbox/icon-192.png", SOMEWHERE);

self.addEventListener("message", (event) => {
  if (event.data === SHARES) event.ports[0]?.postMessage(true);
  if (event.data === "take-over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (isShare(request, url.pathname, PAGE)) event.respondWith(takeShare(request, SHARED, PAGE));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request));
  else if (FILES.includes(url.pathname) && url.pathname !== PAGE) event.respondWith(file(request));
});

// The page past the browser's own cache: hashed files are immutable, the page that names them is not.
async function keep(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((path) => new Request(path, path === PAGE ? { cache: "reload" } : {})));
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith(OWN) && name !== NAME && name !== SHARED)
      .map((name) => caches.delete(name)),
  );
}

// A connection that hangs must not be worse than none.
async function page(request: Request): Promise<Response> {
  const copy = await kept(PAGE);
  try {
    const signal = copy ? AbortSignal.timeout(PATIENCE_MS) : null;
    const fresh = await fetch(request.url.split("#", 1)[0] ?? PAGE, { signal });
    return fresh.ok || !copy ? fresh : copy;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

async function file(request: Request): Promise<Response> {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request);
}

// From this version's cache only: a page and the files it names belong together.
async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(NAME)).match(path);
}
