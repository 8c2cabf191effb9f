/** Reads all conversations of the business once, so that this device can ask them by labels (ADR 27). */

import type { ListEntry, LogPage, Reading } from "../../model/listentry.ts";

export interface ReaderNeeds {
  /** A page of rows without their last lines. Throws `ServerRefusal` or `Unreachable`. */
  brief(filter: "all" | "closed", from: number, limit: number): Promise<LogPage>;
  /** Keeps rows that are new here, with what their cards say. */
  keep(entries: readonly ListEntry[]): Promise<void>;
  held(): { readonly open: number; readonly closed: number };
  /** More has been read. */
  progress(reading: Reading | null): void;
}

const PAGE = 256;
/** A row that moves up while the list is read moves others down, and the reverse: pages overlap by so many. */
const OVERLAP = 16;
/** The list is read again when fewer rows are held than there are; then what arrives live completes it. */
const TRIES = 3;

/** Throws what `brief` throws: what was read stays, and the next call reads on from there. */
export async function readAll(needs: ReaderNeeds): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const counts = await readBoth(needs);
    const { open, closed } = needs.held();
    if (open >= counts.open && closed >= counts.closed) break;
  }
  needs.progress(null);
}

async function readBoth(needs: ReaderNeeds): Promise<{ open: number; closed: number }> {
  const counts = { open: 0, closed: 0 };
  for (const filter of ["all", "closed"] as const)
    for (let from = 0, total = 1; from < total; from += PAGE - OVERLAP) {
      const page = await needs.brief(filter, from, PAGE);
      total = page.total;
      counts[filter === "all" ? "open" : "closed"] = total;
      await needs.keep(page.entries);
      const { open, closed } = needs.held();
      needs.progress({ done: open + closed, of: page.counts.all + page.counts.closed });
    }
  return counts;
}
