/** Where something is looked for. */
export interface Ground {
  readonly log: HTMLElement;
  readonly older: () => boolean;
  readonly loadOlder: () => Promise<unknown>;
}

const WAIT_MS = 40;
/** As long as anything older comes, it goes on; this many empty answers end it. */
const EMPTY = 25;
const SHOWN_MS = 2000;

/** The message with this key; null: it is not shown. */
export const articleAt = (log: HTMLElement, key: string): HTMLElement | null =>
  log.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] article`);

/** Loads older pages until the message is there. null: it is nowhere. */
export const seek = (key: string, ground: Ground): Promise<HTMLElement | null> =>
  loadUntil(() => articleAt(ground.log, key), ground);

/** Loads older pages until `find` finds something, or nothing older comes. Rejects when a page cannot be loaded. */
export async function loadUntil<Found>(
  find: () => Found | null,
  { log, older, loadOlder }: Ground,
): Promise<Found | null> {
  for (let empty = 0; empty < EMPTY; ) {
    const found = find();
    if (found !== null || !older()) return found;
    const before = log.querySelectorAll("[data-key]").length;
    await loadOlder();
    await new Promise((done) => setTimeout(done, WAIT_MS));
    empty = log.querySelectorAll("[data-key]").length > before ? 0 : empty + 1;
  }
  return null;
}

/** Brings a message into view, gives it the focus, and marks it for a moment. */
export function point(article: HTMLElement, block: ScrollLogicalPosition = "center"): void {
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block });
  article.classList.add("sought");
  setTimeout(() => article.classList.remove("sought"), SHOWN_MS);
}
