"""Reads what people filled in. Every mistake has its place, a code for the editor, and words for everyone else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from tresen.core.hours import HOURS_CODES, HoursCode, Words

LANGUAGES: Final = ("de", "en")
"""The languages in which a business publishes its texts."""

VARIABLES: Final = ("business", "opening")
"""What a text may hold in braces: the business's name, and when it opens next."""

TEXT_CHARACTERS: Final = 1000
"""The longest text of an automatic answer in one language."""

HANDLE: Final = "[a-z0-9](?:-?[a-z0-9]){2,39}"
"""A business's address as a regular expression: letters, digits and single hyphens inside. It does not bound the length."""

HANDLE_CHARACTERS: Final = 40
"""The longest address of a business."""

OwnCode: TypeAlias = Literal[
    "kind",
    "empty",
    "too_long",
    "characters",
    "number",
    "choice",
    "order",
    "variable",
    "email",
    "website",
    "phone",
    "time_zone",
    "two_zones",
    "picture",
    "too_large",
    "pixels",
    "no_hours",
    "one_language",
    "past",
]
FieldCode: TypeAlias = Literal[OwnCode, HoursCode]
"""What is wrong or doubtful. The clients have words for each code; `protocol/mistakes.json` lists them."""

WARNINGS: Final = ("gap", "one_language", "past")
"""The codes of doubts: they do not prevent publishing."""

# These concern a file on disk, or the time that a command asks about; a profile has neither.
_OF_FILES: Final = ("unreadable", "instant", "twice")

MISTAKES: Final = tuple(
    code for code in dict.fromkeys((*get_args(OwnCode), *HOURS_CODES)) if code not in (*WARNINGS, *_OF_FILES)
)
"""The codes of mistakes: they prevent publishing."""

_QUOTED = re.compile(r'\[".*"\]')
_VARIABLE = re.compile(r"\{\{([^{}\n]*)\}\}|\{([^{}\n]*)\}")
_LINES: Final = frozenset("\n\t")
# Marks that change the direction of writing can make one name or address look like another.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


class FieldMistake(msgspec.Struct, frozen=True):
    """One mistake: `at` is its place such as `away.text.lunch.de`, `code` is stable, `error` says what would be right."""

    at: str
    code: FieldCode
    error: str


class FieldMistakes(ValueError):
    """What was filled in cannot be used. `mistakes` lists every mistake, field by field; there is at least one."""

    def __init__(self, mistakes: Iterable[FieldMistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{m.at}: {m.error}" for m in self.mistakes))

    def places(self) -> str:
        """Every place with its code, and nothing that was filled in, so it may be logged."""
        return ", ".join(f"{_QUOTED.sub('[…]', m.at)} ({m.code})" for m in self.mistakes)


class FieldFindings:
    """Collects mistakes while fields are read. The readers always return something usable; None counts as absent."""

    def __init__(self) -> None:
        self.mistakes: list[FieldMistake] = []

    def add(self, at: str, code: FieldCode, error: str) -> None:
        """Notes a mistake."""
        self.mistakes.append(FieldMistake(at, code, error))

    def map(self, at: str, value: object) -> Mapping[str, object]:
        """An object, empty when absent. Unknown keys are ignored."""
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return value
        self.add(at, "kind", "must be an object")
        return {}

    def text(self, at: str, value: object, longest: int, *, lines: bool = False) -> str:
        """Text without surrounding space, empty when absent. With `lines` it may have several lines."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.add(at, "kind", "must be text")
            return ""
        if len(value) > longest:
            self.add(at, "too_long", f"has {len(value)} characters; at most {longest} fit")
        if any(_unshown(one) and not (lines and one in _LINES) for one in value):
            where = "" if lines else "; write it on one line"
            self.add(at, "characters", f"holds characters that cannot be shown{where}")
        return value.strip()

    def number(self, at: str, value: object, least: int, most: int) -> int | None:
        """A whole number, None when absent or wrong."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.add(at, "number", f"must be a whole number from {least} to {most}")
            return None
        return value

    def words(self, at: str, value: object) -> Words:
        """A text in each language; either may be empty. Variables other than `VARIABLES` are mistakes."""
        given = self.map(at, value)
        texts = {}
        for language in LANGUAGES:
            place = f"{at}.{language}"
            texts[language] = self.text(place, given.get(language), TEXT_CHARACTERS, lines=True)
            names = dict.fromkeys(doubled or single for doubled, single in _VARIABLE.findall(texts[language]))
            unknown = [f"{{{name[:40]}}}" for name in names if name not in VARIABLES]
            if unknown:
                found = f"{', '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not known"
                self.add(place, "variable", f"{found}; {{business}} and {{opening}} are")
        return Words(**texts)


def filled(text: Words) -> bool:
    """Whether there is a text in at least one language."""
    return bool(text.de or text.en)


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced, in one pair of braces or two. A variable without a value stays as it is."""
    return _VARIABLE.sub(lambda found: values.get(found[1] or found[2], found[0]), text)


def _unshown(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _TURNING
