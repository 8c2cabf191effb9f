/** Which rows of a long list are on the screen. All rows have the same height, so 50,000 cost what twenty do. */

/** Row numbers, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Port {
  /** Pixels scrolled away above. */
  readonly top: number;
  /** Visible pixels. */
  readonly height: number;
  /** Pixels of one row; positive. */
  readonly row: number;
  /** A heading before that row, so many pixels high. */
  readonly heading?: { readonly at: number; readonly height: number } | null;
}

/** Pixels above a row. */
export const offsetOf = (index: number, { row, heading }: Pick<Port, "row" | "heading">): number =>
  index * row + (heading && index >= heading.at ? heading.height : 0);

/** Where somebody is in the list: how far it is scrolled, and the row that had the focus last, by number and conversation. */
export interface Place {
  top: number;
  at: number;
  id: string | null;
}

/** The rows within the port and `beyond` more on either side, inside 0 … total. */
export function spanOf(port: Port, total: number, beyond: number): Span {
  // Above the heading this is a row too much at most.
  const first = Math.floor(Math.max(0, port.top - (port.heading?.height ?? 0)) / port.row);
  const last = Math.ceil((Math.max(0, port.top) + port.height) / port.row);
  const to = Math.min(total, last + beyond);
  return { from: Math.max(0, Math.min(first - beyond, to)), to };
}

/** The numbers of a span, with `kept` (the row that has the focus) wherever it is, in order. */
export function numbers(span: Span, kept: number | null, total: number): number[] {
  const all = Array.from({ length: span.to - span.from }, (_, i) => span.from + i);
  if (kept === null || kept < 0 || kept >= total || (kept >= span.from && kept < span.to)) return all;
  return kept < span.from ? [kept, ...all] : [...all, kept];
}

/** Where to scroll so that a row is fully visible, moving as little as possible. */
export function reveal(index: number, port: Port): number {
  const above = offsetOf(index, port);
  const below = above + port.row;
  if (above < port.top) return above;
  if (below > port.top + port.height) return below - port.height;
  return port.top;
}

/** The row `step` away, kept inside the list; the first one when none was chosen; null in an empty list. */
export function neighbour(current: number | null, step: number, total: number): number | null {
  if (total === 0) return null;
  if (current === null) return 0;
  return Math.min(total - 1, Math.max(0, current + step));
}
