/** Flags in the leading tab: writing them. */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import * as flags from "../documents/flags.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import type { FlagCommands } from "./api.ts";

interface EntryWriter {
  set(kind: DocumentKind, about: string | null, values: Values, key: Bytes): Promise<void>;
}

export const flagCommands = (documents: EntryWriter): FlagCommands => ({
  setFlags: (conversation, change) =>
    documents.set(flags, null, flags.written(conversation, change), flags.keyOf(fromBase64url(conversation))),
});
