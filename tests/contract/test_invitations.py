"""Invitations at the server: made, opened, answered once, withdrawn, over; and nothing of them is left (S21)."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from tests.contract.test_conversations import who
from tests.contract.test_erased_bytes import seen
from tests.world.house import Opened
from tests.world.invitation import DAY_MS, begin, carried, first_parts, invited, listed, state_of
from tests.world.shop import found
from tresen.core.invitations import DAY_MOST, KNOWN_MS, OPEN_MOST
from tresen.core.sizes import INVITATION_TRIES
from tresen.desk import invitations, upkeep
from tresen.desk.files import carry
from tresen.errors import Refusal
from tresen.store import audit
from tresen.store.schema import blobs, blobs_gone, conversations, invitation_seals


async def test_made_opened_and_answered(open_house: Opened) -> None:
    """[S21] Whoever has the link opens it as often as they like; the answer begins a conversation and takes it."""
    shop = await found(open_house.house)
    one = invited(open_house, shop)
    assert await one.make() == (one.until_ms, 1, DAY_MOST)
    looked = await invitations.look(open_house.house, shop.handle, one.id)
    assert looked == (False, True, one.until_ms, None)
    assert (await listed(open_house, shop)).rows[0].row.opened_ms is None
    for _ in range(2):
        assert (await one.open()).sealed == one.sealed
    assert (await listed(open_house, shop)).rows[0].row.opened_ms == open_house.clock.now_ms()
    customer = shop.customer()
    begun = await one.answer(customer)
    assert (await listed(open_house, shop)).rows[0].row.conversation == begun.conversation
    assert await state_of(one) == "taken"
    with pytest.raises(Refusal, match="invitation_over: taken"):
        await one.open()


async def test_the_same_again(open_house: Opened) -> None:
    """[A4] Making it twice keeps one; another under its id is refused."""
    shop = await found(open_house.house)
    one, other = invited(open_house, shop), invited(open_house, shop)
    await one.make()
    assert (await one.make()).today == 1
    with pytest.raises(Refusal, match="bad_request: id"):
        await one.make(sealed=other.sealed)
    with pytest.raises(Refusal, match="bad_request: id"):
        await one.make(lock=os.urandom(32))
    await one.withdraw()
    assert (await one.make()).today == 1
    assert await state_of(one) == "withdrawn"


async def test_who_may(open_house: Opened) -> None:
    """[A6] Owners and members make and withdraw each other's; auditors do not, nor another business."""
    shop, elsewhere = await found(open_house.house), await found(open_house.house, "elsewhere")
    one = invited(open_house, shop)
    await one.make(shop.member)
    with pytest.raises(Refusal, match="forbidden"):
        await invited(open_house, shop).make(shop.auditor)
    with pytest.raises(Refusal, match="forbidden"):
        await one.withdraw(shop.auditor)
    with pytest.raises(Refusal, match="invitation_unknown"):
        await one.withdraw(elsewhere.owner)
    assert await one.withdraw(shop.owner) == "withdrawn"
    assert await one.withdraw(shop.member) == "withdrawn"


@pytest.mark.parametrize("what", ["size", "late", "past", "five", "twice", "not carried"])
async def test_what_is_refused(open_house: Opened, what: str) -> None:
    """[S21] Impossible sizes, times, and files are refused, and nothing is kept."""
    shop = await found(open_house.house)
    one = invited(open_house, shop)
    now = open_house.clock.now_ms()
    wrong: dict[str, dict[str, Any]] = {
        "size": {"sealed": one.sealed + b"\0"},
        "late": {"until_ms": now + 31 * DAY_MS},
        "past": {"until_ms": now},
    }
    one.blobs = {"five": [os.urandom(16) for _ in range(5)], "twice": [bytes(16)] * 2}.get(
        what, [os.urandom(16)] if what == "not carried" else []
    )
    with pytest.raises(Refusal, match="blob_missing" if what == "not carried" else "bad_request"):
        await one.make(**wrong.get(what, {}))
    assert (await listed(open_house, shop)).total == 0


async def test_guessing(open_house: Opened) -> None:
    """[S21] Without digits a wrong proof is as if there were nothing, however often, and destroys nothing."""
    shop, elsewhere = await found(open_house.house), await found(open_house.house, "elsewhere")
    one = invited(open_house, shop)
    await one.make()
    for _ in range(2 * INVITATION_TRIES):
        with pytest.raises(Refusal, match="invitation_unknown"):
            await one.open("123456")
    with pytest.raises(Refusal, match="invitation_unknown"):
        await invited(open_house, shop).open()
    with pytest.raises(Refusal, match="invitation_unknown"):
        await one.open(handle=elsewhere.handle)
    with pytest.raises(Refusal, match="unknown_business"):
        await one.open(handle="nobody")
    assert (await one.open()).sealed == one.sealed


