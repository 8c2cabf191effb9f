import type { ProfileView } from "./profile/api.ts";
import type { RecoveryView, SheetView } from "./recovery/api.ts";
import type { TeamView } from "./team/api.ts";

export type * from "./profile/api.ts";
export type * from "./recovery/api.ts";
export type * from "./team/api.ts";

/**
 * What the two apps see of the core. The apps render these values and call these verbs; they know neither frames nor keys.
 * A `Readable` has the shape of a Svelte store, so that `$messages` works in a component.
 */
export interface Readable<T> {
  get(): T;
  /** Calls `run` at once and on every change; returns the function that ends it. */
  subscribe(run: (value: T) => void): () => void;
}

/** The state of a message of one's own side, in the words of interface.md. */
export type SendState = "sending" | "sent" | "delivered" | "read" | "failed";

/** Why something is not shown as an ordinary message (S10). */
export type Trouble = "unreadable" | "forged" | "gap" | "fork" | "unasked";

export interface MessageRow {
  readonly type: "message";
  /** Stable across sending and storing: device and counter. */
  readonly key: string;
  /** null while it waits. */
  readonly pos: number | null;
  readonly atMs: number;
  /** One's own side: the customer on the customer page, the team in the inbox. */
  readonly ours: boolean;
  /** Name to show above a run: of the staff member; null for the customer or when unknown. */
  readonly by: string | null;
  readonly person: number | null;
  readonly text: string;
  readonly state: SendState | null;
  readonly trouble: Trouble | null;
  /** It is asked to be erased, and that is not done yet. */
  readonly erasing: boolean;
  /** Commercial law makes the business keep it until then (L9); null: an ordinary message, or not known here. */
  readonly kept: Kept | null;
}

/** An automatic answer or an entry such as "abgeschlossen". `name` is "greeting", "away", "closed", "reopened", "assigned", "tombstone", "cut", "unasked" (the server took something away that nobody ordered), "erased" (the whole conversation was; `text` says by whom: "customer" or "team"). */
export interface NoteRow {
  readonly type: "note";
  readonly key: string;
  readonly pos: number | null;
  readonly atMs: number;
  readonly name: string;
  readonly text: string | null;
  readonly person: number | null;
}

/** A message that has to be kept, by its position, and until when. */
export interface Kept {
  readonly pos: number;
  /** `letter` or `voucher`. */
  readonly class: string;
  readonly untilMs: number;
}

/** What erasing a conversation would take, and what would stay; `messages` is null when the server cannot be asked now. */
export interface BeforeErasing {
  readonly messages: number | null;
  readonly kept: readonly Kept[];
}

/** `later`: the signed command is kept on this device and goes out by itself. `kept`: it is erased when its time is over. */
export type ErasingOutcome = "done" | "kept" | "later";

/** That a conversation was erased: a receipt without content. */
export interface Erasure {
  /** The name and the time zone of the business. */
  readonly business: string;
  readonly zone: string;
  readonly atMs: number;
  readonly messages: number;
  readonly by: "customer" | "team";
  /** This device gave the command. */
  readonly here: boolean;
  /** The hash of the signed command, base64url. */
  readonly hash: string;
  readonly kept: readonly Kept[];
}

/** A conversation that was erased here before the one that is shown, of which something has to be kept. */
export interface Past {
  readonly erasure: Erasure;
  /** The messages that are kept, as they were. */
  readonly rows: readonly LogRow[];
}

export type LogRow = MessageRow | NoteRow;

export type Net = "connecting" | "online" | "offline";

export interface Profile {
  readonly name: string;
  readonly trade: string;
  readonly about: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  readonly imprint: string;
  readonly privacy: string;
  readonly timeZone: string;
  readonly picture: Uint8Array | null;
  /** Company holidays and special days that have a note; dates such as "2026-12-27", both included. */
  readonly specials: readonly Special[];
}

export interface Special {
  readonly from: string;
  readonly to: string;
  readonly note: { readonly de: string; readonly en: string };
}

/** `verified`: fragment and record chain agree. `unverified`: no fragment. `mismatch`: refuse to send and say why. `broken`: the chain itself does not verify. */
export type Trust = "verified" | "unverified" | "mismatch" | "broken";

