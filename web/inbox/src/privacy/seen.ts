/** The newest line of a business's audit trail that this device has seen: a server that shows another trail later is noticed (D9). */
const KEY = "tresen.inbox.trail";

export interface SeenLine {
  readonly n: number;
  readonly hash: string;
}

export function seenLine(business: string): SeenLine | null {
  try {
    const read = JSON.parse(localStorage.getItem(KEY) ?? "null") as (SeenLine & { business: unknown }) | null;
    const known =
      read?.business === business && Number.isSafeInteger(read.n) && typeof read.hash === "string";
    return known ? { n: read.n, hash: read.hash } : null;
  } catch {
    return null;
  }
}

export function rememberLine(business: string, { n, hash }: SeenLine): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ business, n, hash }));
  } catch {
    // A browser that stores nothing: each time is the first.
  }
}
