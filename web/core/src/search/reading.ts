/** Stored rows and documents as entries of the index, and as they are shown when they were found. */

import { toBase64url } from "../base/bytes.ts";
import type { FileContent } from "../content/file.ts";
import { type Content, contentOf, lineOf } from "../content/index.ts";
import * as card from "../documents/card.ts";
import { keyIn as entryKeyIn, readRow } from "../documents/kinds.ts";
import * as note from "../documents/note.ts";
import { isAct } from "../model/acts.ts";
import { messageKey, type StoredRow } from "../model/row.ts";
import type { DocumentRow } from "../store/database.ts";
import { Kind } from "../wire/frames.ts";
import { labelWord } from "./lexicon.ts";
import type { Entry } from "./segment.ts";
import { wordsOf } from "./words.ts";

/** What a row says that can be found; null: nothing, or it is not believed. */
export function textOf(row: StoredRow): string | null {
  if (row.kind !== Kind.message || row.payload === null || row.entry !== null || row.doc !== null)
    return null;
  if (row.trouble !== null && row.trouble !== "gap") return null;
  if (isAct(row))
    return row.payload.kind === "edit" && typeof row.payload.text === "string" ? row.payload.text : null;
  return saidIn(contentOf(row.payload));
}

/** A kind with a name, such as a file, is found by its line. */
function saidIn(content: Content): string | null {
  if (content.kind === "unknown") return null;
  if (content.kind === "text") return content.text;
  const { kind: _, ...fields } = "file" in content ? { ...content, name: namedBy(content) } : content;
  const said = Object.values(fields).filter((value): value is string => typeof value === "string");
  const words = said.filter((each) => each !== "");
  return words.length > 0 ? words.join(" · ") : "file" in content ? null : lineOf(content);
}

/** The names of photos are all alike, and those of voice notes say nothing. */
const namedBy = (content: FileContent): string | null => (content.kind === "file" ? content.file.name : null);

/** Is the row an edit of another one? */
export const editOf = (row: StoredRow): string | null =>
  row.payload?.kind === "edit" && isAct(row) ? (row.refers ?? null) : null;

/** The key of the row that is shown: an edit is shown with what it edits. */
export const shownKey = (row: StoredRow): string =>
  editOf(row) ?? messageKey(row.device ?? "", row.counter ?? 0);

/** `target`: the position of what it edits. */
export function entryOf(row: StoredRow, target: number | null): Entry | null {
  const text = textOf(row);
  if (text === null) return null;
  const words = wordsOf(text);
  if (words.length === 0 && target === null) return null;
  return { pos: row.pos, atMs: row.atMs, who: whoOf(row), kind: "message", target, words };
}

const whoOf = ({ party, person }: StoredRow): number => (party === "customer" ? 0 : (person ?? 0) + 1);

/** A document about a conversation that can be found. */
export interface Said {
  readonly kind: "note" | "card";
  readonly text: string;
  readonly key: string | null;
  readonly person: number | null;
  readonly atMs: number;
  readonly labels: readonly string[];
}

/** null: another kind, or it says nothing. Who signed a note is checked where it is shown. */
export async function saidBy(row: DocumentRow): Promise<Said | null> {
  const version = row.payload === null ? null : await readRow(row);
  if (version === null || row.payload === null) return null;
  if (version.kind.KIND === card.KIND) {
    const said = card.cardIn(version.document);
    const text = [said.name, said.phone, said.email, said.address, said.note, ...[...said.fields].flat()];
    return {
      kind: "card",
      text: text.filter((each) => each !== null && each !== "").join(" · "),
      key: null,
      person: null,
      atMs: row.atMs ?? 0,
      labels: said.labels,
    };
  }
  if (version.kind.KIND !== note.KIND) return null;
  const author = version.document.fields.get("author")?.value;
  const said = typeof author === "number" ? note.noteIn(version.document, author) : null;
  const key = entryKeyIn(row.payload);
  if (said === null || key === null || version.document.removed !== null) return null;
  return {
    kind: "note",
    // Who is meant by a number is the tab's to say.
    text: note
      .partsOf(said.text)
      .map((part) => (typeof part === "number" ? "@…" : part))
      .join(""),
    key: toBase64url(key),
    person: said.author,
    atMs: said.atMs,
    labels: [],
  };
}

export const documentEntry = (said: Said, pos: number): Entry => ({
  pos,
  atMs: said.atMs,
  who: said.person === null ? 1 : said.person + 1,
  kind: said.kind,
  target: null,
  words: [...wordsOf(said.text), ...said.labels.map(labelWord)],
});
