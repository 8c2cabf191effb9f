/// <reference lib="webworker" />
/**
 * What a service worker does when it is woken by a push service (W12). The signal says nothing, so the words are those that the page left
 * here when notifications were switched on, and the conversation opens with a tap.
 */

import { endingOf, isOfApple } from "./deciding.ts";
import { NEWS, WORDS_CACHE, wordsAddress } from "./words.ts";

interface Words {
  readonly title: string;
  readonly body: string;
}

/** How long a page that is open in the background may take to show more than the worker could. */
const PAGE_MS = 1500;
const LOOK_MS = 150;

/** `page`: the path of the worker's page. `icon`: empty for none. `hash`: the fragment that a tap opens. */
export function listen(self: ServiceWorkerGlobalScope, page: string, icon: string, hash: string): void {
  self.addEventListener("push", (event) => event.waitUntil(told(self, page, icon, hash)));
  self.addEventListener("pushsubscriptionchange", (event) =>
    (event as ExtendableEvent).waitUntil(changed(self, page, event as Changed)),
  );
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(self, page, String(event.notification.data?.hash ?? "")));
  });
}

async function told(self: ServiceWorkerGlobalScope, page: string, icon: string, hash: string): Promise<void> {
  const pages = await pagesOf(self, page);
  // A page that tries it out says so.
  for (const each of pages) each.postMessage({ signal: true });
  const ending = endingOf({
    apple: isOfApple(await endpointOf(self)),
    pages: pages.length,
    seen: pages.some((each) => each.visibilityState === "visible" && each.focused),
  });
  // Who has the page in sight sees the message itself.
  if (ending === "none") return;
  for (let left = ending === "wait" ? PAGE_MS : 0; left > 0; left -= LOOK_MS) {
    if ((await self.registration.getNotifications()).length > 0) return;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  const { title, body } = await wordsOf(self, page);
  await self.registration.showNotification(title, {
    body,
    tag: NEWS,
    data: { hash },
    ...(icon && { icon }),
  });
}

async function endpointOf(self: ServiceWorkerGlobalScope): Promise<string | null> {
  const found = await self.registration.pushManager?.getSubscription().catch(() => null);
  return found?.endpoint ?? null;
}

/** [Push API] What a browser says when it replaced or ended a subscription. Not every browser says which. */
interface Changed extends ExtendableEvent {
  readonly newSubscription?: PushSubscription | null;
  readonly oldSubscription?: PushSubscription | null;
}

/** Subscribes anew at once, if the browser says under which key. The server hears of it from a page: only a page may speak for the device. */
async function changed(self: ServiceWorkerGlobalScope, page: string, event: Changed): Promise<void> {
  const key = event.oldSubscription?.options.applicationServerKey;
  if (!event.newSubscription && key)
    await self.registration.pushManager
      .subscribe({ userVisibleOnly: true, applicationServerKey: key })
      .catch(() => null);
  for (const each of await pagesOf(self, page)) each.postMessage({ subscription: true });
}

async function wordsOf(self: ServiceWorkerGlobalScope, page: string): Promise<Words> {
  const german = self.navigator.language.startsWith("de");
  const other = { title: "Tresen", body: german ? "Neue Nachricht" : "New message" };
  const kept = await caches.match(wordsAddress(page), { cacheName: WORDS_CACHE }).catch(() => undefined);
  const found: Partial<Words> = (await kept?.json().catch(() => ({}))) ?? {};
  return { title: String(found.title ?? other.title), body: String(found.body ?? other.body) };
}

async function pagesOf(self: ServiceWorkerGlobalScope, page: string): Promise<readonly WindowClient[]> {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((each) => new URL(each.url).pathname === page);
}

async function open(self: ServiceWorkerGlobalScope, page: string, hash: string): Promise<void> {
  const [first] = await pagesOf(self, page);
  if (first === undefined) return void (await self.clients.openWindow(page + hash));
  first.postMessage({ open: hash });
  await first.focus();
}
