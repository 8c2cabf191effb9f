"""Turns the script into every step of the demo, receipts included, in order of time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final, Literal

from tresen.core.hours import Hours, parse_hours, state_at
from tresen.demo.bakery import HOURS
from tresen.demo.script import Entry, Spoken

_SECOND_MS: Final = 1000
_AT_ONCE_MS: Final = 90 * _SECOND_MS

Does = Literal[
    "say", "assign", "close", "note", "team_delivered", "team_read", "customer_delivered", "customer_read"
]


@dataclass(frozen=True)
class Step:
    """One thing that happens. `nth` is the message that is said or received, counted in its conversation from 0."""

    at_ms: int
    conversation: int
    does: Does
    who: str | None = None
    text: str = ""
    nth: int = 0


def plan(conversations: list[Spoken], now_ms: int) -> list[Step]:
    """All steps up to `now_ms`; the same for the same input."""
    hours = parse_hours(HOURS)
    chance = random.Random(7)  # noqa: S311 - variety of the demo's receipts, no secret
    steps = [
        step
        for at, spoken in enumerate(conversations)
        for step in [*_spoken(at, spoken), *_receipts(at, spoken, hours, chance, now_ms)]
    ]
    return sorted((step for step in steps if step.at_ms <= now_ms), key=lambda step: step.at_ms)


def _spoken(at: int, spoken: Spoken) -> list[Step]:
    steps, nth = [], 0
    for line in spoken.lines:
        if line.act is None:
            steps.append(Step(line.at_ms, at, "say", line.who, line.text, nth))
            nth += 1
        elif line.act == "note":
            steps.append(Step(line.at_ms, at, "note", line.who, line.text))
        elif line.act == "close":
            steps.append(Step(line.at_ms, at, "close", line.who))
        else:
            steps.append(Step(line.at_ms, at, "assign", line.who))
    return steps


def _receipts(at: int, spoken: Spoken, hours: Hours, chance: random.Random, now_ms: int) -> list[Step]:
    """Messages sent in a row are received together. Whoever has the chat open reads what arrives at once."""
    said = [line for line in spoken.lines if line.act is None]
    steps: list[Step] = []
    for nth, line in enumerate(said):
        answer = said[nth + 1] if nth + 1 < len(said) else None
        if answer is not None and (answer.who is None) == (line.who is None):
            continue
        before = answer.at_ms - 2 * _SECOND_MS if answer else now_ms
        team = line.who is None
        delivered, read = (
            _by_the_team(line, hours, chance, before) if team else _by_the_customer(line, chance, before)
        )
        ending = spoken.ending if answer is None else None
        if ending != "away" and (read - delivered > _AT_ONCE_MS or ending is not None):
            steps.append(Step(delivered, at, "team_delivered" if team else "customer_delivered", nth=nth))
        if ending is None:
            steps.append(Step(read, at, "team_read" if team else "customer_read", nth=nth))
    return steps


def _by_the_team(line: Entry, hours: Hours, chance: random.Random, before: int) -> tuple[int, int]:
    """The shop's tablet is on during opening hours. Somebody looks within minutes, and always before answering."""
    state = state_at(hours, line.at_ms)
    on = line.at_ms if state.open or state.next_open is None else state.next_open
    delivered = min(on + chance.randint(1, 4) * _SECOND_MS, before - _SECOND_MS)
    read = min(on + chance.randint(40, 400) * _SECOND_MS, before)
    return max(delivered, line.at_ms), max(read, line.at_ms)


def _by_the_customer(line: Entry, chance: random.Random, before: int) -> tuple[int, int]:
    """Most phones are in reach; some lie in a bag for an hour."""
    wait = chance.choice((3, 3, 4, 5, 6, 8, 40, 300, 1500, 4200)) * _SECOND_MS
    delivered = min(line.at_ms + wait, before - _SECOND_MS)
    read = min(line.at_ms + wait + chance.randint(6, 1200) * _SECOND_MS, before)
    return max(delivered, line.at_ms), max(read, line.at_ms)
