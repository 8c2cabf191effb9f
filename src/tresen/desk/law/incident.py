"""The incident helper: by when to tell the authority, and whom a breach concerns, from metadata (Art. 33, 34 GDPR)."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.policy import Action, Who, require
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.errors import Refusal
from tresen.store import mydata
from tresen.store.mydata import Affected
from tresen.store.tx import Tx

DUE_MS: Final = 72 * 60 * 60 * 1000
LISTED: Final = 10_000


class Incident(NamedTuple):
    """When it became known, by when it is to be told, and whom it concerns."""

    known_ms: int
    due_ms: int
    left_ms: int
    affected: Affected


async def incident(house: Context, who: Who, from_ms: int, to_ms: int, known_ms: int | None) -> Incident:
    """[Art. 33] Whom something between these times concerns. Raises `forbidden`, `bad_request`."""
    require(who, Action.ACCOUNT)
    now = house.clock.now_ms()
    known = now if known_ms is None else known_ms
    if not 0 <= from_ms < to_ms or not 0 <= known <= now:
        raise Refusal("bad_request", "from_ms lies before to_ms, known_ms not ahead")

    def read(connection: Connection) -> Affected:
        return mydata.affected(connection, who.business, from_ms, to_ms, LISTED)

    found = await house.read(read)
    return Incident(known, known + DUE_MS, max(0, known + DUE_MS - now), found)


async def note_incident(house: Context, who: Who, from_ms: int, to_ms: int, known_ms: int | None) -> Incident:
    """[Art. 33(5)] The same, and write down that there was one. Raises also `revoked`."""
    found = await incident(house, who, from_ms, to_ms, known_ms)

    def job(tx: Tx) -> None:
        sender(tx, who)
        note(tx, tx.business(who.business), "incident", person=who.person)

    await house.write(job)
    return found
