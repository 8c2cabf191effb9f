"""Notifications over HTTP: through a push service or not, quiet hours, muted conversations (W12)."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import JSONBody

from tresen.core.notifications.quiet import Quiet
from tresen.core.policy import Action
from tresen.desk.notifications import mail, notifications
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, TheServices, allow, caller, limited
from tresen.transport.api.mail import MailJson
from tresen.transport.api.shapes import Bytes64, b64, id_of

Call: TypeAlias = Request[Any, Any, Any]


class QuietJson(msgspec.Struct, frozen=True):
    """Quiet hours of a person: mode `opening`, `daily` or `never`; days such as `2026-12-24`."""

    mode: str
    from_minute: int = 20 * 60
    until_minute: int = 7 * 60
    away_from: str | None = None
    away_until: str | None = None


class NotificationsJson(msgspec.Struct, frozen=True):
    """What is chosen. `quiet_intervals` are the quiet times of the last 24 hours and the next 14 days.

    `mail` is null for the team, and where the server sends no mail. `rings`: calls ring at this device; null for customers.
    `endpoint`: where this device is told, or null. `unconfirmed`: it followed none of its last signals within a day.
    """

    key: Bytes64
    push: bool
    quiet: QuietJson | None
    quiet_intervals: list[tuple[int, int]]
    muted: list[Bytes64]
    mail: MailJson | None = None
    rings: bool | None = None
    endpoint: str | None = None
    unconfirmed: bool = False


class PushJson(msgspec.Struct, frozen=True):
    """The address that the browser's push service gave; `words`: those that asked for it, such as `push 1 de`."""

    endpoint: str
    words: str = ""


class PushState(msgspec.Struct, frozen=True):
    """Whether this device is told through a push service."""

    push: bool


class PushTried(msgspec.Struct, frozen=True):
    """What the push service said: `taken`, `gone` (the device is told no more) or `later`."""

    outcome: str


class QuietTimes(msgspec.Struct, frozen=True):
    """The quiet times of the last 24 hours and the next 14 days."""

    quiet_intervals: list[tuple[int, int]]


class MuteJson(msgspec.Struct, frozen=True):
    """A conversation of which this person is told no more, or again."""

    conversation: Bytes64
    on: bool


class RingsJson(msgspec.Struct, frozen=True):
    """Whether calls ring at this device."""

    rings: bool


class Muted(msgspec.Struct, frozen=True):
    """It holds on all devices of the person."""

    on: bool


_GUARDS = [allow(Action.NOTIFY)]


@get("/notifications", guards=_GUARDS, security=BEARER_SECURITY)
async def notifications_chosen(house: TheHouse, services: TheServices, request: Call) -> NotificationsJson:
    """What holds for this device and its person."""
    found = await notifications.chosen(house, services.notifier, caller(request.scope))
    told = await mail.chosen(house, services.mailer, caller(request.scope))
    quiet = None if found.quiet is None else QuietJson(*msgspec.structs.astuple(found.quiet))
    muted, mailed = [b64(each) for each in found.muted], None if told is None else MailJson(*told)
    on = found.told
    endpoint, doubtful = (None, False) if on is None else (on.endpoint, on.reach.unconfirmed)
    return NotificationsJson(
        found.key, on is not None, quiet, found.spans, muted, mailed, found.rings, endpoint, doubtful
    )


@post("/notifications/push", guards=[*_GUARDS, limited("push")], security=BEARER_SECURITY)
async def push_on(
    house: TheHouse, services: TheServices, request: Call, data: JSONBody[PushJson]
) -> PushState:
    """Tell this device through that push service, when it is not connected."""
    await notifications.switch_on(house, services.notifier, caller(request.scope), data.endpoint, data.words)
    return PushState(True)


@post("/notifications/push/drop", guards=_GUARDS, security=BEARER_SECURITY)
async def push_off(house: TheHouse, request: Call) -> PushState:
    """Tell this device through no push service any more."""
    await notifications.switch_off(house, caller(request.scope))
    return PushState(False)


@post("/notifications/push/try", guards=[*_GUARDS, limited("push")], security=BEARER_SECURITY)
async def push_try(house: TheHouse, services: TheServices, request: Call) -> PushTried:
    """Send this device a signal now, to see whether it arrives."""
    return PushTried((await notifications.attempt(house, services.notifier, caller(request.scope))).value)


@post("/notifications/quiet", guards=[allow(Action.KEEP_QUIET)], security=BEARER_SECURITY)
async def set_quiet(house: TheHouse, request: Call, data: JSONBody[QuietJson]) -> QuietTimes:
    """Set the person's quiet hours, for all devices."""
    chosen = Quiet(*msgspec.structs.astuple(data))
    return QuietTimes(await notifications.set_quiet(house, caller(request.scope), chosen))


@post("/notifications/mute", guards=[allow(Action.KEEP_QUIET)], security=BEARER_SECURITY)
async def mute(house: TheHouse, request: Call, data: JSONBody[MuteJson]) -> Muted:
    """Tell this person of a conversation no more, or again, on all devices."""
    await notifications.mute(house, caller(request.scope), id_of(data.conversation, "conversation"), data.on)
    return Muted(data.on)


@post("/notifications/rings", guards=[allow(Action.KEEP_QUIET)], security=BEARER_SECURITY)
async def set_rings(house: TheHouse, request: Call, data: JSONBody[RingsJson]) -> RingsJson:
    """Let calls ring at this device, or no more."""
    await notifications.set_rings(house, caller(request.scope), data.rings)
    return RingsJson(data.rings)


notification_routes = Router(
    "/",
    route_handlers=[notifications_chosen, push_on, push_off, push_try, set_quiet, set_rings, mute],
    tags=["notifications"],
)
