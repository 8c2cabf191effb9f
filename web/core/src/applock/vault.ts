/** The content of an inbox, sealed to the public half of a lock's key pair. */

import { type Bytes, utf8 } from "../base/bytes.ts";
import { unwrap, wrap } from "../seal/hpke.ts";
import { label, lock, newKey, unlock } from "../seal/suite.ts";
import { type Store, write } from "../store/database.ts";
import { fromText, toText } from "./plain.ts";

/** Each part is nonce ‖ AES-256-GCM under a key of this vault, which is wrapped to the lock (HPKE). */
export interface Vault {
  readonly wrapped: Bytes;
  readonly parts: readonly Bytes[];
}

const STORES = ["state", "rows", "conversations", "keys", "outbox", "documents", "list"] as const;
type Name = (typeof STORES)[number];
/** `key` for the one store whose values do not hold theirs. */
interface Row {
  readonly key: string | null;
  readonly value: unknown;
}
type Part = readonly [Name, readonly Row[]];

/** Rows in one part: what is in memory as text at a time. */
const PART = 1_000;
const INFO = label("app-lock-vault");
const context = (at: number, of: number): Bytes => utf8(`tresen/v1/app-lock-part\0${at}/${of}`);

/** What of `state` holds `CryptoKey`s: those that are not extractable cannot be sealed, and are set aside as they are. */
export type Aside = Readonly<Record<string, unknown>>;

const holdsKey = (value: unknown): boolean =>
  value instanceof CryptoKey ||
  (typeof value === "object" &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    Object.values(value).some(holdsKey));

export async function seal(
  publicKey: Bytes,
  store: Store,
): Promise<{ readonly vault: Vault; readonly aside: Aside }> {
  const parts: Part[] = [];
  const aside: Record<string, unknown> = {};
  for (const name of STORES) {
    const rows = await rowsOf(store, name);
    const sealable = name === "state" ? rows.filter(({ value }) => !holdsKey(value)) : rows;
    if (name === "state") for (const { key, value } of rows) if (holdsKey(value)) aside[key ?? ""] = value;
    for (let at = 0; at < sealable.length; at += PART) parts.push([name, sealable.slice(at, at + PART)]);
  }
  const key = newKey();
  const sealed: Bytes[] = [];
  for (const [at, part] of parts.entries())
    sealed.push(await lock(key, utf8(toText(part)), context(at, parts.length)));
  return { vault: { wrapped: await wrap(publicKey, key, INFO), parts: sealed }, aside };
}

async function rowsOf(store: Store, name: Name): Promise<Row[]> {
  const values = await store.getAll(name);
  if (name !== "state") return values.map((value) => ({ key: null, value }));
  const keys = await store.getAllKeys("state");
  return values.map((value, at) => ({ key: keys[at] ?? "", value }));
}

/** Puts everything back, beside `aside`. Throws `Refused` `cannot_open` for another key pair or a changed vault. */
export async function open(
  pair: CryptoKeyPair,
  { wrapped, parts }: Vault,
  store: Store,
  aside: Aside,
): Promise<void> {
  const key = await unwrap(pair, wrapped, INFO);
  const opened: Part[] = [];
  for (const [at, part] of parts.entries()) {
    const plain = await unlock(key, part, context(at, parts.length));
    opened.push(fromText(new TextDecoder().decode(plain)) as Part);
  }
  await write(
    store,
    async (tx) => {
      for (const name of STORES) await tx.objectStore(name).clear();
      for (const [name, rows] of opened)
        for (const { key: at, value } of rows) {
          const objects = tx.objectStore(name) as unknown as {
            put(value: unknown, key?: string): Promise<unknown>;
          };
          await (at === null ? objects.put(value) : objects.put(value, at));
        }
      for (const [at, value] of Object.entries(aside)) await tx.objectStore("state").put(value, at);
    },
    "strict",
  );
}
