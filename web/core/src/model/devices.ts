/** Which devices joined or left, by verified records: what a conversation says of it (S4). Pure. */

import { type Bytes, equal } from "../base/bytes.ts";
import type { Described } from "../base/described.ts";

/** A device as the team speaks of it. `owner`: the name of the person who has it. */
export interface CalledDevice {
  readonly described: Described;
  readonly owner: string;
}

/** How many devices joined and left by one record. */
export interface DeviceChange {
  readonly joined: number;
  readonly left: number;
  /** The customer's return link is another one now. */
  readonly link: boolean;
  /** What the team calls those that joined, then those that left. Only the team knows. */
  readonly called?: readonly CalledDevice[];
}

/** What one public record changed among the team's devices that read. `atMs` as the record says, never before an earlier record. */
export interface TeamChange extends DeviceChange {
  readonly rev: number;
  /** Those that joined, then those that left. */
  readonly ids: readonly string[];
  readonly atMs: number;
}

interface Listed {
  readonly id: Bytes;
  readonly paper: boolean;
}

/** A customer-devices record against the one before it; null: it lists the same devices. */
export function deviceChange(before: readonly Listed[], after: readonly Listed[]): DeviceChange | null {
  const joined = onlyIn(after, before);
  const left = onlyIn(before, after);
  const devices = (of: readonly Listed[]) => of.filter(({ paper }) => !paper).length;
  return joined.length + left.length === 0
    ? null
    : { joined: devices(joined), left: devices(left), link: [...joined, ...left].some(({ paper }) => paper) };
}

const onlyIn = (these: readonly Listed[], others: readonly Listed[]): Listed[] =>
  these.filter(({ id }) => !others.some((other) => equal(other.id, id)));
