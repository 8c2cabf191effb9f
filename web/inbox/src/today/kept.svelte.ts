/** What of the first day was closed on this device. It stays here. */

const KEY = "tresen.inbox.today";

class Kept {
  #closed = $state.raw<readonly string[] | null>(read());

  /** null: no shop was set up on this device. */
  get closed(): readonly string[] | null {
    return this.#closed;
  }

  /** A shop was set up here. */
  begin(): void {
    if (this.#closed === null) this.#keep([]);
  }

  close(name: string): void {
    this.#keep([...(this.#closed ?? []), name]);
  }

  #keep(closed: readonly string[]): void {
    this.#closed = closed;
    try {
      localStorage.setItem(KEY, JSON.stringify(closed));
    } catch {
      // A browser that stores nothing asks again.
    }
  }
}

function read(): readonly string[] | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : null;
  } catch {
    return null;
  }
}

export const kept = new Kept();
