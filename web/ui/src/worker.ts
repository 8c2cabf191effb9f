import { trusted } from "./trusted.ts";

/** Registers the page's one service worker. */
export const registerWorker = (address: string, scope: string): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(trusted("tresen-worker", address), { scope, updateViaCache: "none" });
