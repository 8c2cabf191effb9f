import type { LogRow } from "@tresen/core/api";

/** What a customer may be asked or told in a line above the field: a name, that signals do not arrive, whether to tell of answers, or the card of all that. */
export type Question = "name" | "doubt" | "news" | "card";

export interface Moment {
  /** A person of the team has answered. */
  readonly answered: boolean;
  /** The team asks who writes, and was not answered yet. */
  readonly wanted: boolean;
  /** The page was out of sight since it was opened. */
  readonly left: boolean;
  /** The conversation was already here when the page was opened. */
  readonly again: boolean;
  /** Nothing else was asked on this visit. */
  readonly quiet: boolean;
  /** Whether this device tells of answers is open. */
  readonly news: boolean;
  /** Signals brought nobody here, and that was not said yet. */
  readonly doubt: boolean;
  /** This browser may take everything away, and said so when it was asked not to. */
  readonly fleeting: boolean;
  /** The card was never closed, and no way back is known to be kept. */
  readonly card: boolean;
}

/** The one question of the moment; null: none. A name is asked for because the team asks, all else at most once a visit. */
export function questionOf(at: Moment): Question | null {
  if (!at.answered) return null;
  if (at.wanted) return "name";
  if (!at.quiet) return null;
  if (at.again && at.doubt) return "doubt";
  if (at.again && at.card) return "card";
  if (at.news && (at.left || at.again)) return "news";
  return at.card && at.fleeting && at.left ? "card" : null;
}

/** The first answer of a person that is here. An automatic answer is none, and neither is what is not believed. */
export const firstAnswer = (rows: readonly LogRow[]): LogRow | undefined =>
  rows.find((row) => row.type === "message" && !row.ours && row.trouble === null);
