/** Pages of the list: from the server, or from what is held here when the server does not answer. */

import { Unreachable } from "../../base/errors.ts";
import type { LabelQuery } from "../../model/labelquery.ts";
import type { Filter, ListPage, LogFilter, LogPage } from "../../model/listentry.ts";
import type { AskedPage } from "./overview.ts";

export interface PagesNeeds {
  readonly book: {
    page(filter: LogFilter, from: number, limit: number, sinceMs: number): Promise<LogPage>;
    keptPage(asked: AskedPage, from: number, limit: number): Promise<LogPage>;
    selected(query: LabelQuery, asked: AskedPage, from: number): Promise<LogPage>;
  };
  live(): boolean;
  person(): number;
}

export const PAGE = 100;
/** The filters that are read by page. What is put off the tabs know (`placing.ts`). */
export type PageFilter = Exclude<Filter, "later">;

export async function listPage(
  needs: PagesNeeds,
  filter: PageFilter,
  from: number,
  query: LabelQuery | null,
  sinceMs: number,
): Promise<ListPage> {
  const asked = { filter, me: needs.person(), sinceMs };
  const page = await (query === null ? pageOf(needs, asked, from) : needs.book.selected(query, asked, from));
  return { ...page, counts: { ...page.counts, later: 0 } };
}

async function pageOf({ book, live }: PagesNeeds, asked: AskedPage, from: number): Promise<LogPage> {
  try {
    if (!live()) throw new Unreachable("there is no connection");
    return await book.page(asked.filter, from, PAGE, asked.sinceMs);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { ...(await book.keptPage(asked, from, PAGE)), kept: true };
  }
}
