/** One connection to the server in memory: what it hears, says and is refused (W1–W9). */

import { type Bytes, concat, equal, fromBase64url, toBase64url, utf8 } from "../../src/base/bytes.ts";
import type { Socket } from "../../src/base/env.ts";
import { decodeMessagePack } from "../../src/base/msgpack.ts";
import { encode } from "../../src/base/shape.ts";
import { eventHash, random, verifies } from "../../src/seal/suite.ts";
import {
  type ActName,
  CLOSE_NOT_WELCOME,
  CLOSE_REPLACED,
  ClientTag,
  HEADER_BYTES,
  Kind,
  PAYLOAD_BYTES,
  ServerTag,
  SIGNATURE_BYTES,
  SLOT_BYTES,
  TAG_BYTES,
} from "../../src/wire/generated.ts";
import { type Header, readEpoch, readHeader } from "../../src/wire/layouts.ts";
import { type ClientFrame, readClientFrame } from "./clientframes.ts";
import { errorFrame, Refusal } from "./refusal.ts";
import { type LogEvent, type MemoryServer, markRow, type Talk } from "./server.ts";

type Hello = Extract<ClientFrame, { type: "hello" }>;
type Send = Extract<ClientFrame, { type: "send" }>;
type Mark = Extract<ClientFrame, { type: "mark" }>;
type Act = Extract<ClientFrame, { type: "act" }>;
type Typing = Extract<ClientFrame, { type: "typing" }>;

const ORIGIN = "https://tresen.example";

export class Line implements Socket {
  binaryType = "arraybuffer";
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly challenge = random(32);
  readonly bearer = toBase64url(random(9));
  device: string | null = null;
  talk: string | null = null;
  staff = false;
  paper = false;
  live = false;
  open = true;
  #closing = false;
  readonly #server: MemoryServer;

  constructor(server: MemoryServer) {
    this.#server = server;
    queueMicrotask(() => this.push([ServerTag.challenge, this.challenge]));
  }

