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

const VARIABLE = /\{\{\s*([^{}\n]{1,64}?)\s*\}\}/gu;

/** The text in pieces, with the values put in. What is unknown or empty stays as it was written. */
export function filledPieces(text: string, filling: Filling): Piece[] {
  const pieces: Piece[] = [];
  let after = 0;
  const add = (piece: string, value: boolean) => piece !== "" && pieces.push({ text: piece, value });
  for (const match of text.matchAll(VARIABLE)) {
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

export const filled = (text: string, filling: Filling): string =>
  filledPieces(text, filling)
    .map((piece) => piece.text)
    .join("");

/** The first variable in a text that is about to be sent: it must not go out as it is. null: there is none. */
export function firstUnfilled(text: string): Unfilled | null {
  const match = new RegExp(VARIABLE).exec(text);
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
  [...text.matchAll(VARIABLE)].flatMap(([, name = ""]) => (variableOf(name) === undefined ? [name] : []));

const variableOf = (name = ""): keyof Filling | undefined =>
  VARIABLES.get(
    name
      .toLowerCase()
      .normalize("NFC")
      .replace(/[\s-]+/g, "_"),
  );
