/** Held by the tab that takes part in the call. */
export const callLock = (call: string): string => `tresen-call-${call}`;
