"""Whether a ring is allowed now, and whom it reaches: read in one state of the database (C4)."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.calls.rules import CallRules, Taking, taking
from tresen.core.hours import Hours
from tresen.core.notifications.quiet import quiet_until
from tresen.core.policy import Action, Who, require_in
from tresen.core.shopfront.profile import profile_if_good
from tresen.desk.notifications.notifier import Peace, stored_quiet
from tresen.errors import Refusal
from tresen.store import calls as store
from tresen.store import profiles
from tresen.store.calls import Ringable


class Reached(NamedTuple):
    """Where the call is, by internal key, and the devices of the called party that may ring, connected or not.

    `stranger`: a customer rings whom the team has not answered yet.
    """

    place: int
    devices: tuple[Ringable, ...]
    stranger: bool = False


class Offer(NamedTuple):
    """What the business offers: its rules, its opening hours, and whether calls are taken now."""

    rules: CallRules
    hours: Hours | None
    now: Taking


def offer(connection: Connection, business: int, now_ms: int) -> Offer:
    """What the published profile says of calls."""
    contents = profiles.newest_contents(connection, business)
    profile = None if contents is None else profile_if_good(msgspec.msgpack.decode(contents.text))
    rules, hours = (CallRules(), None) if profile is None else (profile.calls, profile.hours)
    return Offer(rules, hours, taking(rules, hours, now_ms))


def reached(connection: Connection, who: Who, conversation: bytes, relay: bool, now_ms: int) -> Reached:
    """[C1, C4] Whom this device's ring reaches.

    Raises:
        Refusal: `unknown_conversation`, `forbidden`, `conversation_erased`, `conversation_blocked`, `calls_off`,
            `outside_call_hours`, `not_answered_yet`.
    """
    place = place_for(connection, who, conversation)
    if place.erased:
        raise Refusal("conversation_erased")
    if place.blocked:
        raise Refusal("conversation_blocked")
    offered = offer(connection, place.business, now_ms)
    if not (relay or offered.rules.direct):
        raise Refusal("calls_off", "there is no relay, and the business does not allow direct calls")
    require_taken(who, offered, place)
    if who.staff:
        return Reached(place.id, tuple(store.customer_to_ring(connection, place.id)))
    return Reached(place.id, tuple(_staff(connection, place, now_ms)), not place.answered)


def require_taken(who: Who, offered: Offer, place: store.Place) -> None:
    """[C4] Customers may call while calls are taken, once they were answered; the team at any time.

    Raises:
        Refusal: `calls_off`, `outside_call_hours`, `not_answered_yet`.
    """
    if who.staff:
        return
    if offered.rules.mode == "never":
        raise Refusal("calls_off", "the business takes no calls")
    if not offered.now.open:
        raise Refusal("outside_call_hours", f"{offered.now.next_ms or 0} calls are taken then")
    if not (place.answered or offered.rules.strangers):
        raise Refusal("not_answered_yet", "the team has neither written nor rung here")


def colleagues(connection: Connection, who: Who, conversation: bytes, person: int, now_ms: int) -> Reached:
    """[C5] The devices of that person to which a call may be handed over. Raises `unknown_conversation`, `forbidden`."""
    place = place_for(connection, who, conversation)
    theirs = [each for each in _staff(connection, place, now_ms) if each.person == person]
    return Reached(place.id, tuple(theirs))


def place_for(connection: Connection, who: Who, conversation: bytes) -> store.Place:
    """The conversation, if this device may call in it. Raises `unknown_conversation`, `forbidden`."""
    place = store.place_of(connection, conversation)
    if place is None:
        raise Refusal("unknown_conversation")
    require_in(who, Action.CALL, place.business, place.id, place.back_room)
    return place


def _staff(connection: Connection, place: store.Place, now_ms: int) -> list[Ringable]:
    """[W12] Without those whose quiet hours last. In the mode `opening` the call hours decide alone."""
    peace = Peace(connection, now_ms)
    found = []
    for each in store.staff_to_ring(connection, place.business, place.id):
        quiet = stored_quiet(each.quiet)
        if quiet.mode == "opening":
            quiet = msgspec.structs.replace(quiet, mode="never")
        if quiet_until(peace.spans(place.business, quiet), now_ms) is None:
            found.append(each)
    return found
