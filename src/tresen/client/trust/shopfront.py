"""What a business says of itself, ready to be read: its profile and its opening hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from tresen.client.errors import WrongInput
from tresen.client.oneline import one_line
from tresen.client.trust.board import Board, board_in
from tresen.core.hours import Words
from tresen.core.shopfront.preview import hours_view
from tresen.core.shopfront.profile import profile_if_good

LINE_CHARACTERS: Final = 300
"""Longer than any line of a profile may be."""


class Profile(dict[str, Any]):
    """The published profile, as verified: all fields by their names (protocol/profile.md), the usual ones as attributes.

    An attribute is the text, of one line without what nobody sees except where it says otherwise; empty when the business
    does not say it, or says something else than text there.
    """

    def _text(self, name: str) -> str:
        value = self.get(name)
        return value.strip() if isinstance(value, str) else ""

    def _line(self, name: str) -> str:
        """As every name of others: it cannot break a line, steer a terminal or turn the sentence around it."""
        return one_line(self.get(name), LINE_CHARACTERS)

    @property
    def name(self) -> str:
        """What the business is called."""
        return self._line("name")

    @property
    def trade(self) -> str:
        """What it does, such as a bakery."""
        return self._line("trade")

    @property
    def about(self) -> str:
        """What it says of itself, in several lines."""
        return self._text("about")

    @property
    def address(self) -> str:
        """Street, postcode and city in one line."""
        place = " ".join(filter(None, (self._line("postcode"), self._line("city"))))
        return ", ".join(filter(None, (self._line("street"), place)))

    @property
    def phone(self) -> str:
        """Its telephone number, as it writes it."""
        return self._line("phone")

    @property
    def email(self) -> str:
        """Its e-mail address."""
        return self._line("email")

    @property
    def website(self) -> str:
        """Its pages on the web."""
        return self._line("website")

    @property
    def imprint(self) -> str:
        """The imprint, in several lines."""
        return self._text("imprint")

    @property
    def privacy(self) -> str:
        """Whom to ask about privacy."""
        return self._text("privacy")

    @property
    def picture(self) -> bytes | None:
        """The picture, WebP, PNG or JPEG."""
        value = self.get("picture")
        return value if isinstance(value, bytes) else None

    @property
    def board(self) -> Board | None:
        """The line of the day, also one that has ended: ask `board.shown_at` with a time in UTC milliseconds."""
        return board_in(self)

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.trade, self.address, self.phone)))


@dataclass(frozen=True)
class Hours:
    """The opening hours, worked out here from the verified profile; their times are UTC milliseconds.

    `open`: now. `text` and `reason` say it in words, the second is a note or a holiday, or empty. `changes_ms`: when it
    changes next, None if it does not within a year. `intervals` are the times from yesterday to two weeks ahead, and
    `appointments` those by appointment only, which do not count as open. `known` is False when the business gives no hours.
    """

    known: bool
    open: bool
    text: str
    reason: str
    changes_ms: int | None
    intervals: tuple[tuple[int, int], ...]
    appointments: tuple[tuple[int, int], ...]
    now_ms: int

    def open_at(self, moment: datetime) -> bool:
        """Whether it is open then, within the days that `intervals` covers. Raises WrongInput for a time without a zone."""
        if moment.tzinfo is None:
            raise WrongInput("a time needs its zone")
        at_ms = int(moment.timestamp() * 1000)
        return any(start <= at_ms < end for start, end in self.intervals)

    @property
    def next_open(self) -> datetime | None:
        """When it opens next, in UTC; None while it is open, or when no opening is known."""
        if self.open:
            return None
        starts = [start for start, _ in self.intervals if start > self.now_ms]
        return datetime.fromtimestamp(min(starts) / 1000, UTC) if starts else None


def hours_at(profile: Mapping[str, Any], at_ms: int, language: str) -> Hours:
    """The hours of a verified profile at that time, in words of that language. Nothing that the server says is in them."""
    good = profile_if_good(profile)
    view = None if good is None or good.hours is None else hours_view(good.hours, at_ms)
    if view is None:
        return Hours(False, False, "", "", None, (), (), at_ms)
    return Hours(
        known=True,
        open=view.open,
        text=_words(view.text, language),
        reason="" if view.reason is None else _words(view.reason, language),
        changes_ms=view.changes_ms,
        intervals=view.intervals,
        appointments=view.appointments,
        now_ms=at_ms,
    )


def _words(words: Words, language: str) -> str:
    return words.en if language == "en" else words.de