/** From the first instant up to but not including the second. */
export type Span = readonly [fromMs: number, toMs: number];

/** Opening hours as instants, in order, from today for two weeks; the next opening in any case. */
export interface OpeningHours {
  readonly open: readonly Span[];
  /** Not open, but by appointment. */
  readonly meets: readonly Span[];
  /** Dates with a note or a holiday, and its name. */
  readonly reasons: readonly (readonly [...Span, { readonly de: string; readonly en: string }])[];
}

export interface Shopfront {
  readonly business: string;
  readonly handle: string;
  readonly profile: Profile;
  readonly trust: Trust;
  /** False until imprint and privacy contact are filled. */
  readonly open: boolean;
  /** The newest record's `renew_by_ms` lies in the past: an old state may be shown. */
  readonly stale: boolean;
  /** null: no opening hours, or none known yet. */
  readonly hours: OpeningHours | null;
}

/** A refusal of the whole session, which only a person can resolve. */
export type Stop =
  | "revoked"
  /** Another of the customer's devices took this one out; what lay here is gone. */
  | "removed"
  | "unsupported"
  | "storage"
  | "mismatch"
  | "broken"
  | "replaced"
  /** No business has this handle. */
  | "unknown"
  /** The server did not answer and this device has nothing kept to show. */
  | "unreachable"
  /** The return link in the address opens no conversation here (typed wrong, or of another business). */
  | "return_link"
  /** The conversation was erased; `Chat.erasure` says by whom. */
  | "erased";

/** One of a customer's devices. `paper`: the return link; `mine`: the one that shows this. */
export interface OwnDevice {
  readonly id: string;
  readonly paper: boolean;
  readonly mine: boolean;
  readonly addedMs: number;
}

export interface Chat {
  /** `visit`: nothing stored or connected; `talk`: a conversation or the wish to begin one exists on this device. */
  readonly phase: Readable<"loading" | "visit" | "talk" | "stopped">;
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
  /** While `stop` is "erased": what was erased. null when this device never had any of it. */
  readonly erasure: Readable<Erasure | null>;
  /** What erasing takes and leaves. `whole` also counts, for which older messages may have to be read. */
  beforeErasing(whole: boolean): Promise<BeforeErasing>;
  /** Erases a message, by its row's key, or everything, for both sides. Rejects when the server refuses. */
  erase(message?: string): Promise<ErasingOutcome>;
  /** Something that has to be kept of conversations erased before is kept on this device too. */
  readonly hasPast: Readable<boolean>;
  /** What that is; without what is due meanwhile, which goes. */
  past(): Promise<readonly Past[]>;
  /**
   * Erases keys, messages and drafts of this business from this browser: the page is as on a first visit, but for what `past` answers.
   * What waits unsent is lost.
   */
  forget(): Promise<void>;
  close(): void;
}

export type Filter = "all" | "unread" | "mine" | "closed";

export interface ConversationRow {
  readonly id: string;
  /** From the card; null without one: show "Gast von …" with `createdMs`. */
  readonly name: string | null;
  /** Conversations that this one goes on from, by the card (S13). */
  readonly earlier: readonly string[];
  readonly state: "open" | "closed" | "blocked";
  readonly assigned: number | null;
  /** The conversation was erased; what is left of it has to be kept. */
  readonly erased: boolean;
  /** This customer gets no automatic answers. */
  readonly autoOff: boolean;
  readonly createdMs: number;
  readonly lastMs: number;
  readonly unread: number;
  /** Decrypted last spoken line; null until decrypted; trouble if it cannot be. */
  readonly preview: {
    readonly ours: boolean;
    readonly text: string | null;
    readonly state: SendState | null;
    readonly trouble: Trouble | null;
  } | null;
  readonly draft: string;
  /** Persons of the team typing there now. */
  readonly typing: readonly number[];
  /** The customer types. */
  readonly customerTyping: boolean;
}

/** A conversation as its card names it. */
export type CardRow = Pick<ConversationRow, "id" | "name" | "earlier" | "createdMs" | "lastMs" | "state">;

export interface Person {
  readonly person: number;
  readonly name: string;
  readonly role: "owner" | "member" | "auditor";
}

