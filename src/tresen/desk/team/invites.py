"""Adding a device to the team: an invite is created, the new device answers it, the inviting side confirms (S4, S12)."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from tresen.core.model import Role
from tresen.core.policy import Action, Who, invites_for, require, require_invite
from tresen.core.records import Device, PublicRecord, Signed, decode, device_id, digest
from tresen.core.shopfront.publication import TeamWrap, read_record, verify_publication
from tresen.core.sizes import INVITE_MS
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.desk.shopfront.publish import Outcome, append, chain_of, check_sizes
from tresen.errors import Refusal
from tresen.store import people
from tresen.store.people import Invite
from tresen.store.tx import Tx

OPEN_INVITES: Final = 100
"""A business has at most this many invites at a time."""
TOPIC: Final = "invites"


class Offer(NamedTuple):
    """What the holder of the link learns: the business, the role, and whether the invite is still valid.

    `commitment` and, once the answer has come, `nonce` are the inviting device's part of the four words.
    """

    business: bytes
    handle: str
    person: int
    role: str
    state: str
    until_ms: int
    commitment: bytes | None
    nonce: bytes | None


def state_of(invite: Invite, now_ms: int) -> str:
    """`open`, `answered`, `confirmed` or `expired`."""
    if invite.state != "confirmed" and invite.until_ms < now_ms:
        return "expired"
    return invite.state


async def create(
    house: Context, who: Who, public_id: bytes, person: int, role: str, commitment: bytes
) -> int:
    """[S12] Store an invite for a new device of that person; returns until when it is valid. Repeating it changes nothing.

    Raises:
        Refusal: `forbidden`, `bad_request`, `too_many`, `invite_used` when the id is another invite's.
    """
    if role not in (Role.OWNER, Role.MEMBER, Role.AUDITOR):
        raise Refusal("bad_request", "role: one of owner, member, auditor")
    require_invite(who, person, Role(role))
    if not 1 <= person < 2**31:
        raise Refusal("bad_request", "person: a number from 1 up")

    def job(tx: Tx) -> int:
        sender(tx, who)
        known = people.find_invite(tx, public_id)
        if known is not None:
            if (known.business_id, known.person, known.role, known.commitment) == (
                who.business,
                person,
                role,
                commitment,
            ):
                return known.until_ms
            raise Refusal("invite_used", "id: another invite has it, choose a new one")
        if people.count_invites(tx, who.business) >= OPEN_INVITES:
            raise Refusal("too_many", f"at most {OPEN_INVITES} invites wait at a time")
        until_ms = tx.now_ms + INVITE_MS
        people.add_invite(
            tx, tx.business(who.business), public_id, person, role, until_ms, who.device, commitment
        )
        return until_ms

    return await house.write(job)


async def listed(house: Context, who: Who) -> list[Invite]:
    """The invites that the caller may confirm, oldest first, each with its state; answered ones with keys and MAC."""
    require(who, Action.INVITE)
    now_ms = house.clock.now_ms()
    found = await house.read(lambda connection: people.invites_of(connection, who.business))
    return [each._replace(state=state_of(each, now_ms)) for each in found if invites_for(who, each.person)]


async def look(house: Context, public_id: bytes) -> Offer:
    """What an invite offers to the holder of its link. Raises `unknown_invite`."""
    invite = await house.read(lambda connection: people.find_invite(connection, public_id))
    if invite is None:
        raise Refusal("unknown_invite", "there is no such invite, or it expired days ago: ask for a new link")
    state = state_of(invite, house.clock.now_ms())
    place = (invite.business, invite.handle, invite.person, invite.role, state, invite.until_ms)
    return Offer(*place, invite.commitment, invite.nonce)


async def answer(house: Context, public_id: bytes, ed: bytes, x: bytes, nonce: bytes, mac: bytes) -> None:
    """[S12] Store the new device's keys and nonce, once, and notify the team. Repeating the answer changes nothing.

    The server cannot check the MAC, because it does not know the secret.

    Raises:
        Refusal: `unknown_invite`, `invite_expired`, `invite_used`, `bad_request` for keys in use.
    """

    def job(tx: Tx) -> int | None:
        invite = people.find_invite(tx, public_id)
        if invite is None:
            raise Refusal(
                "unknown_invite", "there is no such invite, or it expired days ago: ask for a new link"
            )
        state = state_of(invite, tx.now_ms)
        if state == "expired":
            raise Refusal("invite_expired", "this invite was valid for a day: ask for a new link")
        if state != "open":
            if (invite.ed, invite.x, invite.answer_nonce) == (ed, x, nonce) and invite.mac in (mac, None):
                return None
            raise Refusal("invite_used", "this invite was already answered: ask for a new link")
        if tx.device_by_id(device_id(ed, x)) is not None:
            raise Refusal("bad_request", "ed, x: these keys already belong to a device, make new ones")
        people.answer_invite(tx, invite, ed, x, nonce, mac)
        return invite.business_id

    business = await house.write(job)
    if business is not None:
        house.sessions.ring(business, TOPIC)


async def reveal(house: Context, who: Who, public_id: bytes, nonce: bytes) -> None:
    """[S12] Store the nonce that the inviting device had committed to. Repeating it changes nothing.

    Raises:
        Refusal: `forbidden`, `unknown_invite` also for a device that did not make it, `bad_request` before anybody has
            answered, or for another nonce.
    """
    require(who, Action.INVITE)

    def job(tx: Tx) -> None:
        device = sender(tx, who)
        invite = people.find_invite(tx, public_id)
        if invite is None or invite.by != device.public_id:
            raise Refusal("unknown_invite")
        if invite.state == "open":
            raise Refusal("bad_request", "nobody has answered this invite yet")
        if digest("invite-commit", nonce) != invite.commitment:
            raise Refusal("bad_request", "nonce: not the one that was committed to")
        if invite.nonce is None:
            people.reveal_nonce(tx, invite, nonce)

    await house.write(job)


async def confirm(
    house: Context, who: Who, public_id: bytes, record: Signed, wraps: list[TeamWrap]
) -> Outcome:
    """[S12, S4] Add the device that answered, with the role the invite names. Repeating it changes nothing.

    Raises:
        Refusal: `forbidden`, `unknown_invite`, `invite_expired`, `invite_used`, `stale_record`, `bad_record`,
            `bad_signature`, `bad_request` when nobody has answered yet.
    """
    require(who, Action.INVITE)
    before = await house.read(lambda connection: chain_of(connection, who.business))
    asked = _device(record)

    def job(tx: Tx) -> Outcome:
        sender(tx, who)
        invite = people.find_invite(tx, public_id)
        mine = invite is not None and invite.business_id == who.business and invites_for(who, invite.person)
        if invite is None or not mine:
            raise Refusal("unknown_invite")
        business = tx.business(who.business)
        state = state_of(invite, tx.now_ms)
        if state == "confirmed":
            stored = people.record_event(tx, business, decode(record.body, PublicRecord).rev)
            if stored is not None and read_record(stored[0]) == record:
                return Outcome(decode(record.body, PublicRecord).rev, stored[1])
            raise Refusal("invite_used", "this invite was already confirmed")
        if state == "expired":
            raise Refusal("invite_expired", "this invite was valid for a day: make a new one")
        if state == "open" or invite.ed is None or invite.x is None:
            raise Refusal("bad_request", "nobody has answered this invite yet")
        answered = Device(device_id(invite.ed, invite.x), invite.role, invite.person, invite.ed, invite.x)
        if msgspec.structs.replace(asked, said=None) != answered:
            raise Refusal(
                "bad_record",
                "record: it must list the device that answered, with the invite's role and person",
            )
        publication = verify_publication(before, [record], wraps, tx.now_ms)
        check_sizes(publication)
        outcome, _ = append(tx, business, publication)
        people.confirm_invite(tx, invite)
        return outcome

    outcome = await house.write(job)
    house.sessions.ring(who.business, TOPIC)
    return outcome


async def drop(house: Context, who: Who, public_id: bytes) -> None:
    """[S12] Withdraw an invite, whichever device created it, and notify the team. Nobody can answer or confirm it then.

    Raises:
        Refusal: `forbidden`, `unknown_invite` (also when it was withdrawn before), `invite_used` when it was confirmed.
    """
    require(who, Action.INVITE)

    def job(tx: Tx) -> None:
        sender(tx, who)
        invite = people.find_invite(tx, public_id)
        if invite is None or invite.business_id != who.business or not invites_for(who, invite.person):
            raise Refusal("unknown_invite")
        if invite.state == "confirmed":
            raise Refusal("invite_used", "this invite was already confirmed: sign the device out instead")
        people.drop_invite(tx, invite)

    await house.write(job)
    house.sessions.ring(who.business, TOPIC)


def _device(record: Signed) -> Device:
    body = decode(record.body, PublicRecord)
    if body.kind != "device":
        raise Refusal("bad_record", "record: an invite is confirmed by a device record")
    return decode(body.payload, Device, "device")
