/** The marks that moved while this device was away (L6). */

import { readMarks } from "../wire/answers.ts";
import type { MarkRow } from "../wire/frames.ts";
import type { Http } from "../wire/http.ts";

interface Marked {
  marks(marks: readonly MarkRow[]): Promise<void>;
}

/** Reads them in pages. Throws `ServerRefusal` or `Unreachable`. */
export async function readMarksSince(
  { http, inbound }: { readonly http: Http; readonly inbound: Marked },
  book: Marked,
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
