/** Files of one conversation, as a tab sends and opens them. Fetched when there is one, or somebody wants to send one. */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Writable } from "../base/readable.ts";
import { count } from "../base/shape.ts";
import type { FileContent, FileRef } from "../content/file.ts";
import { contentOf, payloadOf } from "../content/index.ts";
import { learnKinds } from "../content/kinds.ts";
import { isAct } from "../model/acts.ts";
import { isGoing } from "../model/erased.ts";
import { CARRIED, type OutboxRow } from "../model/outbox.ts";
import { messageKey, type StoredRow } from "../model/row.ts";
import { OpeningFile, sealedBytes } from "../seal/files.ts";
import { newKey, random } from "../seal/suite.ts";
import { fileKey, rowRange, type Writing, write } from "../store/database.ts";
import { enqueueAll } from "../sync/outbox.ts";
import { Kind } from "../wire/frames.ts";
import {
  BLOB_CHUNKS_AT_ONCE,
  BLOB_SEALED_BYTES,
  BLOBS_AT_ONCE,
  HASH_BYTES,
  ID_BYTES,
} from "../wire/generated.ts";
import { http } from "../wire/http.ts";
import type { Payload } from "../wire/layouts.ts";
import type { FileLimits, FilesView, LinkRow, MediaRow, NewFile } from "./api.ts";
import { type Carrier, type CarrierNeeds, carrierOf } from "./carrier.ts";
import { hashOf } from "./hash.ts";
import { keep, trim, used } from "./kept.ts";

export interface FilesNeeds extends CarrierNeeds {
  readonly conversation: string;
  readonly side: "customer" | "team";
  /** The sender's name, of staff only. */
  by?(): string | undefined;
  readonly env: CarrierNeeds["env"] & { readonly handle?: string };
  /** The way that goes with the next message, of customers only (S9). */
  readonly came?: Writable<Payload | null>;
  /** The server has the conversation, of customers only: it begins with what is sent first. */
  created?(): boolean;
}

/** What was opened stays on this device up to this size, so that a conversation that is opened again loads nothing twice. */
const KEPT_BYTES = 4 * 1024 * 1024;
const LINK = /(?:https?:\/\/|www\.)\S/iu;

export class Files implements FilesView {
  readonly #needs: FilesNeeds;
  readonly #carrier: Carrier;
  readonly #opening = new Map<string, Promise<Blob>>();
  readonly progress;

  constructor(needs: FilesNeeds) {
    learnKinds();
    this.#needs = needs;
    this.#carrier = carrierOf(needs);
    this.progress = this.#carrier.progress;
    void trim(needs.store, needs.env).catch(() => {});
  }

  wake = (): void => this.#carrier.wake();

  limits = async (): Promise<FileLimits> => {
    const { created, env } = this.#needs;
    // What the server says to everybody holds until there is a conversation that says more.
    if (created?.() === false) {
      const most = Number.MAX_SAFE_INTEGER;
      const { file_bytes: file } = await http(env, () => null).get(`/businesses/${env.handle}`);
      return { file: count(file), conversation: most, business: most, atOnce: BLOBS_AT_ONCE };
    }
    const answer = await this.#needs.leader().http("GET", this.#path(), null);
    return {
      file: count(answer.file_bytes),
      conversation: count(answer.conversation_bytes_left),
      business: count(answer.business_bytes_left),
      atOnce: count(answer.at_once),
    };
  };

