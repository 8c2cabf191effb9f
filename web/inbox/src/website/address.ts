/** The address of a website as somebody types it, and whether a frame may stand there. Nothing is fetched: what is said is of the address. Pure. */

import { isWebsite, websitesIn } from "@tresen/core/websites";
import { WEBSITES } from "@tresen/core/wire/generated";

export type Verdict =
  /** Nothing, or no address of a website. */
  | "missing"
  | "unreadable"
  /** Without TLS anybody between could change the page around the frame. */
  | "insecure"
  /** Only for a server that runs on one's own machine as well. */
  | "local"
  /** This server's own. */
  | "own"
  | "allowed"
  /** With or without "www." it is on the list: to browsers that is another website. */
  | "variant"
  | "full"
  | "new";

export interface Checked {
  readonly verdict: Verdict;
  /** As browsers write it; empty where there is none. */
  readonly origin: string;
  /** What was typed had more after it: the frame is allowed on all pages of a website, or on none. */
  readonly more: boolean;
}

/** One's own machine, typed without a scheme: nobody encrypts there. */
const LOCAL = /^(localhost|127\.0\.0\.1)(:|\/|$)/i;

const NONE = { origin: "", more: false };

export function checked(typed: string, listed: readonly string[], server: string): Checked {
  const text = typed.trim();
  if (text === "") return { ...NONE, verdict: "missing" };
  const scheme = LOCAL.test(text) ? "http" : "https";
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "")
    return { ...NONE, verdict: "unreadable" };
  const { origin } = url;
  const more = url.pathname !== "/" || url.search !== "" || url.hash !== "";
  const said = (verdict: Verdict): Checked => ({ verdict, origin, more });
  if (origin === server) return said("own");
  const valid: boolean = isWebsite(origin);
  if (!valid) return said(isWebsite(origin.replace(/^http:/, "https:")) ? "insecure" : "unreadable");
  if (websitesIn([origin], server).length === 0) return said("local");
  if (listed.includes(origin)) return said("allowed");
  if (listed.includes(otherNameOf(origin))) return said("variant");
  return said(listed.length >= WEBSITES ? "full" : "new");
}

/** The same with "www." before it, or without. */
const otherNameOf = (origin: string): string =>
  origin.includes("://www.") ? origin.replace("://www.", "://") : origin.replace("://", "://www.");

export const websiteHost = (origin: string): string => origin.replace(/^https:\/\//, "");
