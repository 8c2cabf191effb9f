/** Reads one export, step by step, as a person decides: what is in it, which days, its media, and in the end the file that is kept. */

import type { Bytes } from "../base/bytes.ts";
import type { FormerMessage } from "./chat.ts";
import { fileName } from "./chat.ts";
import { mediaOf, type OpenExport, openExport } from "./export.ts";
import type { DayOrder } from "./heads.ts";
import { mediaKind } from "./media.ts";
import { type FormerMedia, type KeptMessage, openPart, packMessages, partsOf } from "./pack.ts";

/** What an export holds, before anything is kept. */
export interface ExportPreview {
  readonly writers: readonly { readonly name: string; readonly messages: number }[];
  /** Days on which something was said, in their order, with how many messages and files that can be kept. */
  readonly days: readonly { readonly day: string; readonly messages: number; readonly media: number }[];
  /** Lines of the messenger itself, which are left out. */
  readonly notices: number;
}

/** A former chat that is kept already. */
export interface Known {
  readonly file: Blob;
  readonly writers: readonly string[];
}

export interface Choice {
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly known: readonly Known[];
}

export interface Chosen {
  /** Messages that are not kept yet. */
  readonly messages: number;
  /** Messages of these days that are kept already. */
  readonly before: number;
  /** The media of the messages that are not kept yet, each once. */
  readonly media: readonly string[];
}

export interface Packed {
  readonly text: Blob;
  readonly writers: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly messages: number;
}

/** How far it is; `of` 0 says nothing. */
export type OnProgress = (done: number, of: number) => void;

/** The steps, wherever they are carried out. */
export interface Reader {
  /** Rejects with what `troubleOf` names. `order`: what a person said about day and month. */
  open(file: Blob, order: DayOrder | null, onprogress: OnProgress): Promise<ExportPreview>;
  /** What of it is to be kept. */
  choose(choice: Choice): Promise<Chosen>;
  /** One of the media, unpacked. Rejects when the archive is not what it says. */
  media(name: string): Promise<Bytes>;
  /** The file to keep. `places`: where media lie that are kept. */
  pack(places: ReadonlyMap<string, FormerMedia>, onprogress: OnProgress): Promise<Packed>;
}

/** The next turn of the loop: a worker hears what was asked meanwhile. */
const turn = (): Promise<void> => new Promise((go) => setTimeout(go, 0));

export class ExportReader implements Reader {
  #file: Blob | null = null;
  #open: OpenExport | null = null;
  #chosen: readonly FormerMessage[] = [];

  open: Reader["open"] = async (file, order, onprogress) => {
    const onslice = async (done: number, of: number) => {
      onprogress(done, of);
      await turn();
    };
    this.#open = await openExport(file, { order, onslice });
    this.#file = file;
    return previewOf(this.#open);
  };

  choose: Reader["choose"] = async ({ from, to, known }) => {
    const { chat } = this.#held();
    const within = chat.messages.filter(({ at }) => from <= dayIn(at) && dayIn(at) <= to);
    const there = await keysOf(known);
    this.#chosen = within.filter((each) => {
      const key = keyOf(chat.writers[each.writer] ?? "", each);
      const left = there.get(key) ?? 0;
      if (left > 0) there.set(key, left - 1);
      return left === 0;
    });
    return {
      messages: this.#chosen.length,
      before: within.length - this.#chosen.length,
      media: this.#mediaIn(this.#chosen),
    };
  };

  media: Reader["media"] = async (name) => {
    const member = this.#held().media.get(name);
    if (member === undefined || this.#file === null) throw new RangeError("no such file in this export");
    return mediaOf(this.#file, member);
  };

  pack: Reader["pack"] = async (places, onprogress) => {
    const { chat } = this.#held();
    const numbers = new Map<number, number>();
    const kept = this.#chosen.map((each): KeptMessage => {
      const writer = numbers.get(each.writer) ?? numbers.size;
      numbers.set(each.writer, writer);
      const { file, ...said } = each;
      return { ...said, writer, media: file === null ? null : (places.get(file) ?? notKept(file)) };
    });
    const text = await packMessages(kept, async (done) => {
      onprogress(done, kept.length);
      await turn();
    });
    const days = kept.map(({ at }) => dayIn(at)).sort();
    return {
      text,
      writers: [...numbers.keys()].map((number) => chat.writers[number] ?? ""),
      from: days[0] ?? "",
      to: days.at(-1) ?? "",
      messages: kept.length,
    };
  };

  #held(): OpenExport {
    if (this.#open === null) throw new RangeError("no export was opened");
    return this.#open;
  }

  #mediaIn(messages: readonly FormerMessage[]): string[] {
    const { media } = this.#held();
    return [...new Set(messages.flatMap(({ file }) => (file !== null && media.has(file) ? [file] : [])))];
  }
}

const dayIn = (at: string): string => at.slice(0, 10);

/** Longer names are cut: what lies in no bundle is named for a person alone. */
const NAME = 120;
const notKept = (file: string): FormerMedia => ({
  name: fileName(file).slice(0, NAME),
  type: mediaKind(file)?.type ?? "",
  bundle: 0,
  from: 0,
  size: 0,
});

function previewOf({ chat, media }: OpenExport): ExportPreview {
  const counts = new Array<number>(chat.writers.length).fill(0);
  const days = new Map<string, { messages: number; media: number }>();
  const seen = new Set<string>();
  for (const { at, writer, file } of chat.messages) {
    counts[writer] = (counts[writer] ?? 0) + 1;
    const day = days.get(dayIn(at)) ?? { messages: 0, media: 0 };
    day.messages++;
    if (file !== null && media.has(file) && !seen.has(file)) {
      seen.add(file);
      day.media++;
    }
    days.set(dayIn(at), day);
  }
  return {
    writers: chat.writers.map((name, at) => ({ name, messages: counts[at] ?? 0 })),
    days: [...days]
      .map(([day, each]) => ({ day, ...each }))
      .sort((one, other) => (one.day < other.day ? -1 : 1)),
    notices: chat.notices,
  };
}

/** What makes a message the same in two exports of one chat. Files may be missing in one of them. */
const keyOf = (name: string, { at, text, mark }: Pick<FormerMessage, "at" | "text" | "mark">): string =>
  [at, name, mark, text].join("\0");

/** How often each message is kept already. */
async function keysOf(known: readonly Known[]): Promise<Map<string, number>> {
  const there = new Map<string, number>();
  for (const { file, writers } of known)
    for (const place of await partsOf(file))
      for (const each of await openPart(file, place)) {
        const key = keyOf(writers[each.writer] ?? "", each);
        there.set(key, (there.get(key) ?? 0) + 1);
      }
  return there;
}
