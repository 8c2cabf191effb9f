/** How the counter in memory erases (L7): what is named, what refers to it, or everything; kept classes stay. Or how it cheats at it. */

import { createHash } from "node:crypto";
import { type Bytes, concat, fromBase64url, toBase64url, utf8 } from "../../src/base/bytes.ts";
import { readErase } from "../../src/seal/erase.ts";
import { readHeader, type Signed } from "../../src/wire/layouts.ts";
import type { Counter, Json, LogEvent } from "./server.ts";

export class Eraser {
  /** Of each conversation: class and end of what must be kept, by position. */
  readonly locked = new Map<string, Map<number, [string, number]>>();
  readonly #counter: Counter;
  /** First outcomes, by the command. */
  readonly #outcomes = new Map<string, Json>();
  readonly #over = new Map<string, number>();

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  lock(talk: string, pos: number, as: string, untilMs: number): void {
    const locked = this.locked.get(talk) ?? new Map();
    this.locked.set(talk, locked.set(pos, [as, untilMs]));
  }

  isOver = (talk: string | undefined): boolean => this.#over.has(talk ?? "");

  kept(talk: string): Json {
    const kept = [...(this.locked.get(talk) ?? [])];
    return {
      erased_ms: this.#over.get(talk) ?? null,
      kept: kept.map(([pos, [as, untilMs]]) => ({ pos, class: as, until_ms: untilMs })),
    };
  }

  /** null: the conversation is over already. The same command again gives the first outcome. */
  erase(talk: string, command: Signed): Json | null {
    const first = this.#outcomes.get(toBase64url(command.body));
    if (first !== undefined) return first;
    if (this.isOver(talk)) return null;
    const { targets } = readErase(command.body);
    const named = new Set(targets?.map(({ pos }) => pos));
    const messages = this.#counter.messages(talk).filter(({ body }) => partsOf(body)[0] !== null);
    const gone = new Set(messages.filter(({ pos }) => targets === null || named.has(pos ?? 0)));
    for (const event of messages) if (refersTo(event, gone)) gone.add(event);
    if (targets === null) this.#over.set(talk, this.#counter.clock);
    return this.carryOut(talk, command, gone);
  }

  /** Removes these messages and says that this command did it. */
  carryOut(talk: string, command: Signed, gone: Iterable<LogEvent>): Json {
    const found = this.#counter.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    const locked = this.locked.get(talk) ?? new Map<number, [string, number]>();
    const meant = [...gone].map(({ pos }) => pos ?? 0);
    const kept = [...locked].filter(([pos]) => meant.includes(pos)).map(([pos, rest]) => [pos, ...rest]);
    const ranges = meant.filter((pos) => !locked.has(pos)).map((pos) => [pos, pos]);
    for (const [pos = 0] of ranges) this.bury(talk, pos, found.head + 1);
    const event = this.#counter.append(found, 10, [command.body, command.signature, ranges, kept]);
    const told = kept.map(([pos, as, untilMs]) => ({ pos, class: as, until_ms: untilMs }));
    const outcome = { pos: event.pos, at_ms: event.atMs, erased: ranges, kept: told };
    this.#outcomes.set(toBase64url(command.body), outcome);
    return outcome;
  }

  /** Leaves a tombstone that names the event at `where`. */
  bury(talk: string, pos: number, where: number): void {
    const event = this.#counter.messages(talk).find((each) => each.pos === pos);
    if (event === undefined) throw new Error("no such message");
    const header = partsOf(event.body)[0] ?? new Uint8Array();
    const hash = createHash("sha256")
      .update(concat(utf8("tresen/v1/header\0"), header))
      .digest();
    event.body = [null, null, null, null, new Uint8Array(hash), "erased", fromBase64url(talk), where];
  }
}

const partsOf = (body: unknown): (Bytes | null)[] => body as (Bytes | null)[];

function refersTo({ body }: LogEvent, gone: ReadonlySet<LogEvent>): boolean {
  const { refers } = readHeader(partsOf(body)[0] ?? new Uint8Array());
  return [...gone].some(
    (each) => refers !== null && each.device === toBase64url(refers[0]) && each.counter === refers[1],
  );
}
