/** What people did to a message, as it is shown with it. */

/** The kinds of message that say something about another one, which their header names in `refers` (S9). */
export const ACT_KINDS = ["reaction", "edit", "pin"] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** What tells whether a stored message is an act that is believed. */
interface Believed {
  readonly refers?: string | null;
  readonly trouble: string | null;
  readonly spoken: boolean;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

/**
 * Is it shown with the message that it refers to, and no row of its own? What a client of a later version says about a message is not known
 * here and is a row that cannot be displayed (S9).
 */
export const isAct = ({ refers, trouble, spoken, payload }: Believed): boolean =>
  refers != null && trouble === null && !spoken && ACT_KINDS.some((kind) => kind === payload?.kind);

/** The message that another one quotes. Only its id travels, so its words are those that this device holds. */
export interface Quote {
  readonly key: string;
  /** `erased`: nothing is left of it; `missing`: it is older than what this device holds, or there is none. */
  readonly state: "there" | "erased" | "missing";
  readonly ours: boolean;
  /** As in the message's row: null for the customer. */
  readonly by: string | null;
  readonly person: number | null;
  /** One line; null: not there, or it cannot be displayed here. */
  readonly line: string | null;
}

/** One person's reaction. */
export interface Reaction {
  readonly emoji: string;
  readonly ours: boolean;
  /** This person's own: choosing it again takes it back. */
  readonly mine: boolean;
  readonly by: string | null;
  readonly person: number | null;
  readonly atMs: number;
}

/** What a text said before it was edited, and since when. */
export interface Version {
  readonly text: string;
  readonly atMs: number;
}

/**
 * Why an act changed nothing. `late`: after the fifteen minutes; `often`: edited too often; `others`: not this person's own; `kind`: that
 * cannot be done with such a message; `gone`: there is no such message any more; any other: the code of the server's refusal.
 */
export type WhyNot = "late" | "often" | "others" | "kind" | "gone" | "malformed" | (string & {});

/** An act of this person that changed nothing. */
export interface Refused {
  readonly key: string;
  readonly act: ActKind;
  readonly why: WhyNot;
  readonly atMs: number;
  /** It still waits on this device, because the server refused it: `dismiss` takes it away. */
  readonly waiting: boolean;
}

/** All of that. A row without it has none. */
export interface RowActs {
  readonly quote: Quote | null;
  readonly forwarded: boolean;
  /** In the order in which people reacted first. */
  readonly reactions: readonly Reaction[];
  /** Earlier texts, the oldest first; empty: never edited. */
  readonly versions: readonly Version[];
  /** When the newest text was written; null: never edited. */
  readonly editedMs: number | null;
  readonly pinned: boolean;
  readonly starred: boolean;
  /** An act of this device on it waits to be sent. */
  readonly sending: boolean;
  readonly refused: readonly Refused[];
}

/** A pinned message, the one pinned last first. `line` null: it is older than what this device holds, or cannot be displayed. */
export interface Pinned {
  readonly key: string;
  readonly held: boolean;
  readonly line: string | null;
  readonly ours: boolean;
  readonly by: string | null;
}
