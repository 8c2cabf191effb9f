import type { Row } from "../rows.ts";
import type { Opening } from "./unread.ts";

/** A log that is read. Readers are called again when something changed. */
export interface Book {
  readonly scroller: HTMLElement;
  readonly opening: Opening | undefined;
  /** What it showed when this part was asked for. */
  readonly before: readonly Row[];
  rows(): readonly Row[];
  older(): boolean;
  /** The newest row is in sight. */
  atEnd(): boolean;
  zone(): string;
  /** Rejects when nothing could be loaded. */
  loadOlder(): Promise<unknown>;
  /** Remembers the row in sight; the answer brings it back to where it was. */
  anchor(): () => void;
  toNewest(): void;
}
