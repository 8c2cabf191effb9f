/**
 * The connection to `/live` (W1, W2, W9). A pure state machine decides, and the shell below carries out its decisions; the shell is the
 * only user of WebSocket. Frames are delivered in order, one after another.
 */

import { type Bytes, concat, utf8 } from "../base/bytes.ts";
import type { Env, Socket } from "../base/env.ts";
import type { BadRecord } from "../base/errors.ts";
import { type DeviceKeys, signWith } from "../seal/keys.ts";
import type { ErrorCode } from "../wire/codes.ts";
import {
  CLOSE_NOT_WELCOME,
  CLOSE_REPLACED,
  helloFrame,
  type Known,
  probeFrame,
  readFrame,
  type ServerFrame,
  SUBPROTOCOL,
  type Welcome,
} from "../wire/frames.ts";
import { isElsewhere } from "../wire/http.ts";

export type Net = "connecting" | "online" | "offline";

/** A refusal of the whole session, which only a person can resolve. */
export type Stop =
  | "revoked"
  /** A customer's device that is shut out, with a return link in its address: what it holds goes only if the person says so. */
  | "again"
  /** Another of the customer's devices removed this one. What this device held is deleted. */
  | "removed"
  | "unsupported"
  | "storage"
  | "mismatch"
  | "broken"
  /** The business uses something that this version would have to understand (S19). */
  | "newer"
  | "replaced"
  /** Tresen was updated, and this tab or another still runs the previous version. `reload` loads all of them again. */
  | "updated"
  /** No business has this handle. */
  | "unknown"
  /** The server did not answer, and this device holds nothing that could be shown. */
  | "unreachable"
  /** The server goes by another address than this page was opened at, and lets nobody in from here (W2). */
  | "elsewhere"
  /** The return link in the address opens no conversation here (typed wrong, or of another business). */
  | "return_link"
  /** The conversation was erased; `Chat.erasure` says by whom. */
  | "erased";

/** Why records that do not verify, or cannot be understood, end everything. */
export const stopBy = ({ code }: BadRecord): Stop => (code === "newer_record" ? "newer" : "broken");

export interface Machine {
  readonly phase: "off" | "waiting" | "opening" | "greeting" | "resuming" | "live";
  /** Attempts that failed since the last time it was live. */
  readonly failures: number;
  /** What the server said before it closed. */
  readonly refusal: string | null;
}

export type Input =
  | { readonly type: "start" | "retry" | "opened" | "late" | "unplugged" | "end" }
  | { readonly type: "closed"; readonly code: number }
  | { readonly type: "frame"; readonly frame: ServerFrame };

export type Effect =
  | { readonly type: "open" | "drop" | "welcomed" }
  | { readonly type: "hello"; readonly challenge: Bytes }
  | { readonly type: "wait"; readonly failures: number }
  | { readonly type: "net"; readonly net: Net }
  | { readonly type: "stop"; readonly stop: Stop };

export const OFF: Machine = { phase: "off", failures: 0, refusal: null };

const REFUSALS: Readonly<Record<string, Stop>> = {
  revoked: "revoked",
  unknown_device: "revoked",
  // The log goes on from an older copy: what it shows is not what was said (L10).
  forked: "broken",
} satisfies Partial<Record<ErrorCode, Stop>>;

const opening = (machine: Machine): readonly [Machine, readonly Effect[]] => [
  { ...machine, phase: "opening", refusal: null },
  [{ type: "open" }, { type: "net", net: machine.failures === 0 ? "connecting" : "offline" }],
];

function failed(machine: Machine): readonly [Machine, readonly Effect[]] {
  const failures = machine.phase === "live" ? 0 : machine.failures + 1;
  return [
    { phase: "waiting", failures, refusal: null },
    [
      { type: "wait", failures },
      { type: "net", net: failures === 0 ? "connecting" : "offline" },
    ],
  ];
}

function closed(machine: Machine, code: number): readonly [Machine, readonly Effect[]] {
  const refused = code === CLOSE_NOT_WELCOME ? REFUSALS[machine.refusal ?? ""] : undefined;
  const stop = code === CLOSE_REPLACED ? "replaced" : refused;
  if (stop === undefined) return failed(machine);
  return [
    { ...OFF, failures: 0 },
    [
      { type: "stop", stop },
      { type: "net", net: "offline" },
    ],
  ];
}

