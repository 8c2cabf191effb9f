"""The plan of a date: exceptions take precedence over holidays, holidays over the week."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

import msgspec

from tresen.core.hours.model import HolidayRules, Hours, Interval, Plan, Words
from tresen.core.hours.regions import Holiday, holidays_by_day


class DayPlan(msgspec.Struct, frozen=True):
    """The intervals that begin on a date, and why the date is special (`None` when it is not).

    The reason is the note of an exception (one in a single language counts for both) or the name of the holiday.
    """

    intervals: tuple[Interval, ...]
    reason: Words | None = None


def day_plan(hours: Hours, day: date) -> DayPlan:
    """The plan of a date, without intervals of the previous day that run past midnight."""
    return special_plan(hours, day) or DayPlan(hours.weekly[day.weekday()])


def special_plan(hours: Hours, day: date) -> DayPlan | None:
    """The plan of a date, if an exception or a holiday determines it; `None` if the week does."""
    special = bisect_right(hours.exceptions, day, key=lambda one: one.first) - 1
    if special >= 0 and day <= hours.exceptions[special].last:
        found = hours.exceptions[special]
        note, english = found.note or found.note_en, found.note_en or found.note
        return DayPlan(found.intervals, Words(note, english) if note else None)
    kept = holidays_by_day(hours.region, day.year).get(day, ()) if hours.region else ()
    plan, holiday = _holiday_plan(hours.holidays, day, kept)
    if plan is None:
        return None
    return DayPlan(plan, Words(holiday.de, holiday.en) if holiday else None)


def _holiday_plan(rules: HolidayRules, day: date, kept: tuple[Holiday, ...]) -> tuple[Plan, Holiday | None]:
    """The plan from the first rule that applies, and the holiday it is for. `None` leaves the week's plan in force."""
    main = kept[0] if kept else None
    for on, plan in rules.dates:
        if on == day:
            return plan, main
    for each_year, plan in rules.yearly:
        if each_year == (day.month, day.day):
            return plan, main
    for name, plan in rules.names:
        named = next((one for one in kept if one.de == name), None)
        if named is not None:
            return plan, named
    return (rules.other, main) if main is not None and main.public else (None, None)
