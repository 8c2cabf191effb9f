/** Web Locks of one browser profile; Node's own are shared by the whole process. */

interface Options {
  readonly signal?: AbortSignal;
}
type Run = () => Promise<unknown>;

export class LockManagerOf {
  readonly #queues = new Map<string, Promise<unknown>>();

  request = (async (name: string, ...given: [Options, Run] | [Run]) => {
    const [options, run] = given.length === 1 ? [{}, given[0]] : given;
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
