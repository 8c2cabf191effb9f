/** Customers by their names, above what they said. Pure. */

import { fold, foldings } from "@tresen/core/fold";

const MOST = 5;

/** Those of whose name some word begins with each typed word, in the order given; none for an empty text. */
export function byName<Customer>(
  customers: readonly Customer[],
  nameOf: (customer: Customer) => string,
  typed: string,
): readonly Customer[] {
  return customers.filter((customer) => says(nameOf(customer), typed)).slice(0, MOST);
}

/** Some word of the text begins with each typed word; not for an empty one. */
export function says(text: string, typed: string): boolean {
  const words = wordsIn(fold(typed));
  if (words.length === 0) return false;
  return foldings(text).some((form) => {
    const parts = wordsIn(form);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

/** The labels by whose name a text is found: some word of it begins with a typed one. */
export function byLabel<Label>(
  labels: readonly Label[],
  nameOf: (label: Label) => string,
  typed: string,
): readonly Label[] {
  const words = wordsIn(fold(typed));
  return labels.filter((label) =>
    foldings(nameOf(label)).some((form) =>
      wordsIn(form).some((part) => words.some((word) => part.startsWith(word))),
    ),
  );
}

const wordsIn = (text: string): readonly string[] =>
  text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== "");
