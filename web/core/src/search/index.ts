/**
 * The index in memory: which entries hold a word, and the words of each entry in order. Entries come and go by parts. It knows nothing of
 * storage, and answers with places; what stands there is read when it is shown.
 */

import { type Column, floats, integers } from "./columns.ts";
import { LABEL, Lexicon, labelWord, type Meant } from "./lexicon.ts";
import { ENTRY_KINDS, type Entry, type EntryKind, type Part } from "./segment.ts";
import { asked, wordsOf } from "./words.ts";

/** What else must be true of what is found. Left out: anything. */
export interface Within {
  readonly conversation?: string;
  /** By the customer, by the team, or by one person of it. */
  readonly by?: "customer" | "team" | number;
  /** Of these days: from the first instant on, up to before the second one. */
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly kind?: EntryKind;
  /** The customer's card carries it. */
  readonly label?: string;
}

/** Labels by their ids, as they are called here. */
export type LabelNames = Readonly<Record<string, string>>;

export interface Place {
  readonly conversation: string;
  readonly part: string;
  readonly pos: number;
  readonly target: number | null;
  readonly kind: EntryKind;
  readonly atMs: number;
  /** Of documents: the id. */
  readonly ref: string | null;
}

export interface Places {
  readonly places: readonly Place[];
  readonly total: number;
  /** The words that stand there for those of the query. */
  readonly words: ReadonlySet<string>;
}

interface Scores {
  readonly sums: Float32Array;
  readonly seen: Uint8Array;
  readonly words: number;
}

interface Held {
  /** Entries by position. */
  readonly entries: Map<number, number>;
  from: number;
  to: number;
  refs: readonly string[];
}

/** From here on the words stand there, if only inside others; below they are taken for misspelt. */
const THERE = 0.6;

export class SearchIndex {
  readonly #lexicon = new Lexicon();
  readonly #postings: (number[] | undefined)[] = [];
  readonly #conversations: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Parts of each conversation, by name. */
  readonly #parts: Map<string, Held>[] = [];
  /** Of edited messages: position to its newest edit. */
  readonly #edits: (Map<number, number> | undefined)[] = [];
  readonly #of = integers();
  readonly #pos = integers();
  readonly #at = floats();
  readonly #who = integers();
  readonly #kind = integers();
  readonly #target = integers();
  readonly #begin = integers();
  readonly #length = integers();
  readonly #words = integers();
  #live = 0;

  get size(): number {
    return this.#live;
  }

  /** How many different words it knows. */
  get vocabulary(): number {
    return this.#lexicon.size;
  }

  /** What is held of this part: its range and documents; null: nothing. */
  rangeOf(conversation: string, name: string): Pick<Part, "from" | "to" | "refs"> | null {
    return this.#parts[this.#numbers.get(conversation) ?? -1]?.get(name) ?? null;
  }

