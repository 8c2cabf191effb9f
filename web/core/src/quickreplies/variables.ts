/** The variables of quick replies: `{{kunde}}` and the like, in German or English. Pure. */

/** What a variable stands for. An empty text: nothing is known. */
export interface Filling {
  readonly customer: string;
  readonly business: string;
  readonly nextOpening: string;
  readonly address: string;
  readonly staff: string;
}

const VARIABLES: ReadonlyMap<string, keyof Filling> = new Map([
  ["kunde", "customer"],
  ["customer", "customer"],
  ["betrieb", "business"],
  ["business", "business"],
  ["naechste_oeffnung", "nextOpening"],
  ["nächste_öffnung", "nextOpening"],
  ["next_opening", "nextOpening"],
  ["adresse", "address"],
  ["address", "address"],
  ["mitarbeiter", "staff"],
  ["staff", "staff"],
]);

/** The names that the editor offers, in the order of `Filling`. */
export const VARIABLE_NAMES = {
  de: ["kunde", "betrieb", "naechste_oeffnung", "adresse", "mitarbeiter"],
  en: ["customer", "business", "next_opening", "address", "staff"],
} as const;

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

/** Without `g`: a regular expression that is global remembers where it stopped, and the next look would begin there. */
const VARIABLE = /\{\{\s*([^{}\n]{1,64}?)\s*\}\}/u;
const everyVariable = (text: string) => text.matchAll(new RegExp(VARIABLE.source, "gu"));

/** Names of people: a sentence that addresses nobody is still whole, one without a time or a street is not. */
const PEOPLE: ReadonlySet<keyof Filling> = new Set(["customer", "staff"]);

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
    const value = variable === undefined ? "" : filling[variable];
    if (value === "") continue;
    add(text.slice(after, match.index), false);
    add(value, true);
    after = match.index + match[0].length;
  }
  add(text.slice(after), false);
  return pieces;
}

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

/** The first variable in a text that is about to be sent: it must not go out as it is. null: there is none. */
export function firstUnfilled(text: string): Unfilled | null {
  const match = VARIABLE.exec(text);
  if (match === null) return null;
  const name = match[1] ?? "";
  return {
    name,
    from: match.index,
    to: match.index + match[0].length,
    known: variableOf(name) !== undefined,
  };
}

/** The names of variables in a text that do not exist: most likely typing errors. */
export const unknownIn = (text: string): string[] =>
  [...everyVariable(text)].flatMap(([, name = ""]) => (variableOf(name) === undefined ? [name] : []));

const variableOf = (name = ""): keyof Filling | undefined =>
  VARIABLES.get(
    name
      .toLowerCase()
      .normalize("NFC")
      .replace(/[\s-]+/g, "_"),
  );
