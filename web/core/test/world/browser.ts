/** A browser profile for tests: its storage, its locks, its channels; every page opened in it is a tab. */

import { IDBFactory } from "fake-indexeddb";
import type { Readable } from "../../src/base/readable.ts";
import "fake-indexeddb/auto";
import type { Env, Socket } from "../../src/base/env.ts";
import type { ChatEnv } from "../../src/customer/api.ts";
import { LockManagerOf } from "./locks.ts";
import { copyStorage } from "./rawstorage.ts";
import type { MemoryServer } from "./server.ts";

class DeadLine implements Socket {
  binaryType = "arraybuffer";
  readyState = 3;
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;

  constructor() {
    queueMicrotask(() => this.onclose?.({ code: 1006 }));
  }

  send(): void {}

  close(): void {}
}

/** From here on it is no pause but how long an answer may take. */
const GIVES_UP_MS = 10_000;

export class Browser {
  readonly indexedDB = new IDBFactory();
  readonly name = crypto.randomUUID();
  plugged = true;
  /** So many times shorter is each pause; the events waited for are the same. */
  pace = 50;
  /** So many times shorter is what an answer may take. Shortened, it asks how busy the machine is: only where giving up too soon is
   * one more thing that may happen. */
  impatience = 1;
  persisted = 0;
  /** How far this device's clock is ahead of the server's. */
  aheadMs = 0;
  /** How many pages were loaded anew. */
  reloads = 0;
  readonly #listeners = new Set<() => void>();
  readonly #locks = new LockManagerOf();
  readonly #server: MemoryServer;

  constructor(server: MemoryServer) {
    this.#server = server;
  }

  /** Another profile, which holds the same and speaks to that server. */
  async twin(server: MemoryServer): Promise<Browser> {
    const twin = new Browser(server);
    twin.pace = this.pace;
    twin.impatience = this.impatience;
    await copyStorage(this.indexedDB, twin.indexedDB);
    return twin;
  }

  tab(fragment = ""): Env {
    const { name } = this;
    return {
      origin: "https://tresen.example",
      fragment,
      fetch: (input, init) =>
        this.plugged ? this.#server.fetch(input, init) : Promise.reject(new TypeError("no network")),
      WebSocket: this.#line(),
      indexedDB: this.indexedDB,
      locks: this.#locks,
      BroadcastChannel: class extends BroadcastChannel {
        constructor(channel: string) {
          super(`${name} ${channel}`);
          (this as unknown as { unref(): void }).unref();
        }
      } as unknown as NonNullable<Env["BroadcastChannel"]>,
      now: () => this.#server.clock + this.aheadMs,
      random: () => 0,
      later: (ms, run) => {
        const timer = setTimeout(run, ms / (ms < GIVES_UP_MS ? this.pace : this.impatience));
        return () => clearTimeout(timer);
      },
      online: () => this.plugged,
      onConnectivity: (run) => {
        this.#listeners.add(run);
        return () => this.#listeners.delete(run);
      },
      language: () => "de",
      persist: async () => {
        this.persisted += 1;
        return true;
      },
      reload: () => {
        this.reloads += 1;
      },
    };
  }

  /** A WebSocket to the server in memory; without a network it is closed at once. */
  #line(): Env["WebSocket"] {
    const plugged = () => this.plugged;
    const { WebSocket } = this.#server;
    return class {
      constructor(url: string, protocol: string) {
        // biome-ignore lint/correctness/noConstructorReturn: it stands for a class of the server's choice
        return plugged() ? new WebSocket(url, protocol) : new DeadLine();
      }
    } as Env["WebSocket"];
  }

  chat(fragment = "", handle = "sonnenschein"): ChatEnv {
    return { ...this.tab(fragment), handle };
  }

  plug(on: boolean): void {
    this.plugged = on;
    for (const run of [...this.#listeners]) run();
  }
}

/** Waits until the value fits; fails after `ms`. */
export function until<T>(readable: Readable<T>, fits: (value: T) => boolean, ms = 60_000): Promise<T> {
  return new Promise((resolve, reject) => {
    let end = () => {};
    const timer = setTimeout(() => {
      end();
      reject(new Error(`not reached; last value: ${JSON.stringify(readable.get())}`));
    }, ms);
    let reached = false;
    end = readable.subscribe((value) => {
      if (reached || !fits(value)) return;
      reached = true;
      clearTimeout(timer);
      queueMicrotask(() => end());
      resolve(value);
    });
  });
}
