/** The marks that moved while this device was away (L6). */

import type { Engine } from "../sync/engine.ts";
import { readMarks } from "../wire/answers.ts";
import type { EntryBook } from "./list/book.ts";

/** Reads them in pages. Throws `ServerRefusal` or `Unreachable`. */
export async function readMarksSince(
  { http, inbound }: Pick<Engine, "http" | "inbound">,
  book: EntryBook,
  seq: number,
): Promise<void> {
  let next = "";
  do {
    const cursor = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
    const { marks, next: more } = readMarks(await http.get(`/marks?after=${seq}${cursor}`));
    await inbound.marks(marks);
    await book.marks(marks);
    next = more ?? "";
  } while (next !== "");
}
