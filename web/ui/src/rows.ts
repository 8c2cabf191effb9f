// What a conversation is made of, as plain values. The core's rows fit these shapes; components know no core.

export type SendState = "sending" | "sent" | "delivered" | "read" | "failed";

/** Why something is not shown as an ordinary message. */
export type Trouble = "unreadable" | "forged" | "gap" | "fork" | "unasked" | "unproven" | "time";

/** What a message says, by kind. `unknown` cannot be shown here, and the row's trouble says so. */
export type Content =
  | { readonly kind: "text"; readonly text: string }
  | ContactCard
  | { readonly kind: "contact_request" }
  /** The customer asks to be called back. */
  | { readonly kind: "callback" }
  | FileContent
  | { readonly kind: "unknown" };

/** Where a file lies, and what opens it. */
export interface FileRef {
  readonly blob: string;
  readonly key: Uint8Array<ArrayBuffer>;
  readonly size: number;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly name: string;
}

interface Worded {
  readonly file: FileRef;
  readonly caption: string;
  readonly preview: Uint8Array<ArrayBuffer> | null;
}

interface Seen extends Worded {
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

export type Photo = Seen & { readonly kind: "photo" };
export type Video = Seen & { readonly kind: "video"; readonly durationMs: number };
export type Voice = {
  readonly kind: "voice";
  readonly file: FileRef;
  readonly durationMs: number;
  readonly wave: Uint8Array<ArrayBuffer>;
};
export type OtherFile = Worded & { readonly kind: "file" };
/** What a message brings along. */
export type FileContent = Photo | Video | Voice | OtherFile;

/** What a customer hands over of themselves; with nothing in it, they take it back. */
export interface ContactCard {
  readonly kind: "contact";
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
}

export interface MessageRow {
  readonly type: "message";
  readonly key: string;
  /** null while it waits. */
  readonly pos: number | null;
  readonly atMs: number;
  /** Set where it was written more than a minute before it was sent. */
  readonly writtenMs?: number;
  readonly ours: boolean;
  readonly by: string | null;
  /** By the records it is no person's (S23): what they say, unread. */
  readonly program?: unknown;
  readonly content: Content;
  readonly state: SendState | null;
  readonly trouble: Trouble | null;
  /** Erasing it was requested and is not done yet. */
  readonly erasing?: boolean;
  /** What the business said first, as the message carries it: not verified yet. */
  readonly invitation?: unknown;
  /** What was done to it: quote, reactions, edits, pins; left out: nothing. */
  readonly acts?: Acts;
}

/** What people did to a message. The core's `RowActs` fits. */
export interface Acts {
  readonly quote: Quote | null;
  readonly forwarded: boolean;
  /** One for each person, in the order in which they reacted first. */
  readonly reactions: readonly Reaction[];
  /** Earlier texts, the oldest first. */
  readonly versions: readonly Version[];
  readonly editedMs: number | null;
  readonly pinned: boolean;
  readonly starred: boolean;
  /** An act on it waits to be sent. */
  readonly sending: boolean;
  /** One's own acts that changed nothing, and why. */
  readonly refused: readonly RefusedAct[];
}

/** The message that another one quotes. `missing`: it is older than what is loaded. */
export interface Quote {
  readonly key: string;
  readonly state: "there" | "erased" | "missing";
  readonly ours: boolean;
  readonly by: string | null;
  readonly line: string | null;
}

export interface Reaction {
  readonly emoji: string;
  readonly ours: boolean;
  readonly mine: boolean;
  readonly by: string | null;
  readonly atMs: number;
}

export interface Version {
  readonly text: string;
  readonly atMs: number;
}

export interface RefusedAct {
  readonly key: string;
  readonly act: "reaction" | "edit" | "pin";
  readonly why: string;
  readonly waiting: boolean;
}

/** How many devices joined and left, and whether the return link is another one. */
export interface DeviceChange {
  readonly joined: number;
  readonly left: number;
  readonly link: boolean;
  /** What the team calls its own: those that joined, then those that left. */
  readonly called?: readonly {
    readonly described: { readonly name: string; readonly browser: string; readonly system: string };
    readonly owner: string;
  }[];
}

export interface NoteRow {
  readonly type: "note";
  readonly key: string;
  readonly atMs: number;
  readonly name: string;
  readonly text: string | null;
  readonly person: number | null;
  /** For "devices" (the customer's) and "team": what changed. The log leaves these rows out. */
  readonly change?: DeviceChange;
  /** Of a call: what the log keeps of it. */
  readonly call?: readonly unknown[];
}

/** What the surroundings add, and show themselves. */
export interface OtherRow {
  readonly type: "other";
  readonly key: string;
  readonly atMs: number;
}

export type Row = MessageRow | NoteRow | OtherRow;

/** A row with what its neighbours say about it. */
export interface Placed {
  readonly row: Row;
  /** Day key when this row opens a new day, else null. */
  readonly day: string | null;
  /** Opens a run: another speaker, another kind or another day before it. */
  readonly first: boolean;
  /** The last message of its state, where the state's word is shown. */
  readonly word: boolean;
}

/** Groups rows into days and runs and finds where each state's word stands. `dayOf` gives the day key of an instant. */
export function place(rows: readonly Row[], dayOf: (ms: number) => string): Placed[] {
  const last = new Map<SendState, number>();
  rows.forEach((row, i) => {
    if (row.type === "message" && row.state) last.set(row.state, i);
  });
  let before: Row | null = null;
  let day = "";
  return rows.map((row, i) => {
    const today = dayOf(row.atMs);
    const opens = today !== day;
    const first = opens || before === null || voice(row) !== voice(before);
    before = row;
    day = today;
    return { row, day: opens ? today : null, first, word: hasWord(row, i, last) };
  });
}

function hasWord(row: Row, index: number, last: ReadonlyMap<SendState, number>): boolean {
  if (row.type !== "message" || row.state === null) return false;
  return row.state === "failed" || last.get(row.state) === index;
}

function voice(row: Row): string {
  return row.type === "message" ? `${row.ours} ${row.by ?? ""}` : row.key;
}
