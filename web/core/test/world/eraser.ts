/** How the server in memory erases (L7): what is named, what refers to it, or everything; retained classes stay. It can cheat, too. */

import { createHash } from "node:crypto";
import { type Bytes, concat, equal, fromBase64url, toBase64url, utf8 } from "../../src/base/bytes.ts";
import { type EraseTarget, readErase } from "../../src/seal/erase.ts";
import { verifies } from "../../src/seal/suite.ts";
import { Kind } from "../../src/wire/generated.ts";
import { readHeader, type Signed } from "../../src/wire/layouts.ts";
import { Refusal } from "./refusal.ts";
import type { Json, LogEvent, MemoryServer } from "./server.ts";

export class Eraser {
  /** For each conversation: class and end of what must be retained, by position. */
  readonly locked = new Map<string, Map<number, [string, number]>>();
  readonly #server: MemoryServer;
  /** First outcomes by command. */
  readonly #outcomes = new Map<string, Json>();
  readonly #over = new Map<string, number>();

  constructor(server: MemoryServer) {
    this.#server = server;
  }

  /** As that one was. */
  takeOver(from: Eraser): void {
    for (const [talk, locked] of from.locked) this.locked.set(talk, new Map(locked));
    for (const [command, outcome] of from.#outcomes) this.#outcomes.set(command, outcome);
    for (const [talk, ms] of from.#over) this.#over.set(talk, ms);
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

  /** The same command again gives the first outcome. Throws `Refusal`. */
  async erase(talk: string, command: Signed, by: string | null): Promise<Json> {
    const first = this.#outcomes.get(toBase64url(command.body));
    if (first !== undefined) return first;
    if (this.isOver(talk)) throw new Refusal("conversation_erased");
    const { signer, targets } = readErase(command.body);
    const device = this.#server.devices.get(toBase64url(signer));
    if (device === undefined || device.revoked || device.paper || (device.talk ?? talk) !== talk)
      throw new Refusal("forbidden");
    if (!(await verifies(device.ed, "erase", command.body, command.signature)))
      throw new Refusal("bad_signature");
    const messages = this.#server.messages(talk).filter(({ body }) => partsOf(body)[0] !== null);
    const gone = new Set(targets === null ? messages : targets.map((target) => named(messages, target)));
    for (const event of messages) if (refersTo(event, gone)) gone.add(event);
    if (targets === null) this.#over.set(talk, this.#server.clock);
    return this.carryOut(talk, command, gone, by);
  }

  /** Removes these messages and says that this command did it. */
  carryOut(talk: string, command: Signed, gone: Iterable<LogEvent>, by: string | null = null): Json {
    const found = this.#server.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    const locked = this.locked.get(talk) ?? new Map<number, [string, number]>();
    const meant = [...gone].map(({ pos }) => pos ?? 0);
    const kept = [...locked].filter(([pos]) => meant.includes(pos)).map(([pos, rest]) => [pos, ...rest]);
    const free = meant.filter((pos) => !locked.has(pos));
    for (const pos of free) this.bury(talk, pos, found.head + 1);
    const ranges = rangesOf(free);
    const event = this.#server.append(
      found,
      Kind.erased,
      [command.body, command.signature, ranges, kept],
      by,
    );
    const told = kept.map(([pos, as, untilMs]) => ({ pos, class: as, until_ms: untilMs }));
    const outcome = { pos: event.pos, at_ms: event.atMs, erased: ranges, kept: told };
    this.#outcomes.set(toBase64url(command.body), outcome);
    return outcome;
  }

  /** Leaves a tombstone that names the event at `where`. */
  bury(talk: string, pos: number, where: number): void {
    const event = this.#server.messages(talk).find((each) => each.pos === pos);
    if (event === undefined) throw new Error("no such message");
    event.body = [null, null, null, null, hashOf(event), "erased", fromBase64url(talk), where];
  }
}

const partsOf = (body: unknown): (Bytes | null)[] => body as (Bytes | null)[];

function hashOf({ body }: LogEvent): Bytes {
  const header = partsOf(body)[0] ?? new Uint8Array();
  return new Uint8Array(
    createHash("sha256")
      .update(concat(utf8("tresen/v1/header\0"), header))
      .digest(),
  );
}

function named(messages: readonly LogEvent[], { pos, hash }: EraseTarget): LogEvent {
  const found = messages.find((event) => event.pos === pos);
  if (found === undefined || !equal(hashOf(found), hash)) throw new Refusal("bad_record");
  return found;
}

/** Ascending ranges, ends included. */
function rangesOf(positions: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const pos of [...positions].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === pos - 1) last[1] = pos;
    else ranges.push([pos, pos]);
  }
  return ranges;
}

function refersTo({ body }: LogEvent, gone: ReadonlySet<LogEvent>): boolean {
  const { refers } = readHeader(partsOf(body)[0] ?? new Uint8Array());
  return [...gone].some(
    (each) => refers !== null && each.device === toBase64url(refers[0]) && each.counter === refers[1],
  );
}
