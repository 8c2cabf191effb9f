"""Public holidays of German, Austrian and Swiss regions, from the `holidays` library, without a network.

A region is a country (`DE`, `AT`, `CH`: nationwide holidays only) or a part of one: `DE-BE`, `AT-9`, `CH-ZH`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final

import msgspec

COUNTRIES: Final = ("DE", "AT", "CH")

# Shops do not close for school holidays, and nobody refers to them by name.
LEFT_OUT: Final = frozenset({"school"})

# The library's English is American, and translates some names word by word.
ENGLISH: Final = {
    "1920 Carinthian plebiscite": "Carinthian Plebiscite Day",
    "Bridge Holiday": "Bridging day",
    "Bridge Holiday for Ascension Day": "Day after Ascension Day",
    "Federal Day of Thanksgiving, Repentance, and Prayer": "Federal Day of Thanksgiving, Repentance and Prayer",
    "Labor Day": "Labour Day",
    "Pentecost": "Whit Sunday",
    "Pentecost Monday": "Whit Monday",
    "Repentance and Prayer Day": "Day of Repentance and Prayer",
    "Saint Nicholas of Flüe": "St Nicholas of Flüe",
    "Saints Peter and Paul": "St Peter and St Paul",
    "Second Day of Christmas": "Boxing Day",
    "Women's Day": "International Women's Day",
}

# Names are collected over these years, so that a holiday of a single year (Berlin, 17 June 2028) is known too.
NAMED_YEARS: Final = range(2020, 2061)


class Holiday(msgspec.Struct, frozen=True):
    """A holiday with its names. `public` is false for days that only some observe: Catholic places, banks."""

    day: date
    de: str
    en: str
    public: bool = True


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    """Every region that a file may name."""
    return tuple(
        f"{country}-{part}" if part else country
        for country in COUNTRIES
        for part in ("", *_library(country).subdivisions)
    )


@lru_cache(maxsize=1)
def region_names() -> dict[str, str]:
    """Common names of regions ("bayern", "de-bayern", "wien"), folded, and the region each means."""
    names = {region.casefold(): region for region in regions()}
    for country in COUNTRIES:
        aliases: dict[str, str] = getattr(_library(country), "subdivisions_aliases", {})
        for name, part in aliases.items():
            names.setdefault(f"{country}-{name}".casefold(), f"{country}-{part}")
            # A name of one or two letters means different places in different countries.
            if len(name) > 2:
                names.setdefault(name.casefold(), f"{country}-{part}")
    return names


class Region(msgspec.Struct, frozen=True):
    """A region to choose from: its code in the file, its country's code, and its name (empty for the whole country)."""

    region: str
    country: str
    name: str


@lru_cache(maxsize=1)
def region_choices() -> tuple[Region, ...]:
    """Every region with its main name: the country first, then its parts by name."""
    found: list[Region] = []
    for country in COUNTRIES:
        library = _library(country)
        first: dict[str, str] = {}
        for name, part in getattr(library, "subdivisions_aliases", {}).items():
            first.setdefault(part, name)
        parts = [Region(f"{country}-{part}", country, first.get(part, part)) for part in library.subdivisions]
        found += [Region(country, country, ""), *sorted(parts, key=lambda one: one.name)]
    return tuple(found)


@lru_cache(maxsize=512)
def holidays_of(region: str, year: int) -> tuple[Holiday, ...]:
    """The holidays of a region (one of `regions()`) in a year, by date; public ones come first on the same day.

    The library knows Germany from 1991 and all three countries until 2100. Other years have no holidays.
    """
    public = _in_category(region, year, "public")
    seen = {(one.day, one.de) for one in public}
    categories = set(_library(_parts(region)[0]).supported_categories)
    others = [
        one
        for category in sorted(categories - LEFT_OUT - {"public"})
        for one in _in_category(region, year, category)
    ]
    kept = {(one.day, one.de): one for one in others if (one.day, one.de) not in seen}
    return tuple(sorted([*public, *kept.values()], key=lambda one: (one.day, not one.public, one.de)))


@lru_cache(maxsize=64)
def holiday_names(region: str) -> dict[str, str]:
    """Every holiday name a file may use in a region, German or English, folded, and its German name."""
    known: dict[str, str] = {}
    for year in NAMED_YEARS:
        for one in holidays_of(region, year):
            known.setdefault(one.de.casefold(), one.de)
            known.setdefault(one.en.casefold(), one.de)
    for library, english in ENGLISH.items():
        if german := known.get(english.casefold()):
            known.setdefault(library.casefold(), german)
    return known


@lru_cache(maxsize=512)
def holidays_by_day(region: str, year: int) -> dict[date, tuple[Holiday, ...]]:
    """The holidays of `holidays_of`, keyed by date."""
    by_day: dict[date, tuple[Holiday, ...]] = {}
    for one in holidays_of(region, year):
        by_day[one.day] = (*by_day.get(one.day, ()), one)
    return by_day


def _parts(region: str) -> tuple[str, str | None]:
    country, _, part = region.partition("-")
    return country, part or None


def _in_category(region: str, year: int, category: str) -> list[Holiday]:
    german = _named(region, year, category, "de")
    english = _named(region, year, category, "en_US")
    found: list[Holiday] = []
    for day in sorted(german):
        # When two holidays fall on one day, each language sorts their names differently and they cannot be paired.
        pairs = (
            zip(german[day], english[day], strict=True) if len(german[day]) == 1 else _unpaired(german[day])
        )
        found += [Holiday(day, de, _english(en), category == "public") for de, en in pairs]
    return found


def _english(name: str) -> str:
    """The name of a holiday as an English shop writes it."""
    return ENGLISH.get(name, name.replace("Saint ", "St "))


def _unpaired(names: list[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _named(region: str, year: int, category: str, language: str) -> dict[date, list[str]]:
    country, part = _parts(region)
    # The language is given because the library would otherwise take it from the environment.
    found = _library(
        country, subdiv=part, years=year, expand=False, language=language, categories=(category,)
    )
    return {day: found.get_list(day) for day in found}


def _library(country: str, **options: Any) -> Any:
    # Imported late: the library takes memory and time, and a server whose businesses have no hours never needs it.
    from holidays import country_holidays

    return country_holidays(country, **options)
