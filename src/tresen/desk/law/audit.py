"""Reads the audit trail (D9)."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.law.trail import BEGINNING, Line
from tresen.core.policy import Action, Who, require
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import audit

PAGE: Final = 500
"""The most lines in one answer."""


class Trail(NamedTuple):
    """Some lines, newest first, and number and hash of the newest of all."""

    lines: list[Line]
    head: int
    head_hash: bytes


async def trail(house: Context, who: Who, before: int | None, limit: int) -> Trail:
    """[D9] The lines before that number, or the newest. Raises `forbidden`, `bad_request`."""
    require(who, Action.AUDIT)
    if limit < 1:
        raise Refusal("bad_request", "limit counts from 1")

    def read(connection: Connection) -> Trail:
        found = audit.before(connection, who.business, before or 2**62, min(limit, PAGE))
        head, hash_ = audit.last(connection, who.business) or (0, BEGINNING)
        return Trail([Line(*row) for row in found], head, hash_)

    return await house.read(read)
