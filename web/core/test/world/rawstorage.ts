/** Everything a browser stores, in every store of every database, as one text to search. */

import { decode } from "@msgpack/msgpack";
import type { Env } from "../../src/base/env.ts";
import { openStore } from "../../src/store/database.ts";

export async function rawStorage(factory: IDBFactory): Promise<string> {
  const found: string[] = [];
  for (const { name } of await factory.databases()) {
    const db = await done(factory.open(name ?? ""));
    for (const store of db.objectStoreNames) {
      const values = db.transaction(store).objectStore(store);
      found.push(
        ...(await done(values.getAllKeys())).map(written),
        ...(await done(values.getAll())).map(written),
      );
    }
    db.close();
  }
  return found.join("\n");
}

/** Every database of Tresen's into another browser, which has none yet. */
export async function copyStorage(from: IDBFactory, to: IDBFactory): Promise<void> {
  for (const { name = "" } of await from.databases()) {
    (await openStore({ indexedDB: to } as Env, name)).close();
    const [source, target] = [await done(from.open(name)), await done(to.open(name))];
    const stores = [...source.objectStoreNames];
    const held: [store: string, key: IDBValidKey, value: unknown][] = [];
    for (const store of stores) {
      const all = source.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
      for (const [at, key] of keys.entries()) held.push([store, key, values[at]]);
    }
    const writing = target.transaction(stores, "readwrite");
    for (const [store, key, value] of held) {
      const into = writing.objectStore(store);
      into.put(value, into.keyPath === null ? key : undefined);
    }
    await new Promise((resolve) => writing.addEventListener("complete", resolve));
    source.close();
    target.close();
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Byte strings become text, keys their kind, and MessagePack is opened. */
function written(value: unknown): string {
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString("latin1")} ${opened(value)}`;
  if (Array.isArray(value)) return value.map(written).join(" ");
  if (value === null || typeof value !== "object") return String(value);
  return `${value.constructor?.name} ${Object.entries(value)
    .map(([key, each]) => `${key} ${written(each)}`)
    .join(" ")}`;
}

function opened(value: Uint8Array): string {
  try {
    const inner = decode(value);
    return inner instanceof Uint8Array ? "" : written(inner);
  } catch {
    return "";
  }
}
