"""From the JSON of an hours file to `Hours`: either valid hours, or every mistake with its place."""

from __future__ import annotations

import json
import re
import zoneinfo
from datetime import date
from functools import lru_cache
from typing import Final

from tresen.core.hours.intervals import (
    Placed,
    bare,
    overlaps_in_week,
    overlaps_next_day,
    read_intervals,
)
from tresen.core.hours.mistakes import (
    Findings,
    HoursMistakes,
    Mistake,
    Pairs,
    guess,
    guess_among,
    inside,
    listed,
    shown,
)
from tresen.core.hours.model import WEEKDAYS, HolidayRules, Hours, Interval, Plan, SpecialDays
from tresen.core.hours.regions import COUNTRIES, holiday_names, region_names, regions
from tresen.core.oneline import is_printed

OTHERS: Final = "*"
"""The key of the holiday map for public holidays that no other key names."""

LONGEST_NOTE: Final = 200
"""The longest note of a special day."""

NO_PLACE: Final = frozenset({"localtime", "Factory"})
"""Names in the time zone list that are not places: this machine's setting, and a placeholder. No browser knows them."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARLY = re.compile(r"[0-9]{2}-[0-9]{2}")


def hours_from_json(text: bytes) -> Hours:
    """Read hours from the text of a file (UTF-8 JSON). Raises `HoursMistakes`, also when the text is not JSON."""
    try:
        data = json.loads(text.decode("utf-8-sig"), object_pairs_hook=Pairs)
    except UnicodeDecodeError as error:
        raise HoursMistakes(
            [Mistake("file", "unreadable", f"is not UTF-8 text (byte {error.start + 1})")]
        ) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise HoursMistakes([Mistake(place, "unreadable", f"is not JSON: {error.msg}")]) from None
    except (ValueError, RecursionError):
        raise HoursMistakes([Mistake("file", "unreadable", "is not JSON that can be read")]) from None
    return parse_hours(data)


def parse_hours(data: object) -> Hours:
    """Read hours from decoded JSON. Raises `HoursMistakes` with all mistakes, and nothing else for any data."""
    findings = Findings()
    fields = findings.fields("", data, ("time_zone", "weekly"), ("region", "holidays", "exceptions"))
    zone = _read_zone(findings, fields["time_zone"]) if "time_zone" in fields else ""
    region = _read_region(findings, fields.get("region"))
    rules = _read_holidays(findings, fields.get("holidays", "closed"), region)
    weekly = _read_week(findings, fields["weekly"]) if "weekly" in fields else ()
    exceptions = _read_exceptions(findings, fields.get("exceptions", []))
    if findings.mistakes:
        raise HoursMistakes(findings.mistakes)
    return Hours(zone, region or None, rules, weekly, exceptions)


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """The IANA names that a file may use."""
    return frozenset(zoneinfo.available_timezones()) - NO_PLACE


def _read_zone(findings: Findings, value: object) -> str:
    if isinstance(value, str) and value in time_zones():
        return value
    hint = guess(value, time_zones()) or 'write a name such as "Europe/Berlin"'
    findings.add("time_zone", "time_zone", f"{shown(value)} is not a time zone; {hint.rstrip()}")
    return ""


def _read_region(findings: Findings, value: object) -> str | None:
    """The region; `None` when the file has none, an empty text when it is invalid."""
    if value is None or (isinstance(value, str) and value in regions()):
        return value
    meant = region_names().get(value.strip().casefold()) if isinstance(value, str) else None
    if meant is not None:
        hint = f'did you mean "{meant}"?'
    elif isinstance(value, str) and value[:2] in COUNTRIES:
        hint = f"known are {listed(one for one in regions() if one[:2] == value[:2])}"
    else:
        hint = f"write a region such as {listed(('DE-BE', 'AT-9', 'CH-ZH'))}"
    findings.add("region", "region", f"{shown(value)} is not a region; {hint}")
    return ""


def _read_week(findings: Findings, value: object) -> tuple[tuple[Interval, ...], ...]:
    fields = findings.fields("weekly", value, (), WEEKDAYS)
    week = {name: read_intervals(findings, f"weekly.{name}", item) for name, item in fields.items()}
    overlaps_in_week(findings, week)
    return tuple(bare(week.get(name, [])) for name in WEEKDAYS)


def _read_holidays(findings: Findings, value: object, region: str | None) -> HolidayRules:
    if value in ("closed", "open") and isinstance(value, str):
        return HolidayRules(other=() if value == "closed" else None)
    if not isinstance(value, dict):
        findings.add(
            "holidays",
            "plan",
            f'must be "closed", "open" or an object of dates and names, not {shown(value)}',
        )
        return HolidayRules()
    findings.doubled("holidays", value)
    other: Plan = ()
    dates: dict[date, Plan] = {}
    yearly: dict[tuple[int, int], Plan] = {}
    names: dict[str, Plan] = {}
    for key, item in value.items():
        at = inside("holidays", key)
        plan = _read_plan(findings, at, item)
        if key == OTHERS:
            other = plan
        elif isinstance(key, str) and _DATE.fullmatch(key):
            day = _read_date(findings, at, key)
            dates[day or date.min] = plan
        elif isinstance(key, str) and _YEARLY.fullmatch(key):
            # A rule for every year may name 29 February, which 2000 had.
            day = _read_date(findings, at, f"2000-{key}", key)
            yearly[(day.month, day.day) if day else (0, 0)] = plan
        else:
            _read_name(findings, at, key, region, names, plan)
    return HolidayRules(other, tuple(dates.items()), tuple(yearly.items()), tuple(names.items()))


def _read_plan(findings: Findings, at: str, value: object) -> Plan:
    if isinstance(value, str) and value in ("closed", "open"):
        return () if value == "closed" else None
    if isinstance(value, list | tuple):
        return bare(read_intervals(findings, at, value))
    findings.add(
        at, "plan", f'must be "closed", "open" or a list such as [["08:00","12:00"]], not {shown(value)}'
    )
    return ()


def _read_name(
    findings: Findings, at: str, key: object, region: str | None, names: dict[str, Plan], plan: Plan
) -> None:
    if region is None:
        findings.add(
            at, "no_region", 'a holiday can be named only with a "region"; without one, write its date'
        )
        return
    if region == "":
        return
    known = holiday_names(region)
    name = known.get(key.strip().casefold()) if isinstance(key, str) else None
    if name is None:
        hint = guess_among(key, known)
        findings.add(
            at,
            "holiday",
            f'is not a holiday of {region}; {hint}a date such as "2026-12-24" or "12-24" for every year works',
        )
    elif name in names:
        findings.add(at, "holiday_twice", "names a holiday that another key already names")
    else:
        names[name] = plan


def _read_exceptions(findings: Findings, value: object) -> tuple[SpecialDays, ...]:
    if not isinstance(value, list | tuple):
        findings.add("exceptions", "kind", f"must be a list, not {shown(value)}")
        return ()
    placed = []
    for number, item in enumerate(value):
        at = f"exceptions[{number}]"
        days = _read_exception(findings, at, item)
        if days is not None:
            placed.append((days, number))
    placed.sort(key=lambda one: (one[0].first, one[1]))
    _shared_dates(findings, placed)
    return tuple(days for days, _ in placed)


def _read_exception(findings: Findings, at: str, item: object) -> SpecialDays | None:
    fields = findings.fields(at, item, ("from", "to", "intervals"), ("note", "note_en"))
    first = _read_date(findings, f"{at}.from", fields["from"]) if "from" in fields else None
    last = _read_date(findings, f"{at}.to", fields["to"]) if "to" in fields else None
    placed: list[Placed] = []
    if "intervals" in fields:
        placed = read_intervals(findings, f"{at}.intervals", fields["intervals"])
    note, english = (_read_note(findings, f"{at}.{key}", fields.get(key)) for key in ("note", "note_en"))
    if first is None or last is None:
        return None
    if last < first:
        findings.add(at, "backwards", f'"from" {first} is after "to" {last}')
        return None
    if first < last:
        overlaps_next_day(findings, placed, placed)
    return SpecialDays(first, last, bare(placed), note, english)


def _shared_dates(findings: Findings, placed: list[tuple[SpecialDays, int]]) -> None:
    furthest: tuple[SpecialDays, int] | None = None
    for one in placed:
        if furthest is not None and one[0].first <= furthest[0].last:
            first, second = sorted((furthest[1], one[1]))
            findings.add(
                f"exceptions[{second}]",
                "date_twice",
                f"{one[0].first} is already in exceptions[{first}]; only one can count",
            )
        if furthest is None or one[0].last > furthest[0].last:
            furthest = one


def _read_date(findings: Findings, at: str, value: object, text: str | None = None) -> date | None:
    """The date. `text` is the file's wording, when that is not the date itself."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            findings.add(at, "date", f"{shown(text or value)} is not a day of the calendar")
            return None
    findings.add(at, "date", f'{shown(value)} is not a date; write year, month and day such as "2026-12-24"')
    return None


def _read_note(findings: Findings, at: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        findings.add(at, "kind", f"must be text, not {shown(value)}")
        return ""
    if len(value) > LONGEST_NOTE:
        findings.add(
            at, "too_long", f"has {len(value)} characters; at most {LONGEST_NOTE} are shown to customers"
        )
    if not is_printed(value):
        findings.add(at, "characters", "holds characters that cannot be shown; write it on one line")
    return value.strip()