async def test_five_tries(open_house: Opened) -> None:
    """[S21] Each wrong number is counted and told; right ones in between take none back; the fifth erases it."""
    shop = await found(open_house.house)
    one = invited(open_house, shop, digits="042917")
    await one.make()
    for left in range(INVITATION_TRIES - 1, 0, -1):
        with pytest.raises(Refusal, match=f"invitation_digits: {left} "):
            await one.open("000000")
        assert (await invitations.look(open_house.house, shop.handle, one.id)).tries_left == left
        assert (await one.open()).sealed == one.sealed
    with pytest.raises(Refusal, match="invitation_over: locked"):
        await one.open("000000")
    with pytest.raises(Refusal, match="invitation_over: locked"):
        await one.open()
    assert await state_of(one) == "locked"
    assert seen(open_house.house.database.folder, _windows(one.sealed)) == set()


async def test_tries_by_answering_count_too(open_house: Opened) -> None:
    """[S21] A conversation that is begun with wrong digits is a try, and begins nothing."""
    shop = await found(open_house.house)
    one = invited(open_house, shop, digits="042917")
    await one.make()
    for _ in range(INVITATION_TRIES - 1):
        with pytest.raises(Refusal, match="invitation_digits"):
            await one.answer(digits="000000")
    with pytest.raises(Refusal, match="invitation_over: locked"):
        await one.answer(digits="000000")
    assert await _conversations(open_house) == 1  # the back room


async def test_digits_asked_at_once(open_house: Opened) -> None:
    """[S21] Twenty tries in the same moment are five: none slips through between two of them."""
    shop = await found(open_house.house)
    one = invited(open_house, shop, digits="042917")
    await one.make()
    wrong = [one.open(f"{number:06}") for number in range(20)]
    answers = await asyncio.gather(*wrong, return_exceptions=True)
    codes = [each.code for each in answers if isinstance(each, Refusal)]
    assert codes.count("invitation_digits") == INVITATION_TRIES - 1
    assert codes.count("invitation_over") == 20 - INVITATION_TRIES + 1


async def test_opened_twice_at_once(open_house: Opened) -> None:
    """[S21] Two who open it in the same moment both read it, and it counts as opened once."""
    shop = await found(open_house.house)
    one = invited(open_house, shop)
    await one.make()
    both = await asyncio.gather(one.open(), one.open())
    assert [each.sealed for each in both] == [one.sealed] * 2
    open_house.clock.advance(1)
    await one.open()
    assert (await listed(open_house, shop)).rows[0].row.opened_ms == open_house.clock.now_ms() - 1


async def test_two_answers_at_once(open_house: Opened) -> None:
    """[S21] Of two who answer in the same moment one begins a conversation; the other is told, and has none."""
    shop = await found(open_house.house)
    one = invited(open_house, shop)
    await one.make()
    answers = await asyncio.gather(one.answer(), one.answer(), return_exceptions=True)
    refused = [each for each in answers if isinstance(each, Refusal)]
    assert [each.detail.split()[0] for each in refused] == ["taken"]
    assert await _conversations(open_house) == 2


async def test_a_repetition_takes_nothing_twice(open_house: Opened) -> None:
    """[A4] Whoever heard no answer sends the same again and gets the first outcome."""
    shop = await found(open_house.house)
    one = invited(open_house, shop)
    await one.make()
    customer = shop.customer()
    parts = first_parts(customer.message())
    first = await begin(open_house, customer, parts, one.answering())
    assert await begin(open_house, customer, parts, one.answering()) == first
    assert [each[0] for each in await _trail(open_house, shop.key)].count("invitation_taken") == 1


async def test_answers_that_do_not_fit(open_house: Opened) -> None:
    """[S21] Without a message, or one not to be answered, nothing begins, and the invitation stays as it was."""
    shop = await found(open_house.house)
    one, silent = invited(open_house, shop), invited(open_house, shop, reply=False)
    await one.make()
    await silent.make()
    with pytest.raises(Refusal, match="bad_request: message"):
        await begin(open_house, shop.customer(), None, one.answering())
    with pytest.raises(Refusal, match="forbidden"):
        await silent.answer()
    with pytest.raises(Refusal, match="invitation_unknown"):
        await invited(open_house, shop).answer()
    assert [await state_of(each) for each in (one, silent)] == ["open", "open"]
    assert await _conversations(open_house) == 1


