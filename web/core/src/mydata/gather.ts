/** Gathers everything that the own keys open, for the data package: the log to its beginning, every file, what the server holds. */

import { toBase64url } from "../base/bytes.ts";
import { Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import type { FileRef } from "../content/file.ts";
import type { Details } from "../model/details.ts";
import type { StoredRow } from "../model/row.ts";
import { rowRange, type Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import { readKept } from "../wire/answers.ts";
import { Kind } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";
import type { Gathered, HeldData, PackageFile, PackageProgress } from "./api.ts";
import {
  BACK_ROOM_TYPE,
  type Entry,
  entriesOf,
  fileIn,
  pathOf,
  plainPayload,
  type Reading,
} from "./entries.ts";

export interface GatherNeeds {
  readonly store: Store;
  readonly conversation: string;
  readonly handle: string;
  readonly http: Http;
  chain(): Chain;
  now(): number;
  /** Reads the page of messages before those that are here. */
  older(): Promise<unknown>;
  open(file: FileRef, onprogress?: (done: number, of: number) => void, signal?: AbortSignal): Promise<Blob>;
  /** The words of automatic answers, in the language that the person reads; `learned`: more of them are known now. */
  texts(learned: () => void): (entry: readonly unknown[]) => string | null | undefined;
  later(ms: number, run: () => void): () => void;
  card(): Promise<Details | null>;
  held(): Promise<HeldData>;
  invitation: Invitation;
}

/** What the business wrote before the conversation, as its first message carries it; null: nobody's words (S21). */
export type Invitation = (carried: unknown) => Promise<{
  readonly text: string;
  readonly by: string;
  readonly files: readonly { readonly file: FileRef }[];
  readonly atMs: number;
} | null>;

export interface Asked {
  readonly language: string;
  readonly signal: AbortSignal;
  onprogress(progress: PackageProgress): void;
}

const EARLIER_MS = 3_000;

type Missing = "gone" | "unreachable" | "wrong";
type Fields = Readonly<Record<string, unknown>>;

export async function gather(needs: GatherNeeds, asked: Asked): Promise<Gathered> {
  const held = await orNull(needs.held());
  const complete = await readAll(needs, asked);
  const { store, conversation } = needs;
  const rows = await store.getAll("rows", rowRange(conversation, 0, Number.MAX_SAFE_INTEGER));
  const kept = (await orNull(needs.http.get(`/conversations/${conversation}/kept`))) ?? {
    kept: [],
    erased_ms: null,
  };
  const reading: Reading = { text: await wordsOf(needs, rows), kept: readKept(kept).kept };
  const files = await openAll(needs, rows, asked);
  const entries = entriesOf(rows, reading).map((entry) => withFile(entry, files.fields));
  const json = {
    format: "tresen-my-data",
    version: 1,
    made_ms: needs.now(),
    made_by: "tresen web",
    language: asked.language,
    business: businessOf(needs.chain(), needs.handle),
    conversation: { id: conversation, complete },
    entries,
    waiting: await waitingIn(needs),
    contact_card: await needs.card(),
    back_room: files.backRooms,
    held: held?.raw ?? null,
  };
  return { json, files: files.files };
}

/** The log to its beginning. False: the server could not be asked for the rest. */
async function readAll(
  { store, conversation, older }: GatherNeeds,
  { signal, onprogress }: Asked,
): Promise<boolean> {
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    signal.throwIfAborted();
    const { low = 0, high = 0 } = (await store.get("conversations", conversation)) ?? {};
    onprogress({ step: "reading", done: high - low + 1, of: high });
    if (high > 0 && low <= 1) return true;
    if (low >= before || high === 0) return false;
    before = low;
    try {
      await older();
    } catch (error) {
      if (error instanceof Unreachable) return false;
      throw error;
    }
  }
}

interface Opened {
  readonly files: PackageFile[];
  /** What an entry says beside its payload, by position: of its file, and of the invitation that it answers. */
  readonly fields: Map<number, Fields>;
  readonly backRooms: Fields[];
}

/** A file to open, and where it lies in the package. `tell` keeps what is said of it, and its bytes. */
interface Named {
  readonly file: FileRef;
  readonly path: string;
  tell(said: Fields, data: Blob | null): Promise<void> | void;
}

async function openAll(needs: GatherNeeds, rows: readonly StoredRow[], asked: Asked): Promise<Opened> {
  const opened: Opened = { files: [], fields: new Map(), backRooms: [] };
  const named = [...ownFiles(rows, opened), ...(await invitedFiles(needs, rows, opened))];
  const of = named.reduce((sum, { file }) => sum + file.size, 0);
  let done = 0;
  for (const { file, path, tell } of named) {
    asked.signal.throwIfAborted();
    const said = { name: file.name, type: file.type, bytes: file.size };
    const data = await openOne(needs, file, asked, (bytes) =>
      asked.onprogress({ step: "files", done: done + bytes, of }),
    );
    done += file.size;
    if (typeof data === "string") {
      await tell({ ...said, missing: data }, null);
      continue;
    }
    opened.files.push({ path, data });
    await tell({ ...said, path }, data);
  }
  return opened;
}

const ownFiles = (rows: readonly StoredRow[], { fields, backRooms }: Opened): Named[] =>
  rows.flatMap((row) => {
    const file = row.entry === null ? fileIn(row) : null;
    if (file === null) return [];
    const tell = async (said: Fields, data: Blob | null) => {
      fields.set(row.pos, { file: said });
      const isBackRoom = row.party === "team" && file.type === BACK_ROOM_TYPE;
      const backRoom = isBackRoom && data !== null ? await backRoomIn(data) : null;
      if (backRoom !== null) backRooms.push(backRoom);
    };
    return [{ file, path: pathOf(row.pos, file.name), tell }];
  });

/** What the business had written before the customer's first message, once it is verified, and its files (S21). */
async function invitedFiles(
  { invitation }: GatherNeeds,
  rows: readonly StoredRow[],
  { fields }: Opened,
): Promise<Named[]> {
  // Whether that may carry one is asked where it is verified.
  const row = rows.find(({ pos }) => pos === 3);
  const carried = row?.payload?.invitation;
  if (row === undefined || carried === undefined || row.trouble !== null || row.entry !== null) return [];
  const said = await invitation(carried);
  if (said === null) return [];
  const { atMs, by, text } = said;
  const files: Fields[] = [];
  fields.set(row.pos, { ...fields.get(row.pos), invitation: { at_ms: atMs, by, text, files } });
  return said.files.map(({ file }, at) => ({
    file,
    path: pathOf(row.pos, `${at + 1}-${file.name}`),
    tell: (told) => void files.push(told),
  }));
}

async function openOne(
  needs: GatherNeeds,
  file: FileRef,
  { signal }: Asked,
  onbytes: (done: number) => void,
): Promise<Blob | Missing> {
  try {
    return await needs.open(file, onbytes, signal);
  } catch (error) {
    if (error instanceof ServerRefusal) return error.retryable ? "unreachable" : "gone";
    if (error instanceof Unreachable) return "unreachable";
    if (error instanceof Refused) return "wrong";
    throw error;
  }
}

/** What the business said of its back room; null when it is no such thing: then the file alone is in the package. */
async function backRoomIn(data: Blob): Promise<Fields | null> {
  try {
    const said: unknown = JSON.parse(await data.text());
    if (typeof said !== "object" || said === null || !("format" in said)) return null;
    return said.format === "tresen-back-room" ? (said as Fields) : null;
  } catch {
    return null;
  }
}

const withFile = (entry: Entry, fields: ReadonlyMap<number, Fields>): Entry => {
  const more = fields.get(entry.pos);
  return more === undefined ? entry : { ...entry, ...more };
};

async function waitingIn({ store, conversation }: GatherNeeds): Promise<Fields[]> {
  const rows = (await store.getAll("outbox")).filter((row) => row.conversation === conversation);
  return rows.map(({ atMs, payload }) => ({ at_ms: atMs, payload: plainPayload(payload) }));
}

/** The words of the automatic answers among these rows. A profile that was superseded is asked for, but not waited for without end. */
async function wordsOf(needs: GatherNeeds, rows: readonly StoredRow[]): Promise<Reading["text"]> {
  const answers = rows.flatMap(({ kind, entry }) => (kind === Kind.auto && entry !== null ? [entry] : []));
  await new Promise<void>((known) => {
    const cancel = needs.later(EARLIER_MS, known);
    const check = () => {
      if (answers.some((entry) => text(entry) == null)) return;
      cancel();
      known();
    };
    const text = needs.texts(check);
    check();
  });
  const text = needs.texts(() => {});
  return (entry) => text(entry) ?? null;
}

/** The profile's plain fields; what has parts, such as opening hours, is the business's and no data of the customer. */
function businessOf(chain: Chain, handle: string): Fields {
  const fields = Object.entries(chain.profile ?? {}).filter(
    ([, value]) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  );
  const said = Object.fromEntries(fields);
  const { name, time_zone: zone } = said;
  return {
    ...said,
    id: toBase64url(chain.business),
    handle,
    name: typeof name === "string" ? name : "",
    time_zone: typeof zone === "string" ? zone : "Europe/Berlin",
    fingerprint: toBase64url(chain.fingerprint),
  };
}

/** What cannot be asked now is null. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Unreachable || error instanceof ServerRefusal || error instanceof Refused)
      return null;
    throw error;
  }
}
