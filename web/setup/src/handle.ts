/** The address of a business: made of its name, or typed. Values in, values out. */

import { HANDLE, HANDLE_CHARACTERS } from "@tresen/core/wire/generated";

const WHOLE_HANDLE = new RegExp(`^${HANDLE}$`);

export function handleProblem(handle: string): { readonly handle?: "empty" | "short" | "shape" } {
  if (handle === "") return { handle: "empty" };
  if (handle.replace(/-/g, "").length < 3) return { handle: "short" };
  return WHOLE_HANDLE.test(handle) && handle.length <= HANDLE_CHARACTERS ? {} : { handle: "shape" };
}

const FOLDED: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  ø: "o",
  ł: "l",
  "&": " und ",
};

/** An address made of a name: "Bäckerei Sonnenschein" → "baeckerei-sonnenschein". */
export function handleFrom(name: string): string {
  const folded = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüßæøł&]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}|['’´`]/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (folded.length <= HANDLE_CHARACTERS) return folded;
  const cut = folded.slice(0, HANDLE_CHARACTERS + 1).lastIndexOf("-");
  return folded.slice(0, cut > 2 ? cut : HANDLE_CHARACTERS).replace(/-$/, "");
}

/** A typed handle in its stored form. */
export const typedHandle = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/\s+/g, "-");
