/** A value that can be watched. */

/**
 * What the two apps see of the core. The apps render these values and call these verbs; they know neither frames nor keys.
 * A `Readable` has the shape of a Svelte store, so that `$messages` works in a component.
 */
export interface Readable<T> {
  get(): T;
  /** Calls `run` at once and on every change; returns the function that ends it. */
  subscribe(run: (value: T) => void): () => void;
}

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
