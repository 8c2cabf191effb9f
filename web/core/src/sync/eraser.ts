/** What receiving needs of erasing. That part of the program is fetched when something was erased; most visits never need it. */

import type { Keeping } from "../model/notes.ts";
import type { StoredRow } from "../model/row.ts";
import type { Store, Writing } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Witness } from "../trust/keyring.ts";
import type { Event } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";

/** Where tombstones and erase events are read. */
export interface Inquiry {
  readonly store: Store;
  readonly http: Http;
  readonly conversation: string;
  chain(): Chain;
  witness(conversation: string): Promise<Witness>;
}

/** What a transaction changed on the device; `anew`: the rows are all there are. */
export type Dropped = Keeping & { readonly anew: boolean };

export interface Eraser {
  /** Rows of these events, with erase commands verified and tombstones checked. Throws `Unreachable`. */
  readErasing(inquiry: Inquiry, events: readonly Event[], rows: readonly StoredRow[]): Promise<StoredRow[]>;
  /** Carries out the erase commands among what was just written. `read` is everything that came, known before or not. */
  forget(tx: Writing, kept: Keeping, read: readonly StoredRow[]): Promise<Dropped>;
}
