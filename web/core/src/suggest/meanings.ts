/**
 * What customers of any trade mean by everyday words: "offen", "auf habt" and "closed" all ask for opening hours. A small list of service
 * words, none of one trade: what a business sells, its own keywords say.
 *
 * An entry is a word, words that follow each other ("how much"), or words that stand in one clause in this order ("passt … nicht").
 */

import { spelling, stem } from "./stem.ts";

const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  open: [
    ...[
      "Öffnungszeiten",
      "Öffnungszeit",
      "Geschäftszeiten",
      "Bürozeiten",
      "Sprechzeiten",
      "Ladenschluss",
      "Ruhetag",
    ],
    ...[
      "geöffnet",
      "offen",
      "öffnen",
      "geschlossen",
      "schließen",
      "aufhaben",
      "aufmachen",
      "zuhaben",
      "zumachen",
      "dichtmachen",
    ],
    ...["seid ihr … da", "sind sie … da", "seid ihr … auf", "seid ihr … zu", "ist … auf", "ist … zu"],
    ...["wie viel uhr", "wieviel uhr", "opening", "open", "closed", "close", "closing"],
  ],
  price: [
    ...["Preis", "Preise", "Preisliste", "kosten", "kostet", "teuer", "Tarif"],
    ...["was nehmen", "was verlangen", "wie hoch", "was macht das", "price", "cost", "how much", "charge"],
  ],
  pay: [
    ...[
      "bezahlen",
      "zahlen",
      "Zahlung",
      "Karte",
      "EC",
      "Girocard",
      "Kreditkarte",
      "Kartenzahlung",
      "Bargeld",
    ],
    ...["PayPal", "apple pay", "google pay", "Visa", "kontaktlos", "pay", "card", "cash"],
  ],
  where: [
    ...[
      "Adresse",
      "Anschrift",
      "Anfahrt",
      "Standort",
      "Wegbeschreibung",
      "hinkommen",
      "wo seid",
      "wo sind",
      "wo finde",
    ],
    ...["wie komme", "wo genau", "wo ist euer", "wo ist ihr", "where", "address", "directions", "located"],
  ],
  park: ["parken", "Parkplatz", "Parkplätze", "Parkhaus", "Stellplatz", "parking", "park"],
  appointment: ["Termin", "Termin vereinbaren", "Terminvergabe", "was frei", "appointment", "slot", "book"],
  cancel: [
    ...[
      "absagen",
      "Absage",
      "abbestellen",
      "stornieren",
      "Storno",
      "verschieben",
      "verlegen",
      "umbuchen",
      "verhindert",
    ],
    ...[
      "passt … nicht",
      "schaffe … nicht",
      "nicht kommen",
      "komme nicht",
      "komme heute nicht",
      "komme morgen nicht",
      "cancel",
      "reschedule",
      "postpone",
    ],
  ],
  deliver: [
    ...[
      "liefern",
      "Lieferung",
      "Lieferservice",
      "Versand",
      "versenden",
      "verschicken",
      "zuschicken",
      "zusenden",
    ],
    ...["nach hause bringen", "per post", "vorbeibringen", "delivery", "deliver", "ship", "shipping"],
  ],
  order: ["bestellen", "Bestellung", "vorbestellen", "Vorbestellung", "order", "preorder"],
  reserve: [
    ...["reservieren", "Reservierung", "zurücklegen", "weglegen", "weghängen", "zurückhängen", "aufheben"],
    ...["reserve", "hold", "keep", "put aside"],
  ],
  ready: [
    ...[
      "abholen",
      "Abholung",
      "abholbereit",
      "fertig",
      "angekommen",
      "eingetroffen",
      "schon da",
      "ist … gekommen",
    ],
    ...["ready", "pick up", "collect", "arrived"],
  ],
  stock: [
    "vorrätig",
    "verfügbar",
    "lieferbar",
    "Lager",
    "Sortiment",
    "Auswahl",
    "haben … da",
    "habt … da",
    "gibts … noch",
    "gibt es … noch",
    "gibt es … auch in",
    "gibts … auch in",
    "in stock",
    "available",
  ],
  voucher: ["Gutschein", "Geschenkgutschein", "Geschenkkarte", "voucher", "gift card"],
  work: [
    ...[
      "Job",
      "Jobs",
      "Stelle",
      "Arbeitsstelle",
      "Ausbildung",
      "ausbilden",
      "Lehrstelle",
      "Azubi",
      "Praktikum",
    ],
    ...["Bewerbung", "bewerben", "Aushilfe", "Minijob", "job", "apprenticeship", "internship", "hiring"],
  ],
  exchange: [
    ...["umtauschen", "Umtausch", "zurückgeben", "Rückgabe", "Retoure", "zurückbringen"],
    ...["exchange", "return", "refund"],
  ],
  broken: [
    ...[
      "kaputt",
      "defekt",
      "Defekt",
      "undicht",
      "tropft",
      "Mangel",
      "Mängel",
      "Reklamation",
      "reklamieren",
      "beschädigt",
    ],
    ...["geht … nicht mehr", "funktioniert … nicht", "broken", "defect", "faulty", "damaged"],
  ],
  urgent: [
    "Notfall",
    "Notdienst",
    "dringend",
    "sofort",
    "schnellstmöglich",
    "bitte schnell",
    "emergency",
    "urgent",
    "asap",
  ],
  quote: ["Angebot", "Kostenvoranschlag", "Kostenschätzung", "quote", "estimate"],
  wait: ["Wartezeit", "wie lange … warten", "wie lange … dauert", "wie lang … dauert", "how long"],
  bill: ["Rechnung", "invoice", "bill", "receipt"],
  look: ["anschauen", "ansehen", "angucken", "besichtigen", "Besichtigung"],
  advice: ["Beratung", "beraten", "empfehlen", "Empfehlung", "advice", "recommend"],
};

