/** Which conversations are meant: with all or any of the labels in `with`, and with none of those in `without`. */
export interface LabelQuery {
  readonly match: "all" | "any";
  readonly with: readonly string[];
  readonly without: readonly string[];
}

/** Is a conversation with these labels meant? */
export function fitsQuery(query: LabelQuery, labels: readonly string[]): boolean {
  if (query.without.some((label) => labels.includes(label))) return false;
  const asked = (label: string) => labels.includes(label);
  return query.match === "all" ? query.with.every(asked) : query.with.length === 0 || query.with.some(asked);
}
