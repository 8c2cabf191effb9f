// What in a message can be tapped: web addresses, e-mail addresses, phone numbers, street addresses. Found, not fetched: nothing here asks
// anybody anything. Each search looks at a bounded stretch around a sign that is cheap to find, so a hostile text costs linear time.

import { mayBeTapped } from "./own.ts";
import type { Span, Tappable } from "./span.ts";
import { places } from "./streets.ts";

const BORDER = /[\s()[\]{}"'`„“”‚‘’«»–—.,;:!?…*_~-]/u;

/** May a mark or a number stand beside this place? Beginning and end are such places. */
export function isBorder(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code < ASCII.length ? ASCII[code] === true : BORDER.test(text.charAt(at));
}

const ASCII = Array.from({ length: 128 }, (_, code) => BORDER.test(String.fromCharCode(code)));

/** Of each sort, in one message. Nobody writes more, and each costs an element. */
const MOST = 200;

/** What can be tapped outside of `taken`, which no span then overlaps. */
export function tappable(text: string, taken: readonly Span[]): Span[] {
  const used = new Uint8Array(text.length);
  for (const { from, to } of taken) used.fill(1, from, to);
  const found: Span[] = [];
  for (const search of [links, mails, places, phones])
    for (const span of search(text)) {
      if (used.subarray(span.from, span.to).includes(1)) continue;
      used.fill(1, span.from, span.to);
      found.push(span);
    }
  return found;
}

// Ends at white space, quotes, brackets of other writing, and at every invisible direction mark, which could disguise an address.
const LINK =
  /(?:https?:\/\/|(?<![\p{L}\p{N}_.@/-])www\.)[^\s<>"'„“”‚‘’«»`\u200b-\u200f\u202a-\u202e\u2060-\u206f]+/giu;
/** A longer address stays plain text: no browser follows it, and parsing it is not worth its cost. */
const LONGEST_LINK = 2048;

function links(text: string): Span[] {
  return first(text.matchAll(LINK)).map(({ 0: raw, index: from }) => {
    const shown = trimEnd(raw);
    // What looks like an address and is none is not searched for others: "https://sparkasse.de@evil.example" is no mail to anybody.
    const piece = readLink(shown) ?? ({ type: "text", text: raw } as const);
    return { from, to: from + piece.text.length, piece };
  });
}

function first<Found>(all: Iterable<Found>): Found[] {
  const found: Found[] = [];
  for (const each of all) if (found.push(each) === MOST) break;
  return found;
}

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

// Punctuation at the end belongs to the sentence; a closing bracket does unless its partner is in the address.
function trimEnd(raw: string): string {
  const counts = new Map<string, number>();
  for (const char of raw) if ("()[]".includes(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  let end = raw.length;
  for (; end > 0; end--) {
    const last = raw.charAt(end - 1);
    const open = OPENING[last];
    const closing = counts.get(last) ?? 0;
    if (open !== undefined && closing > (counts.get(open) ?? 0)) counts.set(last, closing - 1);
    else if (!".,;:!?…*_~'".includes(last)) break;
  }
  return raw.slice(0, end);
}

// A name or password before the host is the classic disguise, so such an address stays plain text. So does one that names no domain: a
// machine in the reader's own network is nothing that a stranger should lead to. So does a door of this server (`own.ts`).
function readLink(text: string): (Tappable & { type: "link" }) | null {
  const bare = /^www\./i.test(text);
  const address = bare ? `https://${text}` : text;
  if (text.length > LONGEST_LINK || !URL.canParse(address)) return null;
  const url = new URL(address);
  const open = /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (
    !open ||
    !mayBeTapped(url) ||
    !/\.[a-z][a-z0-9-]*\.?$/.test(bare ? url.hostname.slice(4) : url.hostname)
  )
    return null;
  return { type: "link", text, href: url.href, host: trueHost(address, url.hostname) };
}

// Letters outside ASCII can look like others, and browsers read some signs as others: whatever differs is shown.
function trueHost(address: string, host: string): string | null {
  const written = address.replace(/^https?:\/\//i, "").split(/[/?#:\\]/, 1)[0];
  return written?.toLowerCase() === host ? null : host;
}

const LOCAL = /[\w.+%-]/;
const LONGEST_LOCAL = 64;
const DOMAIN = /(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]/uy;

function mails(text: string): Span[] {
  const found: Span[] = [];
  for (const { index: at } of first(text.matchAll(/@/g))) {
    let from = at;
    while (from > 0 && at - from <= LONGEST_LOCAL && LOCAL.test(text.charAt(from - 1))) from--;
    while (from < at && !/[a-z0-9]/i.test(text.charAt(from))) from++;
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text)?.[0];
    if (from === at || at - from > LONGEST_LOCAL || domain === undefined) continue;
    const to = at + 1 + domain.length;
    const host = hostOf(domain);
    if (host === null || text.charAt(from - 1) === "@" || text.charAt(to) === "@" || !isBorder(text, to))
      continue;
    const href = `mailto:${encodeURIComponent(text.slice(from, at))}@${host}`;
    const differs = host === domain.toLowerCase() ? null : host;
    found.push({ from, to, piece: { type: "link", text: text.slice(from, to), href, host: differs } });
  }
  return found;
}

const hostOf = (domain: string): string | null =>
  URL.canParse(`https://${domain}`) ? new URL(`https://${domain}`).hostname : null;

// From "+", "(0" or "0", in groups of digits. Between two groups stands one sign, with blanks or without; never a dot, which dates have.
const PHONE =
  /(?<![\p{L}\p{N}_,/+=#@&%-]|\d[.:]|\d )(?:\+[1-9]\d{0,14}|\(00?[1-9]\d{0,6}\)|00?[1-9]\d{1,14}|01(?=[ /]\d{3}))(?:(?:[ \u00a0\u202f]?[/–-][ \u00a0\u202f]?|[ \u00a0\u202f])\(?\d{1,15}\)?|[ \u00a0\u202f]?\(0\)[ \u00a0\u202f]?\d{1,15}|(?<=\))\d{1,15}){0,9}/gu;
/** Fewer digits are an order, a price or a year. */
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

function phones(text: string): Span[] {
  return first(text.matchAll(PHONE)).flatMap(({ 0: raw, index: from }) => {
    const number = numberIn(raw, text.slice(from + raw.length, from + raw.length + 2));
    if (number === null) return [];
    const href = `tel:${dialled(number)}`;
    return [{ from, to: from + number.length, piece: { type: "link", text: number, href, host: null } }];
  });
}

/** The longest beginning that is a number by its length, and that does not run into something else ("0221 123456 10:30"). */
function numberIn(raw: string, after: string): string | null {
  let number = raw;
  let follows = after;
  while (number !== "") {
    const digits = number.replace(/\D/g, "").length;
    const runsOn = /^(?:[\p{L}\p{N}_%€]|[.,:][\p{L}\p{N}])/u.test(follows);
    if (digits < FEWEST_DIGITS) return null;
    if (digits <= MOST_DIGITS && !runsOn && balanced(number)) return number;
    const shorter = number.replace(
      balanced(number) ? /[ \u00a0\u202f/–()-]*\d+\)?$/u : /\)$|[ \u00a0\u202f/–-]*\(?\d+$/u,
      "",
    );
    if (shorter === number) return null;
    follows = number.slice(shorter.length, shorter.length + 2);
    number = shorter;
  }
  return null;
}

const balanced = (number: string): boolean =>
  number.replaceAll(/[^(]/g, "").length === number.replaceAll(/[^)]/g, "").length;

/** "+49 (0)221 12" → "+4922112"; "0221 / 12" → "022112". */
function dialled(number: string): string {
  const digits = number.replace(/^((?:\+|00).*?)\(0\)/, "$1").replaceAll(/\D/g, "");
  return number.startsWith("+") ? `+${digits}` : digits;
}
