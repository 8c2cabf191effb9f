/** The recovery sheet as the inbox sees it: returning with it, testing it, replacing it (S2, S5). */

import type { Readable } from "../base/readable.ts";
import type { Person } from "../trust/people.ts";

/** Whose older devices are signed out: everybody's, those of the person who returns, or nobody's. */
export type ShutOut = "all" | "person" | "none";

/** The business behind a sheet, and who may come back. */
export interface Found {
  readonly name: string;
  readonly owners: readonly Person[];
  /** Devices of the team, all persons together. */
  readonly devices: number;
}

/** Who returns: one of the owners, or somebody new with a name. */
export type Returning = { readonly person: number } | { readonly name: string };

export interface RecoveryView {
  /** A recovery was begun here and its answer did not arrive. `resume` finds out whether it took effect. */
  readonly unfinished: Readable<boolean>;
  /** The handle of the business that was set up in this browser; null: it knows none. */
  madeHere(): Promise<string | null>;
  /**
   * Opens the business with the sheet. `key` is the fingerprint in the sign's link, to compare with (S3). The sheet's secret stays in this
   * page's memory until `forget` or the end of the recovery. Rejects with `Refused` `malformed` when the check characters differ, with
   * `wrong_place` when the key belongs to another business, with `WrongSheet`, `ServerRefusal` such as `unknown_business`, `Unreachable`,
   * `BadRecord`.
   */
  find(handle: string, sheet: string, key: string | null): Promise<Found>;
  /**
   * Makes this browser an owner's device; the inbox's phase becomes `ready`. May be called again after every failure. Rejects as `find`
   * does.
   */
  recover(who: Returning, shutOut: ShutOut): Promise<void>;
  /**
   * Finds out whether a recovery that was begun here took effect. True: it did, and the phase becomes `ready`. Rejects with `Unreachable`.
   */
  resume(): Promise<boolean>;
  /** Forgets the sheet that was typed. */
  forget(): void;
}

/** A new sheet that is not valid yet. */
export interface NewSheet {
  readonly groups: readonly string[];
  /** Replaces the valid sheet and begins a new team key. May be called again after every failure. */
  publish(): Promise<void>;
}

export interface SheetView {
  /**
   * Tests a sheet by signing in with it once, so that the server records the day. Rejects with `Refused`, `WrongSheet` or `Unreachable`.
   */
  check(sheet: string): Promise<void>;
  /** Draws a new sheet; nothing is changed before `publish`. */
  draw(): Promise<NewSheet>;
}
