/** What crosses between the page in its frame and the website around it: a handshake, then a port, and never a word of anybody's (S22). Pure. */

import type { LogRow } from "@tresen/core/api";

/** So long a website may take to answer. */
export const HELLO_MS = 8000;

/** A button has room for no more. */
export const MOST = 99;

/** Why the page does not open in a frame. */
export type Why = "refused" | "unreachable" | "storage";

/** What the frame says on the port. */
export type Said = { readonly type: "unread"; readonly count: number } | { readonly type: "close" | "sound" };

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** What the frame asks first. */
export const READY = { tresen: 1, type: "ready" } as const;

export interface Heard {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
}

/** The port of the website's greeting; null: it is not from the page around this one, not of this website, for another business, or no greeting. */
export function portIn(heard: Heard, around: unknown, host: string, handle: string): MessagePort | null {
  const { tresen, type, handle: named } = fields(heard.data);
  const meant = tresen === 1 && type === "hello" && named === handle;
  const known = heard.source === around && heard.origin === host;
  return meant && known && heard.ports.length === 1 ? (heard.ports[0] ?? null) : null;
}

/** Whether the website shows the frame, as it says on the port; null: it says something else. */
export function shownIn(data: unknown): boolean | null {
  const { type, open } = fields(data);
  return type === "shown" && typeof open === "boolean" ? open : null;
}

/** Only one page may be around this one, and where the browser says which, it is that of the website. */
export const standsIn = (host: string, above: ArrayLike<string> | undefined, isTopmost: boolean): boolean =>
  isTopmost && (above === undefined || (above.length === 1 && above[0] === host));

const answers = (rows: readonly LogRow[]): readonly number[] =>
  rows.flatMap((row) => (row.type === "message" && !row.ours && row.pos !== null ? row.pos : []));

/** Where the newest answer stands; 0: nobody has answered. */
export const newest = (rows: readonly LogRow[]): number => Math.max(0, ...answers(rows));

/** How many answers stand after that place. */
export const unread = (rows: readonly LogRow[], seenTo: number): number =>
  Math.min(MOST, answers(rows).filter((pos) => pos > seenTo).length);
