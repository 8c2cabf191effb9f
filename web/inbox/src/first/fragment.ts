import type { Lang } from "@tresen/ui";

const FIRST = /^#first(?:=(de|en))?$/;

/** The last step of the set-up: the page waits for the first message. */
export const isFirst = (fragment: string): boolean => FIRST.test(fragment);

/** The language that was chosen in the set-up; null: nobody chose one. */
export const languageIn = (fragment: string): Lang | null =>
  (FIRST.exec(fragment)?.[1] ?? null) as Lang | null;
