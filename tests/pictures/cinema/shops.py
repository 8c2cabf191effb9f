"""The bakery of the film: the demo's with its three weeks in German, and one with English customers."""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.pictures.cinema.words import SCRIPTS, Lang
from tests.pictures.studio import NOW, Studio, port
from tests.world.bakery import bakery
from tests.world.clock import at
from tests.world.stage import Stage
from tresen.client import QuickReply
from tresen.client.trust.board import written_board
from tresen.clock import SettableClock
from tresen.demo.bakery import answers, profile

_CLOSING: Final = "2026-11-24 18:00"
_ENGLISH: Final[dict[str, Any]] = {
    "trade": "Bread, rolls and cakes in Berlin-Neukölln",
    "about": "We bake every night in Lindenallee: sourdough loaves, rolls, sheet cakes, and cakes to order. "
    "Since 1987, in the second generation.",
    "parking": "behind the house",
}
_CAKES: Final = QuickReply(
    "cake",
    "Cakes to order",
    "Sehr gern! Für eine Torte brauchen wir drei Tage. Für wie viele Personen soll sie sein?",
    "With pleasure! We need three days to make a cake. How many people is it for, which kind would you like, and "
    "what should we write on it?",
    ("cake", "birthday"),
)
_WAITING: Final = (
    ("2026-11-24 08:12", "Café Mokka", "Forty rolls for Thursday as usual, please."),
    ("2026-11-24 08:47", "Nuria Santos", "Do you have gluten-free bread?"),
    ("2026-11-24 09:20", "Mr Nguyen", "Could I pick up at four instead of two?"),
    ("2026-11-24 09:41", "Ms Weber", "The cake without nuts, please!"),
    ("2026-11-24 10:03", "Tom Becker", "Are you open on Advent Sundays?"),
)
"""Who wrote this morning."""
_ANSWERED: Final = (
    (
        "2026-11-24 07:15",
        "Rainbow Nursery",
        "Good morning, 24 pretzels for tomorrow.",
        "They will be ready at 7.",
    ),
    ("2026-11-24 07:32", "Emma Fischer", "Is the plum cake vegan?", "Yes, it is, and so are the rolls."),
)


@contextlib.contextmanager
def shop(studio: Studio, lang: Lang) -> Iterator[Stage]:
    """At the time of the pictures: today's line hangs on the board, and calls find their way without a relay."""
    with studio.demo() if lang == "de" else _english() as opened:
        until = datetime.fromtimestamp(at(_CLOSING) / 1000, tz=UTC)
        fields = {**profile(), **(_ENGLISH if lang == "en" else {}), **answers()}
        fields["board"] = written_board(SCRIPTS[lang].said.board, until)
        fields["calls"] = {"hours": "always", "strangers": True, "direct": True}
        opened.do(opened.bakery.owner.records.publish(fields))
        yield opened


@contextlib.contextmanager
def _english() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        clock = SettableClock(at("2026-11-24 07:00"))
        opening = functools.partial(bakery, profile={**profile(), **_ENGLISH}, port=port())
        with Stage.open(Path(folder), clock, opening=opening) as opened:
            opened.do(opened.bakery.owner.quick_replies.save(_CAKES))
            for when, name, asked, answer in _ANSWERED:
                clock.set(at(when))
                talk = _writes(opened, name, asked)
                clock.set(at(when) + 180_000)
                opened.do(_answers(opened, talk, answer))
            for when, name, asked in _WAITING:
                clock.set(at(when))
                _writes(opened, name, asked)
            clock.set(at(NOW))
            yield opened


def _key(name: str) -> str:
    return name.lower().replace(" ", "-")


def _writes(opened: Stage, name: str, text: str) -> bytes:
    talk = opened.conversation(opened.customer(_key(name), text))
    opened.do(opened.bakery.owner.cards.rename(talk, name))
    return talk


async def _answers(opened: Stage, talk: bytes, text: str) -> None:
    conversations = opened.bakery.owner.conversations
    (row,) = [row for row in await conversations.list() if row.id == talk]
    await conversations.send(row, text)
