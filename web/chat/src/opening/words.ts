import { clock, day, type Lang, weekday } from "@tresen/ui";
import { dayDistance, openingAt, type Span, sayStretch, stretchesOf } from "@tresen/ui/opening";
import { t } from "../words.ts";

/** "Geöffnet bis 13:00", "Geschlossen – öffnet Dienstag 6:00". Called while a component draws: it follows the language. */
export function sayOpening(spans: readonly Span[], zone: string, lang: Lang, nowMs: number): string {
  const state = openingAt(spans, nowMs);
  if (state.open) {
    const soon = dayDistance(state.untilMs, zone, nowMs) <= 1;
    return soon ? t("openUntil", clock(state.untilMs, zone)) : t("openAlways");
  }
  if (state.nextMs === null) return t("shut");
  return t("shutUntil", `${sayDay(state.nextMs, zone, lang, nowMs)} ${clock(state.nextMs, zone)}`);
}

function sayDay(ms: number, zone: string, lang: Lang, nowMs: number): string {
  const days = dayDistance(ms, zone, nowMs);
  if (days === 0) return t("today");
  if (days === 1) return t("tomorrow");
  return days < 7 ? weekday(ms, zone, lang) : day(ms, zone, lang, nowMs);
}

/** "6–13 und 14–18 Uhr", or that it is closed. */
export function sayHours(spans: readonly Span[], zone: string, dayMs: number): string {
  const said = stretchesOf(spans, dayMs, zone).map(sayStretch);
  if (said.length === 0) return t("shutThatDay");
  return t("oClock", [said.slice(0, -1).join(", "), ...said.slice(-1)].filter(Boolean).join(t("and")));
}
