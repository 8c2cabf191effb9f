"""What a business says of itself, ready to be read: its profile and its opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tresen.client.connection.http import Http
from tresen.client.connection.unreachable import reading
from tresen.client.errors import WrongInput


class Profile(dict[str, Any]):
    """The published profile, as verified: all fields by their names (protocol/profile.md), the usual ones as attributes.

    An attribute is the text, or empty when the business does not say it or says something else than text there.
    """

    def _text(self, name: str) -> str:
        value = self.get(name)
        return value.strip() if isinstance(value, str) else ""

    @property
    def name(self) -> str:
        """What the business is called."""
        return self._text("name")

    @property
    def trade(self) -> str:
        """What it does, such as a bakery."""
        return self._text("trade")

    @property
    def about(self) -> str:
        """What it says of itself, in several lines."""
        return self._text("about")

    @property
    def address(self) -> str:
        """Street, postcode and city in one line."""
        place = " ".join(filter(None, (self._text("postcode"), self._text("city"))))
        return ", ".join(filter(None, (self._text("street"), place)))

    @property
    def phone(self) -> str:
        """Its telephone number, as it writes it."""
        return self._text("phone")

    @property
    def email(self) -> str:
        """Its e-mail address."""
        return self._text("email")

    @property
    def website(self) -> str:
        """Its pages on the web."""
        return self._text("website")

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

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.trade, self.address, self.phone)))


@dataclass(frozen=True)
class Hours:
    """The opening hours as the server works them out from the profile; their times are UTC milliseconds.

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


async def read_hours(http: Http, handle: str, language: str) -> Hours:
    """The opening hours now. Raises as `Http.get`."""
    answer = await http.get(f"/businesses/{handle}")
    with reading():
        return _hours(answer, language)


def _hours(answer: dict[str, Any], language: str) -> Hours:
    intervals = answer["open_intervals"]
    now_ms = int(answer["now_ms"])
    spans = tuple((int(start), int(end)) for start, end in intervals or ())
    return Hours(
        known=intervals is not None,
        # `open` of the answer means that the business takes messages at all.
        open=any(start <= now_ms < end for start, end in spans),
        text=_words(answer["hours_text"], language),
        reason=_words(answer["hours_reason"], language),
        changes_ms=answer["hours_changes_ms"],
        intervals=spans,
        appointments=tuple((int(start), int(end)) for start, end in answer["appointment_intervals"] or ()),
        now_ms=now_ms,
    )


def _words(words: dict[str, str] | None, language: str) -> str:
    return "" if words is None else str(words.get(language) or words.get("de") or "")
