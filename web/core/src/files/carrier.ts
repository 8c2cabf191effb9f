/**
 * Carries files to the server, chunk by chunk, one file after another (F4). A message is released to the outbox once its file is durable there. What
 * waits is on the device, so that a closed tab, a restarted server or a day offline only delay it. One tab at a time carries.
 */

import type { Bytes } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ServerRefusal } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { count, flag, list, pair } from "../base/shape.ts";
import type { OutboxNote } from "../model/notes.ts";
import { CARRIED, type OutboxRow } from "../model/outbox.ts";
import { chunksOf, sealChunk, sealedBytes } from "../seal/files.ts";
import { FILES, fileKey, type Store, write } from "../store/database.ts";
import { backoffMs } from "../sync/connection.ts";
import type { LentHttp } from "../sync/lent.ts";
import { BLOB_CHUNK_BYTES, BLOB_CHUNKS_AT_ONCE } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Progress } from "./api.ts";
import { hashOf } from "./hash.ts";

export interface CarrierNeeds {
  readonly env: Env;
  readonly store: Store;
  /** What the tabs of this device have in common. */
  readonly name: string;
  leader(): LentHttp & { pump(): Promise<void> };
  publish(note: OutboxNote): void;
}

/** Requests under way at once: enough to fill the line while an answer travels. */
const AT_ONCE = 3;
/** A request should take about so long: it ends after 20 seconds, and what it carried then is carried again. */
const AIM_MS = 3000;
const FIRST_PIECE = 2;
/** The code with which a message is refused whose file is not there (F3). */
const LOST = "blob_missing";
const REPEATS = 2;

const carriers = new WeakMap<Store, Carrier>();
/** One for each store in this tab. */
export function carrierOf(needs: CarrierNeeds): Carrier {
  const made = carriers.get(needs.store) ?? new Carrier(needs);
  carriers.set(needs.store, made);
  return made;
}

interface Told {
  readonly blob: string;
  readonly progress: Progress | null;
}

export class Carrier {
  readonly progress = writable<ReadonlyMap<string, Progress>>(new Map());
  readonly #needs: CarrierNeeds;
  readonly #channel;
  readonly #cancelled = new Set<string>();
  readonly #repeated = new Map<string, number>();
  #piece = FIRST_PIECE;
  #running = false;
  #again = false;
  #failures = 0;
  #cancelWait = () => {};

  constructor(needs: CarrierNeeds) {
    this.#needs = needs;
    const { env, name } = needs;
    this.#channel = env.BroadcastChannel === null ? null : new env.BroadcastChannel(`${name}-files`);
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => this.#hear(data as Told);
    env.onConnectivity(() => {
      if (env.online()) this.wake();
    });
  }

