/** What devices are called: by the name that somebody typed, else by what the device said of itself, else by number. Pure. */

import type { Described } from "@tresen/core/described";
import type { Lang } from "../i18n/speak.svelte.ts";

/** `Chrome auf Android`, beyond German and English `Chrome, Android`; empty: the device did not say. */
export function sortOf({ browser, system }: Pick<Described, "browser" | "system">, locale: string): string {
  const on = { de: " auf ", en: " on " }[locale] ?? ", ";
  return browser !== "" && system !== "" ? `${browser}${on}${system}` : browser || system;
}

/** One name for each of a person's devices. Two of the same name are numbered, so that nobody signs out the wrong one. */
export function calledDevices(
  devices: readonly Described[],
  lang: Lang,
  numbered: (n: number) => string,
): readonly string[] {
  const names = devices.map((each, at) => each.name || sortOf(each, lang) || numbered(at + 1));
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => isSame(other, name)).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** To the eye: case and widths of letters make no difference. */
const isSame = (one: string, other: string): boolean => fold(one) === fold(other);

const fold = (name: string): string => name.normalize("NFKC").toLowerCase();
