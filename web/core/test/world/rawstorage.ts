/** Everything a browser stores, in every store of every database, as one text to search. */

import { decode } from "@msgpack/msgpack";

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
