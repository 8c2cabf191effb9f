"""A customer adds and removes devices: a removed one is out at once and learns why from signed records (S4, S6, S13)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import msgspec
import pytest

from tests.contract.test_conversations import furnished, head, say, who
from tests.world.house import Opened, Tape
from tests.world.household import Change, Entry, Household, new_device
from tests.world.shop import Device
from tresen.core.wire import CLOSE_NOT_WELCOME
from tresen.desk import conversations
from tresen.desk.team.removal import removal
from tresen.errors import Refusal
from tresen.store.state import Stored


async def offered(
    house: Opened, home: Household, by: Device, change: Change, wraps: Mapping[bytes, bytes] | None = None
) -> Stored:
    conversation = home.customer.conversation
    sender = await who(house, by)
    return await conversations.add_devices(
        house.house, sender, conversation, change.devices, change.epoch, wraps or {}
    )


async def changed(
    house: Opened,
    home: Household,
    by: Device,
    add: list[Entry] | None = None,
    without: list[Device] | None = None,
    wraps: Mapping[bytes, bytes] | None = None,
) -> Change:
    change = home.change(by, add=add, without=without)
    await offered(house, home, by, change, wraps)
    home.took(change)
    return change


async def with_tablet(house: Opened) -> tuple[Household, Device]:
    """Phone, return link, and a tablet that the return link added."""
    _, customer = await furnished(house)
    home, tablet = Household.of(customer), new_device()
    await changed(house, home, customer.paper, add=[(tablet, False)])
    return home, tablet


async def test_a_removed_device_is_out_at_once(open_house: Opened) -> None:
    """[S4, W9] Its connection and its bearer end, its next command is refused; the others go on writing."""
    home, tablet = await with_tablet(open_house)
    phone, paper = home.customer.device, home.customer.paper
    lost, line = await who(open_house, tablet), Tape()
    bearer = open_house.house.bearers.issue(lost)
    open_house.house.sessions.join(lost.business, lost.device, False, line)
    old = home.epoch
    await changed(open_house, home, phone, add=[(new_device(), True)], without=[tablet, paper])
    assert line.ended == ("revoked", CLOSE_NOT_WELCOME)
    with pytest.raises(Refusal, match="not_welcome"):
        open_house.house.bearers.check(bearer)
    for key in (old, home.epoch):
        with pytest.raises(Refusal, match="revoked"):
            await say(open_house, home.customer.shop, tablet, key)
    with pytest.raises(Refusal, match="stale_epoch"):
        await say(open_house, home.customer.shop, phone, old)
    await say(open_house, home.customer.shop, phone, home.epoch)


async def test_the_same_change_again(open_house: Opened) -> None:
    """[A4] The first outcome, and nothing is stored twice."""
    home, tablet = await with_tablet(open_house)
    phone, paper = home.customer.device, home.customer.paper
    change = home.change(phone, add=[(new_device(), True)], without=[tablet, paper])
    first = await offered(open_house, home, phone, change)
    stored = await head(open_house, home.customer.shop)
    again = await offered(open_house, home, phone, change)
    assert again == msgspec.structs.replace(first, first=False)
    assert await head(open_house, home.customer.shop) == stored


async def test_a_new_return_link(open_house: Opened) -> None:
    """[S13] One record takes the old paper device out and the new one in: the old link adds nobody any more."""
    home, tablet = await with_tablet(open_house)
    old, new, laptop = home.customer.paper, new_device(), new_device()
    await changed(open_house, home, tablet, add=[(new, True)], without=[old])
    with pytest.raises(Refusal, match="revoked"):
        await offered(open_house, home, old, home.change(old, add=[(laptop, False)]))
    await changed(open_house, home, new, add=[(laptop, False)])
    await say(open_house, home.customer.shop, laptop, home.epoch)
    await say(open_house, home.customer.shop, home.customer.device, home.epoch)


async def test_a_new_return_link_vouches_for_its_conversation(open_house: Opened) -> None:
    """[S13] The link signs the epoch that comes with it. No other device signs an epoch while it is being added."""
    home, tablet = await with_tablet(open_house)
    old, new, laptop = home.customer.paper, new_device(), new_device()
    for add, vouching in (([(laptop, False)], laptop), ([(new, True)], tablet), ([(new, True)], laptop)):
        wrong = home.change(home.customer.device, add=add, without=[old], vouching=vouching)
        with pytest.raises(Refusal, match="bad_record"):
            await offered(open_house, home, home.customer.device, wrong)
    right = home.change(tablet, add=[(new, True)], without=[old], vouching=new)
    await offered(open_house, home, tablet, right)
    home.took(right)
    await changed(open_house, home, new, add=[(laptop, False)])
    await say(open_house, home.customer.shop, laptop, home.epoch)


@pytest.mark.parametrize(
    "wrong", ["paper removes", "signer leaves", "link stays", "changes its kind", "comes back"]
)
async def test_a_change_that_is_refused_changes_nothing(open_house: Opened, wrong: str) -> None:
    """[S4] The log stays as it was, nobody is shut out, and a valid change still goes through."""
    home, tablet = await with_tablet(open_house)
    phone, paper, gone = home.customer.device, home.customer.paper, new_device()
    await changed(open_house, home, phone, add=[(gone, False)])
    paper_after = new_device()
    await changed(open_house, home, phone, add=[(paper_after, True)], without=[gone, paper])
    by, add, without = {
        "paper removes": (paper_after, [], [tablet]),
        "signer leaves": (phone, [(new_device(), True)], [phone, paper_after]),
        "link stays": (phone, [], [tablet]),
        "changes its kind": (phone, [(tablet, True)], [tablet]),
        "comes back": (phone, [(gone, False)], []),
    }[wrong]
    before = await head(open_house, home.customer.shop)
    with pytest.raises(Refusal, match="bad_record"):
        await offered(open_house, home, by, home.change(by, add=add, without=without))
    assert await head(open_house, home.customer.shop) == before
    await say(open_house, home.customer.shop, tablet, home.epoch)
    await changed(open_house, home, phone, add=[(new_device(), True)], without=[tablet, paper_after])


async def test_both_remove_the_other(open_house: Opened) -> None:
    """[S4, L4] One change wins; the loser is out and is told so, whichever it is."""
    home, tablet = await with_tablet(open_house)
    phone, paper = home.customer.device, home.customer.paper
    changes = [
        (by, home.change(by, add=[(new_device(), True)], without=[other, paper]))
        for by, other in ((phone, tablet), (tablet, phone))
    ]
    outcomes = await asyncio.gather(
        *(offered(open_house, home, by, change) for by, change in changes), return_exceptions=True
    )
    assert sorted(getattr(each, "code", "stored") for each in outcomes) == ["revoked", "stored"]


async def test_what_the_removed_device_is_given(open_house: Opened) -> None:
    """[S4] The records up to the one that took it out, and none of what came later."""
    home, tablet = await with_tablet(open_house)
    phone, paper, conversation = home.customer.device, home.customer.paper, home.customer.conversation
    new = new_device()
    await changed(open_house, home, phone, add=[(new, True)], without=[tablet, paper])
    out = len(home.written)
    await changed(open_house, home, new, add=[(new_device(), False)])
    for device in (tablet, paper):
        assert await removal(open_house.house, conversation, device.keys.id) == home.written[:out]


async def test_nobody_else_is_given_anything(open_house: Opened) -> None:
    """[S4, I-6] Neither a device that is still listed, nor one of another conversation, of the team, or unknown."""
    home, tablet = await with_tablet(open_house)
    shop, conversation = home.customer.shop, home.customer.conversation
    stranger = shop.customer()
    await stranger.begin(open_house.house)
    theirs = Household.of(stranger)
    await changed(open_house, theirs, stranger.device, add=[(new_device(), True)], without=[stranger.paper])
    asked = [
        (conversation, tablet.keys.id),
        (conversation, home.customer.paper.keys.id),
        (conversation, stranger.paper.keys.id),
        (conversation, shop.owner.keys.id),
        (conversation, bytes(16)),
        (bytes(16), stranger.paper.keys.id),
        (shop.back_room.conversation, shop.member.keys.id),
    ]
    for place, device in asked:
        with pytest.raises(Refusal, match="not_found"):
            await removal(open_house.house, place, device)
