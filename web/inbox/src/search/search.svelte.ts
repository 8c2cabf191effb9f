import type { CardRow, FoundKind, FoundList, Hit, Inbox, LabelNames, Within } from "@tresen/core/api";
import { here } from "../here.svelte.ts";
import { labelName } from "../labels/naming.ts";
import { fromField } from "../profile/instants.ts";
import { merged } from "./merged.ts";
import { byName } from "./names.ts";

/** So many are shown at first, and with each "more". */
const PAGE = 40;
/** Changes of the index are taken up this often at most. */
const CALM_MS = 400;
const RECENT_MS = 30 * 24 * 3_600_000;

/** What the list is searched for, and what was found. It outlives the results, so that going back from a message finds them as they were. */
export class Search {
  readonly #inbox: Inbox;
  text = $state("");
  /** `customer`, `team`, or the number of a person of the team; empty: anyone. */
  by = $state("");
  kind = $state<"" | FoundKind>("");
  label = $state("");
  /** Days as a field holds them; empty: no bound. */
  from = $state("");
  until = $state("");
  /** Only in this conversation. */
  conversation = $state<string | null>(null);
  most = $state(PAGE);
  found = $state.raw<readonly Hit[]>([]);
  total = $state(0);
  /** Customers that this device knows, those who wrote last first. */
  #customers = $state.raw<readonly CardRow[]>([]);
  state = $state<"idle" | "asking" | "done" | "failed">("idle");
  backToMs = $state<number | null>(null);
  readingOn = $state<"idle" | "reading" | "failed">("idle");
  /** What is to be shown in its conversation. */
  target = $state.raw<Hit | null>(null);
  #readOnce = false;
  #asked = "";
  #busy = false;
  #again = false;

  constructor(inbox: Inbox) {
    this.#inbox = inbox;
  }

  get on(): boolean {
    return this.text.trim() !== "";
  }

  get narrowed(): boolean {
    return (
      [this.by, this.kind, this.label, this.from, this.until].some((each) => each !== "") ||
      this.conversation !== null
    );
  }

  /** Customers who are called so; not while the search is narrowed to something they said. */
  get named(): readonly CardRow[] {
    return this.on && !this.narrowed ? byName(this.#customers, (each) => here.nameOf(each), this.text) : [];
  }

  get question(): {
    readonly query: string;
    readonly within: Within;
    readonly labels: LabelNames;
    readonly most: number;
  } {
    const fromMs = fromField(`${this.from}T00:00`, here.zone);
    const untilMs = fromField(`${this.until}T00:00`, here.zone);
    return {
      query: this.text.slice(0, 400),
      labels: Object.fromEntries(
        this.#inbox.labels.labels.get().map((label) => [label.id, labelName(label, here.words.labels)]),
      ),
      most: this.most,
      within: {
        ...(this.by === "" ? {} : { by: byOf(this.by) }),
        ...(this.kind === "" ? {} : { kind: this.kind }),
        ...(this.label === "" ? {} : { label: this.label }),
        ...(fromMs === null ? {} : { fromMs }),
        ...(untilMs === null
          ? {}
          : { untilMs: fromField(`${dayAfter(this.until)}T00:00`, here.zone) ?? untilMs }),
        ...(this.conversation === null ? {} : { conversation: this.conversation }),
      },
    };
  }

  /** Asks, once more if something changed meanwhile. What is shown keeps its order as long as the question stays. */
  async ask(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      do {
        this.#again = false;
        if (this.on) await this.#askOnce();
        else this.#empty();
      } while (this.#again);
    } finally {
      this.#busy = false;
    }
  }

  /** The customers, once for each search that begins. Without an answer the rest is found all the same. */
  #meet(): void {
    this.#inbox.cards(false).then(
      (rows) => {
        this.#customers = rows.toSorted((one, other) => other.lastMs - one.lastMs);
      },
      () => {},
    );
  }

  async #askOnce(): Promise<void> {
    if (this.state === "idle") this.#meet();
    const question = this.question;
    const { most: _, ...same } = question;
    const asked = JSON.stringify(same);
    this.state = this.state === "done" ? "done" : "asking";
    const answer = await this.#inbox.search.find(question).catch(() => null);
    if (!this.on) return this.#empty();
    if (answer === null) {
      this.state = "failed";
      return;
    }
    this.#take(answer, asked === this.#asked);
    this.#asked = asked;
    this.backToMs = (await this.#inbox.search.reach().catch(() => null))?.backToMs ?? null;
    this.#readRecent();
  }

  #take({ found, total }: FoundList, same: boolean): void {
    this.found = same ? merged(this.found, found) : found;
    this.total = total;
    this.state = "done";
  }

  #empty(): void {
    this.found = [];
    this.total = 0;
    this.state = "idle";
    this.#asked = "";
    this.most = PAGE;
  }

  /** A device that is new here holds little: what was said lately is read without being asked for. */
  #readRecent(): void {
    if (this.#readOnce || this.backToMs === null || this.backToMs < Date.now() - RECENT_MS) return;
    this.#readOnce = true;
    void this.readOn();
  }

  more(): void {
    this.most += PAGE;
  }

  async readOn(): Promise<void> {
    this.readingOn = "reading";
    try {
      this.backToMs = (await this.#inbox.search.readOn()).backToMs;
      this.readingOn = "idle";
    } catch {
      this.readingOn = "failed";
    }
  }

  clear(): void {
    this.text = "";
    this.widen();
  }

  widen(): void {
    this.by = "";
    this.kind = "";
    this.label = "";
    this.from = "";
    this.until = "";
    this.conversation = null;
  }

  /** Follows the index; returns the function that ends it. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = this.#inbox.search.revision.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        if (this.on) void this.ask();
      }, CALM_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }
}

const byOf = (by: string): "customer" | "team" | number =>
  by === "customer" || by === "team" ? by : Number(by);

function dayAfter(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? day : new Date(ms + 86_400_000).toISOString().slice(0, 10);
}
