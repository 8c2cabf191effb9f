"""Before a business is set up: is the link good, can the address be had? Better told at the first step than at the last."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection

from tresen.desk.house import House
from tresen.desk.people import RESERVED, check_handle, check_secret
from tresen.store import queries


class HandleState(StrEnum):
    """Whether an address can be had; `reserved`: the server needs it itself."""

    FREE = "free"
    TAKEN = "taken"
    RESERVED = "reserved"


class Look(NamedTuple):
    """The set-up secret is good until then; None for the address when none was asked about."""

    until_ms: int
    handle: HandleState | None


async def look(house: House, secret: bytes, handle: str | None) -> Look:
    """Whether a set-up secret and an address are good at the moment. Changes nothing and keeps nothing.

    Raises:
        Refusal: `not_found`, `secret_used`, `secret_expired`; `bad_request` for what is no address.
    """

    def read(connection: Connection) -> Look:
        setup = check_secret(connection, secret, house.clock.now_ms())
        return Look(setup.until_ms, None if handle is None else _state(connection, handle))

    return await house.read(read)


async def admit(house: House, secret: bytes) -> None:
    """Only whoever has a good set-up secret may make the server verify records.

    Raises:
        Refusal: `not_found`, `secret_used`, `secret_expired`.
    """

    def read(connection: Connection) -> None:
        check_secret(connection, secret, house.clock.now_ms())

    await house.read(read)


def _state(connection: Connection, handle: str) -> HandleState:
    if handle in RESERVED:
        return HandleState.RESERVED
    check_handle(handle)
    return HandleState.TAKEN if queries.find_business(connection, handle) else HandleState.FREE
