/** Ways: named links to the customer page, made by the team, and how many came by each (L8, S9). */

import type { Readable } from "../base/readable.ts";
import type { Values } from "../documents/merge.ts";
import type { Way } from "../documents/way.ts";

export type { Way };

/** A way as it is here. */
export interface WayEntry extends Way {
  /** Names it as long as it exists. */
  readonly key: string;
  /** In its link, and in a profile that says that it is switched off. */
  readonly id: string;
}

/** How many messages name a way, and when the newest of them was stored. */
export interface Came {
  readonly count: number;
  readonly lastMs: number;
}

/** Who came by which way, as far as this device has read the conversations. */
export interface Tally {
  /** By the way's key; one by which nobody came is not in it. */
  readonly ways: ReadonlyMap<string, Came>;
  /** Sources of no way here, the most frequent first: of a removed way, or of a link that somebody made by hand. At most `OTHERS`. */
  readonly others: readonly (Came & { readonly source: string })[];
  /** The oldest message that was counted; null: none was. */
  readonly sinceMs: number | null;
}

export interface WayCommands {
  /** Sets these fields of the way with that key, which is made if there is none. Throws `TooLong` and `EntryRemoved`. */
  setWay(key: string, values: Values): Promise<void>;
  removeWay(key: string): Promise<void>;
}

export interface WaysView {
  /** The oldest first; null: not read yet. Includes the changes of this device that wait for a connection. */
  readonly ways: Readable<readonly WayEntry[] | null>;
  /** Makes a way, and answers it as it is now. Throws `TooLong` when there are `WAYS` already, or the name or text does not fit. */
  add(name: string, text: string): Promise<WayEntry>;
  /** Another name or text. Links that are out there keep theirs, and are counted for this way all the same. Throws as `add`, and `EntryRemoved`. */
  save(key: string, name: string, text: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Counts the messages on this device. */
  count(): Promise<Tally>;
  /** Changes when `count` may answer something else. */
  readonly revision: Readable<number>;
}
