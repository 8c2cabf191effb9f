import { locale } from "../../i18n/speak.svelte.ts";

// Sizes and lengths as people read them.

const STEPS = ["B", "kB", "MB", "GB"] as const;

/** "184 kB", "3,4 MB": powers of ten, as phones and shops write them. */
export function shownSize(bytes: number, lang: string = locale()): string {
  let [value, step] = [bytes, 0];
  while (value >= 999.5 && step < STEPS.length - 1) [value, step] = [value / 1000, step + 1];
  const digits = step < 2 || value >= 10 ? 0 : 1;
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value)} ${STEPS[step]}`;
}

/** A bound, as people say it: 100 MiB are "100 MB", and never more than fits. */
export const shownLimit = (bytes: number, lang: string = locale()): string =>
  bytes < 2 ** 20
    ? shownSize(bytes, lang)
    : `${new Intl.NumberFormat(lang, { maximumFractionDigits: 0 }).format(Math.floor(bytes / 2 ** 20))} MB`;

/** "0:32", "1:02:03". */
export function shownLength(ms: number): string {
  const all = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

interface Sized {
  readonly kind: string;
  readonly chosen: { readonly size: number };
  readonly ready: { readonly data: { readonly size: number } } | null;
}

/** Those that may be sent, and those that are larger than a file may be. A photo is made smaller: it is refused only once it is a file. */
export function fitting<Each extends Sized>(all: readonly Each[], most: number) {
  const isTooLarge = ({ kind, chosen, ready }: Each) =>
    kind !== "photo" && (ready?.data ?? chosen).size > most;
  return { fits: all.filter((each) => !isTooLarge(each)), tooLarge: all.filter(isTooLarge) };
}
