import type { CustomerActs } from "../acts/api.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import type { Readable } from "../base/readable.ts";
import type { CallNote, CallsView, Media, OpenMedia } from "../calls/api.ts";
import type { ContactDesk } from "../contact/api.ts";
import type { Opened } from "../conversation/opened.ts";
import type { LogRow } from "../conversation/rows.ts";
import type { Erasure } from "../erasing/receipt.ts";
import type { Past } from "../erasing/retained.ts";
import type { FilesView } from "../files/api.ts";
import type { Said } from "../invitation/said.ts";
import type { Pinned } from "../model/acts.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { Invited, Inviting } from "../model/invited.ts";
import type { NewWrap } from "../model/wrap.ts";
import type { MyData } from "../mydata/api.ts";
import type { NotificationsView } from "../notifications/api.ts";
import type { OwnDevice } from "../owndevices/api.ts";
import type { Authenticator, PasskeysView } from "../passkey/api.ts";
import type { Shopfront } from "../profile/shopfront.ts";
import type { Net, Stop } from "../sync/connection.ts";
import type { BeforeErasing } from "../sync/eraser.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Back } from "./back.ts";

export interface ChatEnv extends Env {
  /** The business's handle: the page's path without slashes. */
  readonly handle: string;
}

export interface Chat {
  /** `visit`: nothing stored or connected; `conversation`: one or the wish to begin one exists on this device. */
  readonly phase: Readable<"loading" | "visit" | "conversation" | "stopped">;
  readonly stop: Readable<Stop | null>;
  readonly shopfront: Readable<Shopfront | null>;
  readonly net: Readable<Net>;
  /** Why the server takes what was written only later: its code. null: it waits for nothing. */
  readonly slowed: Readable<string | null>;
  readonly rows: Readable<readonly LogRow[]>;
  /** True while the server has older rows that are not in `rows`. */
  readonly older: Readable<boolean>;
  /** Messages that either side pinned, the one pinned last first. */
  readonly pins: Readable<readonly Pinned[]>;
  /** What can be done with a message. Rejects with `Unreachable` while there is no conversation, or when it cannot be fetched. */
  acts(): Promise<CustomerActs>;
  readonly typing: Readable<boolean>;
  /**
   * The return link to keep, known once the first message is stored. null before that, and after another device made a new link, which only
   * that device knows.
   */
  readonly returnLink: Readable<string | null>;
  readonly returnLinkKept: Readable<boolean>;
  readonly showsReading: Readable<boolean>;
  readonly draft: Readable<string>;
  /**
   * The address carries a return link that this device does not know yet: what it opens. `begin` adds this device; until then nothing is
   * changed, on the server or here.
   */
  readonly returning: Readable<Back | null>;
  /** The way that goes with the next message, of whatever kind (S9); null: none does, or it went. */
  readonly came: Readable<Payload | null>;
  /**
   * The link names this way, and these words for the field (S3). They stand there as long as nothing else does: they are sent by nobody but
   * the person, and not kept before that person changes them.
   */
  comesBy(way: Payload | null, text: string): void;
  /**
   * The first tap: from here on the device may store and connect. `back`: the secret of the return link to come back by. `inviting`: of the
   * invitation that is answered.
   */
  begin(back?: Bytes, inviting?: Inviting): Promise<void>;
  /** The invitation that the first message will answer; null or undefined: none, or the message is stored. */
  readonly invited: Readable<Invited | null | undefined>;
  /** The business's words that this conversation began with, as `invited` or its first row carries them; null: not the business's (S21). */
  invitation(carried: unknown): Promise<Said | null>;
  /** Stores the message, shows it as sending, and sends it as soon as possible. Rejects with `TooLong` when it does not fit 16 KiB. */
  /** `holdMs`: it stays on this device for so long, and can be taken back by the number that this answers. */
  send(text: string, holdMs?: number): Promise<number>;
  /** False: it is too late, the message is on its way. */
  takeBack(message: number): Promise<boolean>;
  /** The contact card that the customer hands over. Rejects with `Unreachable` while there is no conversation. */
  contact(): Promise<ContactDesk>;
  /** What the business and its server hold of the customer, and the package of it. Rejects as `contact`. */
  myData(): Promise<MyData>;
  /** Photos, files, voice notes. Rejects as `contact`. */
  files(): Promise<FilesView>;
  /** The last that was said about a call; null: nothing. */
  readonly called: Readable<CallNote | null>;
  /** Calls, with what opens connections. Rejects as `contact`. */
  calls<M extends Media>(open: OpenMedia<M>): Promise<CallsView<M>>;
  /** Asks to be called back, as a message; with `text`, in these words, for a person (S23). */
  askBack(text?: string): Promise<void>;
  /** Passkeys that open this conversation. Rejects as `contact`; `add` also while this device does not know the return link. */
  passkeys(authenticator: Authenticator): Promise<PasskeysView>;
  /** Whether this device is told of answers while it is away. */
  notifications(): Promise<NotificationsView>;
  retry(key: string): Promise<void>;
  loadOlder(): Promise<void>;
  /** The reader is at the newest row: what is far above need not be held. */
  letGo(): void;
  setDraft(text: string): void;
  setTyping(on: boolean): void;
  /** The conversation as it is now, which is being opened. */
  opening(): Opened;
  /** The person saw everything up to the newest row, in a focused window. The business learns of it if `showsReading`. */
  markRead(): void;
  /** The reader's language changed: automatic answers are shown in it. */
  reword(): void;
  /** The return link was put somewhere safe; false: what kept it is gone. */
  keepReturnLink(kept?: boolean): Promise<void>;
  /** 0 before the conversation exists; grows whenever the customer's devices may have changed. */
  readonly deviceChanges: Readable<number>;
  /** The customer's devices: the newest list, or without a connection the one known here. */
  devices(): Promise<readonly OwnDevice[]>;
  /**
   * Removes the device, which ends it at once, and replaces the return link, which that device knew. Rejects when it could not be stored.
   * Repeating it is harmless. `follows`: the passkey that opens the new link; all others end with the old one.
   */
  removeDevice(id: string, follows?: NewWrap): Promise<void>;
  /** Replaces the return link: the old one opens nothing any more. Rejects as `removeDevice`. */
  renewReturnLink(follows?: NewWrap): Promise<void>;
  /** What this device calls one of the customer's devices: kept here, and nowhere else. Rejects with `TooLong`. */
  nameDevice(id: string, name: string): Promise<void>;
  setShowsReading(on: boolean): Promise<void>;
  /** After the stop "replaced": connects again, which replaces the other connection. Otherwise does nothing. */
  takeOver(): void;
  /** A person uses the page. Only now is it remembered that the sign in the address was the right one: opening an address stores nothing. */
  touched(): void;
  /** After the stop "return_link": what was begun for the link goes. A conversation that is here stays. */
  leaveLink(): Promise<void>;
  /** After the stop "updated": reloads this page and its other tabs. */
  reload(): void;
  /** While `stop` is "erased": what was erased. null when this device never held any of it. */
  readonly erasure: Readable<Erasure | null>;
  /** What erasing would delete and what must be retained. `whole` also counts the messages, for which older ones may have to be read. */
  beforeErasing(whole: boolean): Promise<BeforeErasing>;
  /** Erases a message, named by its row's key, or everything, for both sides. Rejects when the server refuses. */
  erase(message?: string): Promise<ErasingOutcome>;
  /** This device retains something of conversations that were erased before. */
  readonly hasPast: Readable<boolean>;
  /** What that is. Whatever has become due meanwhile is deleted. */
  past(): Promise<readonly Past[]>;
  /**
   * Erases keys, messages and drafts of this business from this browser. The page is then as on a first visit, except for what `past`
   * returns. Messages that were not sent are lost.
   */
  forget(): Promise<void>;
  close(): void;
}

export type { Back };

/** What a page fetches only when it is wanted. */
export type Parts = Pick<
  Chat,
  "contact" | "files" | "notifications" | "calls" | "askBack" | "myData" | "passkeys" | "invitation"
>;
