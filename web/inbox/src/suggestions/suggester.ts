import type { SuggestionIndex } from "@tresen/core/suggest";

/** What is read of a quick reply. */
export interface Suggestible {
  readonly key: string;
  readonly reply: {
    readonly title: string;
    readonly keywords: readonly string[];
    readonly textDe: string;
    readonly textEn: string;
  };
}

/** So long at a time the page may be busy with taking in replies, in milliseconds. */
const SLICE_MS = 8;

/** Keeps an index in step with the team's quick replies, and asks it. */
export class Suggester {
  readonly #index: SuggestionIndex;
  readonly #pause: () => Promise<void>;
  readonly #refusals: (key: string) => number;
  /** What the index holds of each reply. */
  readonly #held = new Map<string, string>();
  #wanted: readonly Suggestible[] = [];
  #followed: readonly Suggestible[] = [];

  /** `pause` lets the page do something else; `refusals` says how often a reply was waved away. */
  constructor(index: SuggestionIndex, pause: () => Promise<void>, refusals: (key: string) => number) {
    this.#index = index;
    this.#pause = pause;
    this.#refusals = refusals;
  }

  /** Takes in what changed since the last time. Ends early when it is called again meanwhile: the later call finishes the work. */
  async follow(replies: readonly Suggestible[]): Promise<void> {
    this.#wanted = replies;
    if (this.#followed === replies) return;
    const left = new Set(replies.map(({ key }) => key));
    for (const key of [...this.#held.keys()].filter((key) => !left.has(key))) {
      this.#index.delete(key);
      this.#held.delete(key);
    }
    let since = performance.now();
    for (const reply of replies) {
      this.#take(reply);
      if (performance.now() - since < SLICE_MS) continue;
      await this.#pause();
      if (this.#wanted !== replies) return;
      since = performance.now();
    }
    this.#followed = replies;
  }

  /** The key of the reply that fits best: to the first of these messages that any fits. Null: none fits. */
  suggest(messages: readonly string[]): string | null {
    for (const message of messages) {
      const best = this.#index.suggest(message, 1, this.#refusals)[0];
      if (best !== undefined) return best.id;
    }
    return null;
  }

  #take({ key, reply }: Suggestible): void {
    const words = { title: reply.title, keywords: reply.keywords, texts: [reply.textDe, reply.textEn] };
    const said = JSON.stringify(words);
    if (this.#held.get(key) === said) return;
    this.#index.set(key, words);
    this.#held.set(key, said);
  }
}
