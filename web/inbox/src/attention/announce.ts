/** What a screen reader hears of messages elsewhere: one sentence for all that came together, and never one after the other. */

import type { Words } from "../i18n/de.ts";

/** Messages that come within this time are said together. */
const TOGETHER_MS = 1_500;
/** Between two sentences. */
const APART_MS = 6_000;
/** A sentence stands for so long. Then it goes: the same one is heard again, and no name outlives its conversation there. */
const STANDS_MS = 3_000;

export function sentence(names: readonly string[], { arrived }: Words["actions"]): string {
  const [first = "", second = ""] = names;
  if (names.length === 1) return arrived.one(first);
  return names.length === 2 ? arrived.two(first, second) : arrived.many(names.length);
}

export interface AnnouncerNeeds {
  now(): number;
  /** Runs it after so long; the result cancels it. */
  later(ms: number, run: () => void): () => void;
  /** None: what was said last goes. */
  say(conversations: readonly string[]): void;
}

export class Announcer {
  readonly #needs: AnnouncerNeeds;
  readonly #waiting = new Set<string>();
  #saidMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  #cancelEnd: (() => void) | null = null;

  constructor(needs: AnnouncerNeeds) {
    this.#needs = needs;
  }

  arrived(conversation: string): void {
    this.#waiting.add(conversation);
    if (this.#cancel !== null) return;
    const wait = Math.max(TOGETHER_MS, this.#saidMs + APART_MS - this.#needs.now());
    this.#cancel = this.#needs.later(wait, () => this.#say());
  }

  /** It was opened meanwhile: who reads it need not be told of it. */
  opened(conversation: string): void {
    this.#waiting.delete(conversation);
  }

  end(): void {
    this.#cancel?.();
    this.#cancelEnd?.();
  }

  #say(): void {
    this.#cancel = null;
    if (this.#waiting.size === 0) return;
    this.#saidMs = this.#needs.now();
    this.#needs.say([...this.#waiting]);
    this.#waiting.clear();
    this.#cancelEnd?.();
    this.#cancelEnd = this.#needs.later(STANDS_MS, () => this.#needs.say([]));
  }
}