  add = async (files: readonly NewFile[], quote: string | null = null): Promise<void> => {
    const { store, conversation, env, publish } = this.#needs;
    const made = files.map((file) => ({ data: file.data, content: contentFor(file) }));
    for (const { data, content } of made) {
      const key = fileKey(conversation, content.file.blob);
      await store.put("state", data, key);
      await used(store, env, key, data);
    }
    const quoted = quote?.split(".");
    const answers = quoted ? { quote: [fromBase64url(quoted[0] ?? ""), Number(quoted[1])] } : {};
    const way = this.#needs.came?.get();
    const first = { ...answers, ...(way ? { way } : {}) };
    const drafts = made.map(({ content }, i) => ({
      conversation,
      payload: { ...payloadOf(content, this.#needs.by?.()), ...(i === 0 ? first : {}) },
      file: { blob: content.file.blob, carried: true, failed: CARRIED },
    }));
    const rows = await enqueueAll(store, drafts, env.now());
    this.#needs.came?.set(null);
    publish({ type: "outbox", rows, gone: [] });
    // The first of a conversation must begin it before anything can be carried into it.
    void this.#needs.leader().pump();
    this.wake();
  };

  keep: FilesView["keep"] = async (file) => {
    const content = contentFor(file);
    const hash = await hashOf(file.data);
    await this.#carrier.keep(this.#needs.conversation, content.file, file.data);
    return { ...content, file: { ...content.file, hash } };
  };

  copy: FilesView["copy"] = async (content) => {
    const blob = toBase64url(random(ID_BYTES));
    const { size, blob: before } = content.file;
    const copy = [this.#needs.conversation, before];
    await this.#needs.leader().http("POST", this.#path(), { blob, bytes: sealedBytes(size), copy });
    return { ...content, file: { ...content.file, blob } };
  };

  cancel = async (blob: string): Promise<NewFile | null> => {
    const { store, conversation } = this.#needs;
    const key = fileKey(conversation, blob);
    const data = await store.get("state", key);
    const taken = await write(store, async (tx): Promise<OutboxRow | null> => {
      const rows = await tx.objectStore("outbox").getAll();
      const row = rows.find((each) => each.blob === blob && each.carried);
      if (row === undefined) return null;
      await tx.objectStore("outbox").delete(row.counter);
      await tx.objectStore("state").delete(key);
      return row;
    });
    if (taken === null) return null;
    this.#carrier.cancel(blob);
    this.#needs.publish({ type: "outbox", rows: [], gone: [taken.counter] });
    void this.#needs
      .leader()
      .http("DELETE", `${this.#path()}/${blob}`, null)
      .catch(() => {});
    const content = contentOf(taken.payload);
    return "file" in content && data instanceof Blob ? newFileOf(content, data) : null;
  };

  open: FilesView["open"] = async (file, onprogress, signal) => {
    const { store, env } = this.#needs;
    const key = fileKey(this.#needs.conversation, file.blob);
    const held = await store.get("state", key);
    if (held instanceof Blob && held.size === file.size) {
      void used(store, env, key, held).catch(() => {});
      return held;
    }
    const opening = this.#opening.get(file.blob) ?? this.#load(file, onprogress, signal);
    this.#opening.set(file.blob, opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(file.blob);
    }
  };

  async #load(
    file: FileRef,
    onprogress?: (done: number, of: number) => void,
    signal?: AbortSignal,
  ): Promise<Blob> {
    const { store, conversation } = this.#needs;
    const high = (await store.get("conversations", conversation))?.high ?? 0;
    const erased = async (tx: Writing) => {
      const since = rowRange(conversation, high + 1, Number.MAX_SAFE_INTEGER - 1);
      return (await tx.objectStore("rows").getAll(since)).some(isGoing);
    };
    const opening = new OpeningFile(file);
    const whole = sealedBytes(file.size);
    const step = BLOB_CHUNKS_AT_ONCE * BLOB_SEALED_BYTES;
    const parts: Blob[] = [];
    const ask = (at: number) => {
      const asked = this.#needs
        .leader()
        .http("BYTES", `${this.#path()}/${file.blob}`, `bytes=${at}-${Math.min(at + step, whole) - 1}`);
      asked.catch(() => {});
      return asked;
    };
    // The next piece is on its way while this one is opened. Parts are handed to the browser, which need not hold them in memory.
    let next = ask(0);
    for (let at = 0; at < whole; at += step) {
      signal?.throwIfAborted();
      const { bytes } = await next;
      if (at + step < whole) next = ask(at + step);
      const sealed = bytes as Bytes;
      const plain: Bytes[] = [];
      for (let from = 0; from < sealed.length; from += BLOB_SEALED_BYTES)
        plain.push(await opening.add(sealed.subarray(from, from + BLOB_SEALED_BYTES)));
      parts.push(new Blob(plain));
      onprogress?.(Math.min(file.size, at + step), file.size);
    }
    opening.end();
    const data = new Blob(parts);
    // A device without room still shows it.
    if (file.size <= KEPT_BYTES)
      await keep(store, this.#needs.env, fileKey(conversation, file.blob), data, erased).catch(() => {});
    return data;
  }

  media = async (): Promise<{ files: readonly MediaRow[]; texts: readonly LinkRow[] }> => {
    const { store, conversation } = this.#needs;
    const rows = await store.getAll("rows", rowRange(conversation, 0, Number.MAX_SAFE_INTEGER - 1));
    const believed = rows.filter(isBelieved);
    return {
      files: believed.flatMap((row) => this.#mediaRow(row)),
      texts: believed.flatMap((row) => {
        const { text } = row.payload ?? {};
        const key = messageKey(row.device ?? "", row.counter ?? 0);
        return row.payload?.kind === "text" && typeof text === "string" && LINK.test(text)
          ? [{ key, pos: row.pos, atMs: row.atMs, text }]
          : [];
      }),
    };
  };

  #mediaRow(row: StoredRow): MediaRow[] {
    const content = contentOf(row.payload);
    if (!("file" in content)) return [];
    const { pos, atMs, person } = row;
    const key = messageKey(row.device ?? "", row.counter ?? 0);
    return [{ key, pos, atMs, ours: row.party === this.#needs.side, person, content }];
  }

  #path(): string {
    return `/conversations/${this.#needs.conversation}/blobs`;
  }
}

const isBelieved = (row: StoredRow): boolean =>
  row.kind === Kind.message &&
  row.entry === null &&
  (row.trouble === null || row.trouble === "gap") &&
  row.doc === null &&
  !isAct(row);

function contentFor(file: NewFile): FileContent {
  const { kind, type, name, caption = "", alt = "", preview = null, durationMs = 0 } = file;
  const ref: FileRef = {
    blob: toBase64url(random(ID_BYTES)),
    key: newKey(),
    size: file.data.size,
    // Known once the file was read, before it is carried.
    hash: new Uint8Array(HASH_BYTES),
    type,
    name,
  };
  const seen = { file: ref, caption, alt, preview, width: file.width ?? 1, height: file.height ?? 1 };
  if (kind === "photo") return { kind, ...seen };
  if (kind === "video") return { kind, ...seen, durationMs };
  if (kind === "voice") return { kind, file: ref, durationMs, wave: file.wave ?? new Uint8Array(0) };
  return { kind, file: ref, caption, preview };
}

const newFileOf = ({ file, ...content }: FileContent, data: Blob): NewFile => ({
  ...content,
  data,
  type: file.type,
  name: file.name,
});