/** Terms of this kind stand for a meaning, not for a word. */
const TERM = "~";
const GAP = "…";
const LONGEST_GAP = 6;

interface Phrase {
  readonly meaning: string;
  readonly parts: readonly string[];
}

const words = new Map<string, string[]>();
const surfaces = new Set<string>();
const phrases: Phrase[] = [];
for (const [name, entries] of Object.entries(MEANINGS)) {
  for (const entry of entries) {
    const parts = entry.split(" ");
    if (parts.length > 1) phrases.push({ meaning: TERM + name, parts: parts.map(stemOrGap) });
    else addWord(spelling(entry), TERM + name);
  }
}

function addWord(surface: string, meaning: string): void {
  surfaces.add(surface);
  const known = words.get(stem(surface)) ?? [];
  if (!known.includes(meaning)) words.set(stem(surface), [...known, meaning]);
}

function stemOrGap(part: string): string {
  return part === GAP ? GAP : stem(spelling(part));
}

/** The folded words that have a meaning, for the dictionary. */
export const meaningWords: ReadonlySet<string> = surfaces;

export const isMeaning = (term: string): boolean => term.startsWith(TERM);

/** The meanings of one word, by its stem. */
export const meaningsOf = (stemmed: string): readonly string[] => words.get(stemmed) ?? [];

/** The meanings that a clause has by the words that it puts together. */
export function meaningsIn(stems: readonly string[]): readonly string[] {
  return phrases.filter(({ parts }) => holds(stems, parts)).map(({ meaning }) => meaning);
}

function holds(stems: readonly string[], parts: readonly string[]): boolean {
  let at = 0;
  let gap = stems.length;
  for (const part of parts) {
    if (part === GAP) {
      gap = LONGEST_GAP;
      continue;
    }
    const found = stems.indexOf(part, at);
    if (found < 0 || found > at + gap) return false;
    at = found + 1;
    gap = 0;
  }
  return true;
}
