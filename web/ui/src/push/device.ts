/** This browser and notifications: whether it may show them, and its subscription with a push service. Nothing here asks by itself. */

import type { Permission } from "./deciding.ts";
import { NEWS, WORDS_CACHE, wordsAddress } from "./words.ts";

export type { Permission };

const isApple = (agent: string, touches: number): boolean =>
  /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touches > 1);

export function permission(): Permission {
  const installed = matchMedia("(display-mode: standalone)").matches;
  const apple = isApple(navigator.userAgent, navigator.maxTouchPoints);
  if (!("Notification" in globalThis) || !("serviceWorker" in navigator))
    return apple && !installed ? "home" : "cannot";
  return { default: "ask", granted: "yes", denied: "no" }[Notification.permission] as Permission;
}

/** The browser's own question. Only ever after a tap; a browser that was told no does not ask again. */
export async function ask(): Promise<Permission> {
  if (permission() === "ask") await Notification.requestPermission();
  return permission();
}

export const canPush = (): boolean => "PushManager" in globalThis;

/** The worker of this page, once it runs. null: there is none. */
export async function worker(scope: string): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return (await navigator.serviceWorker.getRegistration(scope)) ?? null;
}

/** Subscribes with the browser's push service; the address at which it takes signals. Rejects when the push service is out of reach. */
export async function subscribe(scope: string, key: string): Promise<string> {
  const registration = await worker(scope);
  if (registration === null) throw new Error("there is no service worker");
  const before = await registration.pushManager.getSubscription();
  // A subscription for another key, of a server that was set up anew, tells nobody anything.
  if (before !== null && keyOf(before) !== key) await before.unsubscribe();
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  return made.endpoint;
}

export function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Ends the subscription, so that the push service forgets this browser, and takes the words away. Fails silently: it may be over. */
export async function unsubscribe(scope: string): Promise<void> {
  try {
    const registration = await worker(scope);
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
    await (await caches.open(WORDS_CACHE)).delete(wordsAddress(scope));
    for (const each of (await registration?.getNotifications()) ?? []) each.close();
  } catch {
    return;
  }
}

/** What the worker says while no page is open. */
export async function leaveWords(scope: string, title: string, body: string): Promise<void> {
  const words = new Response(JSON.stringify({ title, body }));
  await (await caches.open(WORDS_CACHE)).put(wordsAddress(scope), words);
}

export interface Shown {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly icon: string;
  /** The fragment that a tap opens. */
  readonly hash: string;
}

/** Shows a notification in place of the one with the same tag. False: the browser refused. */
export async function show(scope: string, { tag, title, body, icon, hash }: Shown): Promise<boolean> {
  const registration = await worker(scope);
  if (registration === null || permission() !== "yes") return false;
  try {
    await registration.showNotification(title, { body, tag, data: { hash }, ...(icon && { icon }) });
  } catch {
    return false;
  }
  // What a worker may have shown before says less.
  if (tag !== NEWS) await close(scope, NEWS);
  return true;
}

export async function close(scope: string, tag?: string): Promise<void> {
  const registration = await worker(scope);
  const held = (await registration?.getNotifications(tag === undefined ? {} : { tag })) ?? [];
  for (const each of held) each.close();
}

/** Is a notification with that tag on the screen now? What a try answers with. */
export async function isShown(scope: string, tag: string): Promise<boolean> {
  const registration = await worker(scope);
  return ((await registration?.getNotifications({ tag })) ?? []).length > 0;
}
