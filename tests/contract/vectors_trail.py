"""Vectors: the audit trail's chain, as it was written and as somebody changed it (D9)."""

from __future__ import annotations

from typing import Any, Final

from tests.contract.vectors_case import AT_MS, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tresen.core.law.trail import BEGINNING, Line, line_hash

_DONE: Final = (
    ("set_up", None, None),
    ("device_added", 1, None),
    ("retention", 1, None),
    ("hold", 300, fixed("held", 16)),
    ("exported", None, fixed("held", 16)),
    ("ein Wort von morgen", 2**31, fixed("other", 16)),
)


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"trail": ("The audit trail's chain, whole and changed.", ["D9"], _trails())}


def trail() -> list[Line]:
    """A trail as the server writes it."""
    before, lines = BEGINNING, []
    for n, (what, person, conversation) in enumerate(_DONE, 1):
        line = Line(n, AT_MS + 3600_000 * n, what, person, conversation)
        before = line_hash(line, before)
        lines.append(line._replace(hash=before))
    return lines


def _trails() -> list[Case]:
    whole = trail()

    def changed(at: int, **fields: Any) -> list[Line]:
        return [line._replace(**fields) if line.n == at else line for line in whole]

    without = [line for line in whole if line.n != 3]
    closed_up = [line._replace(n=n) for n, line in enumerate(without, 1)]
    again = Line(3, whole[2].at_ms, "profile", 1, None)
    rewritten = [*whole[:2], again._replace(hash=line_hash(again, whole[1].hash)), *whole[3:]]
    return [
        _case("nothing yet", [], None),
        _case("whole", whole, None),
        _case("the first line alone", whole[:1], None),
        _case("another time", changed(2, at_ms=AT_MS), 2),
        _case("another word", changed(3, what="profile"), 3),
        _case("another person", changed(4, person=2), 4),
        _case("nobody of the team did it", changed(2, person=None), 2),
        _case("another conversation", changed(5, conversation=fixed("other", 16)), 5),
        _case("no conversation", changed(6, conversation=None), 6),
        _case("another hash", changed(1, hash=fixed("hash")), 1),
        _case("a line is left out", without, 3),
        _case("a line is left out, and the others close up", closed_up, 3),
        _case("the first line is left out", whole[1:], 1),
        _case("a line was written anew with its hash: the next one tells", rewritten, 4),
        _case("two lines have changed places", [whole[1], whole[0], *whole[2:]], 1),
        _case("a line comes twice", [*whole[:2], whole[1], *whole[2:]], 3),
    ]


def _case(name: str, lines: list[Line], wrong: int | None) -> Case:
    given = [
        {
            "n": line.n,
            "at_ms": line.at_ms,
            "what": line.what,
            "person": line.person,
            "conversation": line.conversation and line.conversation.hex(),
            "hash": line.hash.hex(),
        }
        for line in lines
    ]
    return accepted(name, "audit_trail", {"lines": given}, {"wrong": wrong})
