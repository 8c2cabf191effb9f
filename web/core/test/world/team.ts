/** What only the team asks a server in memory: list, back room, keys, marks. An `office` of `MemoryServer`. */

import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import { encode } from "../../src/base/shape.ts";
import { Kind } from "../../src/wire/generated.ts";
import type { Bakery } from "./bakery.ts";
import { type Json, type LogEvent, type MemoryServer, markRow, Refusal, type Talk } from "./server.ts";

const b64 = toBase64url;

export class TeamOffice {
  /** The newest version of each document of the back room, as an event. */
  readonly documents = new Map<string, Bytes>();
  /** The document that is the card on each conversation. */
  readonly cards = new Map<string, string>();
  readonly #server: MemoryServer;
  readonly #bakery: Bakery;
  readonly #room: string;

  constructor(server: MemoryServer, bakery: Bakery, room: string) {
    this.#server = server;
    this.#bakery = bakery;
    this.#room = room;
  }

  /** The answer to a call of the team; null: it is not one of these. */
  answer(method: string, path: string, device: string | null): Json | null {
    const [plain = "", query = ""] = path.split("?");
    const [, first, name = "", last] = plain.split("/");
    const asked = new URLSearchParams(query);
    if (method !== "GET") return null;
    if (plain === "/team/keys") return { wraps: [{ n: 1, wrap: b64(this.#wrapFor(device)) }] };
    if (plain === "/conversations") return this.#page(asked);
    if (first === "conversations" && last === undefined) return this.#row(this.#talk(name));
    if (plain === "/marks") return { marks: [...this.#server.talks.values()].flatMap(marksOf), next: null };
    if (plain === "/events") return this.#events(Number(asked.get("after")), Number(asked.get("limit")));
    if (first === "back-room" && name === "documents") return { document: this.#document(last ?? "") };
    return first === "back-room" ? this.#backRoom(asked) : null;
  }

  #wrapFor(device: string | null): Bytes {
    const { ben, benWrap, annaWrap } = this.#bakery;
    return device === b64(ben.id) ? benWrap : annaWrap;
  }

  #talk(id: string): Talk {
    const talk = this.#server.talks.get(id);
    if (talk === undefined) throw new Refusal("unknown_conversation");
    return talk;
  }

  #page(asked: URLSearchParams): Json {
    const filter = asked.get("filter") ?? "all";
    const rows = [...this.#server.talks.values()]
      .filter(({ id }) => id !== this.#room)
      .map((talk) => this.#row(talk));
    const under = (name: string) => rows.filter((row) => fits(name, row));
    const counts = Object.fromEntries(
      ["waiting", "all", "unread", "mine", "closed"].map((each) => [each, under(each).length]),
    );
    const from = Number(asked.get("from"));
    return {
      total: under(filter).length,
      counts,
      rows: under(filter).slice(from, from + Number(asked.get("limit"))),
    };
  }

  #row(talk: Talk): Json {
    const events = this.#server.log.filter(({ conversation }) => conversation === talk.id);
    const last = this.#server.messages(talk.id).findLast(({ body }) => (body as unknown[])[0] !== null);
    const told = (kind: number) =>
      events.findLast((each) => each.kind === kind)?.body as [unknown] | undefined;
    const spoken = this.#server.messages(talk.id).filter((each) => this.#isCustomers(each));
    const card = this.documents.get(this.cards.get(talk.id) ?? "");
    return {
      conversation: talk.id,
      state: talk.closed ? "closed" : "open",
      assigned: told(Kind.assigned)?.[0] ?? null,
      created_ms: events[0]?.atMs ?? 0,
      last_ms: last?.atMs ?? 0,
      head: talk.head,
      unread: spoken.filter(({ pos }) => (pos ?? 0) > talk.marks[1].read).length,
      marks: marksOf(talk),
      last: last === undefined ? null : b64(encode(this.#wire(last))),
      card: card === undefined ? null : b64(card),
      epoch: null,
      auto_off: told(Kind.autoOff)?.[0] ?? false,
      erased_ms: null,
      day_number: 3,
      restricted: false,
      held: false,
      ...this.#turn(talk.id, events),
    };
  }

  /** Since when the customer waits, and when the team last spoke; every message here is spoken. */
  #turn(id: string, events: readonly LogEvent[]): Json {
    const ours = this.#server.messages(id).findLast((each) => !this.#isCustomers(each));
    const closed = events.findLast(({ kind }) => kind === Kind.closed);
    const since = Math.max(ours?.seq ?? 0, closed?.seq ?? 0);
    const asks = this.#server.messages(id).find((each) => this.#isCustomers(each) && each.seq > since);
    return { asked_ms: asks?.atMs ?? null, answered_ms: ours?.atMs ?? null };
  }

  #isCustomers = ({ device }: LogEvent): boolean => this.#server.devices.get(device ?? "")?.staff === false;

  #wire(event: LogEvent): unknown[] {
    const { seq, rev, conversation, pos, kind, atMs, device, counter, body } = event;
    const bin = (text: string | null) => (text === null ? null : fromBase64url(text));
    return [seq, rev, bin(conversation), pos, kind, atMs, bin(device), counter, body];
  }

  #events(after: number, limit: number): Json {
    const found = this.#server.log.filter(({ seq }) => seq > after).slice(0, limit);
    return { events: found.map((event) => b64(encode(this.#wire(event)))), head: this.#server.log.length };
  }

  #document(doc: string): string | null {
    const found = this.documents.get(doc);
    return found === undefined ? null : b64(found);
  }

  #backRoom(asked: URLSearchParams): Json {
    const all = asked.get("about") === null ? [...this.documents.values()] : [];
    return { conversation: this.#room, head: all.length, documents: all.map(b64), next: null };
  }
}

const marksOf = (talk: Talk): string[] => [0, 1].map((party) => b64(encode(markRow(talk, party))));

const fits = (filter: string, { state, unread, assigned, asked_ms }: Json): boolean => {
  if (filter === "waiting") return asked_ms !== null;
  if (filter === "closed" || state === "closed") return filter === state;
  if (filter === "unread") return Number(unread) > 0;
  return filter === "all" || assigned === 1;
};
