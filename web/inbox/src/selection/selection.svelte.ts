import type { ConversationRow, Inbox, Label, Person } from "@tresen/core/api";
import { toast } from "@tresen/ui";
import { SvelteMap } from "svelte/reactivity";
import { here } from "../here.svelte.ts";
import { labelName } from "../labels/naming.ts";
import { perform, unclose } from "../verbs.ts";

type Verb = (id: string) => Promise<boolean>;

/** Several conversations at once: which are selected, and what is done with them. Each act has an undo. */
export class Selection {
  readonly #inbox: Inbox;
  readonly #rows = new SvelteMap<string, ConversationRow>();
  /** How many conversations the last act failed for; those stay selected. */
  failed = $state(0);

  constructor(inbox: Inbox) {
    this.#inbox = inbox;
  }

  get size(): number {
    return this.#rows.size;
  }

  has = (id: string): boolean => this.#rows.has(id);

  toggle(row: ConversationRow): void {
    this.failed = 0;
    if (!this.#rows.delete(row.id)) this.#rows.set(row.id, row);
  }

  /** All rows that are loaded, up to so many. */
  all(rows: readonly ConversationRow[]): void {
    for (const row of rows) this.#rows.set(row.id, row);
  }

  end(): void {
    this.failed = 0;
    this.#rows.clear();
  }

  /** What the rows say now: they may have changed since they were selected. */
  renew(find: (id: string) => ConversationRow | null): void {
    for (const id of [...this.#rows.keys()]) {
      const row = find(id);
      if (row !== null && row !== this.#rows.get(id)) this.#rows.set(id, row);
    }
  }

  carried(label: string): "all" | "some" | "none" {
    const carriers = [...this.#rows.values()].filter(({ labels }) => labels.includes(label)).length;
    return carriers === 0 ? "none" : carriers === this.size ? "all" : "some";
  }

  async close(): Promise<void> {
    const open = [...this.#rows.values()].filter(({ state }) => state !== "closed");
    const done = await this.#each(open, (id) => perform(this.#inbox, id, (view) => view.closeConversation()));
    this.#say(here.words.labels.closed(done.length), done, ({ id, askedMs }) =>
      perform(this.#inbox, id, unclose(this.#inbox, askedMs)),
    );
    this.#rest(done);
  }

  async assign(person: Person["person"] | null): Promise<void> {
    const other = [...this.#rows.values()].filter(({ assigned }) => assigned !== person);
    const done = await this.#each(other, (id) => perform(this.#inbox, id, (view) => view.assign(person)));
    this.#say(here.words.labels.assigned(done.length), done, ({ id, assigned }) =>
      perform(this.#inbox, id, (view) => view.assign(assigned)),
    );
    this.#rest(done);
  }

  /** Puts a label on all of them or takes it off; they stay selected. */
  async label(label: Label, on: boolean): Promise<void> {
    const set = (to: boolean) => (id: string) =>
      perform(this.#inbox, id, (view) => view.changeCard({ labels: new Map([[label.id, to]]) }));
    const others = [...this.#rows.values()].filter(({ labels }) => labels.includes(label.id) !== on);
    const done = await this.#each(others, set(on));
    const { labels: words } = here.words;
    const said = on ? words.labelled : words.unlabelled;
    this.#say(said(labelName(label, words), done.length), done, ({ id }) => set(!on)(id));
    // Until the list says so: several labels may be set one after another.
    for (const row of done)
      if (this.#rows.has(row.id))
        this.#rows.set(row.id, { ...row, labels: withLabel(row.labels, label.id, on) });
  }

  async #each(rows: readonly ConversationRow[], verb: Verb): Promise<readonly ConversationRow[]> {
    const done: ConversationRow[] = [];
    // One after another: hundreds at once would be refused as too many.
    for (const row of rows) if (await verb(row.id)) done.push(row);
    this.failed = rows.length - done.length;
    return done;
  }

  #say(
    text: string,
    done: readonly ConversationRow[],
    undo: (row: ConversationRow) => Promise<boolean>,
  ): void {
    if (done.length === 0) return;
    const run = async () => {
      let failed = 0;
      for (const row of done) if (!(await undo(row))) failed++;
      if (failed > 0) toast(here.words.labels.undoFailed(failed));
    };
    toast(text, { label: here.words.toast.undo, run: () => void run() });
  }

  /** What was done with is no longer selected; what failed is. */
  #rest(done: readonly ConversationRow[]): void {
    if (this.failed === 0) this.#rows.clear();
    else for (const { id } of done) this.#rows.delete(id);
  }
}

const withLabel = (labels: readonly string[], id: string, on: boolean): readonly string[] =>
  on ? [...labels, id] : labels.filter((each) => each !== id);
