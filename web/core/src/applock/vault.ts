/** The content of an inbox, sealed to the public half of a lock's key pair. */

import { type Bytes, utf8 } from "../base/bytes.ts";
import type { OutboxRow } from "../model/outbox.ts";
import { unwrap, wrap } from "../seal/hpke.ts";
import { label, lock, newKey, unlock } from "../seal/suite.ts";
import { type Store, write } from "../store/database.ts";
import { fetchedAgain } from "../store/fetched.ts";
import { openFile, sealFile } from "./files.ts";
import { type Beside, rowsFromText, toText } from "./plain.ts";

/** Each part is nonce ‖ AES-256-GCM under a key of this vault, which is wrapped to the lock (HPKE). */
export interface Vault {
  readonly wrapped: Bytes;
  readonly parts: readonly Bytes[];
  /** The content's Blobs, sealed under the same key; earlier versions had none. */
  readonly files?: readonly Blob[];
}

export const STORES = ["state", "rows", "conversations", "keys", "outbox", "documents", "list"] as const;
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

/** The content's `CryptoKey`s: not extractable, so they cannot be sealed. */
export type Aside = readonly CryptoKey[];

/** What earlier versions set aside: values of `state` with a `CryptoKey` in them, as they were. */
export type AsideBefore = Readonly<Record<string, unknown>>;

export interface Sealed {
  readonly vault: Vault;
  readonly aside: Aside;
  /** Values that could not be read, or not be sealed. They are not in the vault. */
  readonly lost: number;
}

/** `withFiles`: those too that the server has as well. */
export async function seal(publicKey: Bytes, store: Store, withFiles: boolean): Promise<Sealed> {
  const key = newKey();
  const beside: Beside = { blobs: [], keys: [] };
  const files: Blob[] = [];
  const texts: string[] = [];
  let lost = 0;
  const taken = async (row: Row): Promise<string[]> => {
    const [blobs, keys] = [beside.blobs.length, beside.keys.length];
    try {
      const text = toText(row, beside);
      for (const blob of beside.blobs.slice(blobs))
        if (blob !== undefined) files.push(await sealFile(key, blob, files.length));
      return [text];
    } catch {
      // A value that nobody foresaw, or a file that the disk has lost, must not keep all others readable.
      lost += 1;
      [beside.blobs.length, beside.keys.length, files.length] = [blobs, keys, blobs];
      return [];
    }
  };
  for (const [name, rows] of await contentOf(store, withFiles)) {
    const taking: string[] = [];
    for (const row of rows) taking.push(...(await taken(row)));
    for (let at = 0; at < taking.length; at += PART)
      texts.push(`["${name}",[${taking.slice(at, at + PART).join(",")}]]`);
  }
  const parts: Bytes[] = [];
  for (const [at, text] of texts.entries())
    parts.push(await lock(key, utf8(text), context(at, texts.length)));
  return { vault: { wrapped: await wrap(publicKey, key, INFO), parts, files }, aside: beside.keys, lost };
}

async function contentOf(store: Store, withFiles: boolean): Promise<Part[]> {
  const content: Part[] = [];
  for (const name of STORES) content.push([name, await rowsOf(store, name)]);
  return withFiles ? content : withoutFiles(content);
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
  { wrapped, parts, files = [] }: Vault,
  store: Store,
  aside: Aside | AsideBefore,
): Promise<void> {
  const key = await unwrap(pair, wrapped, INFO);
  const blobs: (Blob | undefined)[] = [];
  // A file that the disk has lost, or cut, takes nothing along but the row that names it.
  for (const [at, file] of files.entries()) blobs.push(await openFile(key, file, at).catch(() => undefined));
  const beside: Beside = { blobs, keys: isBefore(aside) ? [] : [...aside] };
  const opened: Part[] = [];
  for (const [at, part] of parts.entries()) {
    const plain = await unlock(key, part, context(at, parts.length));
    opened.push(rowsFromText<Name, Row>(new TextDecoder().decode(plain), beside));
  }
  if (isBefore(aside))
    opened.push(["state", Object.entries(aside).map(([name, value]) => ({ key: name, value }))]);
  await putBack(store, opened).catch(() => putBack(store, withoutFiles(opened)));
}

const isBefore = (aside: Aside | AsideBefore): aside is AsideBefore => !Array.isArray(aside);

async function putBack(store: Store, parts: readonly Part[]): Promise<void> {
  await write(
    store,
    async (tx) => {
      for (const name of STORES) await tx.objectStore(name).clear();
      for (const [name, rows] of parts)
        for (const { key: at, value } of rows) {
          const objects = tx.objectStore(name) as unknown as {
            put(value: unknown, key?: string): Promise<unknown>;
          };
          await (at === null ? objects.put(value) : objects.put(value, at));
        }
    },
    "strict",
  );
}

/** For a full disk: without the files that the server has as well. */
function withoutFiles(parts: readonly Part[]): Part[] {
  const outbox = parts.flatMap(([name, rows]) => (name === "outbox" ? rows : []));
  const goes = fetchedAgain(outbox.map(({ value }) => value as OutboxRow));
  return parts.map(([name, rows]) => [name, rows.filter(({ key }) => key === null || !goes(key))]);
}
