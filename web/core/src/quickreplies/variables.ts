/**
 * The variables of quick replies: `{kunde}` and the like, in German or English. Pure.
 *
 * They are written with one pair of braces, like those of automatic answers, and stored with two, which is what earlier versions fill in.
 * Both are read, and so is a text in which one brace too many or too few was typed.
 */

import { Pattern } from "../base/distance.ts";

/** What a variable stands for. An empty text: nothing is known. */
export interface Filling {
  readonly customer: string;
  readonly business: string;
  readonly nextOpening: string;
  readonly address: string;
  readonly staff: string;
}

export type Variable = keyof Filling;
type Language = "de" | "en";

const VARIABLES: ReadonlyMap<string, Variable> = new Map([
  ["kunde", "customer"],
  ["customer", "customer"],
  ["betrieb", "business"],
  ["business", "business"],
  ["öffnung", "nextOpening"],
  ["oeffnung", "nextOpening"],
  ["opening", "nextOpening"],
  ["naechste_oeffnung", "nextOpening"],
  ["nächste_öffnung", "nextOpening"],
  ["next_opening", "nextOpening"],
  ["adresse", "address"],
  ["address", "address"],
  ["mitarbeiter", "staff"],
  ["staff", "staff"],
]);

/** The names as they are offered and shown. */
export const VARIABLE_NAMES: Readonly<Record<Language, Readonly<Record<Variable, string>>>> = {
  de: {
    customer: "kunde",
    business: "betrieb",
    nextOpening: "öffnung",
    address: "adresse",
    staff: "mitarbeiter",
  },
  en: {
    customer: "customer",
    business: "business",
    nextOpening: "opening",
    address: "address",
    staff: "staff",
  },
};
export const EVERY_VARIABLE = Object.keys(VARIABLE_NAMES.de) as readonly Variable[];

const STORED: Readonly<Record<Language, Readonly<Record<Variable, string>>>> = {
  de: { ...VARIABLE_NAMES.de, nextOpening: "naechste_oeffnung" },
  en: { ...VARIABLE_NAMES.en, nextOpening: "next_opening" },
};

/** A variable that nothing was put in for, at its place in the text. `known`: there is such a variable, but here it is empty. */
export interface Unfilled {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly known: boolean;
}

/** A part of a filled text. `value`: it was put in for a variable. */
export interface Piece {
  readonly text: string;
  readonly value: boolean;
}

/**
 * Without `g`: a regular expression that is global remembers where it stopped, and the next look would begin there. A name begins and ends
 * with no blank, and what may stand around it is bounded, so that the time of a look grows with the length of the text and no faster.
 */
const VARIABLE = /\{{1,2}[^\S\n]{0,64}([^\s{}](?:[^{}\n]{0,62}[^\s{}])?)[^\S\n]{0,64}\}{1,2}/u;
const everyVariable = (text: string) => text.matchAll(new RegExp(VARIABLE.source, "gu"));

/** Names of people: a sentence that addresses nobody is still whole, one without a time or a street is not. */
const PEOPLE: ReadonlySet<Variable> = new Set(["customer", "staff"]);

/**
 * The text in pieces, with the values put in. A name of a person that is not known vanishes with its comma where the sentence stays whole.
 * What is unknown, or empty elsewhere, stays as it was written.
 */
export function filledPieces(written: string, filling: Filling): Piece[] {
  const text = withoutUnknownPeople(written, filling);
  const pieces: Piece[] = [];
  let after = 0;
  const add = (piece: string, value: boolean) => piece !== "" && pieces.push({ text: piece, value });
  for (const match of everyVariable(text)) {
    const variable = variableOf(match[1]);
    const value = variable === undefined ? "" : unbraced(filling[variable]);
    if (value === "") continue;
    add(text.slice(after, match.index), false);
    add(value, true);
    after = match.index + match[0].length;
  }
  add(text.slice(after), false);
  return pieces;
}

