/** Days as they are written down. Pure. */

/** The year 0 is in no calendar. */
const DAY = /^(?!0000)\d{4}-\d\d-\d\d$/;

/** A day that there is, as `YYYY-MM-DD`. One that does not exist is read as one of the next month, or as none. */
export const isDay = (value: unknown): value is string =>
  typeof value === "string" && DAY.test(value) && dayIn(Date.parse(value)) === value;

const dayIn = (ms: number): string => (Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 10));
