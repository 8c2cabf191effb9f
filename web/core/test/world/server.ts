/**
 * A server in memory: protocol/wire.md and log.md for one business, as far as clients can see it. It keeps a log, answers HTTP and `/live`,
 * and can be made to lose connections and answers at will, and to cheat. It verifies no message, as the real one does not, and no record.
 * protocol/scripts holds it to the answers of the real one (scripts.test.ts).
 */

import { type Bytes, equal, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import type { Socket } from "../../src/base/env.ts";
import { encode } from "../../src/base/shape.ts";
import { conversationId, random } from "../../src/seal/suite.ts";
import { Kind, ServerTag } from "../../src/wire/generated.ts";
import {
  type Header,
  readCustomerDevices,
  readEpoch,
  readHeader,
  type Signed,
} from "../../src/wire/layouts.ts";
import { type Bakery, NOON } from "./bakery.ts";
import { Eraser } from "./eraser.ts";
import { isCurrent, Line } from "./line.ts";
import { problem, Refusal } from "./refusal.ts";
import { type LogEvent, wireEvent } from "./wireevent.ts";

export type { LogEvent };
export { Refusal };

export type Json = Record<string, unknown>;

interface Marks {
  delivered: number;
  read: number;
}

interface Epoch extends Signed {
  readonly wraps: readonly (readonly [to: Bytes, wrap: Bytes])[];
}

export interface Talk {
  readonly id: string;
  head: number;
  closed: boolean;
  readonly devices: Signed[];
  readonly epochs: Epoch[];
  readonly marks: readonly [Marks, Marks];
}

interface KnownDevice {
  readonly ed: Bytes;
  readonly talk: string | null;
  readonly staff: boolean;
  readonly paper: boolean;
  revoked: boolean;
}

const HANDLE = "sonnenschein";
const NO_HOURS = {
  open_intervals: null,
  appointment_intervals: null,
  hours_reasons: null,
  hours_text: null,
  hours_reason: null,
  hours_changes_ms: null,
};

const b64 = toBase64url;
const bin = (text: unknown): Bytes => fromBase64url(text as string);

export class MemoryServer {
  readonly log: LogEvent[] = [];
  readonly talks = new Map<string, Talk>();
  readonly lines = new Set<Line>();
  readonly devices = new Map<string, KnownDevice>();
  /** [L14] Conversations whose customers object to being counted. */
  readonly objections = new Set<string>();
  generation = random(16);
  /** Do new connections and calls reach the server? */
  reachable = true;
  /** What is sent in place of a frame: a lie. */
  retell: (frame: unknown) => unknown = (frame) => frame;
  /** What is answered in place of an answer. */
  retellAnswer: (method: string, path: string, answer: Json) => unknown = (_method, _path, answer) => answer;
  /** Runs before a command's answer is sent; true loses the answer and the connection. */
  loseAnswer: () => boolean = () => false;
  /** Whoever comes back is told that it is too far behind to be told what it missed (W4). */
  behind = false;
  /** This many receipts are refused, as after a failed commit. */
  refusedMarks = 0;
  /** A server that cheats: what becomes of an event on its way to clients; null withholds it. */
  twist: (event: unknown[]) => unknown[] | null = (event) => event;
  /** Answers calls in place of this server; null leaves them to it. */
  office: (
    method: string,
    path: string,
    body: Json,
    device: string | null,
  ) => Promise<Json | Refusal | null> = async () => null;
  clock = NOON;
  calls = 0;
  /** The newest public record according to welcomes. */
  rev: number;
  readonly bakery: Pick<Bakery, "chain" | "records">;
  readonly eraser = new Eraser(this);
  #untold: LogEvent[] = [];

  constructor(bakery: Pick<Bakery, "chain" | "records">) {
    this.bakery = bakery;
    this.rev = bakery.chain.rev;
    for (const each of bakery.chain.devices.values())
      this.devices.set(b64(each.id), { ed: each.ed, talk: null, staff: true, paper: false, revoked: false });
  }

  /** Another server with what this one has stored. */
  twin(): MemoryServer {
    const twin = new MemoryServer(this.bakery);
    twin.log.push(...this.log.map((event) => ({ ...event })));
    for (const [id, { devices, epochs, marks, ...talk }] of this.talks)
      twin.talks.set(id, {
        ...talk,
        devices: [...devices],
        epochs: [...epochs],
        marks: [{ ...marks[0] }, { ...marks[1] }],
      });
    for (const [id, device] of this.devices) twin.devices.set(id, { ...device });
    twin.eraser.takeOver(this.eraser);
    return Object.assign(twin, { generation: this.generation, clock: this.clock, rev: this.rev });
  }

  get WebSocket(): new (
    url: string,
    protocol: string,
  ) => Socket {
    const server = this;
    return class extends Line {
      constructor() {
        super(server);
        if (server.reachable) server.lines.add(this);
        else this.cut();
      }
    };
  }

  fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    this.calls += 1;
    if (!this.reachable) throw new TypeError("no network");
    const { pathname, search } = new URL(url);
    const bearer = new Headers(init?.headers).get("authorization")?.slice(7);
    const who = [...this.lines].find((line) => line.bearer === bearer) ?? null;
    const sent = init?.body ?? "{}";
    const body = sent instanceof Blob ? { sent } : (JSON.parse(sent as string) as Json);
    const method = init?.method ?? "GET";
    const answer = await this.#answer(method, pathname.replace("/api/v1", "") + search, body, who);
    if (this.loseAnswer()) throw new TypeError("the answer was lost");
    return answer;
  };

  cutAll(code = 1006): void {
    for (const line of [...this.lines]) line.cut(code);
  }

  /** The messages of a conversation as in the log. */
  messages(talk: string): LogEvent[] {
    return this.log.filter((event) => event.conversation === talk && event.kind === Kind.message);
  }

  async #answer(method: string, path: string, body: Json, who: Line | null): Promise<Response> {
    try {
      const elsewhere = await this.office(method, path, body, who?.device ?? null);
      if (elsewhere instanceof Refusal) throw elsewhere;
      const answer = elsewhere ?? (await this.#route(method, path, body, who));
      return Response.json(this.retellAnswer(method, path, answer), {
        status: method === "POST" ? 201 : 200,
      });
    } catch (error) {
      if (error instanceof Refusal) return problem(error);
      throw error;
    }
  }

  async #route(method: string, path: string, body: Json, who: Line | null): Promise<Json> {
    const [, first, name = "", last, device] = path.split("?")[0]?.split("/") ?? [];
    const query = new URLSearchParams(path.split("?")[1]);
    if (first === "businesses" && name !== HANDLE) throw new Refusal("unknown_business");
    if (first === "businesses") return last === undefined ? this.#shopfront() : this.#begin(body);
    if (path.endsWith("/removal")) return this.#removal(this.talks.get(name), device ?? "");
    if (who === null) throw new Refusal("not_welcome");
    if (first === "records") return this.#records(Number(query.get("after")));
    const talk = this.talks.get(name);
    if (talk === undefined || (!who.staff && who.talk !== name)) throw new Refusal("unknown_conversation");
    if (last === "keys") return this.#keys(talk, who);
    if (last === "erase") return this.eraser.erase(talk.id, signedOf(body.command as Json), who.device);
    if (last === "epochs" && method === "POST") return this.#epoch(talk, body, who);
    if (last === "devices") return this.#devices(talk, body, who);
    if (who.paper) throw new Refusal("forbidden");
    if (last === "objection") return this.#objection(name, method === "POST" ? body : null, who);
    return last === "kept" ? this.eraser.kept(talk.id) : this.#events(talk, query, who);
  }

  #objection(talk: string, body: Json | null, who: Line): Json {
    if (who.staff) throw new Refusal("forbidden");
    if (body !== null && typeof body.on !== "boolean") throw new Refusal("bad_request");
    if (body?.on === true) this.objections.add(talk);
    if (body?.on === false) this.objections.delete(talk);
    return { on: this.objections.has(talk) };
  }

  #shopfront(): Json {
    const { business } = this.bakery.chain;
    const place = { business: b64(business), handle: HANDLE, generation: b64(this.generation) };
    return {
      ...place,
      now_ms: this.clock,
      ...this.#records(0),
      open: true,
      relay: false,
      file_bytes: 104_857_600,
      ...NO_HOURS,
    };
  }

  #records(after: number): Json {
    return { rev: this.bakery.records.length, records: this.bakery.records.slice(after).map(signedJson) };
  }

  async #begin(body: Json): Promise<Json> {
    const devices = signedOf(body.devices as Json);
    const id = b64(await conversationId(devices.body));
    if (!this.talks.has(id)) {
      const marks = [
        { delivered: 0, read: 0 },
        { delivered: 0, read: 0 },
      ] as const;
      const talk: Talk = { id, head: 0, closed: false, devices: [], epochs: [], marks };
      this.talks.set(id, talk);
      this.#list(talk, devices, null);
      const epoch = epochOf(body.epoch as Json);
      this.#keep(talk, epoch, b64(readEpoch(epoch.body).signer));
      if (body.message != null) this.#sayFirst(talk, body.message as Json);
    }
    return {
      conversation: id,
      pos: this.talks.get(id)?.head,
      at_ms: this.clock,
      generation: b64(this.generation),
    };
  }

  #sayFirst(talk: Talk, message: Json): void {
    const parts = ["header", "slot", "ciphertext", "signature"].map((part) => bin(message[part]));
    const header = readHeader(parts[0] ?? random(1));
    this.append(talk, Kind.message, parts, b64(header.device), header.counter);
  }

  #list(talk: Talk, devices: Signed, by: string | null): void {
    const listed = readCustomerDevices(devices.body).devices;
    const before = talk.devices.at(-1);
    const was = before === undefined ? [] : readCustomerDevices(before.body).devices;
    talk.devices.push(devices);
    for (const { id, ed, paper } of listed)
      this.devices.set(b64(id), { ed, talk: talk.id, staff: false, paper, revoked: false });
    this.append(talk, Kind.record, [devices.body, devices.signature, null], by);
    const gone = was.map(({ id }) => b64(id)).filter((id) => !listed.some((each) => b64(each.id) === id));
    // After the events, so that the last one it hears is its removal.
    queueMicrotask(() => gone.forEach(this.#shutOut));
  }

  #shutOut = (device: string): void => {
    const known = this.devices.get(device);
    if (known !== undefined) known.revoked = true;
    for (const line of [...this.lines]) if (line.device === device) line.refuse(new Refusal("revoked"), 4003);
  };

  /** The removal of a device, as far as this server tells. */
  removal = (talk: Talk): readonly Signed[] => talk.devices;

  #removal(talk: Talk | undefined, device: string): Json {
    const known = this.devices.get(device);
    if (talk === undefined || (known !== undefined && !known.revoked)) throw new Refusal("not_found");
    return { devices: this.removal(talk).map(signedJson) };
  }

  #keep(talk: Talk, epoch: Epoch, by: string | null): LogEvent {
    talk.epochs.push(epoch);
    return this.append(talk, Kind.record, [epoch.body, epoch.signature, epoch.wraps], by);
  }

  /** The first answer to this epoch record; null if another one is stored under its number. */
  #kept(talk: Talk, { body }: Signed): Json | null {
    const found = this.log.find(
      (event) =>
        event.conversation === talk.id &&
        event.kind === Kind.record &&
        equal(partsOf(event)[0] ?? null, body),
    );
    return found === undefined ? null : { pos: found.pos, at_ms: found.atMs };
  }

  #epoch(talk: Talk, body: Json, who: Line): Json {
    const epoch = epochOf(body);
    const first = this.#kept(talk, epoch);
    if (first !== null) return first;
    this.#alive(talk);
    if (readEpoch(epoch.body).n !== talk.epochs.length + 1) throw new Refusal("epoch_taken");
    const { pos, atMs } = this.#keep(talk, epoch, who.device);
    return { pos, at_ms: atMs };
  }

  #devices(talk: Talk, body: Json, who: Line): Json {
    const devices = signedOf(body.devices as Json);
    const epoch = epochOf(body.epoch as Json);
    const first = this.#kept(talk, epoch);
    if (first !== null) return first;
    this.#alive(talk);
    if (readCustomerDevices(devices.body).n !== talk.devices.length + 1) throw new Refusal("stale_record");
    this.#list(talk, devices, who.device);
    const { pos, atMs } = this.#keep(talk, epoch, who.device);
    return { pos, at_ms: atMs };
  }

  #alive(talk: Talk): void {
    if (this.eraser.isOver(talk.id)) throw new Refusal("conversation_erased");
  }

  /** With the wraps of the caller's side. */
  #keys(talk: Talk, who: Line): Json {
    const isCustomers = (to: Bytes) => this.devices.get(b64(to))?.talk === talk.id;
    return {
      devices: talk.devices.map(signedJson),
      epochs: talk.epochs.map((epoch) => ({
        ...signedJson(epoch),
        wraps: epoch.wraps
          .filter(([to]) => isCustomers(to) !== who.staff)
          .map(([to, wrap]) => ({ to: b64(to), wrap: b64(wrap) })),
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
    return { events: this.shown(found, who).map((event) => b64(encode(event))), head: talk.head };
  }

  /** Stores an event; the events of one turn are announced together, like those of one transaction. */
  append(
    talk: { readonly id: string; head: number },
    kind: number,
    body: unknown,
    device: string | null = null,
    counter: number | null = null,
    visible = true,
  ): LogEvent {
    if (visible) talk.head += 1;
    const event: LogEvent = {
      seq: this.log.length + 1,
      rev: null,
      conversation: talk.id,
      pos: visible ? talk.head : null,
      kind,
      atMs: this.clock++,
      device,
      counter,
      body,
    };
    this.log.push(event);
    if (this.#untold.length === 0) queueMicrotask(() => this.#tellAll());
    this.#untold.push(event);
    return event;
  }

  sees = (line: Line, event: LogEvent): boolean =>
    line.staff || (line.talk === event.conversation && event.pos !== null);

  #tellAll(): void {
    const events = this.#untold;
    this.#untold = [];
    for (const line of this.lines) if (line.live) this.#tell(line, events);
  }

  #tell(line: Line, events: readonly LogEvent[]): void {
    let run: LogEvent[] = [];
    const flush = () => {
      if (run.length > 0) line.push([ServerTag.events, this.shown(run, line)]);
      run = [];
    };
    for (const event of events.filter((each) => this.sees(line, each)))
      if (event.device === line.device && event.counter !== null) {
        flush();
        const seq = line.staff ? event.seq : null;
        line.push([ServerTag.stored, event.counter, event.pos, event.atMs, seq]);
      } else run.push(event);
    flush();
  }

  shown(events: readonly LogEvent[], line: Line): unknown[][] {
    return events.map((event) => this.twist(wireEvent(event, line.staff))).filter((event) => event !== null);
  }

  /** A backup is restored: everything after `pos` of this conversation is lost, the log's generation is another. */
  restore(talk: string, pos: number): void {
    this.#cutBack(talk, pos);
    this.generation = random(16);
    this.cutAll();
  }

  /** A copied folder is put back as if nothing had happened; the team closes and reopens until `pos` is reached again. */
  putBack(talk: string, pos: number, grownTo: number): void {
    const found = this.#cutBack(talk, pos);
    while (found.head < grownTo) this.append(found, found.head % 2 === 0 ? Kind.closed : Kind.reopened, [1]);
    this.cutAll();
  }

  #cutBack(talk: string, pos: number): Talk {
    const found = this.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    const lost = this.log.findIndex((event) => event.conversation === talk && (event.pos ?? 0) > pos);
    if (lost >= 0) this.log.splice(lost);
    found.head = pos;
    return found;
  }

  /** From now on the server does not know this device. */
  forget(device: string): void {
    this.devices.delete(device);
  }

  /** The team sends a message that was sealed elsewhere. */
  say(talk: string, device: Bytes, counter: number, parts: readonly Bytes[]): void {
    const found = this.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    this.append(found, Kind.message, parts, b64(device), counter);
  }

  /** Throws `Refusal` if no such message can be stored there now. */
  admit(talk: Talk, header: Header): void {
    this.#alive(talk);
    if (!isCurrent(talk, this.bakery.chain.teams.length, header)) throw new Refusal("stale_epoch");
    const { refers } = header;
    const named = this.log.find(
      (event) => refers !== null && event.device === b64(refers[0]) && event.counter === refers[1],
    );
    // What is erased takes nothing any more (L7).
    if (named?.kind === Kind.message && partsOf(named)[0] === null) throw new Refusal("not_found");
  }

  /** A spoken message to a closed conversation reopens it (L11). */
  store(talk: Talk, device: string | null, counter: number, parts: readonly Bytes[]): void {
    if (talk.closed && readHeader(parts[0] ?? random(1)).spoken) {
      talk.closed = false;
      this.append(talk, Kind.reopened, [null]);
    }
    this.append(talk, Kind.message, parts, device, counter);
  }

  close(talk: string): void {
    const found = this.talks.get(talk);
    if (found === undefined) throw new Error("no such conversation");
    found.closed = true;
    this.append(found, Kind.closed, [1]);
  }
}

const partsOf = ({ body }: LogEvent): readonly (Bytes | null)[] => body as (Bytes | null)[];

const signedOf = (json: Json): Signed => ({ body: bin(json.body), signature: bin(json.signature) });

const signedJson = ({ body, signature }: Signed): Json => ({ body: b64(body), signature: b64(signature) });

const epochOf = (json: Json): Epoch => ({
  ...signedOf(json),
  wraps: (json.wraps as Json[]).map(({ to, wrap }) => [bin(to), bin(wrap)] as const),
});

export const markRow = (talk: Talk, party: number): unknown[] => {
  const mark = talk.marks[party === 0 ? 0 : 1];
  return [bin(talk.id), party, mark.delivered, mark.read, 0, 0];
};
