/** A sheet has an entry of its own in the history, which goes a moment after the sheet. */

const PATIENCE_MS = 300;

/** Closes a sheet and waits until its entry is gone: what navigates, or opens another sheet, would be undone with it. */
export function closing(close: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, PATIENCE_MS);
    addEventListener("popstate", done);
    close();
    function done(): void {
      clearTimeout(timer);
      removeEventListener("popstate", done);
      resolve();
    }
  });
}
