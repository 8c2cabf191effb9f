/** Words that stand in messages of every kind, in German and English. */

import { spelling, stem } from "./stem.ts";

const listed = (words: string): string[] => spelling(words.trim()).split(/\s+/);

/** Words that never say what a message is about. */
export const STOP: ReadonlySet<string> = new Set(
  listed(`
  a ab aber alle allem alles als also am an and andere anderen are at auch auf aus be bei beim bin bis
  bitte bräuchte brauche brauchen da dann danke dank darf das dass dein dem den denn der des dich die
  dies diese diesem diesen dieser dieses dir do doch dort du dürfen ein eine einem einen einer eines
  einfach eigentlich er es etwas euch euer eure eurem euren eurer for für from ganz gar geben gehen geht
  gehts genau gern gerne gewesen gibt gleich grüße gruß gute guten gutes hab habe haben habt haette halt
  hallo hallöchen hat hätte hätten have hello her hi hier hin hätt i ich ihm ihn ihnen ihr ihre ihrem
  ihren ihrer im immer in irgendwas is ist it ja jemand jemanden jetzt just kann kannst kein keine
  können könnt könnte könnten könntet leider lg liebe lieber like ma machen macht mag mal man me mehr
  mein meine meinem meinen meiner mich mit möchte möchten moin müssen müsst muss müsste my na nach
  nächste nächsten nächster ne need nem nen nicht nichts no noch nochmal nun nur ob oder of offer on or
  our per please ruhig sag schon sehr sein seine seinem seinen seiner seit servus sich sie sind seid so
  sollen soll sollte some sonst sorry sowas suche suchen super tag tage tagen the them there they this
  to um und uns unser unsere unserem unseren unserer us vielen vom von vor war waren warum was we weil
  welche welchem welchen welcher welches wenn wer werde werden wie wieder wieso will wir wird wo wollte
  wollten wollen would wurde würde würden würdet you your zeit zu zum zur zwei drei hey morgen herr frau
  dr can could get got want did does d s 'm ll grüß abend lief liefen lass lasse lassen fast vergessen verloren feierabend
  kommt komme kommen nehmt nehmen nimmt lange lang letzte letztes letzten letzter machte jemals paar
  groß kam ohne without gut
`),
);

const WHEN: ReadonlySet<string> = new Set(
  listed(`
  heute morgens montag montags dienstag dienstags mittwoch mittwochs donnerstag donnerstags freitag
  freitags samstag samstags sonnabend sonntag sonntags wochenende feiertag feiertage feiertagen woche
  wochen monat jahr uhr mittag mittags nachmittag nachmittags vormittag vormittags abends nacht
  heiligabend weihnachten silvester ostern ostermontag pfingsten karfreitag neujahr monday tuesday
  wednesday thursday friday saturday sunday weekend holiday today tomorrow week easter christmas januar
  februar märz april mai juni juli august september oktober november dezember
`).map((word) => stem(word)),
);

/** Words that say when, not what: they hint at opening hours, and stand in every second message. */
export const isWhen = (stemmed: string): boolean => WHEN.has(stemmed);

const THANKS: ReadonlySet<string> = new Set(
  listed(`
  danke dank dankeschon super top toll klasse prima lecker begeistert zufrieden nett gefreut thanks
  thank lovely great delicious
`),
);

const ASKS: ReadonlySet<string> = new Set(
  listed(`
  bräuchte brauche brauchen möchte möchten würde würden hätte hätten gern gerne will wollen suche suchen
  bitte muss müssen kann können könnte könnten könnt könntet darf dürfen wann wo wie was welche welcher
  welches wer gibt gibts leider how when where what which can could need like want do does is are please
`),
);

const ASKED = /^(?:habt|macht|nehmt|seid) ihr$|^(?:haben|machen|nehmen|sind) sie$/;

/** "Danke, die Torte war super" names a cake, and asks nothing. */
export const thanks = (found: readonly string[]): boolean => found.some((word) => THANKS.has(word));

export const asks = (found: readonly string[]): boolean =>
  found.some((word, at) => ASKS.has(word) || ASKED.test(`${word} ${found[at + 1]}`));

/** What German verbs leave at the end of their clause. */
export const PARTICLES: ReadonlySet<string> = new Set(
  listed("ab an auf aus ein her hin mit nach um vor vorbei weg zu zurück fest frei bei durch dicht"),
);

/** A word with which something new begins, though nobody typed a comma. */
export const STARTS: ReadonlySet<string> = new Set(
  listed("ich wir und oder aber weil wenn sonst denn lg danke bitte gruß"),
);

/** The form of a verb that its stem does not give. */
export const IRREGULAR: Readonly<Record<string, string>> = {
  hat: "hab",
  hast: "hab",
  seid: "sein",
  sind: "sein",
};
