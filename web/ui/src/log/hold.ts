import type { MessageRow, Row } from "../rows.ts";

/** Where a pointer is, in the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A log, and what its messages are asked for. A reader that is undefined now may be there later. */
export interface Hold {
  readonly scroller: HTMLElement;
  rows(): readonly Row[];
  onmore(): ((row: MessageRow, at: Point | null) => unknown) | undefined;
  onreply(): ((row: MessageRow) => unknown) | undefined;
}

/** The message's article that an event happened in. */
export function articleOf(target: EventTarget | null): HTMLElement | null {
  const article = target instanceof Element ? target.closest<HTMLElement>("article") : null;
  return article?.closest("[data-key]") ? article : null;
}

/** The message of an article, unless it is being erased. */
export function messageOf(article: Element | null, { rows }: Hold): MessageRow | null {
  const key = article?.closest<HTMLElement>("[data-key]")?.dataset.key;
  const row = rows().find((each) => each.key === key);
  return row?.type === "message" && !row.erasing ? row : null;
}

/** Opens what can be done with a message. False: nothing can. */
export function open(article: Element | null, hold: Hold, at: Point | null): boolean {
  const row = messageOf(article, hold);
  const onmore = hold.onmore();
  if (!row || !onmore) return false;
  onmore(row, at);
  return true;
}
