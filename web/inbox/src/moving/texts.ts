/**
 * The texts of the moving kit, made of the signed profile: what leads customers over from WhatsApp, and the papers. Pure. What the profile does
 * not say is left out; nothing in them is to be filled in, and no phone number is in them that the profile does not have.
 */

import { oneLine } from "@tresen/core/oneline";
import type { Lang } from "@tresen/ui";
import { english } from "./english.ts";
import { german } from "./german.ts";
import { hoursIn } from "./hours.ts";
import { type Facts, LIMITS, type Made, type Said, type TextId, type Texts } from "./kit.ts";
import type { Links } from "./links.ts";

/** A line of the profile is no longer than this. */
const LINE = 120;
/** On paper somebody types it; elsewhere it is tapped. */
const TYPED: ReadonlySet<TextId> = new Set(["invoice"]);
const TEXTS: Readonly<Record<Lang, Texts>> = { de: german, en: english };

/** The fullest form that fits, with the fullest link that fits beside it; the shortest of all where none does. */
export function textOf(id: TextId, lang: Lang, facts: Facts, links: Links): Made {
  const limit = LIMITS[id] ?? null;
  const said = saidIn(facts, lang);
  const forms = (link: string) => TEXTS[lang][id](said, link);
  const verified = forms(links.whole).flatMap((text, at) => [text, forms(links.brief)[at] ?? text]);
  const all = TYPED.has(id) ? forms(links.typed) : [...verified, ...forms(links.typed)];
  const fits = (text: string) => limit === null || text.length <= limit;
  const text = all.find(fits) ?? all.reduce((one, other) => (other.length < one.length ? other : one));
  return { text, limit, fits: fits(text) };
}

function saidIn(facts: Facts, lang: Lang): Said {
  const line = (text: string) => oneLine(text, LINE);
  return {
    name: line(facts.name),
    place: [line(facts.street), line(facts.town)].filter(Boolean).join(", "),
    phone: line(facts.phone),
    hours: hoursIn(facts.week, lang, "written"),
    spokenHours: hoursIn(facts.week, lang, "spoken"),
    spokenAddress: spoken(facts.address, lang),
  };
}

const SIGNS: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  de: { ".": "Punkt", "-": "Bindestrich", "/": "Schrägstrich", ":": "Doppelpunkt" },
  en: { ".": "dot", "-": "hyphen", "/": "slash", ":": "colon" },
};

/** "chat Punkt example Punkt org Schrägstrich sonnenschein". */
function spoken(address: string, lang: Lang): string {
  return address
    .split(/([.\-/:])/)
    .filter(Boolean)
    .map((part) => SIGNS[lang][part] ?? part)
    .join(" ");
}
