"""How the installation is doing, for owners: disk, what is stored, backups, the last check (the page "Zustand")."""

from __future__ import annotations

import asyncio
import shutil
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from tresen.core.policy import Action, Who, require
from tresen.desk.context import Context
from tresen.store import checked
from tresen.store.backup import state
from tresen.store.checked import Finding
from tresen.store.schema import blobs, businesses, conversations


class Disk(NamedTuple):
    """The disk of the server, in bytes; `low`: messages are refused."""

    free: int
    total: int
    low: bool


class Stored(NamedTuple):
    """What this business stores and may store, in bytes: messages, and their files."""

    log: int
    log_most: int
    files: int
    files_most: int


class Condition(NamedTuple):
    """The whole of it. Times are UTC milliseconds, None for never."""

    build: str
    disk: Disk
    stored: Stored
    backup_ms: int | None
    tried_ms: int | None
    checked_ms: int | None
    checked_version: str
    findings: list[Finding]


async def condition(house: Context, who: Who) -> Condition:
    """How it is now. On a server with several businesses an owner learns what is wrong, not with whom.

    Raises:
        Refusal: `forbidden`.
    """
    require(who, Action.CONDITION)
    stored, alone = await house.read(lambda connection: _stored(connection, house, who.business))
    return await asyncio.to_thread(_condition, house, stored, alone)


def _stored(connection: Connection, house: Context, business: int) -> tuple[Stored, bool]:
    c, f = conversations.c, blobs.c
    log = connection.execute(select(func.sum(c.bytes)).where(c.business_id == business)).scalar() or 0
    files = connection.execute(
        select(func.sum(f.bytes)).where(f.business_id == business, f.complete)
    ).scalar()
    count = connection.execute(select(func.count()).select_from(businesses)).scalar_one()
    most = 0 if house.files is None else house.files.quotas.business
    return Stored(log, house.quotas.business, files or 0, most), count == 1


def _condition(house: Context, stored: Stored, alone: bool) -> Condition:
    data = house.database.folder
    usage = shutil.disk_usage(data)
    backed_up, found = state.read(data), checked.read(data)
    return Condition(
        house.build,
        Disk(usage.free, usage.total, house.storage.is_low()),
        stored,
        None if backed_up is None else backed_up.made_ms,
        None if backed_up is None else backed_up.tried_ms or None,
        None if found is None else found.at_ms,
        "" if found is None else found.version,
        []
        if found is None
        else [each if alone else Finding(each.name, each.state, "") for each in found.findings],
    )
