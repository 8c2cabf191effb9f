import type { LogRow } from "../conversation/rows.ts";
import type { Kept } from "../model/retained.ts";

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
