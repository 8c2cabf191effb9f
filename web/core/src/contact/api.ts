import type { Details } from "../model/details.ts";

/** What the business holds of the customer's contact details. */
export interface Held {
  /** null: nothing. */
  readonly details: Details | null;
  /** A change has not reached the server yet. Until it has, there can be no other. */
  readonly waiting: boolean;
  /** The team takes nothing from this customer. Taking back goes on (L12). */
  readonly blocked: boolean;
}

export interface ContactDesk {
  /** What the business holds now, as far as it is known without a connection. */
  held(): Promise<Held>;
  /**
   * Hands this over in place of what was handed over before, which is erased for both sides. Without a connection both wait. Throws
   * `RangeError` for a field that cannot be one; rejects when the server refuses to erase.
   */
  handOver(details: Details): Promise<void>;
  /** The name that was typed here and not handed over; "" without one. */
  typed(): Promise<string>;
  /** Keeps what is typed of the name now, until it is handed over or this is called with "". */
  type(name: string): Promise<void>;
  /** Takes everything back: says so in the conversation unless the customer is blocked, and erases it for both sides. As `handOver`. */
  takeBack(): Promise<void>;
}
