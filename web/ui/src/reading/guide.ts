import { mount, unmount } from "svelte";
import type { Row } from "../rows.ts";
import { anchor } from "./anchor.ts";
import Days from "./Days.svelte";
import type { Opening } from "./unread.ts";

/** A log that is read. Readers are called again when something changed. */
export interface Book {
  readonly scroller: HTMLElement;
  readonly opening: Opening;
  rows(): readonly Row[];
  older(): boolean;
  /** The newest row is in sight. */
  atEnd(): boolean;
  zone(): string;
  /** When the conversation began; null: not known. */
  sinceMs(): number | null;
  /** Rejects when nothing could be loaded. */
  loadOlder(): Promise<unknown>;
  toNewest(): void;
}

export interface Guide {
  /** The log stands where its reader begins. */
  readonly placed: Promise<void>;
  /** Asks for a date to jump to. */
  ask(): void;
  /** What was done with a message. */
  act(event: Event): void;
  /** Remembers the row in sight; the answer brings it back to where it was. */
  anchor(): () => void;
  leave(): void;
}

/** What helps to find one's way in a log. It stands after it. */
export function guide(book: Book, act: (event: Event) => void): Guide {
  const target = book.scroller.parentElement ?? book.scroller;
  const days = mount(Days, { target, props: { book } });
  return {
    placed: days.placed,
    ask: days.ask,
    act,
    anchor: () => anchor(book.scroller),
    leave: () => void unmount(days),
  };
}
