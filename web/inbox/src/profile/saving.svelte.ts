import { namedReason } from "@tresen/ui/profile/mistakes";
import { here } from "../here.svelte.ts";
import type { Editing, Outcome } from "./editing.svelte.ts";
import type { Unit } from "./parts.ts";

/** Publishing one page of the profile: what stands in the way, what was said last. */
export class Saving {
  readonly #editing: Editing;
  readonly #unit: () => Unit;
  /** Asked to publish while there was nothing new. */
  #idle = $state.raw<Unit | null>(null);

  constructor(editing: Editing, unit: () => Unit) {
    this.#editing = editing;
    this.#unit = unit;
  }

  get dirty(): boolean {
    return this.#editing.isDirty(this.#unit());
  }

  /** This page was discarded last, and can be had back. */
  get dropped(): boolean {
    return this.#editing.dropped?.unit === this.#unit();
  }

  get #how(): Outcome | null {
    const outcome = this.#editing.outcome;
    return outcome?.unit === this.#unit() ? outcome.how : null;
  }

  get contested(): boolean {
    return this.#how === "changed" || (this.dirty && this.#editing.contested.includes(this.#unit()));
  }

  /** Each mistake with its field, once. */
  get wrong(): readonly string[] {
    if (this.#how !== "mistakes") return [];
    const named = this.#editing.mistakes.map((mistake) =>
      namedReason(mistake, here.words.profile, (key) => this.#editing.holidayName(key, here.lang)),
    );
    return [...new Set(named)];
  }

  get failed(): "offline" | "refused" | null {
    return this.#how === "offline" || this.#how === "refused" ? this.#how : null;
  }

  /** One line on how it stands; empty: a notice says so already. */
  get said(): string {
    const words = here.words.profile;
    if (this.wrong.length > 0) return "";
    if (this.dirty) return words.unsaved;
    if (this.#idle === this.#unit()) return words.nothingNew;
    if (this.#how === "saved") return words.outcomes.saved;
    return this.dropped ? words.dropped : "";
  }

  /** True: mistakes are shown at their fields. */
  async save(anyway: boolean): Promise<boolean> {
    if (this.#editing.saving) return false;
    this.#idle = this.dirty ? null : this.#unit();
    if (this.#idle !== null) return false;
    await this.#editing.save(this.#unit(), anyway);
    return this.#how === "mistakes";
  }

  reload(): void {
    this.#editing.reload(this.#unit());
  }

  undo(): void {
    this.#editing.undo();
  }
}
