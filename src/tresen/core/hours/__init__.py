"""Opening hours: when a business is open, when that changes, and how to say so (the hours engine).

Pure: hours and an instant go in, values come out; the same values always give the same answer. Instants are
milliseconds since 1970 in UTC, valid from 1970 to 2198. The file format is docs/reference/hours-file.md.
"""

from tresen.core.hours.days import DayPlan, day_plan
from tresen.core.hours.mistakes import HoursMistakes, Mistake
from tresen.core.hours.model import HolidayRules, Hours, Interval, Plan, SpecialDays, Words
from tresen.core.hours.parse import hours_from_json, parse_hours, time_zones
from tresen.core.hours.regions import Holiday, holidays_of, regions
from tresen.core.hours.spans import Span, local_time
from tresen.core.hours.state import (
    Answer,
    State,
    answer,
    next_change,
    open_intervals,
    reason_at,
    state_at,
    words_at,
)

__all__ = [
    "Answer",
    "DayPlan",
    "Holiday",
    "HolidayRules",
    "Hours",
    "HoursMistakes",
    "Interval",
    "Mistake",
    "Plan",
    "Span",
    "SpecialDays",
    "State",
    "Words",
    "answer",
    "day_plan",
    "holidays_of",
    "hours_from_json",
    "local_time",
    "next_change",
    "open_intervals",
    "parse_hours",
    "reason_at",
    "regions",
    "state_at",
    "time_zones",
    "words_at",
]
