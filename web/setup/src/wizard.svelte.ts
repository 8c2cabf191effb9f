import { ServerRefusal, Unreachable } from "@tresen/core/errors";
import type { HandleState, SetUp, Setup, SetupStop } from "@tresen/core/setup";
import type { Lang } from "@tresen/ui";
import { preferred } from "@tresen/ui/i18n/preferred";
import { type Remark, remarksIn } from "@tresen/ui/profile/mistakes";
import {
  type Draft,
  emptyDraft,
  type Field,
  firstName,
  LAST_HERE,
  type Problems,
  problems,
  profileFrom,
} from "./draft.ts";
import { handleFrom } from "./handle.ts";
import { de, type Words } from "./i18n/de.ts";
import { en } from "./i18n/en.ts";

/** Why the last step failed. Everything is stored. */
export type Failure =
  | "taken"
  | "offline"
  | "later"
  | "storage"
  | { readonly refused: string }
  | readonly Remark[];

/** What the wizard's pages share: the draft, which step is open, its mistakes. Every change is stored at once. */
export class Wizard {
  readonly #setup: Setup;
  #draft = $state.raw<Draft>(emptyDraft(Intl.DateTimeFormat().resolvedOptions().timeZone));
  phase = $state<"loading" | "typing" | "done" | "stopped">("loading");
  stop = $state<SetupStop | null>(null);
  done = $state.raw<SetUp | null>(null);
  /** Fields of the open step that were left or passed over while wrong. */
  shown = $state.raw<ReadonlySet<Field>>(new Set());
  /** The server's verdict on an address, and which address. */
  address = $state.raw<{ readonly handle: string; readonly state: HandleState } | null>(null);
  creating = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The business was made on this page: the inbox goes on, where the first message is awaited. */
  leaving = $state(false);

  readonly lang: Lang = $derived(this.#draft.lang ?? preferred(navigator.languages));
  readonly words: Words = $derived(this.lang === "de" ? de : en);
  readonly problems: Problems = $derived(problems(this.#draft, this.#draft.step));

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** Follows the set-up; returns the function that ends it. */
  follow(): () => void {
    const ends = [
      this.#setup.stop.subscribe((stop) => (this.stop = stop)),
      this.#setup.done.subscribe((done) => (this.done = done)),
      this.#setup.phase.subscribe((phase) => this.#onPhase(phase)),
    ];
    const back = (event: PopStateEvent) => this.#show(stepIn(event.state) ?? this.#draft.step);
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      for (const end of ends) end();
    };
  }

  change(change: Partial<Draft>): void {
    const followed = change.name !== undefined && !this.#draft.ownHandle;
    const handle = followed ? { handle: handleFrom(change.name ?? "") } : {};
    this.#draft = { ...this.#draft, ...handle, ...change };
    // What failed may go well with something else; another language only says it in other words.
    if (change.lang === undefined) this.failure = null;
    this.#setup.keep(this.#draft);
  }

  wrong(field: Field) {
    return this.shown.has(field) ? (this.problems[field] ?? null) : null;
  }

  /** A field was left: from now on it says what is wrong with it. */
  left(field: Field): void {
    this.shown = new Set([...this.shown, field]);
  }

  /** Asks the server about the address in the draft. */
  async look(): Promise<HandleState | null> {
    const { handle } = this.#draft;
    if (this.problems.handle !== undefined || handle === "") return null;
    if (this.address?.handle === handle && this.address.state !== "unknown") return this.address.state;
    const state = await this.#setup.look(handle);
    if (handle === this.#draft.handle) this.address = { handle, state };
    return state;
  }

  /** The first field that keeps the open step from being done, which then says so; null when it is done. */
  obstacle(): Field | null {
    const fields = Object.keys(this.problems) as Field[];
    this.shown = new Set([...this.shown, ...fields]);
    return fields[0] ?? null;
  }

  go(step: number): void {
    history.pushState({ step }, "");
    this.#show(step);
  }

  speak(lang: Lang): void {
    this.change({ lang });
  }

  /** Makes the business; on success the inbox opens. */
  async create(): Promise<void> {
    if (this.creating) return;
    this.creating = true;
    this.failure = null;
    const { handle, name, you } = this.#draft;
    try {
      const profile = profileFrom(this.#draft, this.lang);
      const order = { handle, name: name.trim(), you: firstName(you), profile };
      await this.#setup.create(order);
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.creating = false;
    }
  }

  #show(step: number): void {
    if (this.phase !== "typing") return;
    this.shown = new Set();
    this.failure = null;
    // Opening the page is no change: nothing is stored by it.
    if (step !== this.#draft.step) this.change({ step });
  }

  #onPhase(phase: typeof this.phase): void {
    if (phase === "typing") {
      const draft = this.#setup.draft as Draft | null;
      if (draft !== null) this.#draft = { ...this.#draft, ...draft };
      const step = Math.min(this.#draft.step, LAST_HERE);
      history.replaceState({ step }, "");
      this.phase = phase;
      this.#show(step);
      return;
    }
    this.leaving = phase === "done" && this.phase === "typing";
    this.phase = phase;
    // The language that was chosen here goes along.
    if (this.leaving)
      location.replace(`/inbox#first${this.#draft.lang === null ? "" : `=${this.#draft.lang}`}`);
  }
}

const stepIn = (state: unknown): number | null =>
  typeof state === "object" && state !== null && "step" in state && typeof state.step === "number"
    ? state.step
    : null;

function failureOf(error: unknown): Failure {
  if (error instanceof Unreachable) return "offline";
  if (!(error instanceof ServerRefusal)) return "storage";
  if (error.code === "handle_taken") return "taken";
  const named = remarksIn(error.message);
  if (named.length > 0) return named;
  return error.retryable ? "later" : { refused: error.code };
}
