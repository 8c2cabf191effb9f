/** A disk that takes no more. It stands for the platform's, under every database of this process until `mend` is called. */

import { IDBObjectStore } from "fake-indexeddb";

/** `takes`: is there room for this value? Otherwise its write fails as a browser's does. */
export function disk(takes: (value: unknown) => boolean): { mend(): void } {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    if (!takes(value)) throw new DOMException("no room", "QuotaExceededError");
    return key === undefined ? put.call(this, value) : put.call(this, value, key);
  };
  return {
    mend: () => {
      IDBObjectStore.prototype.put = put;
    },
  };
}
