/**
 * Several tabs, one device: the leader owns the connection and the sending, the others follow and show the same. Web Locks choose the
 * leader and choose another the moment it closes; a BroadcastChannel carries notes to all and commands to the leader.
 */

import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal, UnknownCommand, Unreachable } from "../base/errors.ts";

/** The commands of one side: name → arguments → result. The leader has a method for each, and a tab calls it as its own. */
export type Commands<C> = { readonly [name in keyof C]: (...args: never[]) => Promise<unknown> };

export interface Lead<C> {
  /** After a change of leader every unanswered command is asked again, so running one twice must do no harm. */
  readonly commands: C;
  /** Called once this tab leads, and again for each tab that joins. */
  greet(): void;
  close(): void;
}

export interface Tabs<Note, C> {
  /** The tab that leads. Calls wait until one does. They reject with `UnknownCommand` when it runs another version. */
  readonly leader: C;
  /** To every tab, this one included. */
  publish(note: Note): void;
  /** Reloads all tabs, this one included. */
  reload(): void;
  close(): void;
}

type Wire =
  | { readonly t: "note"; readonly note: unknown }
  | { readonly t: "call"; readonly id: string; readonly command: string; readonly args: readonly unknown[] }
  | (Outcome & { readonly t: "answer"; readonly id: string })
  | { readonly t: "reload" }
  | { readonly t: "join" }
  | { readonly t: "lead" };

interface Outcome {
  readonly value: unknown;
  readonly failure: Failure | null;
  /** The leader checked that it has the command. Leaders of early versions did not check: they answered an unknown command with nothing. */
  readonly known?: boolean;
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly retryable: boolean;
}

interface Waiting {
  readonly command: string;
  readonly args: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: Error): void;
  /** Marks a rejection as handled. */
  forgive(): void;
}

export interface TabsNeeds<Note, C> {
  onNote(note: Note): void;
  /** This tab leads from now on. */
  lead(): Promise<Lead<C>>;
  /** This or another tab leads from now on. What the previous leader said last may be lost. */
  onLeader(): void;
  /** The leading tab refused a command that it does not know: Tresen was updated, and the two tabs run different versions. */
  onOutdated(): void;
  /** Leading could not begin. */
  onFailure(error: unknown): void;
}

export function joinTabs<Note, C extends Commands<C>>(
  env: Env,
  name: string,
  needs: TabsNeeds<Note, C>,
): Tabs<Note, C> {
  return new TabsOf(env, name, needs);
}

/** Tells all tabs, from a page that is none of them. */
export function tellTabs(env: Env, name: string, note: unknown): void {
  if (env.BroadcastChannel === null) return;
  const channel = new env.BroadcastChannel(name);
  channel.postMessage({ t: "note", note } satisfies Wire);
  channel.close();
}

type Anything = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

/** An object that has every command as a method; each method calls `ask`. */
const asking = <C>(ask: (command: string, args: readonly unknown[]) => Promise<unknown>): C =>
  new Proxy(
    {},
    {
      get:
        (_, command) =>
        (...args: unknown[]) =>
          ask(String(command), args),
    },
  ) as C;

/** The tab that leads. Until the tabs are joined, calls wait. */
export const whoLeads = <C>(tabs: () => { readonly leader: C } | null): C =>
  asking(
    (command, args) =>
      (tabs()?.leader as Anything | undefined)?.[command]?.(...args) ?? new Promise(() => {}),
  );

class TabsOf<Note, C extends Commands<C>> implements Tabs<Note, C> {
  readonly leader: C = asking((command, args) => this.#call(command, args));
  #lead: Lead<C> | null = null;
  #closed = false;
  #release = () => {};
  readonly #waiting = new Map<string, Waiting>();
  readonly #channel;
  readonly #abort = new AbortController();
  readonly #env: Env;
  readonly #needs: TabsNeeds<Note, C>;

  constructor(env: Env, name: string, needs: TabsNeeds<Note, C>) {
    this.#env = env;
    this.#needs = needs;
    this.#channel = env.BroadcastChannel === null ? null : new env.BroadcastChannel(name);
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => this.#hear(data as Wire);
    if (env.locks === null) void this.#begin();
    else this.#queue(env.locks, name);
    this.#post({ t: "join" });
  }

  publish(note: Note): void {
    this.#post({ t: "note", note });
    this.#needs.onNote(note);
  }

  reload(): void {
    this.#post({ t: "reload" });
    this.#env.reload();
  }

  #call(command: string, args: readonly unknown[]): Promise<unknown> {
    const id = crypto.randomUUID();
    const answer = new Promise<unknown>((resolve, reject) => {
      const forgive = () => void answer.catch(() => {});
      this.#waiting.set(id, { command, args, resolve, reject, forgive });
    });
    this.#ask(id);
    return answer;
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
      if (!this.#closed) this.#needs.onFailure(error);
    });
  }

  async #begin(): Promise<void> {
    try {
      const lead = await this.#needs.lead();
      if (this.#closed) {
        lead.close();
        return;
      }
      this.#lead = lead;
      lead.greet();
      this.#post({ t: "lead" });
      this.#onLeader();
    } catch (error) {
      // A tab whose database went, because another one signed out, has nothing to complain about.
      if (!this.#closed) this.#needs.onFailure(error);
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

  async #run(command: string, args: readonly unknown[]): Promise<Outcome> {
    const commands = (this.#lead?.commands ?? {}) as Anything;
    if (!Object.hasOwn(commands, command))
      return { value: null, failure: failureOf(new UnknownCommand(command)), known: false };
    try {
      return { value: await commands[command]?.(...args), failure: null, known: true };
    } catch (error) {
      return { value: null, failure: failureOf(error), known: true };
    }
  }

  #settle(id: string, { value, failure, known }: Outcome): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    if (known !== true) {
      // `onOutdated` is called even when nobody waits for this answer.
      waiting.forgive();
      this.#needs.onOutdated();
      waiting.reject(new UnknownCommand(waiting.command));
    } else if (failure === null) waiting.resolve(value);
    else waiting.reject(errorOf(failure));
  }

  #onLeader(): void {
    this.#needs.onLeader();
    for (const id of this.#waiting.keys()) this.#ask(id);
  }

  #hear(wire: Wire): void {
    if (this.#closed) return;
    if (wire.t === "note") this.#needs.onNote(wire.note as Note);
    else if (wire.t === "answer") this.#settle(wire.id, wire);
    else if (wire.t === "lead") this.#onLeader();
    else if (wire.t === "reload") this.#env.reload();
    else if (this.#lead === null) return;
    else if (wire.t === "join") this.#lead.greet();
    else if (wire.t === "call")
      void this.#run(wire.command, wire.args).then((outcome) =>
        this.#post({ t: "answer", id: wire.id, ...outcome }),
      );
  }
}

function failureOf(error: unknown): Failure {
  const {
    name = "Error",
    message = String(error),
    reason = null,
    code = reason,
    retryable = false,
  } = Object(error) as Partial<Failure & Pick<Refused, "reason">>;
  return { name, message, code, retryable };
}

/** Failures of network and server, and what is not accepted, keep class and detail. All others are told apart by name and code. */
function errorOf({ name, message, code, retryable }: Failure): Error {
  if (name === "Unreachable") return new Unreachable(message);
  if (code !== null) {
    const detail = message.slice(code.length + 2);
    if (name === "ServerRefusal") return new ServerRefusal(code, retryable, detail);
    if (name === "Refused") return new Refused(code as Refused["reason"], detail);
  }
  return Object.assign(new Error(message), { name, code });
}
