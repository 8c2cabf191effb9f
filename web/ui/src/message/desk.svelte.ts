import type { MessageActs } from "@tresen/core/api";
import type { Point } from "../log/hold.ts";
import { point, seek } from "../reading/seek.ts";
import type { MessageRow, Row } from "../rows.ts";
import { toast } from "../toast.svelte.ts";
import { type Chip, tapped } from "./reactions.ts";
import type { RefusedAct, Surroundings } from "./shown.ts";
import type { MessageWords } from "./words.de.ts";

/** A pinned message. */
export interface Pin {
  readonly key: string;
  readonly line: string | null;
  readonly ours: boolean;
  readonly by: string | null;
}

/** What the desk needs of its app. Readers are called again when something is shown. */
export interface Place<Acts extends MessageActs = MessageActs> {
  rows(): readonly Row[];
  older(): boolean;
  loadOlder(): Promise<unknown>;
  acts(): Promise<Acts>;
  words(): MessageWords;
  zone(): string;
  /** Names of the other side, and of one's own if a message does not say it. */
  them(): string;
  us(): string;
  composer(): Field | undefined;
}

/** The field for writing. */
export interface Field {
  text(): string;
  setText(text: string): void;
  focus(): void;
}

/** What covers the conversation, or stands beside a message. */
export type Open =
  | { readonly kind: "menu"; readonly key: string; readonly at: Point | null }
  | { readonly kind: "emoji" | "versions" | "details"; readonly key: string }
  | { readonly kind: "starred" }
  | { readonly kind: "eraseSeveral" };

/** What is being written refers to a message. */
export type Writing = { readonly act: "reply" | "edit"; readonly key: string };

/** What is done with messages: which menu is open, what is answered, edited, selected. */
export class Desk<Acts extends MessageActs = MessageActs> implements Surroundings {
  readonly #place: Place<Acts>;
  acts = $state.raw<Acts | null>(null);
  open = $state.raw<Open | null>(null);
  writing = $state.raw<Writing | null>(null);
  selected = $state.raw<ReadonlySet<string> | null>(null);
  /** Why the last act was not done. */
  problem = $state.raw<string | null>(null);
  seeking = $state.raw(false);
  /** What stood in the field before an edit began. */
  #stashed = "";
  log: HTMLElement | null = null;

  constructor(place: Place<Acts>) {
    this.#place = place;
  }

  get words(): MessageWords {
    return this.#place.words();
  }

  get zone(): string {
    return this.#place.zone();
  }

  rowOf(key: string | undefined): MessageRow | null {
    const row = this.#place.rows().find((each) => each.key === key);
    return row?.type === "message" ? row : null;
  }

  nameOf = ({ ours, by }: { readonly ours: boolean; readonly by: string | null }): string =>
    by ?? (ours ? this.#place.us() : this.#place.them());

  /** Does something with the messages' acts. What is refused is said, and changes nothing. */
  async act(run: (acts: Acts) => Promise<unknown>): Promise<boolean> {
    this.problem = null;
    try {
      this.acts ??= await this.#place.acts();
      await run(this.acts);
      return true;
    } catch (error) {
      this.problem = this.words.why(whyOf(error));
      return false;
    }
  }

  async menu(row: MessageRow, at: Point | null): Promise<void> {
    if (this.selected) return this.onselect(row);
    // The menu shows only what can be done at this moment.
    if (await this.act(async () => {})) this.open = { kind: "menu", key: row.key, at };
  }

  reply(row: MessageRow): void {
    if (this.writing?.act === "edit") this.stopWriting();
    this.writing = { act: "reply", key: row.key };
    this.#place.composer()?.focus();
  }

  edit(row: MessageRow): void {
    const field = this.#place.composer();
    if (!field || row.content.kind !== "text") return;
    if (this.writing?.act !== "edit") this.#stashed = field.text();
    this.writing = { act: "edit", key: row.key };
    field.setText(row.content.text);
    field.focus();
  }

  /** The last own text, if it can still be edited. */
  async editLast(): Promise<void> {
    await this.act(async (acts) => {
      const last = this.#place
        .rows()
        .findLast((row) => row.type === "message" && acts.may(row.key).has("edit"));
      if (last?.type === "message") this.edit(last);
    });
  }

  stopWriting(): void {
    const was = this.writing;
    if (was?.act === "edit") this.#place.composer()?.setText(this.#stashed);
    this.writing = null;
    this.#place.composer()?.focus();
  }

  /** Sends what was written, if it refers to a message. False: it does not. Rejects when it could not be done. */
  async send(text: string): Promise<boolean> {
    const writing = this.writing;
    if (!writing) return false;
    const done = await this.act((acts) =>
      writing.act === "reply" ? acts.reply(writing.key, text) : acts.edit(writing.key, text),
    );
    if (!done) throw new Error("not done");
    // The field empties itself after this: only then what stood there before an edit returns.
    if (writing.act === "edit") setTimeout(() => this.#afterEdit(writing));
    else if (this.writing === writing) this.writing = null;
    return true;
  }

  #afterEdit(writing: Writing): void {
    if (this.writing !== writing) return;
    this.writing = null;
    this.#place.composer()?.setText(this.#stashed);
  }

  async react(row: MessageRow, emoji: string | null): Promise<void> {
    await this.act((acts) => acts.react(row.key, emoji));
  }

  async pin(row: MessageRow, on: boolean): Promise<void> {
    if (!(await this.act((acts) => acts.pin(row.key, on)))) return;
    this.#undoable(on ? this.words.pinnedNow : this.words.unpinned, (acts) => acts.pin(row.key, !on));
  }

  async star(keys: readonly string[], on: boolean): Promise<void> {
    const all = (to: boolean) => (acts: Acts) => Promise.all(keys.map((key) => acts.star(key, to)));
    if (!(await this.act(all(on)))) return;
    this.#undoable(on ? this.words.starredNow : this.words.unstarred, all(!on));
  }

  #undoable(text: string, undo: (acts: Acts) => Promise<unknown>): void {
    const run = () => {
      // The toast goes, and its button with it.
      this.log?.focus();
      void this.act(undo);
    };
    toast(text, { label: this.words.undo, run });
  }