export interface ConversationView {
  readonly id: string;
  readonly row: Readable<ConversationRow | null>;
  readonly rows: Readable<readonly LogRow[]>;
  readonly older: Readable<boolean>;
  readonly draft: Readable<string>;
  /** A colleague's message that arrived while a draft was being written here; cleared by `acknowledgeCollision` or by sending. */
  readonly collision: Readable<{ readonly person: number } | null>;
  /** The server shows records of this conversation that contradict each other; nothing is sent while that lasts (S4). */
  readonly disputed: Readable<boolean>;
  send(text: string): Promise<void>;
  retry(key: string): Promise<void>;
  loadOlder(): Promise<void>;
  setDraft(text: string): void;
  setTyping(on: boolean): void;
  markRead(): void;
  acknowledgeCollision(): void;
  assign(person: number | null): Promise<void>;
  closeConversation(): Promise<void>;
  reopen(): Promise<void>;
  /** Whether this customer gets automatic answers. */
  setAutomatic(on: boolean): Promise<void>;
  rename(name: string): Promise<void>;
  /** The conversations that this one goes on from, on the team's side only, and the name to take over with them; null keeps the name, "" takes it away. */
  link(earlier: readonly string[], name: string | null): Promise<void>;
  leave(): void;
}

export interface Inbox {
  /** `unlinked`: this browser has no device of a team; `linking`: waiting for the owner's device; `ready`. */
  readonly phase: Readable<"loading" | "unlinked" | "linking" | "ready" | "stopped">;
  readonly stop: Readable<Stop | null>;
  /** While linking: the four words both screens show (S12), or what went wrong. */
  readonly linking: Readable<{ readonly words: readonly string[]; readonly problem: string | null } | null>;
  readonly net: Readable<Net>;
  readonly offlineSinceMs: Readable<number | null>;
  readonly shopfront: Readable<Shopfront | null>;
  readonly me: Readable<Person | null>;
  readonly people: Readable<readonly Person[]>;
  /** Devices, invitations, and what an owner does with them. */
  readonly team: TeamView;
  /** The recovery sheet: trying and replacing it. */
  readonly sheet: SheetView;
  /** Coming back with the sheet, in the phase `unlinked`. */
  readonly recovery: RecoveryView;
  /** The published profile, and what an owner does with it. */
  readonly profile: ProfileView;
  readonly filter: Readable<Filter>;
  readonly counts: Readable<Record<Filter, number>>;
  /** Total rows under the filter; `rowAt` answers what is loaded; `window` loads and decrypts what is visible. */
  readonly total: Readable<number>;
  /** Changes whenever any loaded row changed. */
  readonly revision: Readable<number>;
  rowAt(index: number): ConversationRow | null;
  window(from: number, to: number): void;
  setFilter(filter: Filter): void;
  /** Views of the same conversation are independent: leaving one does not end another. Verbs may be called at once, before `row` is loaded. */
  open(id: string): ConversationView;
  /**
   * Conversations with what their cards say, closed ones too: the newest and those known here, or `all` (the newest thousands) to find one by
   * name; without a connection those known here.
   */
  cards(all: boolean): Promise<readonly CardRow[]>;
  /** Called for each new customer message that arrives live, for the sound. */
  onArrival(run: (conversation: string) => void): () => void;
  /** Sum of unread conversations, for title and badge. */
  readonly unreadTotal: Readable<number>;
  /** Messages written on this device that are not stored on the server yet, over all conversations. */
  readonly waiting: Readable<number>;
  /** As `Chat.beforeErasing`. */
  beforeErasing(conversation: string, whole: boolean): Promise<BeforeErasing>;
  /** Owners: erases a message, by its row's key, or a conversation, for both sides. Rejects when the server refuses. */
  erase(conversation: string, message?: string): Promise<ErasingOutcome>;
  /** Owners and members: how long a message has to be kept. Rejects without a connection. */
  keep(conversation: string, message: string, as: "chat" | "letter" | "voucher"): Promise<void>;
  /** After the stop "replaced": connects again, which replaces the other one. Does nothing otherwise. */
  takeOver(): void;
  /** Erases keys, messages and drafts from this browser; `phase` becomes "unlinked". What waits unsent is lost. */
  signOut(): Promise<void>;
  close(): void;
}
