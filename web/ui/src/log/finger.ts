import { articleOf, type Hold, messageOf, open } from "./hold.ts";
import type { Roving } from "./roving.ts";

/** What a finger does to a message: it rests on it, or swipes it to the right. */
export interface Finger {
  down(event: PointerEvent): void;
  /** A finger lies on a message and has not moved yet. */
  resting(): boolean;
  /** The browser says that the finger rested; some do, some do not. */
  rested(): void;
}

const REST_MS = 500;
/** A finger that moved less lies still. */
const STILL = 10;
/** How far a message is pulled until it is answered. */
export const ANSWER = 64;
/** From the edge of the screen, a swipe is the browser's "back". */
const EDGE = 24;

export function finger(hold: Hold, keys: Roving): Finger {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: { id: number; x: number; y: number; article: HTMLElement } | null = null;
  let pulled = 0;

  function lift(): void {
    clearTimeout(timer);
    timer = undefined;
    if (start && pulled > 0) start.article.style.translate = "";
    start?.article.classList.remove("pulled");
    pulled = 0;
    start = null;
  }

  function rested(): void {
    if (timer === undefined || !start) return;
    const { article, x, y } = start;
    lift();
    keys.focus(article);
    open(article, hold, { x, y });
  }

  const answers = (article: HTMLElement) => (hold.onreply() ? messageOf(article, hold) : null);

  function down(event: PointerEvent): void {
    lift();
    const article = articleOf(event.target);
    if (event.pointerType !== "touch" || !event.isPrimary || !article) return;
    if ((event.target as Element).closest("a, button, input, textarea")) return;
    start = { id: event.pointerId, x: event.clientX, y: event.clientY, article };
    timer = setTimeout(rested, REST_MS - (performance.now() - event.timeStamp));
  }

  function moved(event: PointerEvent): void {
    if (!start || event.pointerId !== start.id) return;
    const right = event.clientX - start.x;
    const down = Math.abs(event.clientY - start.y);
    if (Math.hypot(right, down) < STILL) return;
    clearTimeout(timer);
    timer = undefined;
    const swipes = pulled > 0 || (pulls({ right, down }, start.x) && answers(start.article) !== null);
    if (swipes) pull(start.article, right);
    else lift();
  }

  function pull(article: HTMLElement, right: number): void {
    pulled = Math.max(1, right);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!still) article.style.translate = `${Math.min(pulled, ANSWER * 1.25)}px`;
    article.classList.toggle("pulled", pulled >= ANSWER);
  }

  function up(event: PointerEvent): void {
    const row = start && event.type === "pointerup" && pulled >= ANSWER ? answers(start.article) : null;
    lift();
    if (row) hold.onreply()?.(row);
  }

  const { scroller } = hold;
  scroller.addEventListener("pointermove", moved);
  scroller.addEventListener("pointerup", up);
  scroller.addEventListener("pointercancel", up);
  return { down, rested, resting: () => timer !== undefined };
}

/** A movement is a swipe to the right if it is clearly no scrolling and did not begin at the edge of the screen. */
export function pulls(moved: { readonly right: number; readonly down: number }, from: number): boolean {
  return moved.right > 2 * moved.down && from >= EDGE;
}
