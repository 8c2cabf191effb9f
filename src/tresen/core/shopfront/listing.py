"""What search engines and maps read of a business in its page: schema.org microdata for a local business (S14).

It lies beside the app, hidden and as attributes alone, so that nothing runs, nothing is drawn, and the script that takes
the page over leaves it. Published fields alone, in the lines that `tresen verify` knows.
Sources: HTML (WHATWG) 5, Microdata; schema.org LocalBusiness and OpeningHoursSpecification. A day that is closed opens and
closes at midnight, and one that never closes does at a minute before, as Google reads them (Local Business structured data).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from tresen.core.hours import Hours, Interval
from tresen.core.hours.days import special_plan
from tresen.core.hours.model import DAY, clock
from tresen.core.hours.spans import local_time
from tresen.core.oneline import printed
from tresen.core.shopfront.lines import PICTURE_REST, any_of, at_address, filled, perhaps, the_line

SPECIAL_AHEAD_DAYS: Final = 92
"""So far ahead stand the days that differ from the week: a page is read anew more often."""
WEEKLY_MOST: Final = 14
"""Of a week cut finer than this no hours are said, since a part of them would be wrong."""
SPECIAL_MOST: Final = 30
"""So many openings on special days at most, the nearest days first, and none by halves."""

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOSED: Final = ("00:00", "00:00")

_BEGIN: Final = '<div hidden itemscope itemtype="https://schema.org/LocalBusiness">'
_URL: Final = '<link itemprop="url" href="{text}">'
_IMAGE: Final = '<link itemprop="image" href="{text}">'
_SAME_AS: Final = '<link itemprop="sameAs" href="{text}">'
_NAME: Final = '<meta itemprop="name" content="{text}">'
_PHONE: Final = '<meta itemprop="telephone" content="{text}">'
_EMAIL: Final = '<meta itemprop="email" content="{text}">'
_ADDRESS: Final = '<div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">'
_ADDRESS_PARTS: Final = {
    name: f'<meta itemprop="{said}" content="{{text}}">'
    for name, said in (
        ("street", "streetAddress"),
        ("postcode", "postalCode"),
        ("city", "addressLocality"),
    )
}
_OPENING: Final = '<div itemprop="openingHoursSpecification" itemscope itemtype="https://schema.org/OpeningHoursSpecification">'
_WEEKDAY: Final = '<link itemprop="dayOfWeek" href="https://schema.org/{weekday}">'
_OPENS: Final = '<meta itemprop="opens" content="{clock}">'
_CLOSES: Final = '<meta itemprop="closes" content="{clock}">'
_FROM: Final = '<meta itemprop="validFrom" content="{date}">'
_THROUGH: Final = '<meta itemprop="validThrough" content="{date}">'
_END: Final = "</div>"


class Opening(NamedTuple):
    """From when to when, in the shop's time: on these weekdays, or from `first` to `last`, both included."""

    opens: str
    closes: str
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None


class Listing(NamedTuple):
    """A business as others list it. Empty fields are not said."""

    name: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    website: str
    openings: tuple[Opening, ...] = ()


def openings(hours: Hours, now_ms: int) -> tuple[Opening, ...]:
    """The week, then the days ahead that differ from it. By appointment is not open.

    None outside the years that the hours engine covers, and none of a week that is cut too fine to be said.
    """
    try:
        today = local_time(hours, now_ms).date()
    except ValueError:
        return ()
    week = tuple(_week(hours))
    if len(week) > WEEKLY_MOST:
        return ()
    special = list[Opening]()
    for first, last, plan in _runs(hours, today):
        more = [Opening(*each, (), first, last) for each in map(_times, plan)]
        more = more or [Opening(*_CLOSED, (), first, last)]
        if len(special) + len(more) > SPECIAL_MOST:
            break
        special += more
    return (*week, *special)


def listing_lines(listing: Listing, url: str, image: str | None) -> list[str]:
    """Its lines. `url` and `image` are whole addresses of the page and of its picture."""
    lines = [_BEGIN, filled(_URL, url), filled(_NAME, listing.name)]
    for line, text in (
        (_IMAGE, image),
        (_PHONE, listing.phone),
        (_EMAIL, listing.email),
        # What cannot be printed is no part of an address.
        (_SAME_AS, listing.website if printed(listing.website) == listing.website else None),
    ):
        if text:
            lines.append(filled(line, text))
    parts = [filled(line, text) for name, line in _ADDRESS_PARTS.items() if (text := getattr(listing, name))]
    if parts:
        lines += [_ADDRESS, *parts, _END]
    for each in listing.openings:
        lines += _opening_lines(each)
    return [*lines, _END]


def whole_listing(address: str | None) -> str:
    """What may stand there, as a regular expression. `address` is the page's own; None: whatever it says."""
    image = at_address(_IMAGE, address, PICTURE_REST)
    when = any_of(the_line(_WEEKDAY)) + the_line(_OPENS) + the_line(_CLOSES)
    dates = perhaps(the_line(_FROM) + the_line(_THROUGH))
    parts = "".join(perhaps(the_line(line)) for line in _ADDRESS_PARTS.values())
    return "".join(
        (
            *map(the_line, (_BEGIN, at_address(_URL, address), _NAME)),
            *(perhaps(the_line(line)) for line in (image, _PHONE, _EMAIL, _SAME_AS)),
            perhaps(the_line(_ADDRESS) + parts + the_line(_END)),
            any_of(the_line(_OPENING) + when + dates + the_line(_END)),
            the_line(_END),
        )
    )


def _opening_lines(opening: Opening) -> list[str]:
    lines = [_OPENING, *(_WEEKDAY.format(weekday=_WEEKDAYS[day]) for day in opening.weekdays)]
    lines += [_OPENS.format(clock=opening.opens), _CLOSES.format(clock=opening.closes)]
    if opening.first is not None and opening.last is not None:
        lines += [_FROM.format(date=opening.first), _THROUGH.format(date=opening.last)]
    return [*lines, _END]


def _week(hours: Hours) -> Iterator[Opening]:
    """Each opening once, with all its weekdays."""
    days = dict[tuple[str, str], list[int]]()
    for day, plan in enumerate(hours.weekly):
        for each in _kept(plan):
            days.setdefault(_times(each), []).append(day)
    for (opens, closes), weekdays in days.items():
        yield Opening(opens, closes, tuple(weekdays))


def _runs(hours: Hours, today: date) -> Iterator[tuple[date, date, tuple[Interval, ...]]]:
    """Special days in a row with the same openings, unless all of them are as in the week."""
    first = last = today
    same: tuple[Interval, ...] | None = None
    differs = False
    for ahead in range(SPECIAL_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        found = special_plan(hours, day) if ahead < SPECIAL_AHEAD_DAYS else None
        plan = None if found is None else _kept(found.intervals)
        if same is not None and plan != same:
            if differs:
                yield first, last, same
            differs = False
        if plan is not None:
            first, last = (first if plan == same else day), day
            differs = differs or plan != _kept(hours.weekly[day.weekday()])
        same = plan


def _kept(plan: tuple[Interval, ...]) -> tuple[Interval, ...]:
    return tuple(each for each in plan if not each.by_appointment)


def _times(each: Interval) -> tuple[str, str]:
    whole = each.end == DAY or each.end - each.start == DAY
    return clock(each.start), clock(each.end - 1 if whole else each.end)
