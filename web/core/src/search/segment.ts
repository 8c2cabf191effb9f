/**
 * The index as it is stored: a part for each stretch of a conversation, so that a new message rewrites little and an erased conversation
 * takes its parts with it. A part holds its words once, and for each entry their numbers in order.
 */

/** What an entry of the index is about, in this order for ever: stored parts name it by its place. New ones go to the end. */
export const ENTRY_KINDS = ["message", "note", "card"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface Entry {
  /** Of messages: the position. Of documents: the place in `refs`. */
  readonly pos: number;
  readonly atMs: number;
  /** 0: the customer; otherwise the person of the team and one more. */
  readonly who: number;
  readonly kind: EntryKind;
  /** Of edits: the position of the message whose words these are now. */
  readonly target: number | null;
  readonly words: readonly string[];
}

export interface Part {
  /** Positions that were read for it, both included. */
  readonly from: number;
  readonly to: number;
  readonly entries: readonly Entry[];
  /** Of documents: their ids, and at which position each was read. */
  readonly refs: readonly string[];
}

/** As IndexedDB and the app lock's vault keep it. */
export interface StoredPart {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly entries: Uint8Array<ArrayBuffer>;
  readonly refs: readonly string[];
}

export function stored({ from, to, entries, refs }: Part): StoredPart {
  const numbers = new Map<string, number>();
  const bytes: number[] = [];
  for (const entry of entries) {
    put(bytes, entry.pos);
    put(bytes, entry.atMs);
    put(bytes, entry.who);
    put(bytes, ENTRY_KINDS.indexOf(entry.kind));
    put(bytes, entry.target === null ? 0 : entry.target + 1);
    put(bytes, entry.words.length);
    for (const word of entry.words) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      put(bytes, number);
    }
  }
  return { from, to, words: [...numbers.keys()].join(" "), entries: Uint8Array.from(bytes), refs };
}

/** Throws `RangeError` for what is no part: it is then built again. */
export function opened({ from, to, words, entries, refs }: StoredPart): Part {
  const texts = words === "" ? [] : words.split(" ");
  const found: Entry[] = [];
  let at = 0;
  const take = (): number => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = entries[at++];
      if (byte === undefined) throw new RangeError("a part of the index is cut");
      value += (byte % 128) * unit;
      if (byte < 128) return value;
    }
  };
  while (at < entries.length) {
    const [pos, atMs, who, kind, target, length] = [take(), take(), take(), take(), take(), take()];
    const said = Array.from({ length }, () => {
      const text = texts[take()];
      if (text === undefined) throw new RangeError("a part of the index lacks a word");
      return text;
    });
    const name = ENTRY_KINDS[kind];
    if (name === undefined) throw new RangeError("a part of the index has an unknown entry");
    found.push({ pos, atMs, who, kind: name, target: target === 0 ? null : target - 1, words: said });
  }
  return { from, to, entries: found, refs };
}

function put(bytes: number[], value: number): void {
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
}
