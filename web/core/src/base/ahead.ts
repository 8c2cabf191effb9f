/** What was read before it is asked for, for a few things, until one of them changes. */

const MOST = 24;

export class Ahead<T> {
  readonly #read: (id: string) => Promise<T>;
  /** Those used last come last. */
  readonly #known = new Map<string, T>();
  /** Counts what was dropped: an answer that was asked for before is not kept. */
  #drops = 0;

  constructor(read: (id: string) => Promise<T>) {
    this.#read = read;
  }

  of(id: string): T | undefined {
    return this.#known.get(id);
  }

  set(id: string, known: T): void {
    this.#known.delete(id);
    this.#known.set(id, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Rejects as the reading does. */
  async prepare(id: string): Promise<void> {
    if (this.#known.has(id)) return;
    const before = this.#drops;
    const found = await this.#read(id);
    if (before === this.#drops && !this.#known.has(id)) this.set(id, found);
  }

  /** It changed; without `id`: anything may have. */
  drop(id?: string): void {
    this.#drops += 1;
    if (id === undefined) this.#known.clear();
    else this.#known.delete(id);
  }
}
