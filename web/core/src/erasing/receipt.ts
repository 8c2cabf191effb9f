/** After the customer's conversation was erased, this browser keeps a receipt and the messages that must be retained (L7). */

import { fromBase64url, toCrockford } from "../base/bytes.ts";
import { overIn } from "../model/over.ts";
import type { Retained } from "../model/retained.ts";
import { ERASURE, rowRange, type Store, write } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";

/** The record that a conversation was erased. It holds no content. */
export interface Erasure {
  /** The name and the time zone of the business. */
  readonly business: string;
  readonly zone: string;
  readonly atMs: number;
  readonly messages: number;
  readonly by: "customer" | "team" | "time";
  /** This device gave the command. */
  readonly here: boolean;
  /** The hash of the signed command, base64url. */
  readonly hash: string;
  readonly kept: readonly Retained[];
}

/**
 * Writes the receipt. When nothing must be retained, keys, return link and everything else of this business go. null: the conversation was
 * not erased.
 */
export async function writeReceipt(
  store: Store,
  conversation: string,
  mine: string,
  chain: Chain,
): Promise<Erasure | null> {
  const over = overIn(await store.getAll("rows", rowRange(conversation, 0, Number.MAX_SAFE_INTEGER)));
  if (over === null) return null;
  const { row, erased, messages, kept } = over;
  const { name, time_zone: zone } = chain.profile ?? {};
  const receipt: Erasure = {
    business: typeof name === "string" ? name : "",
    zone: typeof zone === "string" ? zone : "Europe/Berlin",
    atMs: row.atMs,
    messages,
    by: erased.by,
    here: erased.signer === mine,
    hash: erased.hash,
    kept,
  };
  await write(
    store,
    async (tx) => {
      if (receipt.kept.length === 0)
        for (const name of tx.objectStoreNames) await tx.objectStore(name).clear();
      await tx.objectStore("state").put(receipt, ERASURE);
    },
    "strict",
  );
  return receipt;
}

/** Eight characters of the command's hash: enough to find it again, readable aloud. */
export function receiptNumber({ hash }: Erasure): string {
  const code = toCrockford(fromBase64url(hash)).slice(0, 8);
  return `L-${code.slice(0, 4)}-${code.slice(4)}`;
}
