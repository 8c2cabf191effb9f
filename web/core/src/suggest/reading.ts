/** A message as clauses of folded words, and the German verbs that stand in two places ("packt ihr das … ein"). */

import { fold } from "../base/fold.ts";
import { stem } from "./stem.ts";

/** A question that is longer asks for a person. The bound keeps the work small whatever is sent. */
const LONGEST_MESSAGE = 2000;
const MOST_WORDS = 80;
/** No word that people write is longer. */
const LONGEST_WORD = 40;

const PARTICLES = new Set(
  "ab an auf aus ein her hin mit nach um vor vorbei weg zu zuruck fest frei bei durch".split(" "),
);
/** Not the dot of "1. Mai". */
const CLAUSE_ENDS = /(?<!\p{N})\.|[,;:!?()\n"…–—]+/u;
/** A word after which something new begins, though nobody typed a comma. */
const STARTS = new Set("ich wir und oder aber weil wenn sonst denn lg danke bitte gruss".split(" "));
const IRREGULAR: Readonly<Record<string, string>> = { hat: "hab", hast: "hab", seid: "sein", sind: "sein" };

const STOP = new Set(
  [
    "a ab aber alle allem alles als also am an and andere anderen are at auch auf aus be bei beim bin bis bitte bräuchte brauche brauchen",
    "da dann danke dank darf das dass dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir do doch dort du dürfen ein",
    "eine einem einen einer eines einfach eigentlich er es etwas euch euer eure eurem euren eurer for für from ganz gar geben gehen geht gehts",
    "genau gern gerne gewesen gibt gleich grüße gruß gute guten gutes hab habe haben habt haette halt hallo hallöchen hat hätte hätten have hello her hi hier hin",
    "hätt i ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in irgendwas is ist it ja jemand jemanden jetzt just kann kannst kein keine können könnt könnte könnten könntet",
    "leider lg liebe lieber like ma machen macht mag mal man me mehr mein meine meinem meinen meiner mich mit möchte möchten moin müssen müsst muss müsste my na nach",
    "nächste nächsten nächster ne need nem nen nicht nichts no noch nochmal nun nur ob oder of offer on or our per please ruhig sag schon sehr sein seine seinem seinen seiner seit",
    "servus sich sie sind seid so sollen soll sollte some sonst sorry sowas suche suchen super tag tage tagen the them there they this to um und uns unser unsere unserem unseren",
    "unserer us vielen vom von vor war waren warum was we weil welche welchem welchen welcher welches wenn wer werde werden wie wieder wieso will wir wird wo wollte wollten",
    "wollen would wurde würde würden würdet you your zeit zu zum zur zwei drei hey morgen herr frau dr can could get got want did does i'd d s am 'm ll grüß servus abend",
    "lief liefen fast vergessen verloren",
    "kommt komme kommen nehmt nehmen nimmt lange lang letzte letztes letzten letzter machte jemals paar groß kam",
  ]
    .join(" ")
    .split(" ")
    .map(fold),
);

/** Words that say when, not what: they hint at opening hours, and stand in every second message. */
const WHEN = new Set(
  [
    "heute morgens montag montags dienstag dienstags mittwoch mittwochs donnerstag donnerstags freitag freitags samstag samstags sonnabend",
    "sonntag sonntags wochenende feiertag feiertage feiertagen woche wochen monat jahr uhr mittag mittags nachmittag nachmittags vormittag",
    "vormittags abends früh nacht heiligabend weihnachten silvester ostern ostermontag pfingsten karfreitag neujahr monday tuesday wednesday",
    "thursday friday saturday sunday weekend holiday today tomorrow week easter christmas januar februar märz april mai juni juli august september oktober november dezember",
  ]
    .join(" ")
    .split(" ")
    .map((word) => stem(fold(word))),
);

export interface Clause {
  /** Stems of all words, in order. */
  readonly stems: readonly string[];
  /** Folded words that may say what it is about. */
  readonly words: readonly string[];
  /** Verbs put together from a stem and the particle at the end of the clause. Only some of them are words. */
  readonly verbs: readonly string[];
}

const THANKS = new Set(
  "danke dank dankeschon super toll klasse prima lecker begeistert zufrieden nett gefreut thanks thank lovely great delicious".split(
    " ",
  ),
);
const ASKS = new Set(
  [
    "bräuchte brauche brauchen möchte möchten würde würden hätte hätten gern gerne will wollen suche suchen bitte muss müssen kann können könnte",
    "könnten könnt könntet darf dürfen wann wo wie was welche welcher welches wer gibt gibts leider",
    "how when where what which can could need like want do does is are please",
  ]
    .join(" ")
    .split(" ")
    .map(fold),
);

const ASKED = /^(?:habt|macht|nehmt|seid) ihr$|^(?:haben|machen|nehmen|sind) sie$/;

/** "Danke, die Torte war super" names a cake, and asks nothing. */
export function onlyThanks(message: string): boolean {
  const found = tokens(message.slice(0, LONGEST_MESSAGE));
  return (
    !message.includes("?") &&
    found.some((word) => THANKS.has(word)) &&
    !found.some((word, at) => ASKS.has(word) || ASKED.test(`${word} ${found[at + 1]}`))
  );
}

export const isWhen = (stemmed: string): boolean => WHEN.has(stemmed);

export const tokens = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of a text that may say what it is about. */
export const tellingWords = (text: string): string[] => tokens(text).filter(isTelling);

const isTelling = (word: string): boolean =>
  word.length > 1 && word.length <= LONGEST_WORD && !STOP.has(word) && !/^\p{N}+$/u.test(word);

export function read(message: string): readonly Clause[] {
  let left = MOST_WORDS;
  const clauses: Clause[] = [];
  for (const part of message.slice(0, LONGEST_MESSAGE).split(CLAUSE_ENDS)) {
    const found = tokens(part).slice(0, left).map(spelling);
    left -= found.length;
    if (found.length > 0) clauses.push(clauseOf(found));
  }
  return clauses;
}

/** "seit ihr" is what half of Germany writes. */
function spelling(word: string, at: number, found: readonly string[]): string {
  return word === "seit" && found[at + 1] === "ihr" ? "seid" : word;
}

function clauseOf(found: readonly string[]): Clause {
  return {
    stems: found.map((word) => stem(word)),
    words: found.filter(isTelling),
    verbs: found.flatMap((word, at) => (PARTICLES.has(word) ? verbsWith(word, at, found) : [])),
  };
}

/** "habt … auf" and "auf habt": the verb before a particle that ends its clause, or behind one. */
function verbsWith(particle: string, at: number, found: readonly string[]): string[] {
  const next = found[at + 1];
  if (next === undefined || STARTS.has(next)) return found.slice(Math.max(0, at - 10), at).map(join);
  const after = found[at + 2];
  return after === undefined || STARTS.has(after) ? [join(next)] : [];

  function join(verb: string): string {
    return stem(particle + (IRREGULAR[verb] ?? verb));
  }
}
