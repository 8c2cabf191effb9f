"""Mistakes in an hours file: each with its place, in words an owner can act on."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias, get_args

import msgspec

LONGEST_SHOWN = 40

HoursCode: TypeAlias = Literal[
    "unreadable",
    "instant",
    "kind",
    "unknown",
    "missing",
    "twice",
    "time_zone",
    "region",
    "intervals",
    "interval",
    "mark",
    "opens",
    "closes",
    "overlap",
    "overlap_night",
    "plan",
    "no_region",
    "holiday",
    "holiday_twice",
    "date",
    "backwards",
    "date_twice",
    "too_long",
    "characters",
    "gap",
]
"""The kind of a mistake, for a program that has its own words for it (docs/reference/hours-file.md)."""

HOURS_CODES: Final[tuple[str, ...]] = get_args(HoursCode)


class Mistake(msgspec.Struct, frozen=True):
    """One mistake. `at` is its place, such as `weekly.mon[1]`, or `file` for the whole file; `code` is stable."""

    at: str
    code: HoursCode
    error: str


class HoursMistakes(ValueError):
    """The file is invalid. `mistakes` lists all that were found, at least one, key by key."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{m.at}: {m.error}" for m in self.mistakes))


class Findings:
    """Collects mistakes while a file is read, so that reading continues after the first one."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def add(self, at: str, code: HoursCode, error: str) -> None:
        """Note a mistake. `at` is a place as `inside` builds it."""
        self.mistakes.append(Mistake(at, code, error))

    def fields(
        self, at: str, value: object, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, object]:
        """The known fields of an object. Notes a value that is not an object, and unknown and missing keys."""
        known = required + optional
        if not isinstance(value, dict):
            self.add(at or "file", "kind", f"must be an object with {listed(known)}, not {shown(value)}")
            return {}
        self.doubled(at, value)
        for key in value:
            if key not in known:
                self.add(
                    inside(at, key), "unknown", f"unknown key; {guess(key, known)}known are {listed(known)}"
                )
        for key in required:
            if key not in value:
                self.add(inside(at, key), "missing", "is missing")
        return {key: value[key] for key in known if key in value}

    def doubled(self, at: str, value: dict[object, object]) -> None:
        """Note keys that occur twice in the file, of which JSON would silently keep the last."""
        for key in getattr(value, "doubled", ()):
            self.add(inside(at, key), "twice", "occurs twice; only one can count")


class Pairs(dict[str, object]):
    """A JSON object that records in `doubled` which of its keys occurred more than once."""

    doubled: tuple[str, ...]

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs) if len(self) < len(pairs) else Counter()
        self.doubled = tuple(name for name, count in times.items() if count > 1)


def inside(at: str, key: object) -> str:
    """The place of a key: `weekly.mon`, or `holidays["1. Mai"]` if the key is not a plain word."""
    if isinstance(key, str) and key.isascii() and key.isidentifier() and len(key) <= LONGEST_SHOWN:
        return f"{at}.{key}" if at else key
    return f"{at}[{shown(key)}]"


def shown(value: object) -> str:
    """A value as a message may print it: short, on one line, without control characters."""
    if isinstance(value, str):
        cut = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
        return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + '"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return f"{value}" if abs(value) < 1e15 else "a number"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    return "an object" if isinstance(value, dict) else "a value of another kind"


def listed(names: Iterable[str]) -> str:
    """Names in quotes, separated by commas."""
    return ", ".join(f'"{name}"' for name in names)


def guess(name: object, known: Iterable[str]) -> str:
    """`did you mean "mon"? ` when a known name is close, else nothing. Ignores case."""
    return guess_among(name, {one.casefold(): one for one in known})


def guess_among(name: object, meant: Mapping[str, str]) -> str:
    """The same for folded names; `meant` maps each to the name to propose."""
    if not isinstance(name, str) or len(name) > LONGEST_SHOWN:
        return ""
    close = difflib.get_close_matches(name.casefold(), meant, n=1)
    return f'did you mean "{meant[close[0]]}"? ' if close else ""
