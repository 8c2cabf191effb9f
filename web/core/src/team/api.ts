/** What the inbox's Team page sees of the core. */

import type { Described } from "../base/described.ts";
import type { Readable } from "../base/readable.ts";
import type { TeamChange } from "../model/devices.ts";
import type { PublicKeys } from "../seal/keys.ts";
import type { Person } from "../trust/people.ts";
import type { Program } from "../trust/programs.ts";

export interface TeamDevice {
  readonly id: string;
  readonly person: number;
  readonly role: Person["role"];
  /** When it joined, as the signer's clock said. */
  readonly sinceMs: number;
  /** The device this runs on. */
  readonly mine: boolean;
  /** What the team calls it, and what it says of itself. */
  readonly described: Described;
  /** What it is, by the records, where it is no person's (S23). */
  readonly program: Program | null;
  /** An owner said what it is, or it said so when it joined. */
  readonly named: boolean;
}

/** A device that was signed out or removed. */
export interface GoneDevice extends TeamDevice {
  /** When it left, as the signer's clock said. */
  readonly untilMs: number;
}

/**
 * An invitation that is not confirmed yet. `answered`: a device waits; compare the words. `forged`: somebody answered who does not hold the
 * link. `elsewhere`: another device of an owner made it, and only that one can confirm it.
 */
export interface TeamInvite {
  readonly id: string;
  readonly person: number;
  readonly name: string;
  readonly role: Person["role"];
  readonly state: "open" | "answered" | "forged" | "expired" | "elsewhere";
  readonly untilMs: number;
  /** The device that made it, if that is known. */
  readonly by: string | null;
  /** Some device has opened the link and waits. */
  readonly answered: boolean;
  /** To hand over, while it is open. */
  readonly link: string | null;
  /** The four words both screens show (S12), once it is answered. */
  readonly words: readonly string[] | null;
  /** It is for a program (S23); null: a person's, or not known here. */
  readonly program: Program | null;
}

/** The recovery sheet that counts now: only the newest one does. */
export interface TeamSheet {
  readonly id: string;
  /** When it was made, as the signer's clock said. */
  readonly sinceMs: number;
  /** Nobody has it on paper: it was made with the business, and its secret was forgotten. */
  readonly unprinted: boolean;
}

/**
 * The UTC day on which each device was last seen (`2026-11-25`), by device id; null: never. A device that is missing here is one this
 * device may not ask about.
 */
export type SeenDays = Readonly<Record<string, string | null>>;

/** Whom a revocation shuts out: one device, or a person with all devices. */
export type Leaving = { readonly device: string } | { readonly person: number };

/** The printed sign: what its code holds, and its four words. */
export interface SignText {
  readonly name: string;
  readonly url: string;
  readonly words: readonly string[];
}

export interface TeamCommands {
  teamInvite(
    person: number | null,
    name: string,
    role: Person["role"],
    program: Program | null,
  ): Promise<TeamInvite>;
  /** Says of a device that it is a program's from now on, or with null a person's (S23). */
  teamSay(device: string, program: Program | null): Promise<void>;
  teamConfirm(id: string): Promise<void>;
  teamRevoke(leaving: Leaving): Promise<void>;
  teamRename(person: number, name: string): Promise<void>;
  teamNameDevice(device: string, name: string): Promise<void>;
  /** A device of this person whose keys are kept elsewhere. */
  teamAddPaper(device: PublicKeys): Promise<void>;
  sheetReplace(sheet: PublicKeys): Promise<void>;
}

/** All verbs need a connection: they reject with `Unreachable` without one, with `ServerRefusal` when refused. */
export interface TeamView {
  /** The active devices of the team, by person. */
  readonly devices: Readable<readonly TeamDevice[]>;
  /** Those that left, the newest first. */
  readonly gone: Readable<readonly GoneDevice[]>;
  readonly invites: Readable<readonly TeamInvite[]>;
  readonly sheet: Readable<TeamSheet | null>;
  /** Which devices joined or left, the oldest first, with what the team calls them. */
  changes(): readonly TeamChange[];
  /** When devices and sheet were last here, as the server says. */
  readonly seen: Readable<SeenDays>;
  readonly sign: Readable<SignText | null>;
  /**
   * Asks the server which invitations were answered and when each device was last seen. Called automatically when an invitation is
   * answered.
   */
  refresh(): Promise<void>;
  /** For a new person (null), or one more device of somebody. Resolves with the invitation, whose link is to be handed over. */
  invite(
    person: number | null,
    name: string,
    role: Person["role"],
    program?: Program | null,
  ): Promise<TeamInvite>;
  /** Says of a device that it is a program's from now on, or with null a person's. For owners (S23). */
  say(device: string, program: Program | null): Promise<void>;
  /** The words are the same on both screens: the device joins. */
  confirm(id: string): Promise<void>;
  /** Withdraws an invitation, whichever device made it. Its link can no longer be opened or confirmed. */
  drop(id: string): Promise<void>;
  /** Shuts out and begins a new team key in the same step (S5). Rejects with `LastOwner` when no owner would be left. */
  revoke(leaving: Leaving): Promise<void>;
  rename(person: number, name: string): Promise<void>;
  /** Calls a device by a name; an empty one takes it away. Without a connection it waits. Rejects with `TooLong`. */
  nameDevice(device: string, name: string): Promise<void>;
}