async def test_its_time_is_over(open_house: Opened) -> None:
    """[S21] From that instant on nobody opens it, whether or not the upkeep was there; 30 days later it is unknown."""
    shop = await found(open_house.house)
    one, swept = invited(open_house, shop, days=1), invited(open_house, shop, days=1)
    await one.make()
    await swept.make()
    open_house.clock.advance(DAY_MS)
    with pytest.raises(Refusal, match="invitation_over: expired"):
        await one.open()
    assert await _sealed(open_house) == 1  # whoever came late had it erased
    assert await state_of(swept) == "expired"
    with pytest.raises(Refusal, match="invitation_over: expired"):
        await swept.answer()
    assert await _sealed(open_house) == 0
    assert await swept.withdraw() == "expired"
    open_house.clock.advance(KNOWN_MS + 1)
    await upkeep.sweep(open_house.house)
    with pytest.raises(Refusal, match="invitation_unknown"):
        await one.open()
    assert (await listed(open_house, shop)).total == 0


async def test_the_upkeep_erases(open_house: Opened) -> None:
    """[A10] What nobody opened any more is erased by the upkeep, its files included."""
    shop = await found(open_house.house)
    one = invited(open_house, shop, days=1)
    one.blobs = [await carried(open_house, shop)]
    await one.make()
    open_house.clock.advance(DAY_MS - 1)
    await upkeep.sweep(open_house.house)
    assert await state_of(one) == "open"
    assert await _count(open_house, blobs) == 1  # a file of an invitation is not swept after a day
    open_house.clock.advance(1)
    await upkeep.sweep(open_house.house)
    assert await _sealed(open_house) == 0
    assert (await _count(open_house, blobs), await _count(open_house, blobs_gone)) == (0, 0)


async def test_files_move_with_the_answer(open_house: Opened) -> None:
    """[F3] Its files are given out for the proof alone, belong to the first message from then on, and count there."""
    shop = await found(open_house.house)
    one = invited(open_house, shop)
    # In an order that neither their ids have nor the times at which they were carried.
    one.blobs = sorted([await carried(open_house, shop, b"sealed") for _ in range(3)])
    one.blobs = [one.blobs[at] for at in (1, 2, 0)]
    await one.make()
    house = open_house.house
    assert [each.blob for each in (await one.open()).files] == one.blobs
    _, blob = await invitations.file(house, shop.handle, one.answering(), one.blobs[0])
    assert b"".join([each async for each in carry.read(house, blob, 0, 6)]) == b"sealed"
    with pytest.raises(Refusal, match="not_found"):
        await invitations.file(house, shop.handle, one.answering(), os.urandom(16))
    with pytest.raises(Refusal, match="invitation_unknown"):
        await invitations.file(house, shop.handle, one.answering("123456"), one.blobs[0])
    owner, room = await who(open_house, shop.owner), shop.back_room.conversation
    with pytest.raises(Refusal, match="forbidden"):
        await carry.cancel(house, owner, room, one.blobs[0])
    with pytest.raises(Refusal, match="not_found"):
        await carry.readable(house, owner, room, one.blobs[0])
    for wrong in ([], one.blobs[:1], [*one.blobs, os.urandom(16)], one.blobs[::-1], sorted(one.blobs)):
        with pytest.raises(Refusal, match="blob_missing"):
            await one.answer(blobs=wrong)
    left = (await carry.look(house, owner, room)).business
    customer = shop.customer()
    begun = await one.answer(customer)
    for device in (shop.owner, customer.device):
        found_ = await carry.readable(house, await who(open_house, device), begun.conversation, one.blobs[1])
        assert b"".join([each async for each in carry.read(house, found_, 0, 6)]) == b"sealed"
    assert (await carry.look(house, owner, room)).business == left
    with pytest.raises(Refusal, match="invitation_over"):
        await invitations.file(house, shop.handle, one.answering(), one.blobs[0])


async def test_files_that_are_not_its_own(open_house: Opened) -> None:
    """[F3] Another device's file, one of another invitation, and one not whole cannot be named; nor by a message then."""
    shop = await found(open_house.house)
    one, other = invited(open_house, shop), invited(open_house, shop)
    one.blobs = other.blobs = [await carried(open_house, shop)]
    await one.make()
    with pytest.raises(Refusal, match="blob_missing"):
        await other.make()
    other.blobs = [await carried(open_house, shop, by=shop.member)]
    with pytest.raises(Refusal, match="blob_missing"):
        await other.make()
    await one.withdraw()
    assert await _count(open_house, blobs) == 1


