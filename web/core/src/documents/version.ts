/** One version of a document, read. */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import type { DocumentRow } from "../store/database.ts";
import { ID_BYTES } from "../wire/generated.ts";
import { type DocumentKind, kindOf, readVersion } from "./kinds.ts";
import type { Document } from "./merge.ts";

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

/** The device of a field that says nobody. */
export const NOBODY: Bytes = new Uint8Array(ID_BYTES);
