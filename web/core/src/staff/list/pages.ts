/** Pages of the list: from the server, or from what is held here when the server does not answer. */

import { Unreachable } from "../../base/errors.ts";
import { fitsQuery, type LabelQuery } from "../../model/labelquery.ts";
import type { Filter, ListEntry, ListPage, LogFilter, LogPage } from "../../model/listentry.ts";
import type { NotesSummary } from "../../notes/api.ts";

export interface PagesNeeds {
  readonly book: {
    page(filter: LogFilter, from: number, limit: number): Promise<LogPage>;
    keptPage(filter: LogFilter, from: number, limit: number, me: number): Promise<LogPage>;
    selected(query: LabelQuery, filter: LogFilter, from: number, me: number): Promise<LogPage>;
    get(id: string): Promise<ListEntry | null>;
  };
  /** Conversations with a note for this person, in the order in which they are shown. */
  forMe(): Promise<readonly NotesSummary[]>;
  live(): boolean;
  person(): number;
}

export const PAGE = 100;
/** The filters that are read by page. */
export type PageFilter = Exclude<Filter, "later">;

/** Whom notes are for, only this device knows: it adds that count to those of the server. What is put off the tabs know (`placing.ts`). */
export async function listPage(
  needs: PagesNeeds,
  filter: PageFilter,
  from: number,
  query: LabelQuery | null,
): Promise<ListPage> {
  const forMe = await needs.forMe();
  if (query !== null) return selectedPage(needs, filter, from, query, forMe);
  const page = await pageOf(needs, filter === "forMe" ? "all" : filter, filter === "forMe" ? 0 : from);
  const counts = { ...page.counts, later: 0, forMe: forMe.filter(({ forMeUnread }) => forMeUnread).length };
  if (filter !== "forMe") return { ...page, counts };
  const found = await Promise.all(
    forMe.slice(from, from + PAGE).map(({ conversation }) => needs.book.get(conversation)),
  );
  const entries = found.filter((entry): entry is ListEntry => entry !== null);
  return { counts, entries, total: forMe.length - (found.length - entries.length) };
}

/** As `listPage`, of the conversations that the labels mean. */
async function selectedPage(
  { book, person }: PagesNeeds,
  filter: PageFilter,
  from: number,
  query: LabelQuery,
  forMe: readonly NotesSummary[],
): Promise<ListPage> {
  const unread = new Set(forMe.filter(({ forMeUnread }) => forMeUnread).map((each) => each.conversation));
  const noted = await Promise.all(forMe.map(({ conversation }) => book.get(conversation)));
  const meant = noted.filter((entry) => entry !== null && fitsQuery(query, entry.labels ?? []));
  const found = meant.filter((entry): entry is ListEntry => entry !== null);
  const page = await book.selected(
    query,
    filter === "forMe" ? "all" : filter,
    filter === "forMe" ? 0 : from,
    person(),
  );
  const counts = { ...page.counts, later: 0, forMe: found.filter(({ id }) => unread.has(id)).length };
  if (filter !== "forMe") return { ...page, counts };
  return { ...page, counts, total: found.length, entries: found.slice(from, from + PAGE) };
}

async function pageOf({ book, live, person }: PagesNeeds, filter: LogFilter, from: number): Promise<LogPage> {
  try {
    if (!live()) throw new Unreachable("there is no connection");
    return await book.page(filter, from, PAGE);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return book.keptPage(filter, from, PAGE, person());
  }
}
