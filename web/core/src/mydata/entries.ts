/** The conversation as the package says it: what this device verified and opened, field by field (protocol/schema/my-data.json). Pure. */

import { toBase64url } from "../base/bytes.ts";
import type { FileRef } from "../content/file.ts";
import { contentOf } from "../content/index.ts";
import { erasedOf, isOver } from "../model/erased.ts";
import type { Retained } from "../model/retained.ts";
import type { StoredRow } from "../model/row.ts";
import { Kind } from "../wire/frames.ts";
import { HARMLESS_ENDING, HARMLESS_ENDINGS } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";

/** The media type of the file with which a business says what its back room holds. */
export const BACK_ROOM_TYPE = "application/vnd.tresen.back-room+json";
/** So many characters of a file's own name are kept in the package. */
const NAME_CHARACTERS = 80;

export type Entry = Readonly<Record<string, unknown>> & {
  readonly pos: number;
  readonly type: string;
};

export interface Reading {
  /** The words of an automatic answer; null: they are not known. */
  text(entry: readonly unknown[]): string | null;
  readonly kept: readonly Retained[];
}

/** Rows of one conversation, in order, as entries. What this device alone added, and what has no position of its own, is left out. */
export const entriesOf = (rows: readonly StoredRow[], reading: Reading): Entry[] =>
  rows
    .filter(({ pos, kind }) => Number.isInteger(pos) && pos > 0 && kind !== 0)
    .map((row) => entryOf(row, reading));

function entryOf(row: StoredRow, reading: Reading): Entry {
  const { pos, atMs, trouble } = row;
  const base = { pos, at_ms: atMs, ...(trouble === null ? {} : { trouble }) };
  switch (row.kind) {
    case Kind.message:
      return row.entry === null
        ? { ...base, type: "message", ...said(row), ...classOf(pos, reading.kept) }
        : { ...base, type: "gone", ...idOf(row) };
    case Kind.auto:
      return { ...base, type: "automatic", ...automatic(row.entry ?? [], reading) };
    case Kind.record:
      return { ...base, type: "record" };
    case Kind.closed:
      return { ...base, type: "closed" };
    case Kind.reopened:
      return { ...base, type: "reopened" };
    case Kind.blocked:
      return { ...base, type: row.entry?.[0] === true ? "blocked" : "unblocked" };
    case Kind.call:
      return { ...base, type: "call" };
    case Kind.expired:
      return { ...base, type: "expired" };
    case Kind.erased:
      return { ...base, type: "erased", whole: isOver(row), ...byOf(row) };
    default:
      return { ...base, type: "other" };
  }
}

const byOf = (row: StoredRow) => {
  const by = erasedOf(row)?.by;
  return by === undefined ? {} : { from: by };
};

const idOf = ({ device, counter }: StoredRow) => ({
  ...(device === null ? {} : { device }),
  ...(counter === null || counter === 0 ? {} : { counter }),
});

function said(row: StoredRow): Readonly<Record<string, unknown>> {
  const { party, refers, payload, trouble } = row;
  const by = payload?.by;
  return {
    ...idOf(row),
    ...(party === null ? {} : { from: party }),
    ...(typeof by === "string" && party === "team" ? { by } : {}),
    ...(refers ? { refers } : {}),
    ...(payload === null ? { trouble: trouble ?? "unreadable" } : { payload: plainPayload(payload) }),
  };
}

const classOf = (pos: number, kept: readonly Retained[]) => {
  const one = kept.find((each) => each.pos === pos);
  return one === undefined ? {} : { class: one.class, until_ms: one.untilMs };
};

function automatic(entry: readonly unknown[], { text }: Reading): Readonly<Record<string, unknown>> {
  const words = text(entry);
  return {
    ...(typeof entry[0] === "string" ? { name: entry[0] } : {}),
    ...(words === null ? {} : { text: words }),
  };
}

/**
 * What was sealed, without the key of its file: the file lies beside it, opened. Of an invitation that it answers nothing: its words stand beside
 * it as well, without the secret of the link and the keys of the files (S21).
 */
export function plainPayload(payload: Payload): Readonly<Record<string, unknown>> {
  const { invitation: _, ...plain } = plainOf(payload) as Record<string, unknown>;
  const { file } = plain;
  if (typeof file === "object" && file !== null && !Array.isArray(file)) {
    const { key: __, ...rest } = file as Record<string, unknown>;
    return { kind: "", ...plain, file: rest };
  }
  return { kind: "", ...plain };
}

function plainOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64url(value);
  if (Array.isArray(value)) return value.map(plainOf);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainOf(each)]));
  if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)))
    return String(value);
  return value;
}

/** The file that a believed message brought. */
export function fileIn(row: Pick<StoredRow, "payload" | "trouble">): FileRef | null {
  if (row.trouble !== null && row.trouble !== "gap") return null;
  const content = contentOf(row.payload);
  return "file" in content ? content.file : null;
}

/**
 * Where the file lies in the package: its position first, so that no two are alike, and a name that every system can write and nothing runs.
 * A page or program of a stranger, beside the package's own page, would be at home there.
 */
export function pathOf(pos: number, name: string): string {
  const safe = [...name.normalize("NFC")]
    .filter((letter) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]/u.test(letter))
    .join("")
    .replace(/[\s.]+$/u, "");
  const [, stem = "", ending = ""] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/su.exec(safe) ?? [];
  return `files/${String(pos).padStart(5, "0")}-${[...(stem || "file")].slice(0, NAME_CHARACTERS).join("")}${ending}${isHarmless(ending) ? "" : HARMLESS_ENDING}`;
}

const isHarmless = (ending: string): boolean =>
  ending !== "" && HARMLESS_ENDINGS.includes(` ${ending.slice(1).toLowerCase()} `);
