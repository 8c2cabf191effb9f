import type { LogRow } from "@tresen/core/api";

/**
 * Whether the team asks for a name, in the card's own question or in words of its own. Words are judged here, on the customer's device, by
 * rules that a person can read. Fetched once somebody has answered.
 */

const NAME = String.raw`(?:vollen |ganzen |full |first |last |sur)?(?:vor- und nach|vor-|vor|nach|familien)?name(?:n|ns)?\b`;
/** "Ihr Name", "your name". What is put on, in or under something is no question: "your name on the list". */
const YOURS = String.raw`\b(?:(?:ihr|dein)(?:en|em)?|your) ${NAME}`;
const ASKED = String.raw`${YOURS}(?!,? (?:bitte )?(?:an|auf|in|im|am|beim|bei|unter|neben|on|onto|in|at|to|under|down)\b)`;

const rule = (source: string): RegExp => new RegExp(source, "u");

/** Questions that are about nothing else. */
const QUESTIONS = [
  rule(String.raw`\bwie heiss(?:en sie|t du)\b(?! (?:das|die|den|der|diese\w*|alle|ihre\w*|deine\w*)\b)`),
  rule(String.raw`\bwie (?:ist|war|lautet|schreibt man|schreibe ich)\b.{0,18}${YOURS}`),
  rule(
    String.raw`\b(?:auf|in) (?:welchen|wessen) namen\b.*\?|^(?:und |gern )?auf (?:welchen|wessen) namen\b`,
  ),
  rule(String.raw`\bunter (?:welchem|wessen) namen\b.*\?`),
  rule(String.raw`\bauf wen (?:darf|soll|kann|geht|laeuft|schreibe|reserviere)\b`),
  rule(String.raw`\bmit wem (?:schreibe|spreche|rede|habe|chatte) ich\b`),
  rule(String.raw`^(?:und )?wer (?:sind sie|bist du|schreibt|spricht)\b`),
  rule(String.raw`\bwhat(?:['’]?s| is| was)\b(?: again)? your ${NAME}`),
  rule(String.raw`\b(?:who am i|with whom am i) (?:speaking|talking|chatting|writing)\b`),
  rule(String.raw`\bwho(?:['’]s| is) (?:this|writing|speaking)\b(?! for)`),
  rule(
    String.raw`\b(?:under|in) (?:which|what) name\b|\b(?:which|what) name (?:is it|should|shall|can|may)\b.*\b(?:under|in|for)\b`,
  ),
  rule(String.raw`\b(?:did not|didn['’]?t) (?:quite )?(?:catch|get) your ${NAME}`),
];
/** Hardly more than the word: "Ihr Name bitte", "Name?". */
const BARE = rule(
  `^(?:(?:und|noch|nur|dann|bitte|kurz|and|just|also|please)[, ]+)*(?:(?:(?:ihr|dein)(?:en)?|der|den|your) )?${NAME}(?: noch| kurz| dazu)*(?:,? (?:bitte|please))?[?!. ]*$`,
);
const POLITE = /\?|\b(?:bitte|please|noch)\b/u;
/** What asks when a name stands beside it. */
const WANTS = rule(
  String.raw`\b(?:nenn\w*|sag\w*|verrat\w*|gib|geben|schreib\w*|schick\w*|mitteilen|teilen|hinterlassen|brauch\w*|braeucht\w*|benoetig\w*|fehlt\w*|erfahren|wissen|haette\w*|nach ihrem|nach deinem|(?:darf|duerft\w*|kann|koennt\w*) (?:ich|wir)|need|tell|give|send|know|(?:may|can|could|might) (?:i|we))\b`,
);
const STANDS = rule(ASKED);
/** It is there already, or not wanted. */
const SETTLED =
  /\b(?:nicht|nie|kein\w*|ohne|schon|bereits|danke|habe ich|haben wir|notiert|gespeichert|not|without|already|thanks|got|noted)\b|n['’]t\b/u;

const plain = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replace(/[^\S\n]+/gu, " ");

function isQuestion(sentence: string): boolean {
  if (QUESTIONS.some((each) => each.test(sentence))) return true;
  if (BARE.test(sentence)) return POLITE.test(sentence);
  return STANDS.test(sentence) && WANTS.test(sentence) && !SETTLED.test(sentence);
}

/** Whether a message asks the reader for a name. */
export const asksName = (text: string): boolean =>
  plain(text)
    .split(/(?<=[.!?…:])\s+|\n+/u)
    .some((sentence) => isQuestion(sentence.trim()));

/**
 * Where the team last asked for a name, unless one was handed over; null: it asks for none. A question in words is answered by whatever the
 * customer writes after it, the card's own by a name alone.
 */
export function nameWanted(rows: readonly LogRow[]): number | null {
  const said = rows.filter((row) => row.type === "message");
  const given = said.findLast(({ ours, content }) => ours && content.kind === "contact")?.content;
  if (given?.kind === "contact" && given.name !== "") return null;
  const written = said.findLastIndex(({ ours, content }) => ours && content.kind === "text");
  const asked = said.findLast(
    ({ ours, content }, i) =>
      !ours &&
      (content.kind === "contact_request" ||
        (i > written && content.kind === "text" && asksName(content.text))),
  );
  return asked?.pos ?? null;
}
