/** How the installation is doing, for owners: the page "Zustand". Sizes are bytes, times UTC milliseconds, null is never. */

export type FindingState = "good" | "warning" | "bad";

/** One finding of `tresen doctor`. `found` and `todo` are English, and empty where other businesses share the server. */
export interface Finding {
  readonly name: string;
  readonly state: FindingState;
  readonly found: string;
  readonly todo: string;
}

export interface Condition {
  readonly version: string;
  readonly build: string;
  readonly disk: { readonly free: number; readonly total: number; readonly low: boolean };
  readonly log: { readonly bytes: number; readonly most: number };
  readonly files: { readonly bytes: number; readonly most: number };
  readonly backupMs: number | null;
  readonly triedMs: number | null;
  /** null: doctor was never run. */
  readonly check: { readonly atMs: number; readonly findings: readonly Finding[] } | null;
}
