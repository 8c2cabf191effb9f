/** One place that had the focus: what could be reached around it, so that the next best is known when it is gone. */
interface Held {
  readonly region: Element;
  readonly around: readonly HTMLElement[];
  readonly at: number;
}

const REGIONS = "dialog, [popover], main > section, section, aside, nav, main, body";
const REACHED = "a[href], button, input, select, textarea, summary, [tabindex]";
const TYPED = "textarea, select, input:not([type=checkbox], [type=radio])";

let keeping = false;

/**
 * Keeps the focus where somebody works. If what has it is removed, hidden or disabled and nothing else takes it, it goes to the next
 * control around there, else the one before, else to a title: never to the top of the page. Call it once or more often.
 */
export function keepFocus(): void {
  if (keeping) return;
  keeping = true;
  let stack: readonly Held[] = [];
  let held: HTMLElement | null = null;
  let asked = false;

  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    held = target;
    const region = target.closest(REGIONS) ?? document.body;
    const around = [...region.querySelectorAll<HTMLElement>(REACHED)];
    stack = [
      ...stack.filter((each) => each.region !== region && each.region.isConnected),
      { region, around, at: around.indexOf(target) },
    ];
  });

  // Somebody who presses beside everything wants no focus. A browser may say "focusout" of what it removes, too.
  document.addEventListener("focusout", () => ask());

  // Whether it is still in sight is asked after the frame: asked here, it would lay the page out once for every change.
  new MutationObserver(() => {
    if (held) ask();
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["disabled", "hidden", "class", "data-view", "open"],
  });

  // Whoever removed it may have a better idea, and gets a frame's time for it.
  function ask() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        asked = false;
        mend();
      }),
    );
  }

  function mend() {
    const now = document.activeElement;
    if (now && now !== document.body) return;
    if (!held || isThere(held)) {
      held = null;
      return;
    }
    for (const { around, at } of stack.toReversed()) {
      const next = [...around.slice(at + 1), ...around.slice(0, Math.max(0, at)).reverse()].find(isFit);
      if (next) return next.focus({ preventScroll: false });
    }
    const title = document.querySelector<HTMLElement>("main h1:not(.sr), main h2, h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus();
  }
}

const isThere = (one: HTMLElement): boolean =>
  one.isConnected && one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled");

/** Not what is typed in: on a phone that would open the keyboard. */
const isFit = (one: HTMLElement): boolean =>
  isThere(one) &&
  one.tabIndex >= 0 &&
  one.closest("[inert], [aria-hidden=true]") === null &&
  !(matchMedia("(hover: none)").matches && one.matches(TYPED));
