/**
 * The hours of a snippet, as a person can read them there: `Europe/Berlin 6-13,14-18 … 2026-12-25=-`. First the zone, then seven days from
 * Monday, then days that differ. `-` is closed, `18-26` runs past midnight. Pure.
 */

export interface State {
  readonly open: boolean;
  readonly text: string;
}

type Span = readonly [start: number, end: number];

const DAY = 1440;
const AHEAD = 8;

const minutes = (time: string): number => {
  const [hours, past] = time.split(":");
  return Number(hours) * 60 + Number(past ?? 0);
};

/** The spans of a day, in minutes from the beginning of today. */
function spansOf(days: readonly string[], date: Date, offset: number): Span[] {
  const key = `${date.toISOString().slice(0, 10)}=`;
  const plan =
    days.find((each) => each.startsWith(key))?.slice(key.length) ?? days[(date.getUTCDay() + 6) % 7] ?? "-";
  return plan
    .split(",")
    .map((span) => {
      const [start = 0, end = 0] = span.split("-").map((time) => minutes(time) + offset);
      return [start, end] as const;
    })
    .filter(([start, end]) => end > start);
}

const clock = (at: number): string => `${Math.floor(at / 60) % 24}:${String(at % 60).padStart(2, "0")}`;

/** null: nothing can be said, because there are no hours, or nobody can read them. */
export function stateOf(hours: string, nowMs: number, german: boolean): State | null {
  if (!hours.includes(" ")) return null;
  try {
    const [timeZone, ...days] = hours.split(" ");
    // What the shop's clock shows, as if it were UTC: from here on a day has 1,440 minutes.
    const wall = Date.parse(`${new Date(nowMs).toLocaleString("sv", { timeZone }).replace(" ", "T")}Z`);
    const day = (ahead: number) => new Date(wall + ahead * DAY * 60_000);
    const now = Math.floor(wall / 60_000) % DAY;
    const spans = Array.from({ length: AHEAD + 2 }, (_, at) =>
      spansOf(days, day(at - 1), (at - 1) * DAY),
    ).flat();
    let until = now;
    for (const [start, end] of spans) if (start <= until && end > until) until = end;
    const open = until > now;
    // Later than the coming night nobody needs the hour.
    const closes = until > DAY * 1.25 ? "" : ` ${german ? "bis" : "until"} ${clock(until)}`;
    if (open) return { open, text: (german ? "geöffnet" : "open") + closes };
    const text = german ? "geschlossen" : "closed";
    const next = spans.find(([start]) => start > now)?.[0];
    if (!next) return { open, text };
    const weekday =
      next < DAY
        ? ""
        : day(Math.floor(next / DAY)).toLocaleDateString(german ? "de" : "en", {
            weekday: "short",
            timeZone: "UTC",
          });
    return { open, text: `${text}, ${german ? "ab" : "from"} ${weekday} ${clock(next)}`.replace("  ", " ") };
  } catch {
    return null;
  }
}
