/**
 * Whether this browser once held a conversation with the business whose page this is: a mark, alike for everybody, beside the core's database.
 * A browser that takes all away takes the mark too; then only an app on the home screen knows, which can be put there after the first message alone.
 */

export const mark = (): string => `tresen.was${location.pathname}`;

export const isApp = (): boolean => matchMedia("(display-mode: standalone)").matches;

/** Of a page without a conversation: there was one. */
export function wasHere(): boolean {
  try {
    return isApp() || localStorage.getItem(mark()) !== null;
  } catch {
    return false;
  }
}
