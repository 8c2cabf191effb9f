import { locale } from "@tresen/ui";

/** A day `YYYY-MM-DD` in words. It is the phone's own: no time zone turns it. */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** The clock of `YYYY-MM-DDTHH:MM[:SS]`, to the minute. */
export const clockOf = (at: string): string => at.slice(11, 16);

export const dayOf = (at: string): string => at.slice(0, 10);
