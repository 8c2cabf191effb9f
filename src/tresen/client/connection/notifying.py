"""Whether, how and when a device is told of messages while it is away (W12)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, b64, unb64
from tresen.client.connection.unreachable import reading


class Quiet(NamedTuple):
    """A person's quiet hours, by the business's clock.

    `mode`: `opening` (outside the opening hours), `daily` (from one minute of each day to another) or `never`. `away_from`
    and `away_until` are the first and last day of a holiday, `2026-12-24`, in any mode.
    """

    mode: str = "opening"
    from_minute: int = 20 * 60
    until_minute: int = 7 * 60
    away_from: str | None = None
    away_until: str | None = None


class Mail(NamedTuple):
    """How a customer is told by mail: `none`, `asked`, `confirmed`, `stopped` or `refused`, and at which address, if any."""

    state: str
    address: str


class Notifications(NamedTuple):
    """What holds: `push` for this device; `quiet`, its times ahead and `muted` conversations for the person.

    `key` is the server's, for a push service. Customers have no quiet hours: `quiet` is None. `mail` is None for the team,
    and where the server sends no mail. `endpoint` is where the server signals this device; `unconfirmed`: it followed
    none of the last signals within a day. Earlier servers say neither.
    """

    key: str
    push: bool
    quiet: Quiet | None
    quiet_intervals: list[tuple[int, int]]
    muted: list[bytes]
    mail: Mail | None = None
    endpoint: str | None = None
    unconfirmed: bool = False


KEEP: Final = "keep"
"""The push service, or the e-mail address, stays as it is."""


async def notifications(http: Http, connector: Connector) -> Notifications:
    """What the server holds for this device and its person."""
    found = await connector.ask(lambda: http.get("/notifications"))
    with reading():
        quiet, mail = found["quiet"], found.get("mail")
        return Notifications(
            found["key"],
            found["push"],
            None if quiet is None else Quiet(*(quiet[name] for name in Quiet._fields)),
            [(start, end) for start, end in found["quiet_intervals"]],
            [unb64(each) for each in found["muted"]],
            None if mail is None else Mail(mail["state"], mail["address"]),
            found.get("endpoint"),
            found.get("unconfirmed", False),
        )


async def notify(
    http: Http,
    connector: Connector,
    *,
    push: str | None = KEEP,
    email: str | None = KEEP,
    language: str = "de",
    quiet: Quiet | None = None,
    muted: dict[bytes, bool] | None = None,
) -> Notifications:
    """Change what is given and answer what holds then."""

    async def post(path: str, body: dict[str, Any]) -> None:
        # Who has asked too often is told so: it may be hours until the next mail.
        told = ("too_many",) if path.startswith("/notifications/mail") else ()
        await connector.ask(lambda: http.post(path, body), told=told)

    if push is None:
        await post("/notifications/push/drop", {})
    elif push != KEEP:
        await post("/notifications/push", {"endpoint": push})
    if email is None:
        await post("/notifications/mail/drop", {})
    elif email != KEEP:
        await post("/notifications/mail", {"address": email, "language": language})
    if quiet is not None:
        await post("/notifications/quiet", quiet._asdict())
    for conversation, on in (muted or {}).items():
        await post("/notifications/mute", {"conversation": b64(conversation), "on": on})
    return await notifications(http, connector)
