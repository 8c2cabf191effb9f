/** Whether somebody has the inbox in sight, in any tab of this browser. */

export const SCOPE = "/inbox";
const LOCK = "tresen.inbox.sight";

const isLooking = (): boolean => document.visibilityState === "visible" && document.hasFocus();

/** Tells the other tabs while this one is in sight. `seen` runs whenever it comes into sight. Returns the function that ends it. */
export function holdSight(seen: () => void): () => void {
  let release: (() => void) | null = null;
  const settle = () => {
    if (isLooking() && release === null) {
      seen();
      const held = new Promise<void>((done) => {
        release = done;
      });
      void navigator.locks?.request(LOCK, { mode: "shared" }, () => held);
    } else if (!isLooking()) {
      release?.();
      release = null;
    }
  };
  settle();
  for (const type of ["focus", "blur"]) addEventListener(type, settle);
  document.addEventListener("visibilitychange", settle);
  return () => {
    release?.();
    for (const type of ["focus", "blur"]) removeEventListener(type, settle);
    document.removeEventListener("visibilitychange", settle);
  };
}

export async function somebodyLooks(): Promise<boolean> {
  if (isLooking()) return true;
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === LOCK);
}
