/** The app lock of an inbox; the customer page has none. */

export { DEFAULT_IDLE_MINUTES, IDLE_MINUTES, isPin, MAX_TRIES, MIN_PIN } from "./api.ts";
export { createAppLock } from "./lock.ts";
