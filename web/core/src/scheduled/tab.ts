/** Scheduled messages in one tab: what the list says of them, and those of the conversations that are open. */

import { Ahead } from "../base/ahead.ts";
import type { Env } from "../base/env.ts";
import { writable } from "../base/readable.ts";
import type { OutboxNote } from "../model/notes.ts";
import type { NextScheduled, ScheduleCommands, Scheduled, ScheduledView, ScheduleOutcome } from "./api.ts";

export class ScheduledPage {
  readonly #leader: ScheduleCommands;
  readonly #next = new Map<string, number>();
  readonly #views = new Set<OpenScheduled>();

  readonly #env: Pick<Env, "painted"> | undefined;
  readonly #ahead: Ahead<readonly Scheduled[]>;

  constructor(leader: ScheduleCommands, env?: Pick<Env, "painted">) {
    this.#leader = leader;
    this.#env = env;
    this.#ahead = new Ahead((conversation) => leader.scheduled(conversation));
  }

  /** Reads what is held here. */
  async load(): Promise<void> {
    for (const each of await this.#leader.scheduledNext()) this.#take(each);
  }

  /** When the next one goes out there; null: none waits. */
  nextMs(conversation: string): number | null {
    return this.#next.get(conversation) ?? null;
  }

  open = (conversation: string): ScheduledView => {
    const known = this.#ahead.of(conversation);
    const view: OpenScheduled = new OpenScheduled(conversation, this.#leader, known, () => {
      this.#views.delete(view);
      if (view.heard) this.#ahead.set(conversation, view.all.get());
    });
    this.#views.add(view);
    void this.#begin(view);
    return view;
  };

  /** What was read ahead is shown before anything is asked for. */
  async #begin(view: OpenScheduled): Promise<void> {
    if (view.heard) await this.#env?.painted?.();
    if (this.#views.has(view)) view.refresh();
  }

  /** Reads what is held, so that the next view shows it at once. */
  prepare(conversation: string): void {
    this.#ahead.prepare(conversation).catch(() => {});
  }

  /** Nothing that was read ahead is held any more. */
  drop(): void {
    this.#ahead.drop();
    for (const view of this.#views) view.unhear();
  }

  onChanged(next: NextScheduled): void {
    this.#take(next);
    this.#ahead.drop(next.conversation);
    for (const view of this.#views) if (view.conversation === next.conversation) view.refresh();
  }

  /** Something that waited was refused, or was stored. */
  apply({ rows, gone }: OutboxNote): void {
    const ours = new Set(rows.map(({ about, conversation }) => about ?? conversation));
    if (gone.length > 0) this.#ahead.drop();
    for (const each of ours) this.#ahead.drop(each);
    for (const view of this.#views) if (gone.length > 0 || ours.has(view.conversation)) view.refresh();
  }

  /** A change made here was too late: a device had claimed the message. */
  cameTooLate(): void {
    for (const view of this.#views) view.late.set(view.late.get() + 1);
  }

  refresh(): void {
    this.#ahead.drop();
    for (const view of this.#views) view.refresh();
  }

  /** The conversation was erased. */
  end(conversation: string): void {
    this.#ahead.drop(conversation);
    this.#next.delete(conversation);
    for (const view of this.#views) if (view.conversation === conversation) view.end();
  }

  #take({ conversation, nextMs }: NextScheduled): void {
    if (nextMs === null) this.#next.delete(conversation);
    else this.#next.set(conversation, nextMs);
  }
}

class OpenScheduled implements ScheduledView {
  readonly conversation: string;
  readonly all = writable<readonly Scheduled[]>([]);
  readonly late = writable(0);
  readonly #leader: ScheduleCommands;
  readonly #left: () => void;

  /** What stands in `all` is what is held here. */
  heard: boolean;
  /** Counts what was asked for: an answer to an earlier question is older. */
  #asked = 0;

  constructor(
    conversation: string,
    leader: ScheduleCommands,
    known: readonly Scheduled[] | undefined,
    left: () => void,
  ) {
    this.conversation = conversation;
    this.#leader = leader;
    this.#left = left;
    this.heard = known !== undefined;
    if (known !== undefined) this.all.set(known);
  }

  refresh(): void {
    const asked = this.unhear();
    this.#leader
      .scheduled(this.conversation)
      .then((all) => {
        if (asked !== this.#asked) return;
        this.all.set(all);
        this.heard = true;
      })
      .catch(() => {});
  }

  /** What stands in `all` is not kept, nor what is on its way. */
  unhear(): number {
    this.heard = false;
    return ++this.#asked;
  }

  end(): void {
    this.unhear();
    this.all.set([]);
  }

  schedule = (text: string, atMs: number): Promise<ScheduleOutcome> =>
    this.#leader.schedule(this.conversation, text, atMs);
  move = (key: string, atMs: number): Promise<ScheduleOutcome> =>
    this.#leader.moveScheduled(this.conversation, key, atMs);
  sendNow = (key: string): Promise<void> => this.#leader.sendScheduled(this.conversation, key);
  cancel = (key: string): Promise<void> => this.#leader.cancelScheduled(this.conversation, key);
  takeOver = (key: string): Promise<void> => this.#leader.takeOverScheduled(this.conversation, key);
  leave = (): void => this.#left();
}
