/** Scheduled messages in one tab: what the list says of them, and those of the conversations that are open. */

import { writable } from "../base/readable.ts";
import type { OutboxNote } from "../model/notes.ts";
import type { NextScheduled, ScheduleCommands, Scheduled, ScheduledView, ScheduleOutcome } from "./api.ts";

export class ScheduledPage {
  readonly #leader: ScheduleCommands;
  readonly #next = new Map<string, number>();
  readonly #views = new Set<OpenScheduled>();

  constructor(leader: ScheduleCommands) {
    this.#leader = leader;
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
    const view: OpenScheduled = new OpenScheduled(conversation, this.#leader, () => this.#views.delete(view));
    this.#views.add(view);
    return view;
  };

  onChanged(next: NextScheduled): void {
    this.#take(next);
    for (const view of this.#views) if (view.conversation === next.conversation) view.refresh();
  }

  /** Something that waited was refused, or was stored. */
  apply({ rows, gone }: OutboxNote): void {
    const ours = new Set(rows.map(({ about, conversation }) => about ?? conversation));
    for (const view of this.#views) if (gone.length > 0 || ours.has(view.conversation)) view.refresh();
  }

  /** A change made here was too late: a device had claimed the message. */
  cameTooLate(): void {
    for (const view of this.#views) view.late.set(view.late.get() + 1);
  }

  refresh(): void {
    for (const view of this.#views) view.refresh();
  }

  /** The conversation was erased. */
  end(conversation: string): void {
    this.#next.delete(conversation);
    for (const view of this.#views) if (view.conversation === conversation) view.all.set([]);
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

  constructor(conversation: string, leader: ScheduleCommands, left: () => void) {
    this.conversation = conversation;
    this.#leader = leader;
    this.#left = left;
    this.refresh();
  }

  refresh(): void {
    this.#leader
      .scheduled(this.conversation)
      .then((all) => this.all.set(all))
      .catch(() => {});
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
