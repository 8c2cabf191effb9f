/** The customer's own devices, as the page sees them and as the leading tab is asked. */

/** One of a customer's devices. `paper`: the return link; `mine`: the one that shows this. */
export interface OwnDevice {
  readonly id: string;
  readonly paper: boolean;
  readonly mine: boolean;
  readonly addedMs: number;
}

export interface OwnDevicesCommands {
  devices(): Promise<readonly OwnDevice[]>;
  /** Makes a new return link and removes the device `without`. */
  renew(without: string | null): Promise<void>;
}
