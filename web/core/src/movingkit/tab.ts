/** The moving kit in one tab: read from what this device holds, written by the leading tab. */

import { type Bytes, toBase64url } from "../base/bytes.ts";
import { writable } from "../base/readable.ts";
import * as documents from "../documents/movingkit.ts";
import { currentDocument } from "../documents/room.ts";
import type { Store } from "../store/database.ts";
import type { MovingKit, MovingKitCommands, MovingKitView } from "./api.ts";

export class MovingKitPage implements MovingKitView {
  readonly kit = writable<MovingKit | null>(null);
  readonly #leader: MovingKitCommands;
  #held: { readonly store: Store; readonly mine: Bytes } | null = null;
  /** Readings follow each other, so that the newest is the last to be told. */
  #reading: Promise<void> = Promise.resolve();

  constructor(leader: MovingKitCommands) {
    this.#leader = leader;
  }

  useStore(store: Store, mine: Bytes): Promise<void> {
    this.#held = { store, mine };
    return this.#read();
  }

  /** Documents of this kind say something else now. */
  apply(kind: string): void {
    if (kind === documents.KIND) void this.#read();
  }

  tick: MovingKitView["tick"] = async (text, on) => {
    await this.#leader.tickMoving(text, on);
    await this.#read();
  };

  useWay: MovingKitView["useWay"] = async (text, key) => {
    await this.#leader.useMovingWay(text, key);
    await this.#read();
  };

  #read(): Promise<void> {
    // Storage that was closed meanwhile: the page is going.
    this.#reading = this.#reading.then(() => this.#readOnce()).catch(() => {});
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    const id = await documents.idOf(null);
    if (this.#held === null || id === null) return;
    const { store, mine } = this.#held;
    this.kit.set(documents.kitIn(await currentDocument(store, documents, toBase64url(id), mine)));
  }
}