  push(frame: unknown): void {
    const data = encode(this.#server.retell(frame));
    setTimeout(() => this.open && this.onmessage?.({ data: data.slice().buffer }), 0);
  }

  /** As a browser's: 1 open, 2 closing, 3 closed. */
  get readyState(): number {
    if (!this.open) return 3;
    return this.#closing ? 2 : 1;
  }

  /** What is said to a closing connection is swallowed. */
  send(data: Bytes): void {
    if (this.#closing) return;
    const copy = data.slice();
    setTimeout(() => this.open && void this.#hear(copy), 0);
  }

  close(): void {
    this.open = false;
    this.#server.lines.delete(this);
  }

  /** The server or the network ends the connection. */
  cut(code = 1006): void {
    if (!this.open) return;
    this.#closing = true;
    this.#server.lines.delete(this);
    setTimeout(() => {
      this.open = false;
      this.onclose?.({ code });
    }, 0);
  }

  /** Says why and ends the connection. */
  refuse(refusal: Refusal, code: number): void {
    this.push(errorFrame(refusal));
    this.cut(code);
  }

  async #hear(data: Bytes): Promise<void> {
    if (this.device === null) return this.#greet(data);
    let counter: number | null = null;
    try {
      const frame = readClientFrame(data);
      if ("counter" in frame) counter = frame.counter;
      this.#obey(frame);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.push(errorFrame(error, counter));
    }
  }

  #obey(frame: ClientFrame): void {
    if (frame.type === "send") this.#send(frame);
    else if (frame.type === "mark") this.#mark(frame);
    else if (frame.type === "act") this.#act(frame);
    else if (frame.type === "typing") this.#typing(frame);
    else throw new Refusal("bad_frame");
  }

  async #greet(data: Bytes): Promise<void> {
    try {
      const frame = helloIn(data);
      const known = this.#server.devices.get(toBase64url(frame.device));
      if (known === undefined) throw new Refusal("unknown_device");
      const signed = concat(utf8(ORIGIN), this.challenge);
      if (!(await verifies(known.ed, "hello", signed, frame.signature))) throw new Refusal("bad_signature");
      if (known.revoked) throw new Refusal("revoked");
      const device = toBase64url(frame.device);
      for (const other of [...this.#server.lines])
        if (other !== this && other.device === device) other.refuse(new Refusal("replaced"), CLOSE_REPLACED);
      Object.assign(this, { device, talk: known.talk, staff: known.staff, paper: known.paper });
      await this.#welcome(frame);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refuse(error, CLOSE_NOT_WELCOME);
    }
  }

  /** The hash of the event at this place; null when there is none. */
  async #hashAt(place: number): Promise<Bytes | null> {
    const here = (event: LogEvent) => (this.staff ? event.seq : event.pos) === place;
    const event = this.#server.log.find((each) => this.#server.sees(this, each) && here(each));
    if (event === undefined) return null;
    return eventHash(place, { ...event, device: event.device === null ? null : fromBase64url(event.device) });
  }

  async #welcome({ generation, cursor, known: shown }: Hello): Promise<void> {
    const server = this.#server;
    if (shown !== null && generation !== null && equal(generation, server.generation)) {
      const hash = await this.#hashAt(shown[0]);
      if (hash === null || !equal(hash, shown[1])) throw new Refusal("forked");
    }
    const talk = server.talks.get(this.talk ?? "");
    const head = talk?.head ?? server.log.length;
    const headHash = this.paper ? null : await this.#hashAt(head);
    const own = server.log.filter((event) => event.device === this.device).map(({ counter }) => counter ?? 0);
    const role = this.paper ? "paper" : this.staff ? "owner" : "customer";
    const { business } = server.bakery.chain;
    const conversation = this.talk === null ? null : fromBase64url(this.talk);
    const until = server.clock + 900_000;
    const last = Math.max(0, ...own);
    const place = [business, conversation, server.generation, head, server.rev, last];
    const person = this.staff ? 1 : 0;
    this.push([ServerTag.welcome, role, person, ...place, this.bearer, until, server.clock, headHash]);
    if (!this.paper) {
      const known = generation === null || equal(generation, server.generation);
      const since = (known ? cursor : null) ?? head;
      const missed = server.log.filter(
        (event) => server.sees(this, event) && ((this.staff ? event.seq : event.pos) ?? 0) > since,
      );
      if (server.behind) this.push([ServerTag.behind, head, server.rev]);
      else if (missed.length > 0) this.push([ServerTag.events, server.shown(missed, this)]);
      if (talk !== undefined) this.push([ServerTag.marks, [0, 1].map((party) => markRow(talk, party))]);
    }
    this.push([ServerTag.ready]);
    this.live = !this.paper;
  }

