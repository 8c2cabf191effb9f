/** What is printed of one way: its name, its code, and the address that one types. */
export interface Printed {
  readonly name: string;
  /** What the code holds. */
  readonly link: string;
  /** The address to be typed without its scheme, and what follows: a line may end between them. */
  readonly typed: readonly [page: string, id: string];
}

/** Labels on one sheet of A4: two in a row, five rows. */
export const ON_SHEET = 10;

/** The labels, sheet by sheet. */
export const sheetsOf = (labels: readonly Printed[]): readonly (readonly Printed[])[] =>
  Array.from({ length: Math.ceil(labels.length / ON_SHEET) }, (_, at) =>
    labels.slice(at * ON_SHEET, (at + 1) * ON_SHEET),
  );
