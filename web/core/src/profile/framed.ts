/** Whether the customer page may stand in a frame of a website, by the profile as this browser verifies it (S22). Nothing is stored. */

import { equal } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Unreachable } from "../base/errors.ts";
import { PublicChain } from "../trust/pinned.ts";
import { readRecords } from "../wire/answers.ts";
import { http } from "../wire/http.ts";
import { readFragment } from "../wire/links.ts";
import { isWebsite, websitesIn } from "./websites.ts";

/** `refused`: the website is not named, or the business is not the fragment's. `unreachable`: nobody knows yet. */
export type Framing = "allowed" | "refused" | "unreachable";

/** The website that a frame's address names; null: none, or no origin. */
export function hostIn(hash: string): string | null {
  const host = new URLSearchParams(hash.replace(/^#/, "")).get("host");
  return isWebsite(host) ? host : null;
}

/** The fragment of a frame's address as a window of its own has it: without the website, and without a return link. */
export function ownFragment(hash: string): string {
  const kept = hash
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "" && !/^(host|return)=/.test(part));
  return kept.length === 0 ? "" : `#${kept.join("&")}`;
}

/** Asks the server for the business and believes only what the sign's key signed. `hash`: the frame's; it must name that key. */
export async function framing(
  env: Env & { readonly handle: string },
  hash: string,
  host: string,
): Promise<Framing> {
  const link = readFragment(ownFragment(hash));
  if (link.type !== "key" && link.type !== "way") return "refused";
  try {
    const answer = await http(env, () => null).get(`/businesses/${env.handle}`);
    const { chain } = await PublicChain.open(readRecords(answer));
    if (!equal(chain.fingerprint, link.fingerprint)) return "refused";
    return websitesIn(chain.profile?.websites, env.origin).includes(host) ? "allowed" : "refused";
  } catch (error) {
    return error instanceof Unreachable ? "unreachable" : "refused";
  }
}
