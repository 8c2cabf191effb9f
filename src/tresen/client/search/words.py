"""Texts and questions as words, folded as people type them, and how well they fit. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tresen.core.oneline import SHAPELESS

MOST_WORDS: Final = 1000
"""So many words of one text are looked at; the bound keeps the work small whatever is sent."""
LONGEST_WORD: Final = 40
LONGEST_QUERY: Final = 256
MOST_ASKED: Final = 8

_WORD: Final = re.compile(r"[^\W_]+")
_QUOTED: Final = re.compile('["„“”«»]([^"„“”«»]*)["„“”«»]?')
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_SAME, _START, _INSIDE, _ERRORS = 1.0, 0.9, 0.75, 0.5
_INSIDE_FROM, _ERROR_FROM = 4, 6


def folded(text: str) -> str:
    """One spelling for comparing: "öffnung", "oeffnung" and "offnung" are one word."""
    apart = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(each for each in apart if not unicodedata.category(each).startswith("M"))
    return re.sub("([aou])e", r"\1", bare.translate(_LETTERS))


def words_of(text: str) -> list[str]:
    """The words of a text, in their order."""
    seen = SHAPELESS.sub("", text[: 16 * MOST_WORDS])
    found = _WORD.findall(unicodedata.normalize("NFC", seen))[:MOST_WORDS]
    return [folded(word)[:LONGEST_WORD] for word in found]


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: each of these words, and words that must follow each other just so."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def empty(self) -> bool:
        """Nothing is asked."""
        return not self.words and not self.phrases


def asked(query: str) -> Asked:
    """Read a query. Every text is one."""
    short = query[:LONGEST_QUERY]
    phrases = [tuple(words_of(inside)[:MOST_ASKED]) for inside in _QUOTED.findall(short)]
    rest = words_of(_QUOTED.sub(" ", short))
    return Asked(tuple(dict.fromkeys(rest))[:MOST_ASKED], tuple(phrase for phrase in phrases if phrase))


def score(question: Asked, text: str) -> float:
    """How well the text fits, 0 (not at all) to 1: the mean of what its words say."""
    if question.empty:
        return 0.0
    words = words_of(text)
    if not all(_stands(phrase, words) for phrase in question.phrases):
        return 0.0
    fits = [max((_fit(wanted, word) for word in words), default=0.0) for wanted in question.words]
    fits += [_SAME for _ in question.phrases]
    return 0.0 if min(fits) == 0 else sum(fits) / len(fits)


def _stands(phrase: tuple[str, ...], words: list[str]) -> bool:
    """The last word may be unfinished."""
    many = len(phrase)
    return any(
        tuple(words[at : at + many - 1]) == phrase[:-1] and words[at + many - 1].startswith(phrase[-1])
        for at in range(len(words) - many + 1)
    )


def _fit(wanted: str, word: str) -> float:
    if word == wanted:
        return _SAME
    if word.startswith(wanted):
        return _START
    if len(wanted) >= _INSIDE_FROM and wanted in word:
        return _INSIDE
    if len(wanted) < _ERROR_FROM or any(each.isdigit() for each in wanted):
        return 0.0
    return _ERRORS if errors(wanted, word, 1) <= 1 else 0.0


def errors(one: str, other: str, most: int) -> int:
    """Letters left out, put in, mistaken, or two that changed places; more than `most` is `most` and one."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
