/** Browser and server brought to one answer about where this device is told (W12). Fetched once a device is to be told. */

import { type Mend, mendOf } from "./deciding.ts";
import { canPush, keyOf, permission, subscribe, unsubscribe, worker } from "./device.ts";

/** Where this browser takes signals under that key; null: nowhere. */
export async function endpointHere(scope: string, key: string): Promise<string | null> {
  const found = await (await worker(scope))?.pushManager?.getSubscription();
  return found && keyOf(found) === key ? found.endpoint : null;
}

export interface Mending {
  readonly scope: string;
  readonly wanted: boolean;
  /** Asks the server what holds. */
  ask(): Promise<{ readonly key: string; readonly endpoint: string | null; readonly push: boolean }>;
  setPush(endpoint: string | null): Promise<void>;
}

const MENDING = "tresen.push.mending";

/**
 * Brings browser and server to one answer at a start, and after the browser changed its subscription. Asks nobody. One tab does it at a time.
 * Answers what was done; `nothing` too where there is no worker yet. Rejects without a connection or a push service: the next start tries again.
 */
export async function mend(mending: Mending): Promise<Mend> {
  if (!mending.wanted) return "nothing";
  return navigator.locks.request(`${MENDING}${mending.scope}`, () => mendAlone(mending));
}

async function mendAlone({ scope, wanted, ask: server, setPush }: Mending): Promise<Mend> {
  const { key, endpoint: known, push } = await server();
  const here = canPush() && permission() === "yes" && (await worker(scope)) !== null;
  const endpoint = here ? await endpointHere(scope, key) : null;
  const found = mendOf({ wanted, may: permission(), can: here, endpoint, server: known });
  // A server of an earlier version does not say where it tells this device.
  if (found === "tell" && known === null && push) return "nothing";
  if (found === "anew" || found === "tell") await setPush(await subscribe(scope, key));
  if (found === "end") {
    await unsubscribe(scope);
    await setPush(null);
  }
  return found;
}

/** Runs `changed` when the worker says that the browser changed its subscription. Returns the function that ends it. */
export function onSubscription(changed: () => void): () => void {
  const heard = ({ data }: MessageEvent) => data?.subscription === true && changed();
  navigator.serviceWorker?.addEventListener("message", heard);
  return () => navigator.serviceWorker?.removeEventListener("message", heard);
}