  /** Goes on with what waits. Safe to call at any time. */
  wake(): void {
    this.#cancelWait();
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    const { locks } = this.#needs.env;
    const run = () => this.#run();
    const done = locks === null ? run() : locks.request(`${this.#needs.name}-files`, run);
    done
      .then(() => {
        this.#failures = 0;
      })
      .catch(() => this.#later())
      .finally(() => {
        this.#running = false;
        if (this.#again) this.wake();
      });
  }

  /** It is not to be carried any more. */
  cancel(blob: string): void {
    this.#cancelled.add(blob);
    this.#tell(blob, null);
  }

  #later(): void {
    this.#failures += 1;
    const { env } = this.#needs;
    this.#cancelWait = env.later(backoffMs(this.#failures, env.random()), () => this.wake());
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#again = false;
      const rows = await this.#needs.store.getAll("outbox");
      const row = rows.find(
        ({ carried, failed, blob = "" }) =>
          (carried && failed === CARRIED) || (failed === LOST && this.#mayRepeat(blob)),
      );
      if (row === undefined) return;
      try {
        await this.#carry(row);
        this.#failures = 0;
      } catch (error) {
        if (this.#cancelled.has(row.blob ?? "")) continue;
        const final = error instanceof FileGone || (error instanceof ServerRefusal && !error.retryable);
        if (!final) {
          this.#wait(row);
          throw error;
        }
        await this.#change(row, (now) => ({
          ...now,
          failed: error instanceof ServerRefusal ? error.code : "file_gone",
        }));
        this.#tell(row.blob ?? "", null);
      }
    }
  }

  /** The server swept it while its message waited, or was restored: it is carried again, but not for ever. */
  #mayRepeat(blob: string): boolean {
    return blob !== "" && (this.#repeated.get(blob) ?? 0) < REPEATS;
  }

  #wait({ blob = "" }: OutboxRow): void {
    const progress = this.progress.get().get(blob);
    this.#tell(blob, { done: 0, of: 1, ...progress, waits: true });
  }

  async #carry(row: OutboxRow): Promise<void> {
    const { blob = "", conversation } = row;
    if (row.failed === LOST) this.#repeated.set(blob, (this.#repeated.get(blob) ?? 0) + 1);
    const path = `/conversations/${conversation}/blobs`;
    const { size, key } = row.payload.file as { size: number; key: Bytes };
    const http = this.#needs.leader().http;
    if (row.copy) await http("POST", path, { blob, bytes: sealedBytes(size), copy: row.copy });
    else {
      const data = await this.#dataOf(row);
      const hashed = await this.#hashed(row, data);
      const begun = await http("POST", path, { blob, bytes: sealedBytes(size) });
      if (!flag(begun.complete)) {
        const have = list(pair(count, count))(begun.have);
        await this.#send(hashed, data, key, size, have);
        await http("POST", `${path}/${blob}/complete`, {});
      }
    }
    if (!this.#cancelled.has(blob))
      await this.#change(row, ({ carried: _, copy: __, ...now }) => ({ ...now, failed: null }));
    this.#tell(blob, null);
    void this.#needs.leader().pump();
  }

  /** The chosen bytes. A conversation that was restored meanwhile has another id. */
  async #dataOf({ conversation, blob = "" }: OutboxRow): Promise<Blob> {
    const { store } = this.#needs;
    const held = await store.get("state", fileKey(conversation, blob));
    if (held instanceof Blob) return held;
    const keys = (await store.getAllKeys("state")) as string[];
    const other = keys.find((each) => each.startsWith(FILES) && each.endsWith(`:${blob}`));
    const found = other === undefined ? null : await store.get("state", other);
    if (!(found instanceof Blob)) throw new FileGone("the file is no longer on this device");
    await store.put("state", found, fileKey(conversation, blob));
    return found;
  }

  /** The message says the hash of the whole, so the file is read once before. */
  async #hashed(row: OutboxRow, data: Blob): Promise<OutboxRow> {
    const file = row.payload.file as Payload;
    if ((file.hash as Bytes).some((byte) => byte !== 0)) return row;
    const hash = await hashOf(data);
    const named = (now: OutboxRow) => ({ ...now, payload: { ...now.payload, file: { ...file, hash } } });
    await this.#change(row, named);
    return named(row);
  }

  async #send(
    row: OutboxRow,
    data: Blob,
    key: Bytes,
    size: number,
    have: readonly (readonly [number, number])[],
  ): Promise<void> {
    const { blob = "", conversation } = row;
    const chunks = chunksOf(size);
    const there = (n: number) => have.some(([from, to]) => from <= n && n <= to);
    let done = [...Array(chunks).keys()].filter(there).length;
    let next = 0;
    let stopped: unknown = null;
    const tell = () =>
      this.#tell(blob, { done: Math.min(size, done * BLOB_CHUNK_BYTES), of: size, waits: false });
    tell();
    const worker = async () => {
      while (stopped === null) {
        while (next < chunks && there(next)) next++;
        const from = next;
        let to = from;
        while (to < chunks && to - from < this.#piece && !there(to)) to++;
        if (from === to) return;
        next = to;
        if (this.#cancelled.has(blob)) throw new Error("cancelled");
        await this.#put(
          `/conversations/${conversation}/blobs/${blob}/chunks/${from}`,
          data,
          key,
          size,
          from,
          to,
        );
        done += to - from;
        tell();
      }
    };
    const workers = Array.from({ length: AT_ONCE }, () =>
      worker().catch((error) => {
        stopped ??= error;
      }),
    );
    await Promise.all(workers);
    if (stopped !== null) throw stopped;
  }

  async #put(path: string, data: Blob, key: Bytes, size: number, from: number, to: number): Promise<void> {
    const plain = new Uint8Array(
      await data.slice(from * BLOB_CHUNK_BYTES, to * BLOB_CHUNK_BYTES).arrayBuffer(),
    );
    const sealed: Bytes[] = [];
    for (let n = from; n < to; n++) {
      const at = (n - from) * BLOB_CHUNK_BYTES;
      sealed.push(await sealChunk(key, size, n, plain.subarray(at, at + BLOB_CHUNK_BYTES)));
    }
    const began = this.#needs.env.now();
    try {
      // Of bytes in its own memory a page keeps copies for long after they were sent; of a Blob it does not.
      await this.#needs.leader().http("PUT", path, new Blob(sealed));
    } catch (error) {
      this.#piece = 1;
      throw error;
    }
    const took = Math.max(1, this.#needs.env.now() - began);
    const fits = Math.floor(((to - from) * AIM_MS) / took);
    this.#piece = Math.max(1, Math.min(BLOB_CHUNKS_AT_ONCE, fits, 2 * (to - from)));
  }

  async #change({ counter }: OutboxRow, change: (now: OutboxRow) => OutboxRow): Promise<void> {
    const changed = await write(this.#needs.store, async (tx) => {
      const now = await tx.objectStore("outbox").get(counter);
      if (now === undefined) return null;
      const next = change(now);
      await tx.objectStore("outbox").put(next);
      return next;
    });
    if (changed !== null) this.#needs.publish({ type: "outbox", rows: [changed], gone: [] });
  }

  #tell(blob: string, progress: Progress | null): void {
    this.#channel?.postMessage({ blob, progress });
    this.#hear({ blob, progress });
  }

  #hear({ blob, progress }: Told): void {
    const all = new Map(this.progress.get());
    if (progress === null) all.delete(blob);
    else all.set(blob, progress);
    this.progress.set(all);
  }
}

class FileGone extends Error {}
