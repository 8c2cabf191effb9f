/** What the engine needs of erasing. That part of the program is fetched when something is erased; most visits never need it. */

import type { ConversationState } from "../model/conversation.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { Written } from "../model/notes.ts";
import type { Retained } from "../model/retained.ts";
import type { StoredRow } from "../model/row.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import type { Store, Writing } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Witness } from "../trust/keyring.ts";
import type { Event } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";

/** What reading tombstones and erase events needs. */
export interface Inquiry {
  readonly store: Store;
  readonly http: Http;
  readonly conversation: string;
  chain(): Chain;
  now(): number;
  /** Learns the text of an earlier profile, if the server still has it (S14). */
  profileText(rev: number): Promise<void>;
  witness(conversation: string): Promise<Witness>;
}

/** What a transaction changed on the device; `anew`: the rows are all there are. */
export type Dropped = Written & { readonly anew: boolean };

/** What erasing a conversation would delete, and what must be retained. `messages` is null when the server cannot be asked now. */
export interface BeforeErasing {
  readonly messages: number | null;
  readonly kept: readonly Retained[];
}

export interface ErasingNeeds {
  readonly store: Store;
  readonly http: Http;
  readonly keys: DeviceKeys;
  readonly business: Uint8Array<ArrayBuffer>;
  readonly sync: {
    state(conversation: string): Promise<ConversationState>;
    older(conversation: string): Promise<void>;
    /** Reads the log up to `pos`. */
    reach(conversation: string, pos: number): Promise<void>;
  };
  now(): number;
  later(ms: number, run: () => void): () => void;
  live(): boolean;
  /** The commands that wait have changed; they are in the store. */
  changed(): void;
}

/** Requests to erase. */
export interface EraseRequests {
  /** Erases one message (its key), or everything. Asking twice is asking once. Throws `ServerRefusal`. */
  ask(conversation: string, message: string | null): Promise<ErasingOutcome>;
  before(conversation: string, whole: boolean): Promise<BeforeErasing>;
  /** Sends again every command that has no outcome yet. */
  flush(): Promise<void>;
}

export interface Eraser {
  readonly Requests: new (needs: ErasingNeeds) => EraseRequests;
  /** Rows of these events, with erase commands verified and tombstones checked. Throws `Unreachable`. */
  readErasing(inquiry: Inquiry, events: readonly Event[], rows: readonly StoredRow[]): Promise<StoredRow[]>;
  /** Carries out the erase commands among what was just written. `read` is everything that came, known before or not. */
  dropErased(tx: Writing, kept: Written, read: readonly StoredRow[]): Promise<Dropped>;
}
