/** Plays a script of protocol/scripts against the server in memory; tests/contract/scripts.py plays it against the real one. */

import { type Bytes, concat, fromBase64url, utf8 } from "../../src/base/bytes.ts";
import type { Socket } from "../../src/base/env.ts";
import { deviceKeysFrom, signWith } from "../../src/seal/keys.ts";
import { fold } from "../../src/trust/chain.ts";
import { helloFrame, type Known, readEventBytes, readFrame } from "../../src/wire/frames.ts";
import { readSigned } from "../../src/wire/http.ts";
import { namedEvent, plain, snake, unhex } from "../vectors/plain.ts";
import { MemoryServer } from "./server.ts";

type Values = Record<string, unknown>;

export interface Step {
  readonly who: string;
  readonly call?: string;
  readonly body?: unknown;
  readonly hello?: {
    device?: string;
    forged?: boolean;
    resumes?: boolean;
    cursor?: number;
    rev?: number;
    known?: string;
  };
  readonly frame?: string;
  readonly leave?: boolean;
  readonly answer?: unknown;
  readonly heard?: Readonly<Record<string, readonly unknown[]>>;
}

export interface Script {
  readonly about: string;
  readonly rules: readonly string[];
  readonly public_url: string;
  readonly business: { readonly handle: string; readonly records: readonly unknown[] };
  readonly devices: Readonly<
    Record<string, { readonly seed: string; readonly opening: string; readonly id: string }>
  >;
  readonly steps: readonly Step[];
}

const VARIES: Readonly<Record<string, string>> = {
  bearer: "…",
  generation: "…",
  challenge: "…",
  head_hash: "…",
  seq: "#",
};
const STAFF = ["owner", "member", "auditor", "sheet"];

/** The value without what differs from run to run: bearers, generations, challenges, times, `seq`, texts. */
export function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== "object") return value;
  const made: Values = {};
  for (const [name, each] of Object.entries(value))
    if (name !== "detail" && name !== "title") made[name] = normalField(name, each);
  if (STAFF.includes(String(made.role)) && "head" in made) made.head = "#";
  return made;
}

function normalField(name: string, value: unknown): unknown {
  if (name in VARIES && value !== null) return VARIES[name];
  if (name.endsWith("_ms") && typeof value === "number") return "ms";
  if (name === "events")
    return (value as unknown[]).map((each) =>
      normal(typeof each === "string" ? namedEvent(readEventBytes(fromBase64url(each))) : each),
    );
  return normal(value);
}

interface Line {
  readonly socket: Socket;
  readonly heard: unknown[];
  challenge: Bytes | null;
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
/** Turns of the event loop after which unexpected frames would have come, and after which an expected one never will. */
const SETTLED = 6;
const NEVER = 3_000;

export class Player {
  readonly #script: Script;
  readonly #server: MemoryServer;
  readonly #lines = new Map<string, Line>();
  readonly #bearers = new Map<string, string>();
  #known: Known | null = null;
  #generation: Bytes | null = null;

  static async begin(script: Script): Promise<Player> {
    const records = script.business.records.map(readSigned);
    const chain = await fold(null, records);
    if (chain === null) throw new Error("a business without records");
    return new Player(script, new MemoryServer({ chain, records }));
  }

  constructor(script: Script, server: MemoryServer) {
    this.#script = script;
    this.#server = server;
  }

  async play(step: Step): Promise<Pick<Step, "answer" | "heard">> {
    const answer = step.call === undefined ? null : await this.#call(step, step.call);
    if (step.call === undefined) await this.#speak(step);
    for (let turn = 0; turn < NEVER && !this.#heard(step); turn++) await tick();
    for (let turn = 0; turn < SETTLED; turn++) await tick();
    const heard: Record<string, readonly unknown[]> = {};
    for (const [who, line] of this.#lines)
      if (line.heard.length > 0) heard[who] = line.heard.splice(0).map(normal);
    for (const [who, frames] of Object.entries(heard))
      if (frames.some((each) => (each as Values).type === "closed")) this.#lines.delete(who);
    return {
      ...(answer === null ? {} : { answer }),
      ...(Object.keys(heard).length === 0 ? {} : { heard }),
    };
  }

  /** For everybody, as many frames as the step says. */
  #heard({ heard = {} }: Step): boolean {
    return Object.entries(heard).every(
      ([who, frames]) => (this.#lines.get(who)?.heard.length ?? 0) >= frames.length,
    );
  }

  async #call(step: Step, call: string): Promise<unknown> {
    const [method = "GET", path = ""] = call.split(" ");
    const bearer = this.#bearers.get(step.who);
    const response = await this.#server.fetch(`${this.#script.public_url}/api/v1${path}`, {
      method,
      headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
      ...(step.body === undefined ? {} : { body: JSON.stringify(step.body) }),
    });
    return { status: response.status, body: normal(await response.json()) };
  }

  async #speak(step: Step): Promise<void> {
    if (step.leave) {
      this.#lines.get(step.who)?.socket.close();
      this.#lines.delete(step.who);
      return;
    }
    const line = this.#lines.get(step.who) ?? (await this.#connect(step.who));
    line.socket.send(step.hello === undefined ? unhex(step.frame ?? "") : await this.#hello(step, line));
  }

  async #connect(who: string): Promise<Line> {
    const socket = new this.#server.WebSocket(`${this.#script.public_url}/live`, "tresen.v1");
    const line: Line = { socket, heard: [], challenge: null };
    socket.onmessage = ({ data }) => this.#take(who, line, new Uint8Array(data as ArrayBuffer));
    socket.onclose = ({ code }) => line.heard.push({ type: "closed", code });
    this.#lines.set(who, line);
    while (line.challenge === null) await tick();
    return line;
  }

  #take(who: string, line: Line, data: Uint8Array): void {
    const frame = readFrame(data);
    if (frame.type === "challenge") {
      line.challenge = frame.challenge;
      return;
    }
    if (frame.type === "welcome") {
      this.#bearers.set(who, frame.bearer);
      this.#generation = frame.generation;
      if (frame.headHash !== null) this.#known = [frame.head, frame.headHash];
    }
    line.heard.push({ ...(plain(frame) as Values), type: snake(frame.type) });
  }

  async #hello({ who, hello = {} }: Step, { challenge }: Line): Promise<Bytes> {
    const { seed, opening } = this.#script.devices[hello.device ?? who] ?? { seed: "", opening: "" };
    const keys = await deviceKeysFrom(unhex(seed), unhex(opening));
    const signed = concat(utf8(this.#script.public_url), challenge ?? new Uint8Array());
    const signature = await signWith(keys, "hello", signed);
    if (hello.forged) signature[0] = (signature[0] ?? 0) ^ 1;
    return helloFrame({
      device: keys.id,
      signature,
      generation: hello.resumes ? this.#generation : null,
      cursor: hello.cursor ?? null,
      rev: hello.rev ?? null,
      known: hello.known === "head" ? this.#known : hello.known === "other" ? [2, new Uint8Array(16)] : null,
    });
  }
}
