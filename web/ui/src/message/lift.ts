import type { Point } from "../log/hold.ts";

const EDGE = 8;
const AIR = 12;

/** Puts a menu beside its message, or where it was asked for, inside the window. */
export function beside(menu: HTMLElement, message: HTMLElement | null, at: Point | null): void {
  const box = menu.getBoundingClientRect();
  const near = message?.getBoundingClientRect();
  const ours = message?.classList.contains("ours") ?? false;
  const left = at?.x ?? (ours ? (near?.right ?? 0) - box.width : (near?.left ?? 0));
  const below = at?.y ?? (near?.bottom ?? 0) + EDGE / 2;
  const above = (at?.y ?? (near?.top ?? 0) - EDGE / 2) - box.height;
  const width = document.documentElement.clientWidth;
  const fits = below + box.height <= innerHeight - EDGE;
  menu.style.left = `${within(left, width - box.width)}px`;
  menu.style.top = `${within(fits || above < EDGE ? below : above, innerHeight - box.height)}px`;
}

const within = (wish: number, most: number): number => Math.max(EDGE, Math.min(wish, most - EDGE));

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