  partsOf(conversation: string): readonly string[] {
    return [...(this.#parts[this.#numbers.get(conversation) ?? -1]?.keys() ?? [])];
  }

  conversations(): readonly string[] {
    return this.#conversations.filter((_, number) => (this.#parts[number]?.size ?? 0) > 0);
  }

  /** Takes a part, in place of what was held of it. What stays the same in it stays. */
  put(conversation: string, name: string, part: Part): void {
    const number = this.#numberOf(conversation);
    const parts = this.#parts[number] ?? new Map<string, Held>();
    const before = parts.get(name)?.entries ?? new Map<number, number>();
    const entries = new Map<number, number>();
    for (const entry of part.entries) {
      const known = before.get(entry.pos);
      if (known !== undefined && this.#isSame(known, entry)) {
        entries.set(entry.pos, known);
        before.delete(entry.pos);
      }
    }
    for (const entry of before.values()) this.#remove(entry);
    for (const entry of part.entries)
      if (!entries.has(entry.pos)) entries.set(entry.pos, this.#add(number, entry));
    parts.set(name, { entries, from: part.from, to: part.to, refs: part.refs });
    this.#parts[number] = parts;
  }

  drop(conversation: string, name: string): void {
    const parts = this.#parts[this.#numbers.get(conversation) ?? -1];
    for (const entry of parts?.get(name)?.entries.values() ?? []) this.#remove(entry);
    parts?.delete(name);
  }

  /** The places that fit, the newest first; those where a word is only misspelt come last. Takes time in proportion to what is held, whatever is asked. */
  search(query: string, within: Within, labels: LabelNames, most: number): Places {
    const question = asked(query);
    const required = question.words.map((word) => this.#meant(word, labels));
    const phrases = question.phrases.map((words) =>
      words.map((word, at) => this.#exactly(word, at === words.length - 1)),
    );
    const all = [...required, ...phrases.flat()];
    const words = new Set(all.flatMap((meant) => meant.map(({ word }) => this.#lexicon.textOf(word))));
    if (all.length === 0) return { places: [], total: 0, words };
    const filter = this.#filter(within);
    const fits = (entry: number) => filter(entry) && phrases.every((phrase) => this.#holds(entry, phrase));
    const { best, total } = this.#best(this.#score(all), fits, most);
    return { places: best.map((entry) => this.#placeOf(entry)), total, words };
  }

  #meant(word: string, labels: LabelNames): Meant[] {
    const named = Object.entries(labels).flatMap(([id, name]) =>
      wordsOf(name).some((each) => each.startsWith(word)) ? this.#lexicon.numberOf(labelWord(id)) : [],
    );
    const found = named.filter((each) => each > 0).map((each) => ({ word: each, sure: 0.9 }));
    return [...found, ...this.#lexicon.meant(word)].sort((one, other) => other.sure - one.sure);
  }

  /** The last word of a phrase may still be being typed. */
  #exactly(word: string, last: boolean): Meant[] {
    const found = this.#lexicon.meant(word).filter(({ word: each }) => {
      const text = this.#lexicon.textOf(each);
      return text === word || (last && text.startsWith(word));
    });
    return found.map(({ word: each }) => ({ word: each, sure: 1 }));
  }

  /** By entry: how well the words of the query fit, summed, as far as the first ones do; and how many of them do. */
  #score(all: readonly (readonly Meant[])[]): Scores {
    const sums = new Float32Array(this.#of.length);
    const seen = new Uint8Array(this.#of.length);
    for (const [at, meant] of all.entries())
      for (const { word, sure } of meant)
        for (const entry of this.#postings[word] ?? [])
          if (seen[entry] === at) {
            seen[entry] = at + 1;
            sums[entry] = (sums[entry] ?? 0) + sure;
          }
    return { sums, seen, words: all.length };
  }

  #best(
    { sums, seen, words }: Scores,
    fits: (entry: number) => boolean,
    most: number,
  ): { readonly best: readonly number[]; readonly total: number } {
    const best: { readonly entry: number; readonly rank: number }[] = [];
    const times = this.#at.values;
    // The newest first, as everywhere; what is only misspelt comes after all that is there.
    const rankOf = (entry: number) => ((sums[entry] ?? 0) / words >= THERE ? 1e14 : 0) + (times[entry] ?? 0);
    let total = 0;
    let least = Number.NEGATIVE_INFINITY;
    // From the end: later entries are mostly newer, and most of what follows then does not come among the best.
    for (let entry = seen.length - 1; entry >= 0; entry--) {
      if (seen[entry] !== words || !fits(entry)) continue;
      total++;
      const rank = rankOf(entry);
      if (rank <= least) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.rank ?? 0) < rank) place--;
      best.splice(place, 0, { entry, rank });
      if (best.length > most) best.pop();
      if (best.length === most) least = best.at(-1)?.rank ?? least;
    }
    return { best: best.map(({ entry }) => entry), total };
  }

  #holds(entry: number, phrase: readonly (readonly Meant[])[]): boolean {
    const sets = phrase.map((meant) => new Set(meant.map(({ word }) => word)));
    return this.#runs(entry, sets.length, (word, at) => sets[at]?.has(word) === true);
  }

  /** Do so many words follow each other that each is the one meant? */
  #runs(entry: number, many: number, is: (word: number, at: number) => boolean): boolean {
    const begin = this.#begin.at(entry);
    const end = begin + this.#length.at(entry) - many;
    for (let from = begin; from <= end; from++) {
      let at = 0;
      while (at < many && is(this.#words.at(from + at), at)) at++;
      if (at === many) return true;
    }
    return false;
  }

  #filter({ conversation, by, fromMs, untilMs, kind, label }: Within): (entry: number) => boolean {
    const only = conversation === undefined ? null : (this.#numbers.get(conversation) ?? -1);
    const number = kind === undefined ? null : ENTRY_KINDS.indexOf(kind);
    const carriers = label === undefined ? null : this.#carriers(label);
    return (entry) => {
      const of = this.#of.at(entry);
      if (only !== null && of !== only) return false;
      if (carriers !== null && !carriers.has(of)) return false;
      if (number !== null && this.#kind.at(entry) !== number) return false;
      const at = this.#at.at(entry);
      if ((fromMs !== undefined && at < fromMs) || (untilMs !== undefined && at >= untilMs)) return false;
      const who = this.#who.at(entry);
      if (by === "customer" ? who !== 0 : by === "team" ? who === 0 : by !== undefined && who !== by + 1)
        return false;
      return this.#isCurrent(entry);
    };
  }

  #carriers(label: string): ReadonlySet<number> {
    const entries = this.#postings[this.#lexicon.numberOf(labelWord(label))] ?? [];
    return new Set(entries.map((entry) => this.#of.at(entry)));
  }

  /** Were its words replaced by an edit? */
  #isCurrent(entry: number): boolean {
    const edits = this.#edits[this.#of.at(entry)];
    if (edits === undefined || ENTRY_KINDS[this.#kind.at(entry)] !== "message") return true;
    const target = this.#target.at(entry);
    const newest = edits.get(target > 0 ? target - 1 : this.#pos.at(entry));
    return newest === undefined || newest === entry;
  }

  #placeOf(entry: number): Place {
    const of = this.#of.at(entry);
    const [part, held] = [...(this.#parts[of] ?? [])].find(
      ([, each]) => each.entries.get(this.#pos.at(entry)) === entry,
    ) ?? ["", null];
    const kind = ENTRY_KINDS[this.#kind.at(entry)] ?? "message";
    const target = this.#target.at(entry);
    return {
      conversation: this.#conversations[of] ?? "",
      part,
      pos: this.#pos.at(entry),
      target: target > 0 ? target - 1 : null,
      kind,
      atMs: this.#at.at(entry),
      ref: kind === "message" ? null : (held?.refs[this.#pos.at(entry)] ?? null),
    };
  }

  #numberOf(conversation: string): number {
    const known = this.#numbers.get(conversation);
    if (known !== undefined) return known;
    this.#numbers.set(conversation, this.#conversations.length);
    return this.#conversations.push(conversation) - 1;
  }

  #isSame(known: number, { atMs, target, words }: Entry): boolean {
    const begin = this.#begin.at(known);
    if (this.#at.at(known) !== atMs || this.#length.at(known) !== words.length) return false;
    if (this.#target.at(known) !== (target === null ? 0 : target + 1)) return false;
    return words.every((word, at) => this.#lexicon.textOf(this.#words.at(begin + at)) === word);
  }

  #add(of: number, { pos, atMs, who, kind, target, words }: Entry): number {
    const entry = this.#of.length;
    const push = (column: Column<Int32Array>, value: number) => column.push(value);
    push(this.#of, of);
    push(this.#pos, pos);
    this.#at.push(atMs);
    push(this.#who, who);
    push(this.#kind, ENTRY_KINDS.indexOf(kind));
    push(this.#target, target === null ? 0 : target + 1);
    push(this.#begin, this.#words.length);
    push(this.#length, words.length);
    for (const text of words) {
      const word = this.#lexicon.add(text, of);
      this.#words.push(word);
      if (word === 0) continue;
      const posting = this.#postings[word];
      if (posting === undefined) this.#postings[word] = [entry];
      else if (posting.at(-1) !== entry) posting.push(entry);
    }
    if (target !== null) this.#edited(of, target, entry);
    this.#live++;
    return entry;
  }

  #edited(of: number, target: number, entry: number): void {
    const edits = this.#edits[of] ?? new Map<number, number>();
    const known = edits.get(target);
    if (known === undefined || this.#pos.at(known) < this.#pos.at(entry)) edits.set(target, entry);
    this.#edits[of] = edits;
  }

  /** Nothing of it is left, not even the numbers of its words. */
  #remove(entry: number): void {
    const begin = this.#begin.at(entry);
    const words = this.#words.values.subarray(begin, begin + this.#length.at(entry));
    for (const word of new Set(words)) if (word > 0) this.#unpost(word, entry);
    words.fill(0);
    const target = this.#target.at(entry);
    const edits = this.#edits[this.#of.at(entry)];
    if (target > 0 && edits?.get(target - 1) === entry) edits.delete(target - 1);
    this.#length.values[entry] = 0;
    this.#live--;
  }

  #unpost(word: number, entry: number): void {
    const posting = this.#postings[word];
    if (posting === undefined) return;
    const at = positionIn(posting, entry);
    if (posting[at] === entry) posting.splice(at, 1);
    if (posting.length > 0) return;
    this.#postings[word] = undefined;
    this.#lexicon.remove(word);
  }
}

export { LABEL, labelWord };

/** Where it stands in ascending numbers, or would. */
function positionIn(numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
