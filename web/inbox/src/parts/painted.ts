/** If nothing is painted, as behind another window, nobody waits for it longer than this. */
const UNSEEN_MS = 500;

/** Resolves when what changes now has been painted: with the frame after it. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) return resolve();
    setTimeout(resolve, UNSEEN_MS);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}
