/** Writing documents: a change waits in the outbox like a message, and becomes a version when it is sealed (L8, S9). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ServerRefusal, TooLong, Unreachable } from "../base/errors.ts";
import { encode } from "../base/shape.ts";
import type { OutboxRow } from "../model/outbox.ts";
import type { DocumentRow, Store } from "../store/database.ts";
import { enqueue, type Version } from "../sync/outbox.ts";
import type { Chain } from "../trust/chain.ts";
import type { TeamRing } from "../trust/teamkeys.ts";
import { readMessage } from "../trust/verdict.ts";
import { readVersion } from "../wire/answers.ts";
import { DOCUMENT_BYTES } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import { type DocumentKind, kindOf, writeVersion } from "./kinds.ts";
import { change, EMPTY, merge, type Values, writeDocument } from "./merge.ts";
import { currentDocument, documentsIn, readChange, readRow, versionOf, writeDocuments } from "./room.ts";

export interface DocumentsNeeds {
  readonly env: Env;
  readonly store: Store;
  readonly http: Http;
  /** This device's id. */
  readonly mine: Bytes;
  readonly room: string;
  readonly ring: TeamRing;
  chain(): Chain;
  online(): boolean;
  /** Makes sure that this device has the newest team key: what it could not open would seem unreadable. */
  learnKeys(): Promise<void>;
  /** A change was put into the outbox. */
  wrote(row: OutboxRow): void;
  /** These documents say something else now. */
  changed(documents: readonly Pick<DocumentRow, "id" | "about" | "pos">[]): Promise<void>;
}

export class Documents {
  readonly #needs: DocumentsNeeds;

  constructor(needs: DocumentsNeeds) {
    this.#needs = needs;
  }

  /** Keeps what is newer than what is held, and tells of it. */
  async keep(documents: readonly DocumentRow[]): Promise<void> {
    const kept = await writeDocuments(this.#needs.store, documents);
    if (kept.length > 0) await this.#needs.changed(kept);
  }

  /** Is a version of this kind's document about no conversation held? */
  async holds(kind: DocumentKind): Promise<boolean> {
    const id = await kind.idOf(null);
    return id !== null && (await this.#needs.store.getKey("documents", toBase64url(id))) !== undefined;
  }

  /** Sets these fields. Nothing is written where the document says so already. Throws `TooLong`. */
  async set(kind: DocumentKind, about: string | null, values: Values): Promise<void> {
    const { env, store, room, mine, wrote, changed } = this.#needs;
    const id = await kind.idOf(about === null ? null : fromBase64url(about));
    if (id === null) return;
    const doc = toBase64url(id);
    // It is best to see what a change replaces. Without a connection it is made all the same.
    if (this.#needs.online()) await this.#held(doc).catch(unlessAway);
    const said = await currentDocument(store, kind, doc, mine);
    const set = change(said, values, env.now(), mine);
    if (set.fields.size === 0) return;
    if (encode(writeVersion(kind, merge(said, set))).length > DOCUMENT_BYTES)
      throw new TooLong(`a document has at most ${DOCUMENT_BYTES} bytes`);
    const payload = writeDocument(kind.KIND, set, {});
    wrote(await enqueue(store, { conversation: room, payload, spoken: false, doc, about }, env.now()));
    const held = await store.get("documents", doc);
    await changed([{ id: doc, about, pos: held?.pos ?? 0 }]);
  }

  /** The version that a waiting change makes of the newest one. Throws `ServerRefusal` or `Unreachable`. */
  async version(row: OutboxRow & { readonly doc: string }): Promise<Version> {
    const { mine } = this.#needs;
    const about = row.about === null ? null : fromBase64url(row.about);
    const kind = await kindOf(row.payload, fromBase64url(row.doc), about);
    const held = await this.#held(row.doc);
    const replaces = held?.seq ?? 0;
    if (kind === null) return { payload: row.payload, replaces };
    const newest = held === null ? null : await readRow(held);
    const changed = readChange(row.payload, kind, row.atMs, mine);
    return { payload: writeVersion(kind, merge(newest?.document ?? EMPTY, changed)), replaces };
  }

  /** Asks for the newest version of a document. Throws `ServerRefusal` or `Unreachable`. */
  async refresh(doc: string): Promise<void> {
    const { http, room, ring, chain, learnKeys } = this.#needs;
    await learnKeys();
    const answer = await http.get(`/back-room/documents/${doc}`).catch(unlessUnknown);
    const event = readVersion(answer);
    if (event === null) return;
    const row = await readMessage(room, event, chain(), ring);
    if (row.doc !== doc) return;
    const version = versionOf(row);
    const unreadable = row.trouble === "unreadable" && version !== null;
    await this.keep(unreadable ? [{ ...version, payload: null }] : documentsIn([row]));
  }

  /** The newest version that is known here, or else on the server. */
  async #held(doc: string): Promise<DocumentRow | null> {
    const { store } = this.#needs;
    const held = await store.get("documents", doc);
    if (held?.seq === undefined) await this.refresh(doc);
    return (await store.get("documents", doc)) ?? null;
  }
}

function unlessAway(error: unknown): void {
  if (!(error instanceof Unreachable || error instanceof ServerRefusal)) throw error;
}

/** A server of the version before has no such call, and stores a version whatever it replaces (A12). */
function unlessUnknown(error: unknown): { readonly document?: unknown } {
  if (error instanceof ServerRefusal && error.code === "not_found") return {};
  throw error;
}