  /** A customer need not name the conversation; the team must. */
  #named(conversation: Bytes | null): Talk {
    if (this.staff && conversation === null) throw new Refusal("bad_frame");
    const name = conversation === null ? (this.talk ?? "") : toBase64url(conversation);
    const talk = this.#server.talks.get(name);
    if (talk === undefined || (!this.staff && name !== this.talk)) throw new Refusal("unknown_conversation");
    return talk;
  }

  #send({ counter, ...parts }: Send): void {
    const header = this.#checked(counter, parts);
    const talk = this.#server.talks.get(toBase64url(header.conversation));
    if (talk === undefined) throw new Refusal("unknown_conversation");
    const first = this.#server.log.find(
      (event) => event.device === this.device && event.counter === counter && event.kind === Kind.message,
    );
    if (first === undefined) this.#server.admit(talk, header);
    const lost = this.#server.loseAnswer();
    if (lost) this.cut();
    if (first === undefined) {
      const { header: sealed, slot, ciphertext, signature } = parts;
      this.#server.store(talk, this.device, counter, [sealed, slot, ciphertext, signature]);
    } else if (!lost)
      this.push([ServerTag.stored, counter, first.pos, first.atMs, this.staff ? first.seq : null]);
  }

  /** Sizes, and the header against the session (S7, S10). */
  #checked(counter: number, { header, slot, ciphertext, signature }: Omit<Send, "counter">): Header {
    const padded = PAYLOAD_BYTES.some((size) => size + TAG_BYTES === ciphertext.length);
    const longest = Math.max(...PAYLOAD_BYTES) + TAG_BYTES;
    if (ciphertext.length > longest) throw new Refusal("too_large");
    if (counter < 1 || !padded || slot.length !== SLOT_BYTES) throw new Refusal("bad_frame");
    if (signature.length !== SIGNATURE_BYTES || header.length > HEADER_BYTES) throw new Refusal("bad_frame");
    const read = readable(header);
    const own = toBase64url(read.device) === this.device && read.counter === counter;
    const here = this.talk === null || toBase64url(read.conversation) === this.talk;
    if (!own || !here || !equal(read.business, this.#server.bakery.chain.business))
      throw new Refusal("header_mismatch");
    return read;
  }

  #mark({ conversation, delivered, read }: Mark): void {
    const talk = this.#named(conversation);
    if (this.#server.eraser.isOver(talk.id)) return;
    if (this.#server.refusedMarks > 0) {
      this.#server.refusedMarks -= 1;
      throw new Refusal("internal");
    }
    const party = this.staff ? 1 : 0;
    const mark = talk.marks[party];
    const before = mark.delivered + mark.read;
    mark.read = Math.max(mark.read, Math.min(talk.head, read));
    mark.delivered = Math.max(mark.delivered, mark.read, Math.min(talk.head, delivered));
    if (mark.delivered + mark.read === before) return;
    for (const other of this.#server.lines)
      if (other.live && (other.staff || other.talk === talk.id))
        other.push([ServerTag.marks, [markRow(talk, party)]]);
  }

  #typing({ conversation, on }: Typing): void {
    const talk = this.#named(conversation);
    for (const other of this.#server.lines)
      if (other !== this && other.live && (other.staff || other.talk === talk.id)) {
        const person = this.staff && other.staff ? 1 : null;
        other.push([ServerTag.typingNow, fromBase64url(talk.id), person, on]);
      }
  }

  #act({ counter, conversation, action, argument, signed }: Act): void {
    if (counter < 1) throw new Refusal("bad_frame");
    if (!this.staff) throw new Refusal("forbidden");
    const made = ACTS[action as ActName];
    if (made === undefined) throw new Refusal("bad_frame");
    const talk = this.#named(conversation);
    const [kind, said, visible] = made(argument);
    const body = signed === undefined ? said : [...(said as readonly unknown[]), signed];
    if (kind === Kind.closed || kind === Kind.reopened) talk.closed = kind === Kind.closed;
    this.#server.append(talk, kind, body, this.device, counter, visible);
  }
}

type Made = readonly [kind: number, body: unknown, visible: boolean];

/** What an act becomes; the only person of this team is number 1. */
const ACTS: Readonly<Record<ActName, (argument: Act["argument"]) => Made>> = {
  assign: (person) => [Kind.assigned, [person], false],
  close: () => [Kind.closed, [1], true],
  reopen: () => [Kind.reopened, [1], true],
  block: (on) => [Kind.blocked, [on], true],
  auto: (on) => [Kind.autoOff, [!on], false],
  class: (what) => [Kind.class, what, false],
};

/** Throws `Refusal`: `bad_frame` for a hello that is not what it should be, `not_welcome` for anything else. */
function helloIn(data: Bytes): Hello {
  if (!isHello(data)) throw new Refusal("not_welcome");
  return readClientFrame(data) as Hello;
}

function isHello(data: Bytes): boolean {
  try {
    const frame = decodeMessagePack(data);
    return Array.isArray(frame) && frame[0] === ClientTag.hello;
  } catch {
    return false;
  }
}

function readable(header: Bytes): Header {
  try {
    return readHeader(header);
  } catch {
    throw new Refusal("bad_frame");
  }
}

export const isCurrent = (talk: Talk, teamN: number, header: Header): boolean => {
  const epoch = readEpoch(talk.epochs.at(-1)?.body ?? new Uint8Array());
  return epoch.teamN === teamN && epoch.devicesN === talk.devices.length && header.epoch === epoch.n;
};