  /** Copies the words of messages, in the order of the conversation. */
  async copy(keys: ReadonlySet<string>): Promise<void> {
    const texts = this.#place
      .rows()
      .flatMap((row) =>
        keys.has(row.key) && row.type === "message" && row.content.kind === "text" ? row.content.text : [],
      );
    try {
      await navigator.clipboard.writeText(texts.join("\n\n"));
      toast(this.words.copied);
    } catch {
      this.problem = this.words.problem;
    }
  }

  select(row: MessageRow): void {
    this.selected = new Set([row.key]);
  }

  onselect = (row: MessageRow): void => {
    const next = new Set(this.selected);
    if (!next.delete(row.key)) next.add(row.key);
    this.selected = next;
  };

  /** Ends selecting; the focus goes to the last message that was selected. */
  endSelecting(): void {
    const last = [...(this.selected ?? [])].at(-1);
    this.selected = null;
    const article = this.log?.querySelector<HTMLElement>(`[data-key="${CSS.escape(last ?? "")}"] article`);
    (article ?? this.log)?.focus({ preventScroll: true });
  }

  /** Erases all that are selected. Those that could not be stay selected. */
  async eraseSelected(): Promise<void> {
    const keys = [...(this.selected ?? [])];
    this.open = null;
    let later = false;
    const left: string[] = [];
    await this.act(async (acts) => {
      for (const key of keys)
        await acts.erase(key).then(
          (outcome) => {
            later ||= outcome === "later";
          },
          () => left.push(key),
        );
    });
    const done = keys.length - left.length;
    if (left.length > 0) this.problem = this.words.notAll(left.length);
    else if (done > 0) toast(later ? this.words.eraseLater : this.words.erasedSeveral(done));
    if (left.length > 0) this.selected = new Set(left);
    else this.endSelecting();
  }

  onjump = async (key: string): Promise<void> => {
    if (!this.log || this.seeking) return;
    this.problem = null;
    this.seeking = true;
    const found = await seek(key, {
      log: this.log,
      older: () => this.#place.older(),
      loadOlder: () => this.#place.loadOlder(),
    }).catch(() => null);
    this.seeking = false;
    if (found) point(found);
    else this.problem = this.words.notHeld;
  };

  onversions = (row: MessageRow): void => {
    this.open = { kind: "versions", key: row.key };
  };

  onchip = (row: MessageRow, chip: Chip): void => {
    void this.act(async (acts) => {
      if (!row.ours && acts.may(row.key).has("react")) await acts.react(row.key, tapped(chip));
      else this.open = { kind: "details", key: row.key };
    });
  };

  ondismiss = (_: MessageRow, { key }: RefusedAct): void => {
    void this.act((acts) => acts.dismiss(key));
  };

  close = (): void => {
    this.open = null;
  };

  /** Keys in the field for writing. True: done. */
  key(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    const empty = this.#place.composer()?.text() === "";
    if (event.key === "Escape" && this.writing) this.stopWriting();
    else if (event.key === "ArrowUp" && empty && !this.writing) void this.editLast();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}

function whyOf(error: unknown): string {
  const { name, why } = error as { readonly name?: string; readonly why?: string };
  return name === "NotDone" && why !== undefined ? why : "";
}
