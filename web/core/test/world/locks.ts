/** Web Locks of one browser profile; Node's own are shared by the whole process. */

export class LockManagerOf {
  readonly #queues = new Map<string, Promise<unknown>>();

  request = (async (name: string, options: { signal?: AbortSignal }, run: () => Promise<unknown>) => {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      if (options.signal?.aborted) throw new DOMException("aborted", "AbortError");
      return run();
    });
    this.#queues.set(
      name,
      turn.catch(() => {}),
    );
    return turn;
  }) as LockManager["request"];
}
