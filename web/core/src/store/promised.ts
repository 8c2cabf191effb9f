/**
 * IndexedDB with promises, for the calls that the core makes. The types come from the package `idb`; nothing else of it is used, and none
 * of its code is in the apps.
 */

import type { IDBPDatabase } from "idb";

export const promised = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

type Args = readonly never[];
type Methods = Readonly<Record<string, (...args: Args) => IDBRequest>>;
type Objects = Readonly<Record<string, (...args: Args) => Promise<unknown>>>;

const SHORT = new Set([
  "get",
  "getKey",
  "getAll",
  "getAllKeys",
  "getFromIndex",
  "count",
  "put",
  "delete",
  "clear",
]);
const WRITING = new Set(["put", "delete", "clear"]);

/** The database with promises. Calls such as `get("store", key)` run in a transaction of their own. */
export const database = (db: IDBDatabase): IDBPDatabase =>
  new Proxy({} as IDBPDatabase, {
    get: (_, name: string) => {
      if (SHORT.has(name)) return (store: string, ...args: Args) => short(db, name, store, args);
      if (name === "transaction")
        return (...args: Parameters<IDBDatabase["transaction"]>) => transaction(db.transaction(...args));
      if (name === "close") return () => db.close();
      return name === "objectStoreNames" ? db.objectStoreNames : undefined;
    },
  });

async function short(db: IDBDatabase, name: string, store: string, args: Args): Promise<unknown> {
  const writing = WRITING.has(name);
  const tx = db.transaction(store, writing ? "readwrite" : "readonly");
  const done = ended(tx);
  const [first = "", ...rest] = args;
  const objects = tx.objectStore(store);
  const result =
    name === "getFromIndex" ? call(objects.index(first), "get", rest) : call(objects, name, args);
  if (writing) await Promise.all([result, done]);
  return result;
}

const call = (objects: IDBObjectStore | IDBIndex, name: string, args: Args): Promise<unknown> =>
  promised((objects as unknown as Methods)[name]?.(...args) as IDBRequest);

function transaction(tx: IDBTransaction) {
  const objectStore = (name: string) => objectsOf(tx.objectStore(name));
  return {
    objectStore,
    get store() {
      return objectStore(tx.objectStoreNames[0] ?? "");
    },
    objectStoreNames: tx.objectStoreNames,
    done: ended(tx),
    abort: () => tx.abort(),
    commit: () => tx.commit(),
  };
}

/** Resolves when the transaction is stored and rejects when it is not. Nobody has to wait for it. */
function ended(tx: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new DOMException("aborted", "AbortError"));
  });
  done.catch(() => {});
  return done;
}

const objectsOf = (objects: IDBObjectStore | IDBIndex): Objects =>
  new Proxy({} as Objects, {
    get: (_, name: string) => {
      if (name === "index") return (index: string) => objectsOf((objects as IDBObjectStore).index(index));
      if (name === "openCursor") return (range: IDBKeyRange) => cursor(objects.openCursor(range));
      return (...args: Args) => call(objects, name, args);
    },
  });

async function cursor(request: IDBRequest<IDBCursorWithValue | null>): Promise<unknown> {
  const at = await promised(request);
  return (
    at && {
      value: at.value,
      update: (value: unknown) => promised(at.update(value)),
      continue: () => {
        at.continue();
        return cursor(request);
      },
    }
  );
}
