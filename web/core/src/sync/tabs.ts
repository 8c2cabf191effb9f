/**
 * Several tabs, one device: the leader owns the connection and the sending, the others follow and show the same. Web Locks choose the
 * leader and choose another the moment it closes; a BroadcastChannel carries notes to all and commands to the leader.
 */

import type { Env } from "../base/env.ts";

export interface Lead {
  /** What followers may ask for. Asked again after a change of leader, so doing it twice must do no harm. */
  readonly commands: Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;
  /** Told once after this tab has begun to lead, and to each tab that joins. */
  greet(): void;
  close(): void;
}

export interface Tabs<Note> {
  /** To every tab, this one included. */
  publish(note: Note): void;
  call<T>(command: string, ...args: readonly unknown[]): Promise<T>;
  close(): void;
}

type Wire =
  | { readonly t: "note"; readonly note: unknown }
  | { readonly t: "call"; readonly id: string; readonly command: string; readonly args: readonly unknown[] }
  | { readonly t: "answer"; readonly id: string; readonly value: unknown; readonly failure: Failure | null }
  | { readonly t: "join" }
  | { readonly t: "lead" };

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
}

interface Waiting {
  readonly command: string;
  readonly args: readonly unknown[];
  resolve(value: never): void;
  reject(error: Error): void;
}

export interface TabsOwner<Note> {
  onNote(note: Note): void;
  /** This tab leads from now on. */
  lead(): Promise<Lead>;
  /** Another tab leads from now on, or this one: what the leader before said last may be lost. */
  onLeader(): void;
  /** Leading could not begin. */
  onFailure(error: unknown): void;
}

export function joinTabs<Note>(env: Env, name: string, owner: TabsOwner<Note>): Tabs<Note> {
  return new TabsOf(env, name, owner);
}

class TabsOf<Note> implements Tabs<Note> {
  #lead: Lead | null = null;
  #closed = false;
  #release = () => {};
  readonly #waiting = new Map<string, Waiting>();
  readonly #channel;
  readonly #abort = new AbortController();
  readonly #owner: TabsOwner<Note>;

  constructor(env: Env, name: string, owner: TabsOwner<Note>) {
    this.#owner = owner;
    this.#channel = env.BroadcastChannel === null ? null : new env.BroadcastChannel(name);
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => this.#hear(data as Wire);
    if (env.locks === null) void this.#begin();
    else this.#queue(env.locks, name);
    this.#post({ t: "join" });
  }

  publish(note: Note): void {
    this.#post({ t: "note", note });
    this.#owner.onNote(note);
  }

  call<T>(command: string, ...args: readonly unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = crypto.randomUUID();
      this.#waiting.set(id, { command, args, resolve, reject });
      this.#ask(id);
    });
  }

  close(): void {
    this.#closed = true;
    this.#abort.abort();
    this.#lead?.close();
    this.#lead = null;
    this.#release();
    this.#channel?.close();
    this.#waiting.clear();
  }

  #queue(locks: NonNullable<Env["locks"]>, name: string): void {
    const held = locks.request(name, { signal: this.#abort.signal }, async () => {
      await this.#begin();
      if (!this.#closed)
        await new Promise<void>((resolve) => {
          this.#release = resolve;
        });
    });
    held.catch((error) => {
      if (!this.#closed) this.#owner.onFailure(error);
    });
  }

  async #begin(): Promise<void> {
    try {
      const lead = await this.#owner.lead();
      if (this.#closed) {
        lead.close();
        return;
      }
      this.#lead = lead;
      lead.greet();
      this.#post({ t: "lead" });
      this.#onLeader();
    } catch (error) {
      this.#owner.onFailure(error);
    }
  }

  #post(wire: Wire): void {
    if (!this.#closed) this.#channel?.postMessage(wire);
  }

  #ask(id: string): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    const { command, args } = waiting;
    if (this.#lead === null) this.#post({ t: "call", id, command, args });
    else void this.#run(command, args).then((outcome) => this.#settle(id, outcome));
  }

  async #run(
    command: string,
    args: readonly unknown[],
  ): Promise<{ value: unknown; failure: Failure | null }> {
    try {
      const work = this.#lead?.commands[command] as ((...args: readonly unknown[]) => unknown) | undefined;
      return { value: await work?.(...args), failure: null };
    } catch (error) {
      return { value: null, failure: failureOf(error) };
    }
  }

  #settle(id: string, outcome: { readonly value: unknown; readonly failure: Failure | null }): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (outcome.failure === null) waiting?.resolve(outcome.value as never);
    else waiting?.reject(errorOf(outcome.failure));
  }

  #onLeader(): void {
    this.#owner.onLeader();
    for (const id of [...this.#waiting.keys()]) this.#ask(id);
  }

  #hear(wire: Wire): void {
    if (this.#closed) return;
    if (wire.t === "note") this.#owner.onNote(wire.note as Note);
    else if (wire.t === "answer") this.#settle(wire.id, wire);
    else if (wire.t === "lead") this.#onLeader();
    else if (this.#lead === null) return;
    else if (wire.t === "join") this.#lead.greet();
    else if (wire.t === "call")
      void this.#run(wire.command, wire.args).then((outcome) =>
        this.#post({ t: "answer", id: wire.id, ...outcome }),
      );
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), code: null };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return { name: error.name, message: error.message, code };
}

const errorOf = (failure: Failure): Error =>
  Object.assign(new Error(failure.message), { name: failure.name, code: failure.code });
