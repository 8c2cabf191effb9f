import type { Readable } from "../base/readable.ts";
import type { LogRow } from "../conversation/rows.ts";
import type { Erasure } from "../erasing/receipt.ts";
import type { Past } from "../erasing/retained.ts";
import type { OwnDevice } from "../owndevices/api.ts";
import type { Shopfront } from "../profile/shopfront.ts";
import type { Net, Stop } from "../sync/connection.ts";
import type { BeforeErasing, ErasingOutcome } from "../sync/eraser.ts";

export interface Chat {
  /** `visit`: nothing stored or connected; `conversation`: one or the wish to begin one exists on this device. */
  readonly phase: Readable<"loading" | "visit" | "conversation" | "stopped">;
  readonly stop: Readable<Stop | null>;
  readonly shopfront: Readable<Shopfront | null>;
  readonly net: Readable<Net>;
  readonly rows: Readable<readonly LogRow[]>;
  /** True while older rows exist on the server that are not in `rows`. */
  readonly older: Readable<boolean>;
  readonly typing: Readable<boolean>;
  /** The return link to keep, from the first stored message on; null before, and when another device made a new one: only that knows it. */
  readonly returnLink: Readable<string | null>;
  readonly returnLinkKept: Readable<boolean>;
  readonly showsReading: Readable<boolean>;
  readonly draft: Readable<string>;
  /** The address carries a return link that this device does not know yet: `begin` restores its conversation. Waits for the tap too. */
  readonly returning: Readable<boolean>;
  /** The first tap: from here on the device may store and connect. */
  begin(): Promise<void>;
  /** Stores, shows as sending, and sends when possible. Rejects with a `TooLong` error when it does not fit 16 KiB. */
  send(text: string): Promise<void>;
  retry(key: string): Promise<void>;
  loadOlder(): Promise<void>;
  setDraft(text: string): void;
  setTyping(on: boolean): void;
  /** Everything up to the newest row was seen in a focused window. */
  markRead(): void;
  /** The reader's language changed: automatic answers are shown in it. */
  reword(): void;
  keepReturnLink(): Promise<void>;
  /** 0 before the conversation exists; grows whenever the customer's devices may have changed. */
  readonly deviceChanges: Readable<number>;
  /** The customer's devices: the newest there are, or without a connection those known here. */
  devices(): Promise<readonly OwnDevice[]>;
  /** Takes this device out, which ends it at once, and replaces the return link, which it knew. Rejects when it could not be stored; again is harmless. */
  removeDevice(id: string): Promise<void>;
  /** Replaces the return link: the old one opens nothing any more. Rejects as `removeDevice`. */
  renewReturnLink(): Promise<void>;
  setShowsReading(on: boolean): Promise<void>;
  /** After the stop "replaced": connects again, which replaces the other one. Does nothing otherwise. */
  takeOver(): void;
  /** After the stop "updated": loads this page and its other tabs anew. */
  reload(): void;
  /** While `stop` is "erased": what was erased. null when this device never had any of it. */
  readonly erasure: Readable<Erasure | null>;
  /** What erasing takes and leaves. `whole` also counts, for which older messages may have to be read. */
  beforeErasing(whole: boolean): Promise<BeforeErasing>;
  /** Erases a message, by its row's key, or everything, for both sides. Rejects when the server refuses. */
  erase(message?: string): Promise<ErasingOutcome>;
  /** Something that has to be kept of conversations erased before is kept on this device too. */
  readonly hasPast: Readable<boolean>;
  /** Eight characters of the erase command's hash: enough to find it again, readable aloud. */
  receiptNumber(erasure: Erasure): string;
  /** What that is; without what is due meanwhile, which goes. */
  past(): Promise<readonly Past[]>;
  /**
   * Erases keys, messages and drafts of this business from this browser: the page is as on a first visit, but for what `past` answers.
   * What waits unsent is lost.
   */
  forget(): Promise<void>;
  close(): void;
}
