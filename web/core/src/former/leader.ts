/** The leading tab's side of former chats: which are here, and what waits to be stored (L8). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import * as formerchat from "../documents/formerchat.ts";
import { type DocumentKind, keyIn } from "../documents/kinds.ts";
import { type Document, EMPTY, type Values } from "../documents/merge.ts";
import { readChange, readRow } from "../documents/room.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { type DocumentRow, draftKeys, FORMER, type Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Payload } from "../wire/layouts.ts";
import type { FormerChat, FormerCommands } from "./api.ts";

export interface FormerNeeds {
  readonly store: Store;
  readonly keys: { readonly id: Bytes };
  readonly me: { readonly person: number };
  readonly publicChain: { readonly chain: Chain };
}

interface Writer {
  add(kind: DocumentKind, about: string, values: Values): Promise<void>;
  remove(kind: DocumentKind, about: string, key: Bytes): Promise<void>;
}

export function formerCommands(
  { store, keys, me, publicChain }: FormerNeeds,
  documents: Writer,
): FormerCommands {
  const personOf = (device: string | undefined): number | null =>
    (device === undefined ? null : publicChain.chain.devices.get(device)?.person) ?? null;
  const stored = async (row: DocumentRow): Promise<FormerChat | null> => {
    const read = await readRow(row);
    return read === null ? null : chatIn(row, read.document, personOf(row.device), "stored");
  };
  const waiting = ({ about, payload, atMs, failed }: OutboxRow): FormerChat | null =>
    chatIn(
      { about, payload },
      readChange(payload, formerchat, atMs, keys.id),
      me.person,
      failed === null ? "waiting" : "failed",
    );
  return {
    formerChats: async (conversation) => {
      const rows = (await store.getAll("documents")).filter(isFormer);
      const changes = (await store.getAll("outbox")).filter(isFormer);
      // A removal that waits takes away what is stored.
      const going = new Set(
        changes.filter(({ payload }) => payload?.removed !== undefined).map(({ doc }) => doc),
      );
      const held = await Promise.all(rows.filter(({ id }) => !going.has(id)).map(stored));
      const found = [...held, ...changes.map(waiting)].filter((each) => each !== null);
      await sweep(store, found);
      return found
        .filter((each) => conversation === null || each.conversation === conversation)
        .sort(inOrder);
    },
    addFormer: (conversation, values) => documents.add(formerchat, conversation, values),
    removeFormer: async (conversation, key) => {
      const id = await formerchat.idOf(fromBase64url(conversation), fromBase64url(key));
      const doc = id === null ? null : toBase64url(id);
      const failed = (await store.getAll("outbox")).filter(
        (each) => each.doc === doc && each.failed !== null,
      );
      for (const { counter } of failed) await store.delete("outbox", counter);
      if (failed.length === 0) await documents.remove(formerchat, conversation, fromBase64url(key));
    },
  };
}

const isFormer = ({ payload }: { readonly payload: Payload | null }): boolean =>
  payload?.kind === formerchat.KIND;

function chatIn(
  { about, payload }: { readonly about: string | null; readonly payload: Payload | null },
  document: Document,
  writer: number | null,
  state: FormerChat["state"],
): FormerChat | null {
  const key = payload === null ? null : keyIn(payload);
  const said = formerchat.formerIn(document ?? EMPTY, writer);
  return key === null || about === null || said === null
    ? null
    : { ...said, key: toBase64url(key), conversation: about, state };
}

/** By their days; of one day by their key, on every device alike. */
const inOrder = (one: FormerChat, other: FormerChat): number =>
  one.from === other.from ? (one.key < other.key ? -1 : 1) : one.from < other.from ? -1 : 1;

/** What was fetched of chats that are gone does not stay on this device. */
async function sweep(store: Store, found: readonly FormerChat[]): Promise<void> {
  const named = new Set(found.map(({ conversation, text }) => `${FORMER}${conversation}:${text.file.blob}`));
  for (const key of await store.getAllKeys("state", draftKeys(FORMER)))
    if (!named.has(key as string)) await store.delete("state", key);
}
