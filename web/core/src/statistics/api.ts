/** Figures of the whole team, as the server counts them from metadata (docs/reference/statistics.md). Never of one person. */

/** The counts. */
export const COUNTS = [
  "received",
  "sent",
  "delivered",
  "read",
  "new",
  "closed",
  "reopened",
  "automatic",
  "requests",
  "answered",
  "within_15min",
  "within_1h",
  "within_1d",
  "closed_unanswered",
  "calls",
  "calls_received",
  "calls_answered",
] as const;

/** Durations in seconds; null: there was nothing to measure. */
export const DURATIONS = [
  "delivery_median_s",
  "delivery_p90_s",
  "reading_median_s",
  "reading_p90_s",
  "answer_median_s",
  "answer_p90_s",
  "call_median_s",
] as const;

/** Only the team's devices know it. null: nobody kept it, or this device may not read it. */
export const USES = ["quick_replies"] as const;

export type UsesName = (typeof USES)[number];
export type FigureName = CountName | DurationName | UsesName;
export type CountName = (typeof COUNTS)[number];
export type DurationName = (typeof DURATIONS)[number];

/** Figures of some days, both ends included, as "2026-10-01". `bands`: first answers under 5 minutes, 15, 60, 4 hours, longer. */
export type Period = Readonly<Record<CountName, number>> &
  Readonly<Record<DurationName | UsesName, number | null>> & {
    readonly from: string;
    readonly to: string;
    readonly bands: readonly number[];
  };

export type By = "day" | "week" | "month";

export interface Statistics {
  readonly by: By;
  readonly total: Period;
  readonly before: Period;
  readonly periods: readonly Period[];
  /** Received by weekday, Monday first, and hour. */
  readonly hours: readonly (readonly number[])[];
  readonly open: number;
  readonly waiting: number;
  readonly oldestMs: number | null;
  readonly asOfMs: number;
}

export interface AskedStatistics {
  readonly from: string;
  readonly to: string;
  readonly by: By;
}
