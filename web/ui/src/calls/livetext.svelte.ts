/**
 * Live text: what is typed appears on the other side letter by letter (the idea of RFC 4103). Each change says the whole line anew, so that
 * one that was lost with a connection is made good by the next.
 */

import { type Frame, LINE_CHARACTERS, type TextLine } from "./told.ts";

export interface ShownLine extends TextLine {
  readonly ours: boolean;
  /** Unique among both sides' lines, in the order in which they were begun. */
  readonly key: string;
}

/** So many lines are shown; older ones go. */
const SHOWN = 400;

export class LiveText {
  lines = $state.raw<readonly ShownLine[]>([]);
  /** Both sides may want what was typed to be kept. */
  keep = $state.raw(false);
  theirsKeep = $state.raw(false);
  #line = 0;
  readonly #tell: (said: Frame) => void;

  constructor(tell: (said: Frame) => void) {
    this.#tell = tell;
  }

  /** What stands in the field now. */
  type(text: string): void {
    this.#say({ line: this.#line, text: text.slice(0, LINE_CHARACTERS), done: false });
  }

  /** The line is ended. */
  end(text: string): void {
    if (text.trim() === "") return;
    this.#say({ line: this.#line, text: text.slice(0, LINE_CHARACTERS), done: true });
    this.#line += 1;
  }

  setKeep(on: boolean): void {
    this.keep = on;
    this.#tell({ keep: on });
  }

  hear({ text, keep }: Frame): void {
    if (keep !== undefined) this.theirsKeep = keep;
    if (text !== undefined) this.#put(text, false);
  }

  /** The channel is open, perhaps again: the unfinished line may have been lost, and the wish to keep. */
  again(): void {
    const last = this.lines.findLast(({ ours }) => ours);
    if (last) this.#tell({ text: { line: last.line, text: last.text, done: last.done } });
    if (this.keep) this.#tell({ keep: true });
  }

  /** Another connection of the same call. */
  goOn(before: LiveText): void {
    this.lines = before.lines.map((each) => ({ ...each, done: true, key: `-${each.key}` }));
    this.keep = before.keep;
  }

  /** One's own lines, if both want to keep them; null: nothing is kept. */
  kept(): string | null {
    if (!this.keep || !this.theirsKeep) return null;
    const own = this.lines.filter(({ ours, text }) => ours && text.trim() !== "");
    return own.length === 0 ? null : own.map(({ text }) => text.trim()).join("\n");
  }

  #say(line: TextLine): void {
    this.#put(line, true);
    this.#tell({ text: line });
  }

  #put(line: TextLine, ours: boolean): void {
    const key = `${ours ? "o" : "t"}${line.line}`;
    const at = this.lines.findIndex((each) => each.key === key);
    const shown = { ...line, ours, key };
    // A line that its writer ended stays as it is.
    if (at >= 0 && this.lines[at]?.done) return;
    if (at < 0) this.lines = [...this.lines, shown].slice(-SHOWN);
    else this.lines = this.lines.map((each, place) => (place === at ? shown : each));
  }
}
