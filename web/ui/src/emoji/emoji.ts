/** Emoji as the picker shows and finds them. Pure. */

import { fold, foldings } from "@tresen/core/fold";

export interface Emoji {
  readonly emoji: string;
  /** Its name in one language. */
  readonly label: string;
  readonly group: number;
  /** It can be drawn with a skin tone. */
  readonly tones: boolean;
  /** Words that find it beside its name. */
  readonly tags: string;
}

/** Groups in the order of the picker. */
export const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;
/** Lightest to darkest; 0 is without. */
export const TONES = [0, 1, 2, 3, 4, 5] as const;

const LINE = /^(\d)(\+?)(.+)\t(.+)\t(.*)$/u;

/** Reads what `web/emoji.ts` wrote. */
export const readEmoji = (data: string): readonly Emoji[] =>
  data.split("\n").flatMap((line) => {
    const [, group, plus, emoji, label, tags] = LINE.exec(line) ?? [];
    if (emoji === undefined || label === undefined) return [];
    return [{ emoji, label, group: Number(group), tones: plus === "+", tags: tags ?? "" }];
  });

/** The emoji in that tone, if it has tones. */
export const inTone = ({ emoji, tones }: Emoji, tone: number): string =>
  tones && tone > 0 ? emoji.replace(/^(.)\uFE0F?/u, `$1${String.fromCodePoint(0x1f3fa + tone)}`) : emoji;

const SKIN = /[\u{1F3FB}-\u{1F3FF}]/gu;

/** What is known of an emoji that may have a tone. */
export function known(emoji: readonly Emoji[], sign: string): Emoji | null {
  const bare = plain(sign);
  return emoji.find((each) => plain(each.emoji) === bare) ?? null;
}

const plain = (sign: string): string => sign.replace(SKIN, "").replaceAll("\uFE0F", "");

/**
 * Emoji that every word of the query begins a word of: by name before by other words, in the order of the lists. `lists` hold the same emoji
 * in several languages, the reader's own first; it names what is found.
 */
export function findEmoji(
  lists: readonly (readonly Emoji[])[],
  query: string,
  limit: number,
): readonly Emoji[] {
  const wanted = split(fold(query));
  if (wanted.length === 0) return [];
  const own = lists[0] ?? [];
  const best = new Map<string, number>();
  lists.forEach((list, at) => {
    for (const each of list) {
      const rank = rankOf(each, wanted);
      const before = best.get(each.emoji) ?? Number.POSITIVE_INFINITY;
      if (rank !== null) best.set(each.emoji, Math.min(before, rank + at * 0.5));
    }
  });
  return own
    .filter(({ emoji }) => best.has(emoji))
    .sort((a, b) => (best.get(a.emoji) ?? 0) - (best.get(b.emoji) ?? 0))
    .slice(0, limit);
}

/** 0: the name itself; 1: the name begins so; 2: a word of it does; 3: another word. null: not found. */
function rankOf(emoji: Emoji, wanted: readonly string[]): number | null {
  const { name, words, tags } = folded(emoji);
  const query = wanted.join(" ");
  if (name.includes(query)) return 0;
  if (name.some((each) => each.startsWith(query))) return 1;
  const ranks = wanted.map((word) => {
    if (words.some((each) => each.startsWith(word))) return 2;
    return tags.some((each) => each.startsWith(word)) ? 3 : null;
  });
  return ranks.includes(null) ? null : Math.max(...ranks.map(Number));
}

interface Folded {
  readonly name: readonly string[];
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

const kept = new WeakMap<Emoji, Folded>();

/** Folded once: a search reads all of them with every letter. */
function folded(emoji: Emoji): Folded {
  const there = kept.get(emoji);
  if (there !== undefined) return there;
  const name = foldings(emoji.label).map((each) => split(each).join(" "));
  const made = { name, words: name.flatMap(split), tags: foldings(emoji.tags).flatMap(split) };
  kept.set(emoji, made);
  return made;
}

const split = (text: string): string[] => text.split(/[^\p{L}\p{N}+]+/u).filter(Boolean);

/** Emoji in rows of `columns`. */
export const inRows = <T>(emoji: readonly T[], columns: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(emoji.length / columns) }, (_, row) =>
    emoji.slice(row * columns, (row + 1) * columns),
  );
