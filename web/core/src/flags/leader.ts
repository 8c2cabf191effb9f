/** Flags in the leading tab: writing them. */

import { type Bytes, fromBase64url } from "../base/bytes.ts";
import * as flags from "../documents/flags.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import { currentEntries } from "../documents/room.ts";
import { NO_FLAGS } from "../model/flags.ts";
import type { Store } from "../store/database.ts";
import type { FlagCommands } from "./api.ts";

interface EntryWriter {
  set(kind: DocumentKind, about: string | null, values: Values, key: Bytes): Promise<void>;
}

/** The conversation was erased: nothing is set on it any more. Where nothing was, nothing is written. */
export async function endFlags(
  documents: EntryWriter,
  { store, mine }: { readonly store: Store; readonly mine: Bytes },
  conversation: string,
): Promise<void> {
  const held = await currentEntries(store, flags, mine);
  if (held.some(({ document }) => flags.flagsIn(document).has(conversation)))
    await flagCommands(documents).setFlags(conversation, NO_FLAGS);
}

export const flagCommands = (documents: EntryWriter): FlagCommands => ({
  setFlags: (conversation, change) =>
    documents.set(flags, null, flags.written(conversation, change), flags.keyOf(fromBase64url(conversation))),
});
