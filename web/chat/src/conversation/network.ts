import type { Net } from "@tresen/core/api";

/** Without the server for so long: it is said, and so is that it is back. */
const GONE_MS = 3_000;
/** A connection that was there may take so long to come back before a word is said. */
const SLOW_MS = 4_000;

/** What the page knows of the network. */
export interface Network {
  /** Since when there is no connection; null while there is one. */
  readonly lostMs: number | null;
  /** Since then an attempt has failed, or the browser has no network. */
  readonly offline: boolean;
  /** The browser has no network. */
  readonly unplugged: boolean;
  /** There was a connection. */
  readonly linked: boolean;
}

/** A page that was opened at an instant. */
export const begun = (nowMs: number): Network => ({
  lostMs: nowMs,
  offline: false,
  unplugged: false,
  linked: false,
});

/** Takes what the connection says and whether the browser has a network. */
export function heard(before: Network, net: Net, plugged: boolean, nowMs: number): Network {
  if (net === "online") return { lostMs: null, offline: false, unplugged: false, linked: true };
  return {
    lostMs: before.lostMs ?? nowMs,
    offline: before.offline || net === "offline" || !plugged,
    unplugged: !plugged,
    linked: before.linked,
  };
}

/** When something is to be said at the latest if nothing changes; null: nothing. */
export function nextMs({ lostMs, offline, unplugged, linked }: Network): number | null {
  if (lostMs === null || !(offline || linked)) return null;
  return unplugged ? lostMs : lostMs + (offline ? GONE_MS : SLOW_MS);
}

/** The bar over the conversation. */
export function barOf(network: Network, nowMs: number): "offline" | "connecting" | null {
  const dueMs = nextMs(network);
  if (dueMs === null || nowMs < dueMs) return null;
  return network.offline ? "offline" : "connecting";
}

/** A connection that comes now is worth a word. */
export const isBack = ({ lostMs, offline }: Network, nowMs: number): boolean =>
  lostMs !== null && offline && nowMs - lostMs >= GONE_MS;
