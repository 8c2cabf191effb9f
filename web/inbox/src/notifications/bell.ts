/** When this device says that somebody wrote, and when it stops saying so. Pure; `Told.svelte` carries out. */

export type Detail = "full" | "name" | "none";

export interface Notice {
  /** null: it stands for everything that is new. */
  readonly conversation: string | null;
  /** Conversations with something new, for a summary after quiet hours; 0: it is about one message. */
  readonly count: number;
}

export interface BellNeeds {
  now(): number;
  /** Runs it after so long; the result cancels it. */
  later(ms: number, run: () => void): () => void;
  detail(): Detail;
  on(): boolean;
  /** Times in which nothing is said, in order. */
  quiet(): readonly (readonly [number, number])[];
  isMuted(conversation: string): boolean;
  /** Does somebody have the inbox in sight, in any tab? */
  looking(): Promise<boolean>;
  /** Conversations with something unread that came since then. */
  unreadSince(ms: number): readonly string[];
  /** Messages there that nobody of the team has read; null: not known. */
  unread(conversation: string): number | null;
  show(notice: Notice): void;
  close(conversation: string | null): void;
}

/** Browsers wait no longer than this in one go. */
const LONGEST_MS = 2 ** 31 - 1;

export class Bell {
  readonly #needs: BellNeeds;
  /** What came in quiet hours. */
  readonly #waiting = new Set<string>();
  /** What stands on the screen: conversations, and those that the common notice stands for. */
  readonly #shown = new Set<string>();
  readonly #together = new Set<string>();
  /** When the quiet time began that a summary follows. */
  #since: number | null = null;
  #cancel: (() => void) | null = null;

  constructor(needs: BellNeeds) {
    this.#needs = needs;
  }

  async arrived(conversation: string): Promise<void> {
    if (!this.#needs.on() || this.#needs.isMuted(conversation)) return;
    if (this.#wait(conversation)) return;
    if (await this.#needs.looking()) return;
    // Somebody may have read it while it was asked.
    if (this.#needs.unread(conversation) === 0) return;
    if (this.#needs.detail() === "none") {
      this.#together.add(conversation);
      this.#needs.show({ conversation: null, count: 0 });
    } else {
      this.#shown.add(conversation);
      this.#needs.show({ conversation, count: 0 });
    }
  }

  /** Something was read, on whichever device: what stands for it goes. */
  changed(): void {
    const { unread, close } = this.#needs;
    for (const each of this.#shown)
      if (unread(each) === 0) {
        this.#shown.delete(each);
        close(each);
      }
    if (this.#together.size === 0) return;
    for (const each of this.#together) if (unread(each) === 0) this.#together.delete(each);
    if (this.#together.size === 0) close(null);
  }

  /** Quiet hours became known, or changed. What came in them before this page was loaded is part of the summary. */
  again(): void {
    this.#quietUntil();
    if (this.#since === null) return;
    this.#cancel?.();
    this.#cancel = null;
    void this.#summary();
  }

  /** Nothing of it stays on a screen that is locked or signed out. */
  end(): void {
    this.#cancel?.();
    for (const each of this.#shown) this.#needs.close(each);
    if (this.#together.size > 0) this.#needs.close(null);
  }

  #wait(conversation: string): boolean {
    const until = this.#quietUntil();
    if (until === null) return false;
    this.#waiting.add(conversation);
    this.#schedule(until);
    return true;
  }

  #quietUntil(): number | null {
    const now = this.#needs.now();
    const [start, end] = this.#needs.quiet().find(([from, to]) => from <= now && now < to) ?? [];
    if (start !== undefined) this.#since ??= start;
    return end ?? null;
  }

  #schedule(until: number): void {
    const wait = Math.min(LONGEST_MS, until - this.#needs.now());
    this.#cancel ??= this.#needs.later(wait, () => {
      this.#cancel = null;
      void this.#summary();
    });
  }

  async #summary(): Promise<void> {
    const until = this.#quietUntil();
    if (until !== null) return this.#schedule(until);
    const { unread, unreadSince, isMuted, on, looking, show } = this.#needs;
    const all = new Set([...this.#waiting, ...(this.#since === null ? [] : unreadSince(this.#since))]);
    const left = [...all].filter((each) => unread(each) !== 0 && !isMuted(each));
    this.#waiting.clear();
    this.#since = null;
    if (left.length === 0 || !on() || (await looking())) return;
    for (const each of left) this.#together.add(each);
    show({ conversation: null, count: left.length });
  }
}
