/** What the inbox sees of the recovery sheet: coming back with it, trying it, replacing it (S2, S5). */

import type { Readable } from "../base/readable.ts";
import type { Person } from "../trust/people.ts";

/** Whose older devices are signed out: everybody's, those of the person who comes back, nobody's. */
export type ShutOut = "all" | "person" | "none";

/** The business behind a sheet, and who may come back. */
export interface Found {
  readonly name: string;
  readonly owners: readonly Person[];
  /** Devices of the team, all persons together. */
  readonly devices: number;
}

/** Who comes back: one of the owners, or somebody new with a name. */
export type Returning = { readonly person: number } | { readonly name: string };

export interface RecoveryView {
  /** A recovery was begun here and no answer came: `resume` finds out whether it took effect. */
  readonly unfinished: Readable<boolean>;
  /** The handle of the business that was set up in this browser; null: it knows none. */
  madeHere(): Promise<string | null>;
  /**
   * Opens the business with the sheet; `key`: what the sign's link names, to compare with (S3). The sheet's secret stays in this page's
   * memory until `forget` or the recovery's end. Rejects with `Refused` `malformed` when the check characters differ and `wrong_place`
   * when it is another business than the key's, `WrongSheet`, `ServerRefusal` such as `unknown_business`, `Unreachable`, `BadRecord`.
   */
  find(handle: string, sheet: string, key: string | null): Promise<Found>;
  /** Makes this browser an owner's device; the inbox's phase becomes `ready`. May be called again after every failure. Rejects likewise. */
  recover(who: Returning, shutOut: ShutOut): Promise<void>;
  /** Looks whether a recovery that was begun here took effect; true: it did, and the phase becomes `ready`. Rejects with `Unreachable`. */
  resume(): Promise<boolean>;
  /** Forgets the sheet that was typed. */
  forget(): void;
}

/** A new sheet that is not in force yet. */
export interface NewSheet {
  readonly groups: readonly string[];
  /** Replaces the sheet in force and begins a new team key. May be called again after every failure. */
  publish(): Promise<void>;
}

export interface SheetView {
  /** Tries a sheet: signs in with it once, so that the server keeps the day. Rejects with `Refused`, `WrongSheet` or `Unreachable`. */
  check(sheet: string): Promise<void>;
  /** Draws a new sheet; nothing is changed before `publish`. */
  draw(): Promise<NewSheet>;
}
