/** The few things outside the core that it needs, so that it runs in a page, in a worker and in tests alike. */

import type { DeviceSort } from "./described.ts";

export interface Socket {
  binaryType: string;
  /** 1: open. After that, what is sent is lost without a word. */
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
}

export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

export interface Env {
  /** The server's public URL: an origin without a trailing slash (W2). */
  readonly origin: string;
  /** `location.hash`. Whoever builds the Env removes it from the address bar. */
  readonly fragment: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly WebSocket: new (url: string, protocol: string) => Socket;
  readonly indexedDB: IDBFactory;
  /** null: this browser has no Web Locks, and every tab leads itself. */
  readonly locks: Pick<LockManager, "request"> | null;
  readonly BroadcastChannel: (new (name: string) => Channel) | null;
  now(): number;
  /** From 0 up to 1, for jitter only. */
  random(): number;
  /** Runs once after `ms`; the answer cancels it. */
  later(ms: number, run: () => void): () => void;
  /** Resolves when what changes now has been painted. Left out: nothing is painted here. */
  readonly painted?: () => Promise<void>;
  /** Whether the platform reports a network. `onConnectivity` calls `run` when that changes or the page wakes up. */
  online(): boolean;
  onConnectivity(run: () => void): () => void;
  /** The reader's language. Automatic answers are shown in it (S14). */
  language(): string;
  /** What this device is, as its browser says here: it is told to the person's own team or devices alone, sealed. */
  readonly device?: () => DeviceSort;
  /** Asks the browser not to forget; answers what it said. `quietly`: not where that would ask the person. */
  persist(quietly?: boolean): Promise<boolean>;
  /** How many bytes the browser lets this origin store; null: it does not say. */
  readonly room?: () => Promise<number | null>;
  /** Reloads this page. */
  reload(): void;
}

interface Platform {
  readonly location: { readonly origin: string; readonly hash: string; reload(): void };
  readonly navigator: {
    readonly locks?: LockManager;
    readonly onLine: boolean;
    readonly language: string;
    readonly userAgent: string;
    readonly storage?: { persist?(): Promise<boolean>; estimate?(): Promise<{ readonly quota?: number }> };
  };
  readonly fetch: typeof fetch;
  readonly WebSocket: new (url: string, protocol: string) => Socket;
  readonly indexedDB: IDBFactory;
  readonly BroadcastChannel?: new (name: string) => Channel;
  addEventListener(type: string, run: () => void): void;
  removeEventListener(type: string, run: () => void): void;
}

const WAKING = ["online", "offline", "pageshow", "focus"];

/** The Env of the page or worker this runs in. */
export function platformEnv(platform = globalThis as unknown as Platform): Env {
  const { location, navigator } = platform;
  return {
    origin: location.origin,
    fragment: location.hash,
    fetch: (url, init) => platform.fetch(url, init),
    WebSocket: platform.WebSocket,
    indexedDB: platform.indexedDB,
    locks: navigator.locks ?? null,
    BroadcastChannel: platform.BroadcastChannel ?? null,
    now: () => Date.now(),
    random: () => Math.random(),
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    online: () => navigator.onLine,
    onConnectivity: (run) => {
      for (const type of WAKING) platform.addEventListener(type, run);
      return () => {
        for (const type of WAKING) platform.removeEventListener(type, run);
      };
    },
    language: () => navigator.language.slice(0, 2),
    persist: async (quietly = false) =>
      (!quietly || !/Firefox/.test(navigator.userAgent)) && ((await navigator.storage?.persist?.()) ?? false),
    room: async () => (await navigator.storage?.estimate?.())?.quota ?? null,
    reload: () => location.reload(),
  };
}
