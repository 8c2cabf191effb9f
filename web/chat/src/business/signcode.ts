import { readFragment } from "@tresen/core/links";

/** What a scanned code is: this business's sign, by its fragment; another code; or a damaged one of this business. */
export type Scanned = { readonly sign: string } | "other" | "damaged";

/** `here`: the address of this business's page. What a code says is followed nowhere else. */
export function scanned(text: string, here: { readonly origin: string; readonly pathname: string }): Scanned {
  const address = URL.canParse(text) ? new URL(text) : null;
  const path = (of: string) => of.replace(/\/$/, "");
  if (address?.origin !== here.origin || path(address.pathname) !== path(here.pathname)) return "other";
  return readFragment(address.hash).type === "key" ? { sign: address.hash } : "damaged";
}
