"""The business's relay: where it is, and credentials for one call that it accepts for ten minutes (C9)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.calls.rules import taken_intervals
from tresen.core.hours import Span
from tresen.core.policy import Who
from tresen.desk.calls import ringing
from tresen.desk.calls.switchboard import Relay, Switchboard
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import calls as store

GOOD_SECONDS: Final = 10 * 60
DAYS: Final = 14


class Credentials(NamedTuple):
    """What a browser gives the relay. `direct`: the business allows calls past it."""

    urls: tuple[str, ...]
    username: str
    credential: str
    until_ms: int
    direct: bool


class Offered(NamedTuple):
    """What calls the business offers in a conversation. `intervals`: when customers may call; None: at any time."""

    relay: bool
    direct: bool
    mode: str
    intervals: list[Span] | None
    open: bool
    next_ms: int | None
    unanswered: bool


def credentials(relay: Relay, now_ms: int, name: str, *, direct: bool = False) -> Credentials:
    """[C9] By the shared secret, for whoever holds them: `name` says to nobody else who that is."""
    until = now_ms // 1000 + GOOD_SECONDS
    username = f"{until}:{name}"
    # SHA-1 because coturn's REST scheme knows no other; as a MAC it is not broken.
    mac = hmac.new(relay.secret.encode(), username.encode(), hashlib.sha1).digest()
    return Credentials(relay.urls, username, base64.b64encode(mac).decode("ascii"), until * 1000, direct)


async def for_call(
    house: Context, calls: Switchboard, who: Who, conversation: bytes, call: bytes
) -> Credentials:
    """[C9] Credentials for a call that this device is in, that rings at it, or that it is about to make.

    Raises:
        Refusal: `unknown_conversation`, `forbidden`, `conversation_erased`, `conversation_blocked`, `call_busy` while
            another call goes on there, `call_over` for a call of others or one that ended; `calls_off`,
            `outside_call_hours` and `not_answered_yet` for a new one of a customer who may not ring now; `too_many`.
    """
    house.spending.relay(who)
    now = house.clock.now_ms()
    place, offered = await house.read(lambda connection: _here(connection, who, conversation, now))
    if not calls.is_in_call(who.device, conversation, call):
        ringing.require_taken(who, offered, place)
    direct = offered.rules.direct
    if not calls.relay.urls:
        return Credentials((), "", "", now, direct)
    return credentials(calls.relay, now, calls.names.of(who.device, now), direct=direct)


async def offered(house: Context, calls: Switchboard, who: Who, conversation: bytes) -> Offered:
    """[C4] Whether this device may call now, and how. Raises `unknown_conversation`, `forbidden`."""
    now = house.clock.now_ms()
    place, found = await house.read(lambda connection: _here(connection, who, conversation, now, alive=False))
    rules, hours = found.rules, found.hours
    intervals = taken_intervals(rules, hours, now, DAYS)
    known, taken = who.staff or place.answered or rules.strangers, found.now
    offer = (bool(calls.relay.urls), rules.direct, rules.mode, intervals)
    return Offered(*offer, taken.open and known, taken.next_ms, taken.open and not known)


def _here(
    connection: Connection, who: Who, conversation: bytes, now_ms: int, *, alive: bool = True
) -> tuple[store.Place, ringing.Offer]:
    place = ringing.place_for(connection, who, conversation)
    if alive and (place.erased or place.blocked):
        raise Refusal("conversation_erased" if place.erased else "conversation_blocked")
    return place, ringing.offer(connection, place.business, now_ms)
