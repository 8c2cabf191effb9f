/** Ways in the leading tab: writing them. */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import * as way from "../documents/way.ts";
import type { WayCommands } from "./api.ts";

interface EntryWriter {
  set(kind: DocumentKind, about: string | null, values: Values, key: Bytes): Promise<void>;
  remove(kind: DocumentKind, about: string | null, key: Bytes): Promise<void>;
}

export const wayCommands = (documents: EntryWriter): WayCommands => ({
  setWay: (key, values) => documents.set(way, null, values, fromBase64url(key)),
  removeWay: (key) => documents.remove(way, null, fromBase64url(key)),
});
