"""Members of the team that are programs: what the signed records say of them (S23). Pure.

A `device` record may say that its device is a program's; a `program` record says it, or the contrary, of a device that is
listed already. What is not written as it should be is a program too, of the strictest kind: nameless, an AI, without
rights.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeGuard

import msgspec

from tresen.core.sizes import PROGRAM_NAME_MOST

_UNWRITTEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|^ | $"
)
"""What a name must not hold: it would rearrange or end the line in which it stands."""


class May(StrEnum):
    """The rights of a program, chosen by an owner. They only narrow what its role may do."""

    READ = "read"
    """Be given what is sealed: without it the server gives it no conversation."""
    DRAFT = "draft"
    """Write into the back room about a conversation, which is how drafts are proposed."""
    SEND = "send"
    """Write to customers, and what goes with that."""
    NAMED = "named"
    """All this only in conversations that are assigned to it."""


class Program(msgspec.Struct, frozen=True):
    """A member of the team that is no person: its name (empty: none that can be shown), whether it is an AI, its rights."""

    name: str
    ai: bool
    may: frozenset[May]

    def written(self) -> dict[str, Any]:
        """As it stands in a record, and in the database."""
        return {"program": self.name, "ai": self.ai, "may": [each.value for each in May if each in self.may]}


class Named(NamedTuple):
    """What was said of a device at this `rev`, from that time on; 0: when it joined. `program` is None: a person's."""

    rev: int
    at_ms: int
    program: Program | None


def read_program(value: Any) -> Program | None:
    """What a record says of a device; None: it is a person's. Never raises."""
    if value is None:
        return None
    said: Mapping[str, Any] = value if isinstance(value, dict) else {}
    name, may = said.get("program"), said.get("may")
    rights = [each for each in may if isinstance(each, str)] if isinstance(may, list) else []
    return Program(
        name if is_program_name(name) else "",
        said.get("ai") is not False,
        frozenset(each for each in May if each.value in rights),
    )


def is_program_name(name: Any) -> TypeGuard[str]:
    """Whether this can be a program's name: one line, without marks that nobody sees, of at most 40 characters."""
    return isinstance(name, str) and 0 < len(name) <= PROGRAM_NAME_MOST and not _UNWRITTEN.search(name)


def stored_program(column: bytes | None) -> Program | None:
    """What the database holds of a device."""
    return None if column is None else read_program(msgspec.msgpack.decode(column))


def newest(said: tuple[Named, ...], at_ms: int | None = None) -> Program | None:
    """The newest word on a device, of those up to that time if one is given."""
    there = [each.program for each in said if at_ms is None or each.at_ms <= at_ms]
    return there[-1] if there else None
