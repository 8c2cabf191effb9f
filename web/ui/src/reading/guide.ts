import { mount, unmount } from "svelte";
import type { Book } from "./book.ts";
import Days from "./Days.svelte";

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
