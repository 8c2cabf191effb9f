/** A value that can be watched. */

/** A value that the apps render and can watch. It has the shape of a Svelte store, so that `$messages` works in a component. */
export interface Readable<T> {
  get(): T;
  /** Calls `run` at once and on every change. The function it returns ends that. */
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
