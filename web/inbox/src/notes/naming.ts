import type { Person } from "@tresen/core/api";

/** A name that is being typed: where its `@` stands, and what of the name is there. */
export interface Naming {
  readonly at: number;
  readonly typed: string;
}

/** What is being typed at `caret`; null: no name. A name begins at an `@` that follows no letter, as in an e-mail address. */
export function namingAt(text: string, caret: number): Naming | null {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || /[\p{L}\p{N}]$/u.test(text.slice(0, at))) return null;
  const typed = text.slice(at + 1, caret);
  return typed.length > 40 || /[\n@]/.test(typed) ? null : { at, typed };
}

/** Who can be meant: whose name begins like that, letter case aside; whoever is responsible first. */
export function meant(
  { typed }: Naming,
  people: readonly Person[],
  assigned: number | null,
): readonly Person[] {
  const begun = typed.toLocaleLowerCase();
  const found = people.filter(({ name }) => name !== "" && name.toLocaleLowerCase().startsWith(begun));
  // Once a name stands there in full, it has been chosen.
  if (found.some(({ name }) => name === typed)) return [];
  return [...found].sort((a, b) => Number(b.person === assigned) - Number(a.person === assigned));
}

/** The text with this name in full, and where the caret then stands. */
export function withName(text: string, { at, typed }: Naming, name: string): { text: string; caret: number } {
  const rest = text.slice(at + 1 + typed.length);
  const gap = rest.startsWith(" ") ? "" : " ";
  return { text: `${text.slice(0, at)}@${name}${gap}${rest}`, caret: at + 1 + name.length + 1 };
}

/** Those whom the text names, each once, in their order in the team. */
export const namedIn = (text: string, people: readonly Person[]): readonly Person[] =>
  people.filter(({ name }) => name !== "" && text.includes(`@${name}`));