function framed(machine: Machine, frame: ServerFrame): readonly [Machine, readonly Effect[]] {
  if (frame.type === "challenge" && machine.phase === "opening")
    return [{ ...machine, phase: "greeting" }, [{ type: "hello", challenge: frame.challenge }]];
  if (frame.type === "welcome" && machine.phase === "greeting")
    return [{ ...machine, phase: "resuming" }, [{ type: "welcomed" }]];
  if (frame.type === "error" && frame.counter === null && machine.phase === "greeting")
    return [{ ...machine, refusal: frame.code }, []];
  if (frame.type === "ready" && machine.phase === "resuming")
    return [{ phase: "live", failures: 0, refusal: null }, [{ type: "net", net: "online" }]];
  return [machine, []];
}

/** Every transition of the connection. */
export function step(machine: Machine, input: Input): readonly [Machine, readonly Effect[]] {
  if (input.type === "start") return machine.phase === "off" ? opening(OFF) : [machine, []];
  if (input.type === "end") return [OFF, [{ type: "drop" }]];
  if (machine.phase === "off") return [machine, []];
  switch (input.type) {
    case "retry":
      return machine.phase === "waiting" ? opening(machine) : [machine, []];
    case "closed":
      return closed(machine, input.code);
    case "late":
    case "unplugged": {
      if (machine.phase === "waiting") return [machine, []];
      const [next, effects] = failed(machine);
      return [next, [{ type: "drop" }, ...effects]];
    }
    case "frame":
      return framed(machine, input.frame);
    default:
      return [machine, []];
  }
}

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 30_000;
/** Half of the growing delay is fixed and half is jitter, so that clients do not all return to a restarted server at once. */
export function backoffMs(failures: number, random: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return whole / 2 + (whole / 2) * random;
}

/** A server that was started again has its clients back within three seconds: they wait no longer than this at first. */
const SOON_MS = 2_500;
/** After so many tries in a row, a minute, the waits grow. */
export const PATIENT_TRIES = 32;

/** Until the next try to connect. */
export function reconnectMs(failures: number, random: number): number {
  const ms = backoffMs(failures < PATIENT_TRIES ? failures : failures - PATIENT_TRIES + 3, random);
  return failures < PATIENT_TRIES ? Math.min(ms, (SOON_MS / 2) * (1 + random)) : ms;
}

export interface Resume {
  readonly generation: Bytes | null;
  readonly cursor: number | null;
  readonly rev: number | null;
  readonly known: Known | null;
}

export interface ConnectionNeeds {
  readonly keys: DeviceKeys;
  resume(): Promise<Resume>;
  /** One at a time, in order; while a promise is open the next frame waits. */
  onFrame(frame: ServerFrame): Promise<void>;
  onNet(net: Net): void;
  /** Ends the connection; `start` begins it again. */
  onStop(stop: Stop): void;
}

/** As `WebSocket.OPEN`. */
const OPEN = 1;
const LATE_MS = 15_000;
/** After the second failure in a row, and each minute from there, the server is asked by which address it goes. */
const ASKED_WHERE = 2;
const ASKED_EVERY = 32;
/** After waking up, a connection silent for longer than this is not trusted. */
const SILENT_MS = 40_000;
/** How often a silent connection is probed. Browsers report no pings, and report a dead connection only after minutes. */
const PROBE_MS = 60_000;
const PROBE_ANSWER_MS = 10_000;

export class Connection {
  #machine = OFF;
  #socket: Socket | null = null;
  #work: Promise<void> = Promise.resolve();
  #cancelWait = () => {};
  #cancelLate = () => {};
  #cancelProbe = () => {};
  #heardMs = 0;
  #bearer: string | null = null;
  readonly #env: Env;
  readonly #needs: ConnectionNeeds;
  readonly #unlisten: () => void;

  constructor(env: Env, needs: ConnectionNeeds) {
    this.#env = env;
    this.#needs = needs;
    this.#unlisten = env.onConnectivity(() => this.#connectivity());
  }

  get live(): boolean {
    return this.#machine.phase === "live";
  }

  /** For HTTP, in memory only (W2). */
  bearer = (): string | null => this.#bearer;

  start(): void {
    this.#take({ type: "start" });
  }

  /** Closes the connection and opens another: an answer is overdue. */
  restart(): void {
    this.#take({ type: "late" });
  }