/** A value is read again with the text that it stands in, and a customer chooses their own name: none is a variable. */
const unbraced = (value: string): string => value.replaceAll("{", "(").replaceAll("}", ")");

function withoutUnknownPeople(text: string, filling: Filling): string {
  let kept = "";
  let rest = text;
  for (let match = VARIABLE.exec(rest); match !== null; match = VARIABLE.exec(rest)) {
    const variable = variableOf(match[1]);
    const unknown = variable !== undefined && PEOPLE.has(variable) && filling[variable] === "";
    const before = kept + rest.slice(0, match.index);
    const after = rest.slice(match.index + match[0].length);
    [kept, rest] = (unknown ? withoutAddress(before, after) : null) ?? [before + match[0], after];
  }
  return kept + rest;
}

/** What stands before and after an address, once it is gone. null: without it the sentence would lack something. */
function withoutAddress(before: string, after: string): readonly [before: string, after: string] | null {
  const behind = after.replace(/^[ \t]+/, "");
  if (/(?:^|\n)[ \t]*$/.test(before)) {
    if (/^(?:\n|$)/.test(behind))
      return [before.trimEnd(), before.trim() === "" ? after.trimStart() : behind];
    const next = behind.replace(/^[,!][ \t]*/, "");
    return next === behind ? null : [before, next.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())];
  }
  if (/^(?:[,.!?:;)\n]|$)/.test(behind) && /\S,[ \t]*$/.test(before))
    return [before.replace(/,[ \t]*$/, ""), behind];
  return /^[,!]/.test(behind) && /[\p{L}\p{N}][ \t]+$/u.test(before) ? [before.trimEnd(), behind] : null;
}

export const filled = (text: string, filling: Filling): string =>
  filledPieces(text, filling)
    .map((piece) => piece.text)
    .join("");

/**
 * The first variable in a text that is about to be sent: it must not go out as it is. null: there is none. Other words in single braces
 * are somebody's own, unless they are nearly the name of a variable.
 */
export function firstUnfilled(text: string): Unfilled | null {
  for (const match of everyVariable(text)) {
    const name = match[1] ?? "";
    const known = variableOf(name) !== undefined;
    if (!known && !match[0].startsWith("{{") && nearest(name, "de") === null) continue;
    return { name, from: match.index, to: match.index + match[0].length, known };
  }
  return null;
}

/** The names of variables in a text that do not exist: most likely typing errors. */
export const unknownIn = (text: string): string[] => [
  ...new Set(
    [...everyVariable(text)].flatMap(([, name = ""]) => (variableOf(name) === undefined ? [name] : [])),
  ),
];

/** Two slips at most, and less than half of the name. */
const SLIPS = 2;

/** The variable that was probably meant, by its name in a language; null: none is near. */
export function nearest(name: string, language: Language): string | null {
  const said = spelled(name);
  let found: Variable | null = null;
  let least = Math.min(SLIPS + 1, said.length / 2);
  const typed = new Pattern(said);
  for (const [known, variable] of VARIABLES) {
    typed.compare(known);
    if (typed.whole < least) [found, least] = [variable, typed.whole];
  }
  return found === null ? null : VARIABLE_NAMES[language][found];
}

/** Every variable under its name in the language, with one pair of braces. */
export const shownVariables = (text: string, language: Language): string =>
  renamed(text, (variable) => `{${VARIABLE_NAMES[language][variable]}}`);

/** What was typed, as it is stored. */
export const storedVariables = (text: string, language: Language): string =>
  renamed(text, (variable) => `{{${STORED[language][variable]}}}`);

/** The text with other words for its variables. What is unknown stays as it was written. */
export const renamed = (text: string, to: (variable: Variable, written: string) => string): string =>
  text.replace(new RegExp(VARIABLE.source, "gu"), (written, name: string) => {
    const variable = variableOf(name);
    return variable === undefined ? written : to(variable, written);
  });

const spelled = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFC")
    .replace(/[\s-]+/g, "_");

const variableOf = (name = ""): Variable | undefined => VARIABLES.get(spelled(name));
