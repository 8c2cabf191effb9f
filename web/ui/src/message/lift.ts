import { onward } from "../i18n/speak.svelte.ts";
import type { Point } from "../log/hold.ts";

const EDGE = 8;
const AIR = 12;

/** The button "Mehr", which a menu beside its message does not cover. */
const BUTTON = 52;

/** Puts a menu below or above its message, else beside it, or where it was asked for; always inside the window. */
export function beside(menu: HTMLElement, message: HTMLElement | null, at: Point | null): void {
  const box = menu.getBoundingClientRect();
  const near = message?.getBoundingClientRect() ?? box;
  // One's own stand at the end of the line.
  const onRight = (message?.classList.contains("ours") ?? false) === onward() > 0;
  const below = at?.y ?? near.bottom + EDGE / 2;
  const above = (at?.y ?? near.top - EDGE / 2) - box.height;
  const fits = below + box.height <= innerHeight - EDGE;
  const beyond = onRight ? near.left - box.width - BUTTON : near.right + BUTTON;
  const along = onRight ? near.right - box.width : near.left;
  const left = at?.x ?? (fits || above >= EDGE ? along : beyond);
  menu.style.left = `${within(left, document.documentElement.clientWidth - box.width)}px`;
  menu.style.top = `${within(fits || above < EDGE ? below : above, innerHeight - box.height)}px`;
}

const within = (wish: number, most: number): number => Math.max(EDGE, Math.min(wish, most - EDGE));

/**
 * Keeps a menu open that a press asked for which has not ended yet: browsers take its end for a press beside the menu. Returns
 * what ends it.
 */
export function outlivePress(menu: HTMLElement): () => void {
  const forget = new AbortController();
  const end = () => forget.abort();
  // To be of another kind it closes for a moment, of which nobody hears.
  const become = (kind: "auto" | "manual") => {
    if (!menu.isConnected) return;
    const within = document.activeElement;
    menu.popover = kind;
    menu.showPopover();
    if (menu.contains(within)) (within as HTMLElement).focus({ preventScroll: true });
  };
  // A press of its own is none that was there before.
  for (const type of ["pointerdown", "keydown", "pointerup", "pointercancel"])
    addEventListener(
      type,
      () => {
        end();
        if (/up|cancel/.test(type)) {
          become("manual");
          setTimeout(become, 0, "auto");
        }
      },
      { capture: true, signal: forget.signal },
    );
  return end;
}

/** A press beside the panel closes it and presses nothing: browsers let it through to what lies there. Returns what ends it. */
export function closesOnly(panel: HTMLElement): () => void {
  const pressed = ({ target }: Event) => {
    // A closed panel is told of its end later than the next press may come.
    if (!panel.matches(":popover-open") || (target instanceof Node && panel.contains(target))) return;
    const over = new AbortController();
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === "click") over.abort();
    };
    // The panel may be gone by the end of the press, so this ends by itself, with the click that belongs to it or without one.
    for (const type of ["click", "mousedown"])
      addEventListener(type, swallow, { capture: true, signal: over.signal });
    for (const type of ["pointerup", "pointercancel"])
      addEventListener(type, () => setTimeout(() => over.abort()), { capture: true, signal: over.signal });
  };
  addEventListener("pointerdown", pressed, { capture: true });
  return () => removeEventListener("pointerdown", pressed, { capture: true });
}

/** Moves the conversation until its message clears the sheet, and leaves the message out of the veil. Returns what undoes it. */
export function lift(sheet: HTMLElement | null, message: HTMLElement | null): () => void {
  const log = message?.closest<HTMLElement>("[role=log]");
  if (!sheet || !message || !log) return () => {};
  const place = () => {
    log.style.paddingBottom = "";
    const top = innerHeight - sheet.offsetHeight - AIR;
    const box = message.getBoundingClientRect();
    const room = box.top - log.getBoundingClientRect().top - AIR;
    const over = Math.min(box.bottom - top, Math.max(0, room));
    if (over > 0) log.style.paddingBottom = `${over}px`;
    sheet.style.setProperty("--hole", hole(message.getBoundingClientRect(), log.getBoundingClientRect()));
  };
  place();
  addEventListener("resize", place);
  return () => {
    removeEventListener("resize", place);
    log.style.paddingBottom = "";
  };
}

/** The whole window without the message, as far as the log shows it. */
function hole(box: DOMRect, log: DOMRect): string {
  const [left, right] = [box.left, box.right];
  const [top, bottom] = [Math.max(box.top, log.top), Math.min(box.bottom, log.bottom)];
  const r = Math.min(16, (bottom - top) / 2);
  if (r <= 0) return "none";
  const arc = (x: number, y: number) => `A${r} ${r} 0 0 1 ${x} ${y}`;
  const bubble = `M${left + r} ${top}H${right - r}${arc(right, top + r)}V${bottom - r}${arc(right - r, bottom)}H${left + r}${arc(left, bottom - r)}V${top + r}${arc(left + r, top)}Z`;
  return `path(evenodd, "M0 0H${innerWidth}V${innerHeight}H0Z${bubble}")`;
}
