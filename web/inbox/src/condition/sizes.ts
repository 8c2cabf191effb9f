import type { Lang } from "@tresen/ui";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const LOCALE: Record<Lang, string> = { de: "de-DE", en: "en-GB" };

/** "12,4 GB": bytes as people read them, in thousands. */
export function sizeOf(bytes: number, lang: Lang): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(LOCALE[lang], {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    // Short, "0 byte" has no plural in English.
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: value < 100 && step > 0 ? 1 : 0,
  }).format(value);
}
