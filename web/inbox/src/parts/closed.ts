const SETTLE_MS = 300;

/**
 * Closes a sheet, and waits until the browser has taken back the place that it had in the history: a sheet that opened before that would take it for
 * the person's "Back", and close at once.
 */
export async function closed(close: () => void): Promise<void> {
  const back = new Promise((resolve) => {
    addEventListener("popstate", resolve, { once: true });
    setTimeout(resolve, SETTLE_MS);
  });
  close();
  await back;
}
