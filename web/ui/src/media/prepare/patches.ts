// Large files are cleaned where they stand: what is to go is overwritten, nothing moves, and never is all of it in memory.

export type Bytes = Uint8Array<ArrayBuffer>;

/** The file cannot be read part by part, so nothing can be said of what is in it. */
export class Unreadable extends Error {}

export interface Patch {
  readonly at: number;
  readonly data: Bytes;
}

/** So much is overwritten at most: what describes a film has some megabytes. */
const MOST = 32 * 1024 * 1024;
const WINDOW = 256 * 1024;

/** A file that is read here and there, and what is to be overwritten in it. */
export class Patching {
  readonly size: number;
  readonly #file: Blob;
  readonly #patches: Patch[] = [];
  #written = 0;
  #from = 0;
  #window: Bytes = new Uint8Array(0);

  constructor(file: Blob) {
    this.#file = file;
    this.size = file.size;
  }

  /** So many bytes from there; fewer at the end. */
  async read(at: number, length: number): Promise<Bytes> {
    const end = Math.min(this.size, at + length);
    if (end - at > MOST) throw new Unreadable("too large");
    if (at < this.#from || end > this.#from + this.#window.length) {
      const upTo = Math.max(end, Math.min(this.size, at + WINDOW));
      this.#window = new Uint8Array(await this.#file.slice(at, upTo).arrayBuffer());
      this.#from = at;
    }
    return this.#window.slice(at - this.#from, Math.max(at, end) - this.#from);
  }

  put(at: number, data: Bytes): void {
    this.#written += data.length;
    if (this.#written > MOST) throw new Unreadable("too much");
    if (data.length > 0) this.#patches.push({ at, data });
  }

  /** Zeros from one place up to another, as far as the file goes. */
  blank(from: number, to: number): void {
    const end = Math.min(to, this.size);
    if (end - from > MOST) throw new Unreadable("too much");
    if (end > from) this.put(from, new Uint8Array(end - from));
  }

  done(): Blob {
    const parts: Blob[] = [];
    let at = 0;
    for (const patch of this.#patches.sort((one, other) => one.at - other.at)) {
      const data = patch.data.subarray(Math.max(0, at - patch.at));
      if (data.length === 0) continue;
      const from = patch.at + patch.data.length - data.length;
      parts.push(this.#file.slice(at, from), new Blob([data]));
      at = from + data.length;
    }
    parts.push(this.#file.slice(at));
    return new Blob(parts, { type: this.#file.type });
  }
}
