import { onward } from "../i18n/speak.svelte.ts";
import { articleOf, type Hold, messageOf, open } from "./hold.ts";
import type { Roving } from "./roving.ts";

/** What a finger does to a message: it rests on it, or swipes it along the line, to the right in most languages. */
export interface Finger {
  down(event: PointerEvent): void;
  /** A finger lies on a message and has not moved yet. */
  resting(): boolean;
  /** The browser says that the finger rested; some do, some do not. */
  rested(): void;
}

const REST_MS = 500;
/** A browser says so late that a lifted finger pressed something. */
const LIFTED_MS = 300;
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
    pressNothing();
    keys.focus(article);
    open(article, hold, { x, y });
  }

  // A finger that rested on a quote or a picture meant the message: lifting it presses neither.
  function pressNothing(): void {
    const end = () => {
      removeEventListener("click", eat, true);
      removeEventListener("pointerdown", end, true);
    };
    const eat = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      end();
    };
    addEventListener("click", eat, true);
    addEventListener("pointerdown", end, true);
    addEventListener("pointerup", () => setTimeout(end, LIFTED_MS), { once: true });
  }

  const answers = (article: HTMLElement) => (hold.onreply() ? messageOf(article, hold) : null);

  function down(event: PointerEvent): void {
    lift();
    const article = articleOf(event.target);
    if (event.pointerType !== "touch" || !event.isPrimary || !article) return;
    if ((event.target as Element).closest("a, input, textarea, [role=slider]")) return;
    start = { id: event.pointerId, x: event.clientX, y: event.clientY, article };
    timer = setTimeout(rested, REST_MS - (performance.now() - event.timeStamp));
  }

  function moved(event: PointerEvent): void {
    if (!start || event.pointerId !== start.id) return;
    const along = onward() * (event.clientX - start.x);
    const down = Math.abs(event.clientY - start.y);
    if (Math.hypot(along, down) < STILL) return;
    clearTimeout(timer);
    timer = undefined;
    const swipes =
      pulled > 0 ||
      (pulls({ along, down }, onward() > 0 ? start.x : innerWidth - start.x) &&
        answers(start.article) !== null);
    if (swipes) pull(start.article, along);
    else lift();
  }

  function pull(article: HTMLElement, along: number): void {
    pulled = Math.max(1, along);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!still) article.style.translate = `${onward() * Math.min(pulled, ANSWER * 1.25)}px`;
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

/** A movement is a swipe along the line if it is clearly no scrolling and did not begin (`from`) at the edge of the screen. */
export function pulls(moved: { readonly along: number; readonly down: number }, from: number): boolean {
  return moved.along > 2 * moved.down && from >= EDGE;
}
