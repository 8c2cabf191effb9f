/** Where a message is looked for. */
export interface Ground {
  readonly log: HTMLElement;
  readonly older: () => boolean;
  readonly loadOlder: () => Promise<unknown>;
}

const WAIT_MS = 40;
/** As long as anything older comes, it goes on; this many empty answers end it. */
const EMPTY = 25;
const SHOWN_MS = 2000;

/** Loads older pages until the message is there. null: it is nowhere. */
export async function seek(key: string, { log, older, loadOlder }: Ground): Promise<HTMLElement | null> {
  for (let empty = 0; empty < EMPTY; ) {
    const found = log.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] article`);
    if (found || !older()) return found;
    const before = log.querySelectorAll("[data-key]").length;
    await loadOlder();
    await new Promise((done) => setTimeout(done, WAIT_MS));
    empty = log.querySelectorAll("[data-key]").length > before ? 0 : empty + 1;
  }
  return null;
}

/** Brings a message into view, gives it the focus, and marks it for a moment. */
export function point(article: HTMLElement): void {
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "center" });
  article.classList.add("sought");
  setTimeout(() => article.classList.remove("sought"), SHOWN_MS);
}
