"""Opening hours: when a business is open, when that changes, and how to say so (the hours engine).

Pure: hours and an instant go in, values come out; the same input always gives the same answer. Instants are
milliseconds since 1970 in UTC, valid from 1970 to 2198. docs/reference/hours-file.md describes the file format.
"""

from tresen.core.hours.days import DayPlan, day_plan, special_plan
from tresen.core.hours.gaps import short_gaps
from tresen.core.hours.mistakes import HOURS_CODES, HoursCode, HoursMistakes, Mistake
from tresen.core.hours.model import HolidayRules, Hours, Interval, Plan, SpecialDays, Words
from tresen.core.hours.parse import hours_from_json, parse_hours, time_zones
from tresen.core.hours.regions import Holiday, Region, holidays_of, region_choices, regions
from tresen.core.hours.spans import Span, day_end, local_time
from tresen.core.hours.state import (
    Answer,
    Reason,
    State,
    answer,
    closed_since,
    next_change,
    open_intervals,
    opening_words,
    opens_next,
    reason_at,
    reasons,
    state_at,
    words_at,
)

__all__ = [
    "HOURS_CODES",
    "Answer",
    "DayPlan",
    "Holiday",
    "HolidayRules",
    "Hours",
    "HoursCode",
    "HoursMistakes",
    "Interval",
    "Mistake",
    "Plan",
    "Reason",
    "Region",
    "Span",
    "SpecialDays",
    "State",
    "Words",
    "answer",
    "closed_since",
    "day_end",
    "day_plan",
    "holidays_of",
    "hours_from_json",
    "local_time",
    "next_change",
    "open_intervals",
    "opening_words",
    "opens_next",
    "parse_hours",
    "reason_at",
    "reasons",
    "region_choices",
    "regions",
    "short_gaps",
    "special_plan",
    "state_at",
    "time_zones",
    "words_at",
]
