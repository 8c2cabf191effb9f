/**
 * Asking to erase. The signed command is stored until its outcome is known, so that neither a reload nor a lost answer loses it. The same
 * bytes are then sent again; the server answers with their first outcome (S17).
 */

import { equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { list, map } from "../base/shape.ts";
import type { ErasingOutcome } from "../model/erased.ts";
import type { Pending } from "../model/outbox.ts";
import type { Retained } from "../model/retained.ts";
import type { StoredRow } from "../model/row.ts";
import { eraseHash, signErase } from "../seal/erase.ts";
import { PENDING, readState, rowRange, write } from "../store/database.ts";
import type { BeforeErasing, EraseRequests, ErasingNeeds } from "../sync/eraser.ts";
import { readErasure, readKept } from "../wire/answers.ts";
import { Kind } from "../wire/frames.ts";
import { type Http, signedJson } from "../wire/http.ts";
import { callsFor } from "../wire/refusals.ts";

/** How many pages of older messages are read to count them. */
const PAGES = 40;
const AGAIN_MS = 5_000;

export class Requests implements EraseRequests {
  readonly #needs: ErasingNeeds;
  readonly #flights = new Map<string, Promise<ErasingOutcome>>();

  constructor(needs: ErasingNeeds) {
    this.#needs = needs;
  }

  /** Erases one message (its key), or everything. Asking twice is asking once. Throws `ServerRefusal`. */
  async ask(conversation: string, message: string | null): Promise<ErasingOutcome> {
    const pending = (await this.#pending()).find((each) => isSame(each, conversation, message));
    if (pending !== undefined) return this.#post(pending);
    const row = message === null ? null : await this.#row(conversation, message);
    if (row?.entry != null) return "done";
    return this.#post(await this.#sign(conversation, message, row));
  }

  /** Sends again every command that has no outcome yet. */
  async flush(): Promise<void> {
    for (const pending of await this.#pending())
      await this.#post(pending).catch((error) => {
        // The server refused the command. Nothing was erased, and the message is shown as before.
        if (!(error instanceof ServerRefusal)) throw error;
      });
  }

  async before(conversation: string, whole: boolean): Promise<BeforeErasing> {
    try {
      if (!this.#needs.live()) throw new Unreachable("there is no connection");
      const { kept } = await askRetained(this.#needs.http, conversation);
      return { messages: whole ? await this.#count(conversation) : null, kept };
    } catch (error) {
      if (error instanceof Unreachable || error instanceof ServerRefusal) return { messages: null, kept: [] };
      throw error;
    }
  }

  async #count(conversation: string): Promise<number> {
    const { sync, store } = this.#needs;
    for (let pages = 0; pages < PAGES && (await sync.state(conversation)).low > 1; pages++)
      await sync.older(conversation);
    const rows = await store.getAll("rows", rowRange(conversation, 0, Number.MAX_SAFE_INTEGER));
    return rows.filter(({ kind, entry }) => kind === Kind.message && entry === null).length;
  }

  async #pending(): Promise<readonly Pending[]> {
    return (await readState<readonly Pending[]>(this.#needs.store, PENDING)) ?? [];
  }

  async #row(conversation: string, message: string): Promise<StoredRow> {
    const [device = "", counter] = message.split(".");
    const key: [string, string, number] = [conversation, device, Number(counter)];
    const row = await this.#needs.store.getFromIndex("rows", "message", key);
    if (row === undefined || row.hash === null) throw new Refused("malformed", "no such message");
    return row;
  }

  /** The command is signed and on the disk before it is sent. */
  async #sign(conversation: string, message: string | null, row: StoredRow | null): Promise<Pending> {
    const { store, keys, business, now, changed } = this.#needs;
    const targets = row === null ? null : [{ pos: row.pos, hash: fromBase64url(row.hash ?? "") }];
    const signed = await signErase(keys, business, fromBase64url(conversation), targets, now());
    const made: Pending = { ...signed, conversation, messages: message === null ? null : [message] };
    const kept = await write(
      store,
      async (tx) => {
        const state = tx.objectStore("state");
        const before = ((await state.get(PENDING)) as readonly Pending[] | undefined) ?? [];
        const same = before.find((each) => isSame(each, conversation, message));
        if (same === undefined) await state.put([...before, made], PENDING);
        return same ?? made;
      },
      "strict",
    );
    changed();
    return kept;
  }

  /** Makes one attempt at a time for each command. */
  async #post(pending: Pending): Promise<ErasingOutcome> {
    const hash = toBase64url(await eraseHash(pending.body));
    const flight = this.#flights.get(hash) ?? this.#attempt(pending);
    this.#flights.set(hash, flight);
    return flight.finally(() => this.#flights.delete(hash));
  }

  async #attempt(pending: Pending): Promise<ErasingOutcome> {
    const { http, sync, live, later } = this.#needs;
    const { conversation } = pending;
    try {
      if (!live()) return "later";
      const answer = await http.post(`/conversations/${conversation}/erase`, {
        command: signedJson(pending),
      });
      // Nothing is dropped here before the event arrives and is verified like anybody else's.
      await sync.reach(conversation, readErasure(answer).pos);
      await this.#settle(pending);
      return list(map)(answer.kept).length > 0 && list((each) => each)(answer.erased).length === 0
        ? "kept"
        : "done";
    } catch (error) {
      const again = error instanceof Unreachable || callsFor(error) === "again";
      if (!again) {
        await this.#settle(pending);
        throw error;
      }
      if (live()) later(AGAIN_MS, () => void this.flush().catch(() => {}));
      return "later";
    }
  }

  async #settle({ body }: Pending): Promise<void> {
    await write(this.#needs.store, async (tx) => {
      const state = tx.objectStore("state");
      const all = ((await state.get(PENDING)) as readonly Pending[] | undefined) ?? [];
      const left = all.filter((each) => !equal(each.body, body));
      await (left.length === 0 ? state.delete(PENDING) : state.put(left, PENDING));
    });
    this.#needs.changed();
  }
}

const isSame = ({ conversation, messages }: Pending, asked: string, message: string | null): boolean =>
  conversation === asked && (messages === null ? message === null : messages[0] === message);

/** Asks what must be retained if the conversation is erased, or what was retained when it was. Throws `ServerRefusal`, `Unreachable`. */
export async function askRetained(
  http: Http,
  conversation: string,
): Promise<{ readonly erasedMs: number | null; readonly kept: readonly Retained[] }> {
  return readKept(await http.get(`/conversations/${conversation}/kept`));
}
