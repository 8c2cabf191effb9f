import type { Card, Scheduled, TeamNote } from "@tresen/core/api";

/** The media type by which a data package knows the file (protocol/schema/my-data.json). */
export const BACK_ROOM_TYPE = "application/vnd.tresen.back-room+json";

/** One thing that the back room says about a customer. What is about other people is struck, piece by piece. */
export interface Item {
  readonly key: string;
  readonly group: "card" | "labels" | "notes" | "later";
  /** The card's field; empty elsewhere. */
  readonly field: string;
  readonly atMs: number | null;
  readonly editedMs: number | null;
  readonly pieces: readonly string[];
}

export interface Held {
  readonly card: Card | null;
  readonly notes: readonly TeamNote[];
  readonly later: readonly Scheduled[];
  /** Chats that were held elsewhere, each as a line that says where, when and how much. */
  readonly former: readonly { readonly key: string; readonly atMs: number; readonly text: string }[];
  nameOf(person: number): string;
  labelName(id: string): string;
}

const TEXTS = ["name", "phone", "email", "address", "note", "birthday"] as const;

/** What stands in the place of what was struck. */
export const STRUCK = "[…]";

/** Everything that the back room holds about the customer of one conversation, in the order in which it is shown. */
export function itemsOf({ card, notes, later, former, nameOf, labelName }: Held): Item[] {
  const item = (key: string, group: Item["group"], text: string, more: Partial<Item> = {}): Item[] =>
    text === ""
      ? []
      : [{ key, group, field: "", atMs: null, editedMs: null, pieces: piecesOf(text), ...more }];
  const fields =
    card === null
      ? []
      : [
          ...TEXTS.map((field) => [field, card[field] ?? ""] as const),
          ["languages", card.languages.join(", ")] as const,
          ...card.fields,
        ];
  return [
    ...fields.flatMap(([field, text]) => item(`card.${field}`, "card", text, { field })),
    ...(card?.labels ?? []).flatMap((id) => item(`label.${id}`, "labels", labelName(id))),
    ...notes.flatMap((note) =>
      item(`note.${note.key}`, "notes", saidIn(note, nameOf), { atMs: note.atMs, editedMs: note.editedMs }),
    ),
    // Counted as notes are: what they say was said to the customer, who has it.
    ...former.flatMap(({ key, text, atMs }) => item(`former.${key}`, "notes", text, { atMs })),
    ...later.flatMap(({ key, text, atMs }) => item(`later.${key}`, "later", text ?? "", { atMs })),
  ];
}

const saidIn = ({ parts }: TeamNote, nameOf: Held["nameOf"]): string =>
  parts.map((part) => (typeof part === "number" ? `@${nameOf(part)}` : part)).join("");

/** Lines, and sentences within a line: the pieces that can be struck. Put together they are the text again. */
export function piecesOf(text: string): string[] {
  return text.split(/(?<=\n)|(?<=[.!?…]\s+)(?=\S)/u).filter((piece) => piece !== "");
}

export const pieceKey = (item: Item, at: number): string => `${item.key}#${at}`;

/** The file that is sealed to the customer: all that was not struck. `struck`: keys of pieces. */
export function answerOf(items: readonly Item[], struck: ReadonlySet<string>, lookedMs: number) {
  const kept = items.flatMap((item) => {
    const whole = item.pieces.every((_, at) => struck.has(pieceKey(item, at)));
    return whole ? [] : [{ item, text: textOf(item, struck) }];
  });
  const of = (group: Item["group"]) => kept.filter(({ item }) => item.group === group);
  return {
    format: "tresen-back-room",
    version: 1,
    looked_ms: lookedMs,
    card: of("card").map(({ item, text }) => ({ field: item.field, value: text })),
    labels: of("labels").map(({ text }) => text),
    notes: of("notes").map(({ item, text }) => ({
      at_ms: item.atMs ?? 0,
      ...(item.editedMs === null ? {} : { edited_ms: item.editedMs }),
      text,
    })),
    later: of("later").map(({ item, text }) => ({ at_ms: item.atMs ?? 0, text })),
    struck: struckIn(items, struck),
  } as const;
}

const textOf = (item: Item, struck: ReadonlySet<string>): string =>
  item.pieces
    .map((piece, at) =>
      struck.has(pieceKey(item, at)) ? `${STRUCK}${/\s*$/u.exec(piece)?.[0] ?? ""}` : piece,
    )
    .join("");

/** How many pieces of these are struck; a key of something that is gone counts nothing. */
export const struckIn = (items: readonly Item[], struck: ReadonlySet<string>): number =>
  items.reduce((sum, item) => sum + item.pieces.filter((_, at) => struck.has(pieceKey(item, at))).length, 0);
