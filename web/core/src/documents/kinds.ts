/** The kinds of documents that this client knows (L8). A new kind is a module beside this one, and a line here. */

import { type Bytes, equal, fromBase64url } from "../base/bytes.ts";
import type { DocumentRow } from "../store/database.ts";
import { ID_BYTES } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import * as card from "./card.ts";
import * as device from "./device.ts";
import * as draft from "./draft.ts";
import * as filters from "./filters.ts";
import * as flags from "./flags.ts";
import * as formerchat from "./formerchat.ts";
import * as invitations from "./invitations.ts";
import * as labels from "./labels.ts";
import {
  type Document,
  EMPTY,
  merge,
  read,
  type Values,
  withoutFieldsOnceRemoved,
  writeDocument,
} from "./merge.ts";
import * as movingkit from "./movingkit.ts";
import * as note from "./note.ts";
import * as people from "./people.ts";
import * as quickreply from "./quickreply.ts";
import * as replyusage from "./replyusage.ts";
import * as scheduled from "./scheduled.ts";
import * as way from "./way.ts";

/**
 * What a module says of its kind. `KIND` is the name in the payload. Some kinds have one document for each conversation, or one in all. A
 * *list* has one document per entry, each with a random key of 16 bytes that stands in its payload.
 */
export interface DocumentKind {
  readonly KIND: string;
  /** True: its fields do not say which device set them. Each device then writes fields of its own. */
  readonly NAMELESS?: boolean;
  /**
   * The id of the document about that conversation (null: about none) with that key (null: it has none); null: this kind has no such
   * document.
   */
  idOf(about: Bytes | null, key: Bytes | null): Promise<Bytes | null>;
  /** Does this change come too late for what the document says now? It is then dropped. Left out: none does. */
  tooLate?(before: Document, changed: Document): boolean;
  /** Did a person make it, whom it concerns that it came too late? Left out: yes. */
  isAsked?(changed: Document): boolean;
  /** The files that a version of it names in its header (F3). Left out: none. */
  blobsIn?(document: Document): readonly Bytes[];
  /** The fields that let go of them. */
  readonly WITHOUT_FILES?: Values;
  /** The fields of a version of an earlier client. */
  plain(payload: Payload): Values;
  /** What an earlier client reads of a document. */
  shown(document: Document): Values;
}

const KINDS: ReadonlyMap<unknown, DocumentKind> = new Map(
  [
    people,
    card,
    labels,
    filters,
    flags,
    invitations,
    quickreply,
    replyusage,
    note,
    device,
    draft,
    scheduled,
    way,
    movingkit,
    formerchat,
  ].map((each): [string, DocumentKind] => [each.KIND, each]),
);

export const isKnown = (payload: Payload | null | undefined): boolean =>
  payload != null && KINDS.has(payload.kind);

/** The key of an entry of a list; null: the document is no such entry. */
export const keyIn = ({ key }: Payload): Bytes | null =>
  key instanceof Uint8Array && key.length === ID_BYTES ? Uint8Array.from(key) : null;

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
  if (kind === undefined || doc === null) return null;
  return equal(await kind.idOf(about, keyIn(payload)), doc) ? kind : null;
}

/** What a version says; nothing when it is of another kind. `atMs`: when the server stored it. */
export function readVersion(payload: Payload, kind: DocumentKind, atMs: number, device: Bytes): Document {
  if (payload.kind !== kind.KIND) return EMPTY;
  const document = read(payload, kind.plain, atMs, device);
  return keyIn(payload) === null ? document : withoutFieldsOnceRemoved(document);
}

/** What a version says, null when it is of no kind that is known here, or stands under another document's id. */
export async function readRow(
  row: DocumentRow,
): Promise<{ readonly kind: DocumentKind; readonly document: Document } | null> {
  const { payload } = row;
  if (payload === null) return null;
  const about = row.about === null ? null : fromBase64url(row.about);
  const kind = await kindOf(payload, fromBase64url(row.id), about);
  if (kind === null) return null;
  const device = row.device === undefined ? NOBODY : fromBase64url(row.device);
  return { kind, document: readVersion(payload, kind, row.atMs ?? 0, device) };
}

/** Placeholder device id for fields without an author. */
export const NOBODY: Bytes = new Uint8Array(ID_BYTES);

/** `document` with `changed` merged in (S9). An entry of a list that was removed stays removed, whatever is set later. */
export function mergeVersion(document: Document, changed: Document, key: Bytes | null): Document {
  const merged = merge(document, changed);
  return key === null ? merged : withoutFieldsOnceRemoved(merged);
}

/** The payload of a version of that kind. `key`: of an entry of a list. */
export const writeVersion = (kind: DocumentKind, document: Document, key: Bytes | null = null): Payload =>
  writeDocument(kind.KIND, document, kind.shown(document), key);

/**
 * [L8] Whether a version may take the place of the one held: it is later in the log, and was made from that one or from one after
 * it. So a server that says an old version again changes nothing. `replaces` is null in versions of clients that do not know it.
 */
export const isNewer = (held: number, seq: number, replaces: number | null): boolean =>
  seq > held && (replaces === null || (held <= replaces && replaces < seq));