@pytest.mark.parametrize("how", ["withdrawn", "taken", "expired"])
async def test_nothing_is_left(open_house: Opened, how: str) -> None:
    """[A10] However it ends: not eight bytes of what was sealed are in the database, its log, or among the files."""
    shop = await found(open_house.house)
    folder = open_house.house.database.folder
    content = os.urandom(1000)
    some = [invited(open_house, shop, days=1) for _ in range(20)]
    for each in some:
        await each.make()
    some[7].blobs = [await carried(open_house, shop, content)]
    last = invited(open_house, shop, days=1)
    last.blobs = [await carried(open_house, shop, content)]
    await last.make()
    assert seen(folder, _windows(last.sealed))
    if how == "withdrawn":
        await last.withdraw()
    elif how == "taken":
        await last.answer()
    else:
        open_house.clock.advance(DAY_MS)
        await upkeep.sweep(open_house.house)
    assert seen(folder, _windows(last.sealed)) == set()
    if how != "taken":
        left = [file for file in folder.rglob("*") if file.is_file() and content[:16] in file.read_bytes()]
        assert len(left) == 1  # the one that no invitation names
    if how != "expired":
        assert (await some[3].open()).sealed == some[3].sealed


@pytest.mark.parametrize("how", ["opened", "answered"])
async def test_a_wrong_proof_after_its_time(open_house: Opened, how: str) -> None:
    """[A10, S21] Who has no link learns nothing, and what is over all the same goes at once, its files included."""
    shop = await found(open_house.house)
    folder = open_house.house.database.folder
    one = invited(open_house, shop, days=1)
    one.blobs = [await carried(open_house, shop)]
    await one.make()
    open_house.clock.advance(DAY_MS)
    with pytest.raises(Refusal, match="invitation_unknown"):
        await (one.open("123456") if how == "opened" else one.answer(digits="123456"))
    assert await _sealed(open_house) == 0
    assert seen(folder, _windows(one.sealed)) == set()
    assert (await _count(open_house, blobs), await _count(open_house, blobs_gone)) == (0, 0)


async def test_the_server_has_no_key(open_house: Opened) -> None:
    """[A1] Neither secret, digits, proof nor words are anywhere in the server's files."""
    shop = await found(open_house.house)
    one = invited(open_house, shop, digits="042917")
    await one.make()
    await one.open()
    whole = b"".join(_files(open_house.house.database.folder))
    for secret in (one.keys.secret, one.keys.proof, b"042917", b"Guten Tag", b"Krause"):
        assert secret not in whole
    assert one.id in whole


async def test_a_flood(open_house: Opened) -> None:
    """[S21] Forty in a business's day, two hundred open; withdrawing makes room, and another business is not concerned."""
    shop = await found(open_house.house)
    for _ in range(DAY_MOST):
        await invited(open_house, shop, days=30).make()
    with pytest.raises(Refusal, match="invitations_full"):
        await invited(open_house, shop).make()
    other = await found(open_house.house, "elsewhere")
    assert (await invited(open_house, other).make()).today == 1
    more = [invited(open_house, shop, days=30) for _ in range(OPEN_MOST - DAY_MOST)]
    for number, one in enumerate(more):
        if number % DAY_MOST == 0:
            open_house.clock.advance(DAY_MS)
        await one.make()
    open_house.clock.advance(DAY_MS)
    with pytest.raises(Refusal, match="invitations_full"):
        await invited(open_house, shop).make()
    await more[0].withdraw()
    assert (await invited(open_house, shop).make()).today == 1


async def test_the_trail_counts(open_house: Opened) -> None:
    """[D9] That one was made, withdrawn, taken or locked stands in the audit trail; who of the team, and no words."""
    shop = await found(open_house.house)
    one, two, three = (
        invited(open_house, shop),
        invited(open_house, shop),
        invited(open_house, shop, digits="042917"),
    )
    for each in (one, two, three):
        await each.make()
    await one.withdraw(shop.member)
    begun = await two.answer()
    for _ in range(INVITATION_TRIES):
        with pytest.raises(Refusal):
            await three.open("000000")
    assert await _trail(open_house, shop.key) == [
        *[("invitation_made", 1, None)] * 3,
        ("invitation_withdrawn", 2, None),
        ("invitation_taken", None, begun.conversation),
        ("invitation_locked", None, None),
    ]


def _windows(sealed: bytes) -> set[bytes]:
    return {sealed[at : at + 8] for at in range(0, len(sealed) - 7, 8)}


def _files(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]


async def _count(house: Opened, table: object) -> int:
    def read(connection: Connection) -> int:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]

    return await house.house.read(read)


async def _conversations(house: Opened) -> int:
    return await _count(house, conversations)


async def _sealed(house: Opened) -> int:
    """How many still have something sealed."""

    def read(connection: Connection) -> int:
        full = (
            select(func.count()).select_from(invitation_seals).where(invitation_seals.c.sealed.is_not(None))
        )
        return connection.execute(full).scalar_one()

    return await house.house.read(read)


async def _trail(house: Opened, business: int) -> list[tuple[str, int | None, bytes | None]]:
    def read(connection: Connection) -> list[tuple[str, int | None, bytes | None]]:
        return [(each.what, each.person, each.conversation) for each in audit.every(connection, business)]

    return await house.house.read(read)
