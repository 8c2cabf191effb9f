/** The kinds of documents that this client knows (L8). A new kind is a module beside this one, and a line here. */

import { type Bytes, equal } from "../base/bytes.ts";
import type { Payload } from "../wire/layouts.ts";
import * as card from "./card.ts";
import * as filters from "./filters.ts";
import * as labels from "./labels.ts";
import { type Document, EMPTY, read, type Values, writeDocument } from "./merge.ts";
import * as people from "./people.ts";

/** What a module says of its kind. `KIND` is the name in the payload. */
export interface DocumentKind {
  readonly KIND: string;
  /** The id of the document about that conversation, or of the one about none; null: there is no such document. */
  idOf(about: Bytes | null): Promise<Bytes | null>;
  /** The fields of a version of an earlier client. */
  plain(payload: Payload): Values;
  /** What an earlier client reads of a document. */
  shown(document: Document): Values;
}

const KINDS: ReadonlyMap<unknown, DocumentKind> = new Map(
  [people, card, labels, filters].map((each) => [each.KIND, each]),
);

export const isKnown = (payload: Payload | null | undefined): boolean =>
  payload != null && KINDS.has(payload.kind);

/**
 * The kind of a version; null when it is not known, or the document's id is not the one that this kind has there. So nobody can pass
 * off one document as another: which one it is stands in the signed header (S7).
 */
export async function kindOf(
  payload: Payload,
  doc: Bytes | null,
  about: Bytes | null,
): Promise<DocumentKind | null> {
  const kind = KINDS.get(payload.kind);
  return kind !== undefined && doc !== null && equal(await kind.idOf(about), doc) ? kind : null;
}

/** What a version says; nothing when it is of another kind. `atMs`: when the server stored it. */
export const readVersion = (payload: Payload, kind: DocumentKind, atMs: number, device: Bytes): Document =>
  payload.kind === kind.KIND ? read(payload, kind.plain, atMs, device) : EMPTY;

/** The payload of a version of that kind. */
export const writeVersion = (kind: DocumentKind, document: Document): Payload =>
  writeDocument(kind.KIND, document, kind.shown(document));

/**
 * [L8] Whether a version may take the place of the one held: it is later in the log, and was made from that one or from one after
 * it. So a server that says an old version again changes nothing. `replaces` is null in versions of clients that do not know it.
 */
export const isNewer = (held: number, seq: number, replaces: number | null): boolean =>
  seq > held && (replaces === null || (held <= replaces && replaces < seq));
