/** Typing a whole sheet from paper, group by group: values in, values out. */

import { compareGroup, GROUP_CHARS, GROUPS, slipOf } from "@tresen/core/sheet";
import type { SheetWords } from "./words.ts";

/** What is wrong, in words, and in which groups (from 0). */
export interface Wrong {
  readonly groups: readonly number[];
  readonly text: string;
}

export const noGroups = (): string[] => Array.from({ length: GROUPS }, () => "");

const plain = (text: string): string => text.replace(/[-\s]/g, "");

/**
 * Puts what was typed or pasted into group `at`. What does not fit continues in the next groups if they are empty or a whole sheet was
 * pasted. Nothing typed is dropped.
 */
export function spread(typed: readonly string[], at: number, text: string): string[] {
  const letters = plain(text);
  const next = typed[at + 1];
  const goesOn = letters.length > GROUP_CHARS && (next === "" || letters.length >= 2 * GROUP_CHARS);
  const after = [...typed];
  if (!goesOn || next === undefined) {
    after[at] = text;
    return after;
  }
  for (let group = at, from = 0; from < letters.length && group < GROUPS; group++, from += GROUP_CHARS)
    after[group] = letters.slice(from, group === GROUPS - 1 ? undefined : from + GROUP_CHARS);
  return after;
}

/** Does this group have its four characters? */
export const isFull = (group: string): boolean => misshapen(group) === null;

/** The first mistake. Of the groups that are not full, only those in `asked` count. null: the groups asked for are right. */
export function wrongIn(
  typed: readonly string[],
  asked: ReadonlySet<number>,
  words: SheetWords,
): Wrong | null {
  for (const [at, group] of typed.entries()) {
    const shape = misshapen(group);
    if (shape === null || !asked.has(at)) continue;
    return { groups: [at], text: `${words.group(at + 1)}: ${said(shape, words)}` };
  }
  return typed.every(isFull) ? slipIn(typed, words) : null;
}

function slipIn(typed: readonly string[], words: SheetWords): Wrong | null {
  const slip = slipOf(typed.join(""));
  if (slip === null) return null;
  const groups = slip.groups.map((n) => n - 1);
  if (slip.kind === "several") return { groups: [], text: words.severalHere };
  const [first = 1] = slip.groups;
  if (slip.kind === "swapped" && slip.groups.length > 1)
    return { groups, text: words.swappedHere(slip.groups) };
  const text = slip.kind === "one" ? words.oneHere : words.swappedHere(slip.groups);
  return { groups, text: `${words.group(first)}: ${text}` };
}

type Misshape = {
  readonly kind: "short" | "long" | "foreign";
  readonly missing: number;
  readonly letter: string;
};

/** Compared with any group: does it have four characters that a sheet may contain? */
function misshapen(group: string): Misshape | null {
  const found = compareGroup(group, "0".repeat(GROUP_CHARS));
  if (found.kind === "short") return { kind: "short", missing: found.missing, letter: "" };
  if (found.kind === "long") return { kind: "long", missing: 0, letter: "" };
  return found.kind === "foreign" ? { kind: "foreign", missing: 0, letter: found.letter } : null;
}

function said({ kind, missing, letter }: Misshape, words: SheetWords): string {
  if (kind === "foreign") return words.foreign(letter);
  if (kind === "long") return words.long;
  return missing === GROUP_CHARS ? words.empty : words.short(missing);
}
