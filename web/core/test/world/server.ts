/**
 * A counter in memory: the server's side of protocol/wire.md and log.md for one business, as far as clients can see it. It keeps a log,
 * answers HTTP and `/live`, and can be made to lose connections and answers at will. It verifies no message, as the real one does not.
 */

import { decode } from "@msgpack/msgpack";
import { type Bytes, concat, equal, fromBase64url, toBase64url, utf8 } from "../../src/base/bytes.ts";
import type { Socket } from "../../src/base/env.ts";
import { encode } from "../../src/base/shape.ts";
import { conversationId, random, verifies } from "../../src/seal/suite.ts";
import {
  type Header,
  readCustomerDevices,
  readEpoch,
  readHeader,
  type Signed,
} from "../../src/wire/layouts.ts";
import { type Bakery, NOON } from "./bakery.ts";
import { Eraser } from "./eraser.ts";

export type Json = Record<string, unknown>;

export interface LogEvent {
  seq: number;
  rev: number | null;
  conversation: string | null;
  pos: number | null;
  kind: number;
  atMs: number;
  device: string | null;
  counter: number | null;
  body: unknown;
}

interface Talk {
  id: string;
  head: number;
  closed: boolean;
  devices: Signed[];
  epochs: unknown[][];
  marks: [{ delivered: number; read: number; seq: number }, { delivered: number; read: number; seq: number }];
}

export class Refusal {
  code: string;
  retryable: boolean;
  constructor(code: string, retryable = false) {
    this.code = code;
    this.retryable = retryable;
  }
}

const b64 = toBase64url;
const bin = (text: unknown): Bytes => fromBase64url(text as string);
const nilOr = (text: string | null): Bytes | null => (text === null ? null : fromBase64url(text));

/** One connection, seen from the server. */
class Line implements Socket {
  binaryType = "arraybuffer";
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly challenge = random(32);
  readonly bearer = b64(random(9));
  device: string | null = null;
  talk: string | null = null;
  staff = false;
  live = false;
  open = true;
  #counter: Counter;

  constructor(counter: Counter) {
    this.#counter = counter;
    queueMicrotask(() => this.push([64, this.challenge]));
  }

  push(frame: unknown): void {
    const data = encode(frame);
    setTimeout(() => this.open && this.onmessage?.({ data: data.slice().buffer }), 0);
  }

  send(data: Bytes): void {
    const frame = decode(data) as unknown[];
    setTimeout(() => this.open && void this.#counter.hear(this, frame), 0);
  }

  close(): void {
    this.open = false;
    this.#counter.lines.delete(this);
  }

  /** The server or the network ends it. */
  cut(code = 1006): void {
    if (!this.open) return;
    this.#counter.lines.delete(this);
    setTimeout(() => {
      this.open = false;
      this.onclose?.({ code });
    }, 0);
  }
}

export class Counter {
  readonly log: LogEvent[] = [];
  readonly talks = new Map<string, Talk>();
  readonly lines = new Set<Line>();
  generation = random(16);
  /** Do new connections and calls reach the server? */
  reachable = true;
  /** Runs before a command's answer is sent; true loses the answer and the connection. */
  loseAnswer: () => boolean = () => false;
  /** A server that cheats: what becomes of an event on its way to clients; null withholds it. */
  twist: (event: unknown[]) => unknown[] | null = (event) => event;
  /** Calls that are answered elsewhere: null leaves them to the counter. */
  office: (
    method: string,
    path: string,
    body: Json,
    device: string | null,
  ) => Promise<Json | Refusal | null> = async () => null;
  clock = NOON;
  calls = 0;
  /** What welcomes say is the newest public record. */
  rev: number;
  readonly bakery: Bakery;
  readonly eraser = new Eraser(this);
  readonly #ed = new Map<string, { ed: Bytes; talk: string | null; staff: boolean; paper: boolean }>();

  constructor(bakery: Bakery) {
    this.bakery = bakery;
    this.rev = bakery.chain.rev;
    for (const each of bakery.chain.devices.values())
      this.#ed.set(b64(each.id), { ed: each.ed, talk: null, staff: true, paper: false });
  }

  get WebSocket(): new (
    url: string,
    protocol: string,
  ) => Socket {
    const counter = this;
    return class extends Line {
      constructor() {
        super(counter);
        if (counter.reachable) counter.lines.add(this);
        else this.cut();
      }
    };
  }

  fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    this.calls += 1;
    if (!this.reachable) throw new TypeError("no network");
    const path = new URL(url).pathname.replace("/api/v1", "") + new URL(url).search;
    const bearer = new Headers(init?.headers).get("authorization")?.slice(7);
    const who = [...this.lines].find((line) => line.bearer === bearer) ?? null;
    const body = init?.body ? (JSON.parse(init.body as string) as Json) : {};
    const answer = await this.#route(init?.method ?? "GET", path, body, who);
    if (this.loseAnswer()) throw new TypeError("the answer was lost");
    if (answer instanceof Refusal)
      return Response.json({ code: answer.code, retryable: answer.retryable, detail: "" }, { status: 409 });
    return Response.json(answer);
  };

  cutAll(code = 1006): void {
    for (const line of [...this.lines]) line.cut(code);
  }

  /** The messages of a conversation as the log has them. */
  messages(talk: string): LogEvent[] {
    return this.log.filter((event) => event.conversation === talk && event.kind === 1);
  }

  async #route(method: string, path: string, body: Json, who: Line | null): Promise<Json | Refusal> {
    const elsewhere = await this.office(method, path, body, who?.device ?? null);
    if (elsewhere !== null) return elsewhere;
    const [, first, name, last] = path.split("?")[0]?.split("/") ?? [];
    const query = new URLSearchParams(path.split("?")[1]);
    if (first === "businesses" && last === undefined) return this.#shopfront();
    if (first === "businesses") return this.#begin(body);
    if (path.endsWith("/removal")) return this.#removal(this.talks.get(name ?? ""), path.split("/")[4] ?? "");
    if (who === null) return new Refusal("not_welcome");
    if (first === "records") return this.#records(Number(query.get("after")));
    const talk = this.talks.get(name ?? "");
    if (talk === undefined) return new Refusal("unknown_conversation");
    if (last === "keys") return this.#keys(talk);
    if (last === "kept") return this.eraser.kept(talk.id);
    if (method === "POST" && last !== "erase" && this.eraser.isOver(talk.id))
      return new Refusal("conversation_erased");
    if (last === "erase")
      return this.eraser.erase(talk.id, signedOf(body.command as Json)) ?? new Refusal("conversation_erased");
    if (last === "epochs" && method === "POST") return this.#epoch(talk, body, who);
    if (last === "devices") return this.#devices(talk, body, who);
    return this.#events(talk, query, who);
  }

  #shopfront(): Json {
    return { business: b64(this.bakery.chain.business), ...this.#records(0), open: true };
  }

  #records(after: number): Json {
    const records = this.bakery.records.slice(after).map((each) => ({
      body: b64(each.body),
      signature: b64(each.signature),
    }));
    return { rev: this.bakery.records.length, records };
  }

  async #begin(body: Json): Promise<Json | Refusal> {
    const devices = signedOf(body.devices as Json);
    const id = b64(await conversationId(devices.body));
    const known = this.talks.get(id);
    if (known !== undefined)
      return { conversation: id, pos: 3, at_ms: this.clock, generation: b64(this.generation) };
    const marks: Talk["marks"] = [
      { delivered: 0, read: 0, seq: 0 },
      { delivered: 0, read: 0, seq: 0 },
    ];
    const talk: Talk = { id, head: 0, closed: false, devices: [], epochs: [], marks };
    this.talks.set(id, talk);
    this.#list(talk, devices);
    this.#keep(talk, body.epoch as Json);
    const message = body.message as Json;
    const parts = ["header", "slot", "ciphertext", "signature"].map((part) => bin(message[part]));
    const header = readHeader(parts[0] ?? random(1));
    this.append(talk, 1, parts, b64(header.device), header.counter);
    return { conversation: id, pos: 3, at_ms: this.clock, generation: b64(this.generation) };
  }

  #list(talk: Talk, devices: Signed): void {
    const listed = readCustomerDevices(devices.body).devices;
    const before = talk.devices.at(-1);
    const was = before === undefined ? [] : readCustomerDevices(before.body).devices;
    talk.devices.push(devices);
    for (const { id, ed, paper } of listed) this.#ed.set(b64(id), { ed, talk: talk.id, staff: false, paper });
    for (const { id } of was) if (!listed.some((each) => b64(each.id) === b64(id))) this.#shutOut(b64(id));
    this.append(talk, 3, [devices.body, devices.signature, null]);
  }

  #shutOut(device: string): void {
    this.#ed.delete(device);
    for (const line of [...this.lines]) if (line.device === device) line.cut(4003);
  }

  /** What took a device out, as far as this server tells. */
  removal = (talk: Talk): readonly Signed[] => talk.devices;

  #removal(talk: Talk | undefined, device: string): Json | Refusal {
    if (talk === undefined || this.#ed.has(device)) return new Refusal("not_found");
    return {
      devices: this.removal(talk).map(({ body, signature }) => ({
        body: b64(body),
        signature: b64(signature),
      })),
    };
  }

  #keep(talk: Talk, epoch: Json): void {
    const wraps = (epoch.wraps as Json[]).map(({ to, wrap }) => [bin(to), bin(wrap)]);
    talk.epochs.push([bin(epoch.body), bin(epoch.signature), wraps]);
    this.append(talk, 3, [bin(epoch.body), bin(epoch.signature), wraps]);
  }

  #epoch(talk: Talk, body: Json, _who: Line): Json | Refusal {
    if (readEpoch(bin(body.body)).n !== talk.epochs.length + 1) return new Refusal("epoch_taken", true);
    this.#keep(talk, body);
    return { pos: talk.head, at_ms: this.clock };
  }

  #devices(talk: Talk, body: Json, _who: Line): Json | Refusal {
    const devices = signedOf(body.devices as Json);
    if (readCustomerDevices(devices.body).n !== talk.devices.length + 1)
      return new Refusal("stale_record", true);
    this.#list(talk, devices);
    this.#keep(talk, body.epoch as Json);
    return { pos: talk.head, at_ms: this.clock };
  }

  #keys(talk: Talk): Json {
    return {
      devices: talk.devices.map((each) => ({ body: b64(each.body), signature: b64(each.signature) })),
      epochs: talk.epochs.map(([body, signature, wraps]) => ({
        body: b64(body as Bytes),
        signature: b64(signature as Bytes),
        wraps: (wraps as [Bytes, Bytes][]).map(([to, wrap]) => ({ to: b64(to), wrap: b64(wrap) })),
      })),
    };
  }

  #events(talk: Talk, query: URLSearchParams, who: Line): Json {
    const limit = Number(query.get("limit") ?? 50);
    const all = this.log.filter((event) => event.conversation === talk.id && event.pos !== null);
    const after = query.get("after");
    const before = Number(query.get("before") ?? Number.MAX_SAFE_INTEGER);
    const found =
      after === null
        ? all.filter((event) => (event.pos ?? 0) < before).slice(-limit)
        : all.filter((event) => (event.pos ?? 0) > Number(after)).slice(0, limit);
    return { events: this.#shown(found, who).map((event) => b64(encode(event))), head: talk.head };
  }

  append(
    talk: { readonly id: string; head: number },
    kind: number,
    body: unknown,
    device: string | null = null,
    counter: number | null = null,
  ): LogEvent {
    talk.head += 1;
    const event: LogEvent = {
      seq: this.log.length + 1,
      rev: null,
      conversation: talk.id,
      pos: talk.head,
      kind,
      atMs: this.clock++,
      device,
      counter,
      body,
    };
    this.log.push(event);
    for (const line of this.lines) if (line.live && this.#sees(line, event)) this.#tell(line, event);
    return event;
  }

  #sees = (line: Line, event: LogEvent): boolean => line.staff || line.talk === event.conversation;

  #tell(line: Line, event: LogEvent): void {
    if (event.device === line.device && event.counter !== null)
      line.push([66, event.counter, event.pos, event.atMs, line.staff ? event.seq : null]);
    else line.push([67, this.#shown([event], line)]);
  }

  #shown(events: readonly LogEvent[], line: Line): unknown[][] {
    return events.map((event) => this.twist(wireEvent(event, line.staff))).filter((event) => event !== null);
  }

  /** A backup is restored: everything after `pos` of this conversation is lost, the log's generation is another. */
  restore(talk: string, pos: number): void {
    const found = this.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    const lost = this.log.findIndex((event) => event.conversation === talk && (event.pos ?? 0) > pos);
    if (lost >= 0) this.log.splice(lost);
    found.head = pos;
    this.generation = random(16);
    this.cutAll();
  }

  /** From now on the server does not know this device. */
  forget(device: string): void {
    this.#ed.delete(device);
  }

  /** The team says something; what it is was sealed elsewhere. */
  say(talk: string, device: Bytes, counter: number, parts: readonly Bytes[]): void {
    const found = this.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    this.append(found, 1, parts, b64(device), counter);
  }

  /** A frame of the client. */
  async hear(line: Line, frame: unknown[]): Promise<void> {
    if (line.device === null) return this.#hello(line, frame);
    if (frame[0] === 1) return this.#send(line, frame);
    if (frame[0] === 2) return this.#mark(line, frame);
    if (frame[0] === 4)
      for (const other of this.lines)
        if (other !== line && other.live)
          other.push([70, bin(line.talk ?? b64(frame[1] as Bytes)), null, frame[2]]);
  }

  async #hello(line: Line, [, id, signature, generation, cursor]: unknown[]): Promise<void> {
    const device = this.#ed.get(b64(id as Bytes));
    const signed = concat(utf8("https://tresen.example"), line.challenge);
    if (device === undefined || !(await verifies(device.ed, "hello", signed, signature as Bytes))) {
      line.push([71, null, "unknown_device", false, ""]);
      return line.cut(4003);
    }
    for (const other of [...this.lines])
      if (other !== line && other.device === b64(id as Bytes)) other.cut(4001);
    Object.assign(line, { device: b64(id as Bytes), talk: device.talk, staff: device.staff });
    this.#welcome(line, generation as Bytes | null, cursor as number | null, device.paper);
  }

  #welcome(line: Line, generation: Bytes | null, cursor: number | null, paper: boolean): void {
    const talk = this.talks.get(line.talk ?? "");
    const head = talk?.head ?? this.log.length;
    const own = this.log.filter((event) => event.device === line.device).map((event) => event.counter ?? 0);
    const conversation = nilOr(line.talk);
    const role = paper ? "paper" : line.staff ? "owner" : "customer";
    const { business } = this.bakery.chain;
    const last = Math.max(0, ...own);
    line.push([
      65,
      role,
      line.staff ? 1 : 0,
      business,
      conversation,
      this.generation,
      head,
      this.rev,
      last,
      line.bearer,
      0,
      0,
    ]);
    const known = generation === null || equal(generation, this.generation);
    const since = known ? cursor : null;
    const missed = this.log.filter((event) => this.#sees(line, event) && (event.pos ?? 0) > (since ?? head));
    if (missed.length > 0) line.push([67, this.#shown(missed, line)]);
    if (talk !== undefined) line.push([68, [0, 1].map((party) => markRow(talk, party))]);
    line.push([74]);
    line.live = true;
  }

  #send(line: Line, [, counter, header, slot, ciphertext, signature]: unknown[]): void {
    const read = readHeader(header as Bytes);
    const talk = this.talks.get(b64(read.conversation));
    const over = this.eraser.isOver(talk?.id) ? "conversation_erased" : null;
    const answer = talk === undefined ? "unknown_conversation" : (over ?? this.#refusal(talk, read));
    const first = this.log.find((event) => event.device === line.device && event.counter === counter);
    if (talk === undefined || (first === undefined && answer !== null)) {
      line.push([71, counter, answer, over === null, ""]);
      return;
    }
    if (this.loseAnswer()) {
      line.cut();
      if (first === undefined)
        this.append(talk, 1, [header, slot, ciphertext, signature], line.device, counter as number);
      return;
    }
    if (first !== undefined) line.push([66, counter, first.pos, first.atMs, line.staff ? first.seq : null]);
    else this.#store(line, talk, counter as number, [header, slot, ciphertext, signature]);
  }

  #store(line: Line, talk: Talk, counter: number, parts: unknown[]): void {
    if (talk.closed) {
      talk.closed = false;
      this.append(talk, 6, [null]);
    }
    this.append(talk, 1, parts, line.device, counter);
  }

  #refusal(talk: Talk, header: Header): string | null {
    const epoch = readEpoch(talk.epochs.at(-1)?.[0] as Bytes);
    const team = this.bakery.chain.teams.length;
    const current =
      epoch.teamN === team && epoch.devicesN === talk.devices.length && header.epoch === epoch.n;
    return current ? null : "stale_epoch";
  }

  #mark(line: Line, [, conversation, delivered, read]: unknown[]): void {
    const talk = this.talks.get(line.talk ?? b64(conversation as Bytes));
    if (talk === undefined) return;
    const party = line.staff ? 1 : 0;
    const mark = talk.marks[party];
    const before = mark.delivered + mark.read;
    mark.read = Math.max(mark.read, Math.min(talk.head, read as number));
    mark.delivered = Math.max(mark.delivered, mark.read, Math.min(talk.head, delivered as number));
    if (mark.delivered + mark.read === before) return;
    for (const other of this.lines)
      if (other.live && (other.staff || other.talk === talk.id)) other.push([68, [markRow(talk, party)]]);
  }

  close(talk: string): void {
    const found = this.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    found.closed = true;
    this.append(found, 5, [1]);
  }
}

const signedOf = (json: Json): Signed => ({ body: bin(json.body), signature: bin(json.signature) });

const markRow = (talk: Talk, party: number): unknown[] => {
  const mark = talk.marks[party === 0 ? 0 : 1];
  return [bin(talk.id), party, mark.delivered, mark.read, 0, 0];
};

const wireEvent = (event: LogEvent, staff: boolean): unknown[] => [
  staff ? event.seq : null,
  event.rev,
  nilOr(event.conversation),
  event.pos,
  event.kind,
  event.atMs,
  nilOr(event.device),
  event.counter,
  event.body,
];
