"""Whether, how and when a device is told of messages: what a person chooses (W12)."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.notifications.consented import check_words
from tresen.core.notifications.pushservice import check_endpoint
from tresen.core.notifications.quiet import Quiet, check_quiet
from tresen.core.notifications.reached import subscribed
from tresen.core.policy import Action, Who, require, require_in
from tresen.desk.context import Context
from tresen.desk.notifications.notifier import Notifier, Outcome, Peace, stored_quiet
from tresen.errors import Refusal
from tresen.store import calls, push
from tresen.store.tx import Tx


class Chosen(NamedTuple):
    """What is chosen: `told`, where this device is, or None; for the person quiet hours, their times, muted conversations.

    `key` is what browsers name to their push service. Customers have no quiet hours: `quiet` is None, and so is `rings`,
    which says whether calls ring at this device.
    """

    key: str
    told: push.Subscription | None
    quiet: Quiet | None
    spans: list[tuple[int, int]]
    muted: list[bytes]
    rings: bool | None = None


async def chosen(house: Context, notifier: Notifier, who: Who) -> Chosen:
    """What holds for this device and its person."""
    require(who, Action.NOTIFY)
    now = house.clock.now_ms()
    key = notifier.carrier.key

    def read(connection: Connection) -> Chosen:
        on = push.subscription_of(connection, who.device)
        if not who.staff:
            return Chosen(key, on, None, [], [])
        quiet = stored_quiet(push.quiet_of(connection, who.business, who.person))
        spans = Peace(connection, now).spans(who.business, quiet)
        rings = not calls.is_silent(connection, who.device)
        return Chosen(key, on, quiet, spans, push.muted(connection, who.business, who.person), rings)

    return await house.read(read)


async def switch_on(house: Context, notifier: Notifier, who: Who, endpoint: str, words: str = "") -> None:
    """This device is told through that push service. Again, or elsewhere: the newest counts. It ends nobody else's.

    Raises:
        Refusal: `bad_request` for an address not public and https, or other words; `revoked`, `conversation_erased`.
    """
    require(who, Action.NOTIFY)
    check_endpoint(endpoint)
    said = check_words(words)

    def job(tx: Tx) -> None:
        if tx.device(who.device).revoked:
            raise Refusal("revoked")
        if who.conversation is not None and tx.conversation(who.conversation).erased_ms is not None:
            raise Refusal("conversation_erased")
        push.subscribe(tx, who.device, endpoint, subscribed, said)

    # Before: what is said right after it is stored must not be missed.
    notifier.watch(who.business, who.device)
    await house.write(job)


async def switch_off(house: Context, who: Who) -> None:
    """No push service hears of this device any more."""
    require(who, Action.NOTIFY)
    await house.write(lambda tx: push.unsubscribe(tx, [who.device]))


async def attempt(house: Context, notifier: Notifier, who: Who) -> Outcome:
    """Send a signal to this device now, whatever it waits for; answers what its push service said. Raises `not_found`."""
    require(who, Action.NOTIFY)
    found = await house.read(lambda connection: push.subscription_of(connection, who.device))
    if found is None:
        raise Refusal("not_found", "this device is not told through a push service")
    came = await notifier.carrier.signal(found.endpoint, house.clock.now_ms())
    if came.outcome is Outcome.GONE:
        await switch_off(house, who)
    return came.outcome


async def set_quiet(house: Context, who: Who, quiet: Quiet) -> list[tuple[int, int]]:
    """[W12] The person's quiet hours, on all devices; returns the quiet times ahead. Raises `forbidden`, `bad_request`."""
    require(who, Action.KEEP_QUIET)
    check_quiet(quiet)
    now = house.clock.now_ms()

    def job(tx: Tx) -> None:
        push.set_quiet(tx, who.business, who.person, msgspec.json.encode(quiet).decode())
        push.people_due_again(tx, who.business, who.person, now)

    await house.write(job)
    return await house.read(lambda connection: Peace(connection, now).spans(who.business, quiet))


async def mute(house: Context, who: Who, conversation: bytes, on: bool) -> None:
    """The person is not told of this conversation any more, or again. Raises `forbidden`, `unknown_conversation`."""
    require(who, Action.KEEP_QUIET)

    def job(tx: Tx) -> None:
        found = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.KEEP_QUIET, found.business_id, found.id, found.back_room)
        push.mute(tx, who.business, who.person, found.id, on)

    await house.write(job)


async def set_rings(house: Context, who: Who, rings: bool) -> None:
    """[C4] Calls ring at this device, or no more: it is not disturbed. Raises `forbidden`, `revoked`."""
    require(who, Action.KEEP_QUIET)

    def job(tx: Tx) -> None:
        if tx.device(who.device).revoked:
            raise Refusal("revoked")
        calls.silence(tx, who.device, not rings)

    await house.write(job)
