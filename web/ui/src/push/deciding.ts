/** What is decided about signals and subscriptions (W12), by values. `signals.ts` and `device.ts` carry it out. */

/** `cannot`: this browser has no notifications. `home`: only once the page is on the home screen (iPhone, iPad). */
export type Permission = "cannot" | "home" | "ask" | "yes" | "no";

/** Apple's push service, by the host of an endpoint that this browser gave: it revokes a subscription after three signals that showed nothing. */
export function isOfApple(endpoint: string | null): boolean {
  if (endpoint === null) return false;
  try {
    const { protocol, hostname } = new URL(endpoint);
    return protocol === "https:" && /^(.+\.)?push\.apple\.com$/.test(hostname);
  } catch {
    return false;
  }
}

/** How a signal ends: in a notification at once, in none, or in one unless a page in the background shows more in a moment. */
export type Ending = "show" | "none" | "wait";

export interface Sight {
  /** Apple carries the signals. */
  readonly apple: boolean;
  /** Pages of this app in this browser. */
  readonly pages: number;
  /** One of them says that it is in sight and has the focus. A suspended app on an iPhone says so too. */
  readonly seen: boolean;
}

export function endingOf({ apple, pages, seen }: Sight): Ending {
  if (apple) return "show";
  if (seen) return "none";
  return pages === 0 ? "show" : "wait";
}

export interface Standing {
  /** This device was switched on. */
  readonly wanted: boolean;
  readonly may: Permission;
  /** This browser can be woken at all. */
  readonly can: boolean;
  /** Where the browser takes signals under the server's key; null: nowhere. */
  readonly endpoint: string | null;
  /** Where the server sends them; null: nowhere. */
  readonly server: string | null;
}

/** `anew`: subscribe and tell the server. `tell`: the server alone is wrong. `end`: take it back, the permission is gone. */
export type Mend = "nothing" | "anew" | "tell" | "end";

/** What a device that is to be told does at its start, without asking anybody. */
export function mendOf({ wanted, may, can, endpoint, server }: Standing): Mend {
  if (!wanted) return "nothing";
  if (may !== "yes") return "end";
  if (!can) return "nothing";
  if (endpoint === null) return "anew";
  return endpoint === server ? "nothing" : "tell";
}
