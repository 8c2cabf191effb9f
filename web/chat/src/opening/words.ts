import type { OpeningHours } from "@tresen/core/api";
import { clock, day, lang, minuteOfDay, weekday } from "@tresen/ui";
import { dayDistance, openingAt, type Span, sayStretch, stretchesOf } from "@tresen/ui/opening";
import { t } from "../words.ts";

type Reasons = Pick<OpeningHours, "reasons">;

const holds =
  (nowMs: number) =>
  ([fromMs, toMs]: readonly unknown[]) =>
    (fromMs as number) <= nowMs && nowMs < (toMs as number);

/** The note or holiday of the day that holds an instant; empty without one. */
export const reasonAt = ({ reasons }: Reasons, ms: number): string =>
  reasons.find(holds(ms))?.[2][lang()] ?? "";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
// As in the hours engine: a gap of today that begins and ends within these minutes of the day is a lunch break.
const LUNCH = { from: 11 * 60, beginsBy: 14 * 60, until: 16 * 60 };

/**
 * "Geöffnet bis 13:00", "Geschlossen – Heiligabend, öffnet Dienstag 6:00", "Geschlossen – öffnet in 40 Minuten",
 * "Geschlossen – öffnet nach der Mittagspause um 14:00", "Bis 17:00 nach Vereinbarung – öffnet morgen 6:00".
 * Called while a component draws: it follows the language.
 */
export function sayOpening(hours: OpeningHours, zone: string, locale: string, nowMs: number): string {
  const state = openingAt(hours.open, nowMs);
  if (state.open) {
    const soon = dayDistance(state.untilMs, zone, nowMs) <= 1;
    return soon ? t("openUntil", clock(state.untilMs, zone)) : t("openAlways");
  }
  const why = reasonAt(hours, nowMs);
  const meeting = hours.meets.find(holds(nowMs));
  if (state.nextMs === null) return meeting || (hours.meets[0] && !why) ? t("onlyMeets") : t("shut", why);
  const when = sayNext(hours.open, state.nextMs, zone, locale, nowMs);
  if (!meeting) return t("shutUntil", when, why);
  const today = dayDistance(meeting[1], zone, nowMs) === 0;
  return t("meetsUntil", today ? clock(meeting[1], zone) : "", when);
}

/** After lunch, in minutes (rounded up) within the hour, else day and time. */
function sayNext(open: readonly Span[], nextMs: number, zone: string, locale: string, nowMs: number): string {
  const time = clock(nextMs, zone);
  if (isLunch(open.findLast(([, to]) => to <= nowMs)?.[1] ?? 0, nextMs, zone, nowMs))
    return t("afterLunch", time);
  const minutes = Math.ceil((nextMs - nowMs) / MINUTE_MS);
  return minutes < 60 ? t("inMinutes", minutes) : `${sayDay(nextMs, zone, locale, nowMs)} ${time}`;
}

function isLunch(sinceMs: number, untilMs: number, zone: string, nowMs: number): boolean {
  if ([sinceMs, untilMs].some((ms) => dayDistance(ms, zone, nowMs) !== 0)) return false;
  const since = minuteOfDay(sinceMs, zone);
  return since >= LUNCH.from && since <= LUNCH.beginsBy && minuteOfDay(untilMs, zone) <= LUNCH.until;
}

function sayDay(ms: number, zone: string, locale: string, nowMs: number): string {
  const days = dayDistance(ms, zone, nowMs);
  if (days === 0) return t("today");
  if (days === 1) return t("tomorrow");
  return days < 7 ? weekday(ms, zone, locale) : day(ms, zone, locale, nowMs);
}

/** "6–13 und 14–18 Uhr", "6–13 Uhr, 14–17 Uhr nach Vereinbarung", or that it is closed. */
export function sayHours(
  { open, meets }: Pick<OpeningHours, "open" | "meets">,
  zone: string,
  dayMs: number,
): string {
  const times = (spans: readonly Span[]) => {
    const said = stretchesOf(spans, dayMs, zone).map(sayStretch);
    return (
      said[0] && t("oClock", [said.slice(0, -1).join(", "), ...said.slice(-1)].filter(Boolean).join(t("and")))
    );
  };
  const [opens, meeting] = [times(open), times(meets)];
  const whole = stretchesOf(meets, dayMs, zone).some(({ from, to }) => to - from === DAY_MINUTES);
  return [opens, meeting && t("meets", whole ? "" : meeting)].filter(Boolean).join(", ") || t("shutThatDay");
}
