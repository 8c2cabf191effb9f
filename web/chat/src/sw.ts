/// <reference lib="webworker" />
/**
 * One business's customer page without a connection. It is registered once a conversation exists on this device, and goes with
 * it. While there is a network the page comes from the server, otherwise from the copy that this version made when it was
 * installed. Nothing under /api and no message gets in here: messages are in the core's own database, opened.
 */
import { listen } from "@tresen/ui/push/signals";
import { isShare, SHARES, takeShare } from "@tresen/ui/share/take";

declare const self: ServiceWorkerGlobalScope;

// A scope is a prefix: that of /cafe holds /cafe-nord and of /inb the inbox. Only this very page is answered for.
const PAGE = new URL(self.registration.scope).pathname;
// No handle holds a full stop, so no business's names begin like another's.
const OWN = `tresen-chat.${PAGE.slice(1)}.`;
const NAME = OWN + __BUILD__;
/** What another app handed over. It goes with the copies when all is forgotten. */
const SHARED = `${OWN}shared`;
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

listen(self, PAGE, "", "");

// A browser short of space drops copies, and a conversation may begin anew before the worker of the last one is gone.
self.addEventListener("message", (event) => {
  if (event.data === SHARES) event.ports[0]?.postMessage(true);
  const tongue = partsOf(event.data);
  // Only beside the page: a tab in which everything was just forgotten may still be told to speak another language.
  if (tongue.length > 0) event.waitUntil(caches.has(NAME).then((here) => (here ? add(tongue) : undefined)));
  if (event.data === "keep") event.waitUntil(caches.has(NAME).then((here) => (here ? undefined : keep())));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (isShare(request, pathname, PAGE)) event.respondWith(takeShare(request, SHARED, PAGE));
  if (request.method !== "GET") return;
  // Who may show a frame the server alone says, each time (S22).
  if (request.mode === "navigate" && pathname === PAGE && search !== "?frame") event.respondWith(page());
  else if (pathname.startsWith("/assets/chat/")) event.respondWith(file(request));
});

// Nobody is asked about a new version: files are named by their content, so that pages of both can be open side by side.
async function keep(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll([...__PRECACHE__, ...(await tonguesHere())]);
  // Past the browser's own cache: hashed files are immutable, the page that names them is not.
  const fresh = await fetch(PAGE, { cache: "reload" });
  const page = await lasting(fresh);
  const names = (await page.clone().text()).match(/\/assets\/chat\/[\w.-]+/g) ?? [];
  // The server changed to yet another version in between: that one's worker makes its own copy.
  if (!fresh.ok || names.length === 0 || !names.every((name) => __PRECACHE__.includes(name)))
    throw new Error("the page belongs to another version");
  await cache.put(PAGE, page);
  await self.skipWaiting();
}

const add = (parts: readonly string[]): Promise<void> =>
  caches.open(NAME).then((cache) => cache.addAll(parts));

/** The parts of a further language of this version, by what begins their names: `tongue-tr`. */
const partsOf = (tongue: unknown): readonly string[] =>
  __TONGUES__.filter((address) => tongueOf(address) === tongue);

const tongueOf = (address: string): string | undefined =>
  /\/(tongue-[\w-]+?)(\.rest)?-[\w-]{8}\.js$/.exec(address)?.[1];

/** The parts of the further languages that an earlier version kept: a new one must speak them without a network, too. */
async function tonguesHere(): Promise<readonly string[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  const tongues = new Set(kept.flat().map(({ url }) => tongueOf(url)));
  return [...tongues].flatMap((tongue) => (tongue ? partsOf(tongue) : []));
}

// The version before stays for the pages that still show it and have yet to fetch parts of it.
async function tidy(): Promise<void> {
  const kept = [NAME, SHARED];
  const others = (await caches.keys()).filter((name) => name.startsWith(OWN) && !kept.includes(name));
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What is here has a conversation to show: the first sight of the business would only flash by, and its hours grow old.
async function lasting(page: Response): Promise<Response> {
  const text = (await page.text()).replace(/<!--first-->.*?<!--\/first-->/s, "<!--first--><!--/first-->");
  const headers = new Headers(page.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(text, { status: page.status, headers });
}

// A connection that hangs must not be worse than none.
async function page(): Promise<Response> {
  const copy = await caches.match(PAGE, { cacheName: NAME });
  try {
    const fresh = await fetch(PAGE, {
      cache: "no-cache",
      signal: copy ? AbortSignal.timeout(PATIENCE_MS) : null,
    });
    return fresh.status < 500 || !copy ? await lasting(fresh) : copy;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

/** From this business's copies only, the newest first. */
async function file(request: Request): Promise<Response> {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN)).reverse();
  for (const cacheName of names) {
    const found = await caches.match(request.url, { cacheName });
    if (found) return found;
  }
  return fetch(request);
}
