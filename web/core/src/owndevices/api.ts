/** The customer's own devices, as the page sees them and as the leading tab is asked. */

import type { NewWrap } from "../model/wrap.ts";

/** One of a customer's devices. `paper`: the return link; `mine`: the one that shows this. */
export interface OwnDevice {
  readonly id: string;
  readonly paper: boolean;
  readonly mine: boolean;
  readonly addedMs: number;
  /** When it was removed, as the record says; null: it is there. */
  readonly leftMs: number | null;
  /** What this device calls it: no other device and nobody else knows. Empty: nothing yet. */
  readonly name: string;
}

export interface OwnDevicesCommands {
  /** Those that are there, in the order in which they were added; then those that were removed. */
  devices(): Promise<readonly OwnDevice[]>;
  /** An empty name takes it away. Rejects with `TooLong`. */
  nameDevice(id: string, name: string): Promise<void>;
  /** Makes a new return link, which the passkey `follows` opens too, and removes the device `without`. */
  renew(without: string | null, follows?: NewWrap): Promise<void>;
}
