import { mount, unmount } from "svelte";
import { type Finger, finger } from "./finger.ts";
import { articleOf, type Hold, messageOf, open } from "./hold.ts";
import More from "./More.svelte";
import { type Roving, roving } from "./roving.ts";

/**
 * Keyboard, mouse and finger in a conversation, for a log that was just touched for the first time. Hand every event of the log to the
 * function that is returned.
 */
export function hands(hold: Hold): (event: Event) => void {
  const button = moreButton(hold);
  const keys = roving(hold, button.show);
  const touch = finger(hold, keys);
  return (event) => {
    if (event instanceof KeyboardEvent) keys.press(event);
    else if (event.type === "focusin") keys.focused(event);
    else if (event.type === "contextmenu") asked(event as PointerEvent, hold, keys, touch);
    else if (event.type === "pointerdown") touch.down(event as PointerEvent);
    else if ((event as PointerEvent).pointerType === "mouse")
      button.show(articleOf(event.target) ?? keys.current());
  };
}

// A link keeps the browser's menu, and so do words that were selected.
function asked(event: PointerEvent, hold: Hold, keys: Roving, touch: Finger): void {
  const article = articleOf(event.target);
  if (!article || (event.target as Element).closest("a, input, textarea")) return;
  if (event.pointerType === "touch" || touch.resting()) {
    event.preventDefault();
    touch.rested();
    return;
  }
  const byMouse = event.button === 2;
  if (byMouse && getSelection()?.isCollapsed === false) return;
  keys.focus(article);
  if (open(article, hold, byMouse ? { x: event.clientX, y: event.clientY } : null)) event.preventDefault();
}

/** The button "Mehr" of one message: the one under the mouse, else the one with the focus. */
function moreButton(hold: Hold) {
  let at: Element | null = null;
  let shown: ReturnType<typeof mount> | null = null;
  return {
    show(article: Element | null) {
      const wanted = hold.onmore() && messageOf(article, hold) ? article : null;
      if (wanted === at) return;
      if (shown) void unmount(shown);
      at = wanted;
      shown =
        at &&
        mount(More, {
          target: at,
          props: { ours: at.matches(".ours"), onclick: () => open(wanted, hold, null) },
        });
    },
  };
}
