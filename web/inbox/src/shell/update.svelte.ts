/** The service worker's life: registered once, checked hourly, replaced when the person says so. */

import { offerShare } from "@tresen/ui/share/taken";
import { registerWorker } from "@tresen/ui/worker";

const HOUR_MS = 3_600_000;
const ADDRESS = "/inbox/sw.js";

class Update {
  /** A new version is installed and waits. */
  ready = $state(false);
  #waiting: ServiceWorker | null = null;

  /** Registers the service worker if the browser has them (some private windows do not). */
  async start(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    try {
      const registration = await registerWorker(ADDRESS, "/inbox");
      this.#watch(registration);
      const manifest = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
      if (manifest) offerShare(manifest, "/inbox/shares.webmanifest");
    } catch {
      // Without it the inbox works, but not offline.
      return;
    }
  }

  /** Lets the new version take over and loads it. */
  take(): void {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    this.#waiting?.postMessage("take-over");
  }

  #watch(registration: ServiceWorkerRegistration): void {
    this.#offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed") this.#offer(worker);
      });
    });
    setInterval(() => void registration.update().catch(() => undefined), HOUR_MS);
  }

  // The very first one replaces nothing, so there is nothing to say.
  #offer(worker: ServiceWorker | null): void {
    if (!worker || !navigator.serviceWorker.controller) return;
    this.#waiting = worker;
    this.ready = true;
  }
}

export const update = new Update();
