"""Mails to customers over HTTP: give an address, take it back, try it (W13)."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import msgspec
from litestar import Request, Router, post
from litestar.params import JSONBody

from tresen.core.policy import Action
from tresen.desk.notifications import mail
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, TheServices, allow, caller, limited

Call: TypeAlias = Request[Any, Any, Any]


class MailJson(msgspec.Struct, frozen=True):
    """`state`: `none`, `asked`, `confirmed`, `stopped` (by the link in a mail) or `refused` (by the mail server).

    `address` is empty unless one is stored.
    """

    state: str
    address: str


class AddressJson(msgspec.Struct, frozen=True):
    """The customer's e-mail address, and the language of the mails, `de` or `en`; `words`: those that asked for it."""

    address: str
    language: str = "de"
    words: str = ""


class Given(msgspec.Struct, frozen=True):
    """What holds now, and what became of the mail that asks for confirmation: `taken`, `gone` or `later`."""

    state: str
    address: str
    outcome: str


class MailTried(msgspec.Struct, frozen=True):
    """What the mail server said: `taken`, `gone` (the address is deleted) or `later`."""

    outcome: str


_GUARDS: Final = [allow(Action.BE_MAILED)]


@post("/notifications/mail", guards=[*_GUARDS, limited("mail")], security=BEARER_SECURITY)
async def mail_on(
    house: TheHouse, services: TheServices, request: Call, data: JSONBody[AddressJson]
) -> Given:
    """Ask by a mail to this address whether answers may be told there."""
    found, outcome = await mail.give(
        house, services.mailer, caller(request.scope), data.address, data.language, data.words
    )
    return Given(found.state, found.address, outcome.value)


@post("/notifications/mail/drop", guards=_GUARDS, security=BEARER_SECURITY)
async def mail_off(house: TheHouse, request: Call) -> MailJson:
    """Tell this customer by mail no more; the address is deleted on return."""
    await mail.take_back(house, caller(request.scope))
    return MailJson(mail.NONE, "")


@post("/notifications/mail/try", guards=[*_GUARDS, limited("mail")], security=BEARER_SECURITY)
async def mail_try(house: TheHouse, services: TheServices, request: Call) -> MailTried:
    """Send a test mail to the confirmed address."""
    return MailTried((await mail.attempt(house, services.mailer, caller(request.scope))).value)


mail_routes = Router("/", route_handlers=[mail_on, mail_off, mail_try], tags=["notifications"])
