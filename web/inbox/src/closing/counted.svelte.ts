import type { Span } from "@tresen/core/api";
import { dayKey } from "@tresen/ui";
import { here } from "../here.svelte.ts";
import { type Closing, closingAt } from "./till.ts";

const KEY = "tresen.inbox.till";

/** Whether the till is to be counted: from shortly before closing time, until it was counted on this device or put aside. */
class Till {
  #spans = $state.raw<readonly Span[]>([]);
  /** The closing for which it is over. */
  #over = $state.raw(read());
  /** Somebody asked for it, whatever the clock says. */
  asked = $state(false);

  readonly closing: Closing | null = $derived(
    closingAt(this.#spans, here.now, (ms) => dayKey(ms, here.zone)),
  );
  readonly due: boolean = $derived(this.closing !== null && this.closing.closesMs !== this.#over);
  /** When the shop opens next; null: that is not known. */
  readonly opensMs: number | null = $derived(
    this.closing?.opensMs ?? this.#spans.map(([from]) => from).find((from) => from > here.now) ?? null,
  );
  /** The shop is open, and closes later than in a few minutes. */
  readonly busy: boolean = $derived(
    this.closing === null && this.#spans.some(([from, to]) => from <= here.now && here.now < to),
  );

  know(spans: readonly Span[]): void {
    this.#spans = spans;
  }

  /** Not again for this closing. */
  end(): void {
    this.asked = false;
    if (this.closing === null) return;
    this.#over = this.closing.closesMs;
    try {
      localStorage.setItem(KEY, String(this.#over));
    } catch {
      return;
    }
  }
}

function read(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0);
  } catch {
    return 0;
  }
}

export const till = new Till();