  /** False when there is no connection. The frame is then lost. */
  send(frame: Bytes): boolean {
    if (!(this.live || this.#machine.phase === "resuming")) return false;
    return this.#say(this.#socket, frame);
  }

  /** A socket is closing for a while before it says so, and swallows what it is given. */
  #say(socket: Socket | null, frame: Bytes): boolean {
    if (socket?.readyState !== OPEN) return false;
    socket.send(frame);
    return true;
  }

  close(): void {
    this.#unlisten();
    this.#take({ type: "end" });
  }

  #connectivity(): void {
    if (!this.#env.online()) {
      this.#take({ type: "unplugged" });
      return;
    }
    const silent = this.#env.now() - this.#heardMs > SILENT_MS;
    if (this.live && silent) this.#take({ type: "unplugged" });
    this.#cancelWait();
    this.#take({ type: "retry" });
  }

  #take(input: Input): void {
    const [machine, effects] = step(this.#machine, input);
    this.#machine = machine;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    if (effect.type === "open") this.#open();
    else if (effect.type === "drop") this.#drop();
    else if (effect.type === "hello") this.#hello(effect.challenge, this.#socket).catch(() => this.restart());
    else if (effect.type === "welcomed") this.#cancelLate();
    else if (effect.type === "wait") this.#wait(effect.failures);
    else if (effect.type === "net") this.#needs.onNet(effect.net);
    else if (effect.type === "stop") {
      this.#drop();
      this.#needs.onStop(effect.stop);
    }
  }

  /** Probes a silent connection, and gives it up when no answer comes. */
  #probe(): void {
    const asked = this.#env.now();
    this.#cancelProbe = this.#env.later(PROBE_MS, () => {
      if (this.#heardMs > asked) return this.#probe();
      this.send(probeFrame());
      this.#cancelProbe = this.#env.later(PROBE_ANSWER_MS, () => {
        if (this.#heardMs > asked) this.#probe();
        else this.restart();
      });
    });
  }

  #wait(failures: number): void {
    this.#cancelWait();
    if (failures % ASKED_EVERY === ASKED_WHERE) void this.#askWhere();
    const ms = reconnectMs(failures, this.#env.random());
    this.#cancelWait = this.#env.later(ms, () => this.#take({ type: "retry" }));
  }

  /** A hello is signed for one address: to a server that goes by another, nobody is welcome, however often they try. */
  async #askWhere(): Promise<void> {
    const elsewhere = await isElsewhere(this.#env);
    if (!elsewhere || this.live || this.#machine.phase === "off") return;
    this.#take({ type: "end" });
    this.#needs.onStop("elsewhere");
  }

  #open(): void {
    this.#drop();
    const socket = new this.#env.WebSocket(`${this.#env.origin.replace(/^http/, "ws")}/live`, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(socket, data);
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      // Frames received before the end are handled first: they may say why.
      this.#work = this.#work.then(() => {
        if (this.#socket !== socket) return;
        this.#forget();
        this.#take({ type: "closed", code });
      });
    };
    this.#cancelLate = this.#env.later(LATE_MS, () => this.#take({ type: "late" }));
  }

  #drop(): void {
    const socket = this.#socket;
    this.#forget();
    this.#cancelWait();
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #forget(): void {
    this.#socket = null;
    this.#bearer = null;
    this.#cancelLate();
    this.#cancelProbe();
  }

  #hear(socket: Socket, data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    this.#heardMs = this.#env.now();
    this.#work = this.#work.then(async () => {
      if (this.#socket !== socket) return;
      try {
        await this.#frame(readFrame(new Uint8Array(data)));
      } catch {
        // A frame that cannot be read or handled leaves a gap. The connection starts again from what is stored.
        if (this.#socket === socket) this.restart();
      }
    });
  }

  async #frame(frame: ServerFrame): Promise<void> {
    if (frame.type === "welcome") this.#welcome(frame);
    if (frame.type === "bearer") this.#bearer = frame.bearer;
    if (frame.type === "ready") {
      await this.#needs.onFrame(frame);
      this.#probe();
      return this.#take({ type: "frame", frame });
    }
    this.#take({ type: "frame", frame });
    await this.#needs.onFrame(frame);
  }

  #welcome(frame: Welcome): void {
    this.#bearer = frame.bearer;
  }

  async #hello(challenge: Bytes, socket: Socket | null): Promise<void> {
    const { keys } = this.#needs;
    const signature = await signWith(keys, "hello", concat(utf8(this.#env.origin), challenge));
    const resume = await this.#needs.resume();
    if (this.#socket === socket) this.#say(socket, helloFrame({ device: keys.id, signature, ...resume }));
  }
}
