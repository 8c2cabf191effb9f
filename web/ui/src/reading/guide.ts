import { mount, unmount } from "svelte";
import type { Row } from "../rows.ts";
import Days from "./Days.svelte";
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

export interface Guide {
  /** The log stands where its reader begins. */
  readonly placed: Promise<void>;
  /** Asks for a date to jump to. Called as a module's, so that apps fetch it like any other part. */
  default(): void;
  /** What was done with a message. */
  act(event: Event): void;
  leave(): void;
}

/** What helps to find one's way in a log. It stands after it. */
export function guide(book: Book, act: (event: Event) => void): Guide {
  const target = book.scroller.parentElement ?? book.scroller;
  const days = mount(Days, { target, props: { book } });
  return {
    placed: days.placed,
    default: days.ask,
    act,
    leave: () => void unmount(days),
  };
}
