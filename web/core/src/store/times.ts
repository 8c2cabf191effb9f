/** Whether the times at which a server says that it stored messages can be true (D10). Pure. */

const DAY_MS = 86_400_000;

/**
 * The stored time of a message runs back, or lies more than a day before the time that its sender signed. `before`: the stored times of the
 * events since the message before it, that message included.
 */
export const contradicts = (before: readonly number[], storedMs: number, signedMs: number | null): boolean =>
  (signedMs !== null && signedMs - DAY_MS > storedMs) || before.some((ms) => ms > storedMs);
