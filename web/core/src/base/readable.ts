/** A value that can be watched. */

import type { Readable } from "../api.ts";

export interface Writable<T> extends Readable<T> {
  set(value: T): void;
}

export function writable<T>(first: T): Writable<T> {
  let value = first;
  const watchers = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const run of [...watchers]) run(next);
    },
    subscribe(run) {
      const watcher = (next: T) => run(next);
      watchers.add(watcher);
      run(value);
      return () => watchers.delete(watcher);
    },
  };
}
