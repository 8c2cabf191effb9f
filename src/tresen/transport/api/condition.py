"""How the installation is doing, for owners, over HTTP (wire.md)."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get

import tresen
from tresen.core.policy import Action
from tresen.desk import condition as desk
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller

Call: TypeAlias = Request[Any, Any, Any]


class DiskJson(msgspec.Struct, frozen=True):
    """The server's disk, in bytes; `low`: messages are refused."""

    free: int
    total: int
    low: bool


class StoredJson(msgspec.Struct, frozen=True):
    """What the business stores and may store, in bytes."""

    log: int
    log_most: int
    files: int
    files_most: int


class BackupsJson(msgspec.Struct, frozen=True):
    """When the newest backup was made, and when one was last restored to try it."""

    made_ms: int | None
    tried_ms: int | None


class FindingJson(msgspec.Struct, frozen=True):
    """A finding of doctor: `state` is `good`, `warning` or `bad`. The words are empty where others share the server."""

    name: str
    state: str
    found: str
    todo: str


class CheckJson(msgspec.Struct, frozen=True):
    """The last run of doctor."""

    at_ms: int
    version: str
    findings: list[FindingJson]


class ConditionJson(msgspec.Struct, frozen=True):
    """The installation: version and build, disk, what is stored, backups, the last check (null: there was none)."""

    version: str
    build: str
    disk: DiskJson
    stored: StoredJson
    backups: BackupsJson
    check: CheckJson | None


@get("/condition", guards=[allow(Action.CONDITION)], security=BEARER_SECURITY)
async def condition(house: TheHouse, request: Call) -> ConditionJson:
    """How the installation is doing: version, disk, storage, backups, and what doctor said last. For owners."""
    found = await desk.condition(house, caller(request.scope))
    findings = [FindingJson(each.name, each.state, each.found, each.todo) for each in found.findings]
    check = None
    if found.checked_ms is not None:
        check = CheckJson(found.checked_ms, found.checked_version, findings)
    return ConditionJson(
        tresen.__version__,
        found.build,
        DiskJson(*found.disk),
        StoredJson(*found.stored),
        BackupsJson(found.backup_ms, found.tried_ms),
        check,
    )


condition_routes = Router("/", route_handlers=[condition])
