"""[S9, L7] Reply, react, edit, pin, forward: what both sides see of it, and what changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tresen.client import Customer, Message, NotDone, Refusal
from tresen.client.connection.keyfile import Waiting
from tresen.client.content import Contact, Reaction, Unknown
from tresen.core.sizes import EDIT_MS


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as made:
        yield made


@pytest.fixture
async def krause(shop: Bakery) -> AsyncIterator[Customer]:
    async with await shop.customer() as customer:
        await customer.send("2 Brote bitte")
        yield customer


def talk(customer: Customer) -> bytes:
    assert customer.conversation is not None
    return customer.conversation


async def seen(shop: Bakery, customer: Customer) -> Message:
    """The first message as the team sees it."""
    return (await shop.owner.conversations.history(talk(customer)))[0]


async def test_a_reply_quotes_by_id_and_stays_when_that_is_erased(shop: Bakery, krause: Customer) -> None:
    """[S9, L7] The quote shows the newest words; then it says that they were erased."""
    there, staff = talk(krause), shop.owner
    await staff.conversations.send(there, "Gern, bis 9 Uhr", reply_to=await seen(shop, krause))
    first, answer = await krause.history()
    assert answer.quote is not None
    assert (answer.quote.state, answer.quote.line, answer.quote.ours) == ("there", "2 Brote bitte", True)
    await krause.edit(first, "3 Brote bitte")
    assert [each.quote.line for each in await krause.history() if each.quote] == ["3 Brote bitte"]
    await krause.delete(first)
    for history in (await krause.history(), await staff.conversations.history(there)):
        kept = next(each for each in history if each.text == "Gern, bis 9 Uhr")
        assert kept.quote is not None
        assert (kept.quote.state, kept.quote.line) == ("erased", "")


async def test_reactions_one_for_each_person(shop: Bakery, krause: Customer) -> None:
    """[S9] A second replaces the first, None takes it back; no act is a message, counts as unread, or reopens anything."""
    there = talk(krause)
    staff = shop.owner
    async with await shop.join(2) as ben:
        await staff.conversations.mark_read(await seen(shop, krause))
        await staff.conversations.close(there)
        await krause.react((await krause.history())[0], "🙏")
        for who, emoji in ((staff, "👍"), (ben, "❤️"), (staff, "🎉"), (ben, None)):
            await who.react(await seen(shop, krause), emoji)
        (message,) = await krause.history()
        assert [(each.emoji, each.person, each.ours) for each in message.reactions] == [
            ("🙏", None, True),
            ("🎉", 1, False),
        ]
        row = await staff.conversations.get(there)
        assert (row.state, row.unread) == ("closed", 0)
    for wrong in ("", "ok", "👍👍"):
        with pytest.raises(ValueError, match="emoji"):
            await krause.react(message, wrong)


async def test_an_edit_of_ones_own_within_fifteen_minutes(shop: Bakery, krause: Customer) -> None:
    """[S9] Both sides read the versions; what is late, or another's, changes nothing and says why."""
    (first,) = await krause.history()
    await krause.edit(first, "3 Brote bitte")
    changed = await seen(shop, krause)
    assert (changed.text, [each.text for each in changed.versions]) == ("3 Brote bitte", ["2 Brote bitte"])
    assert changed.edited_ms is not None
    with pytest.raises(NotDone) as others:
        await shop.owner.conversations.edit(changed, changed, "keine")
    assert others.value.why == "others"
    with pytest.raises(ValueError, match="blanks"):
        await krause.edit(first, " ")
    assert EDIT_MS == 15 * 60 * 1000


async def test_three_are_pinned_and_a_fourth_is_refused(shop: Bakery, krause: Customer) -> None:
    """[S9] For both sides; either takes one off."""
    there = talk(krause)
    for text in ("zwei", "drei", "vier"):
        await krause.send(text)
    history = await krause.history()
    for message in history[:3]:
        await shop.owner.conversations.pin(there, message)
    with pytest.raises(NotDone) as full:
        await krause.pin(history[3])
    assert full.value.why == "full"
    await krause.pin(history[0], on=False)
    await krause.pin(history[3])
    assert [each.pinned for each in await shop.owner.conversations.history(there)] == [
        False,
        True,
        True,
        True,
    ]


async def test_forwarding_seals_anew_and_carries_what_is_not_known(shop: Bakery, krause: Customer) -> None:
    """[S9] An unknown kind goes whole, a card's fields too, marked and with the forwarder's name; no edit."""
    staff = shop.owner
    async with await shop.customer("meier") as meier:
        await meier.send("Hallo")
        await krause.hand_over(name="Emma Krause", phone="+49301234567")
        strange = {"kind": "dance", "steps": [1, {"left": True}]}
        await krause._parts.outbox.send(Waiting(talk(krause), 1, strange))
        for message in await staff.conversations.history(talk(krause)):
            await staff.conversations.forward(message, talk(meier))
        _, text, card, dance = await meier.history()
        assert (text.text, text.forwarded, text.person) == ("2 Brote bitte", True, 1)
        assert card.content == Contact("Emma Krause", "+49301234567")
        assert await staff.conversations.contact(talk(meier)) is None
        assert isinstance(dance.content, Unknown)
        assert {key: dance.payload[key] for key in strange} == strange
        with pytest.raises(NotDone, match="kind"):
            await staff.conversations.edit(text, text, "anders")


async def test_erasing_reaches_acts_and_takes_none_after(shop: Bakery, krause: Customer) -> None:
    """[L7] Reactions and earlier texts go from the server with their message; what comes later is refused."""
    there, staff = talk(krause), shop.owner
    (first,) = await krause.history()
    await krause.edit(first, "GEHEIM")
    before = await seen(shop, krause)
    await staff.react(before, "👍")
    await staff.conversations.pin(there, before)
    done = await krause.erase(first)
    assert done.erased == [(3, 6)]
    assert [each.kind for each in await krause.history() if each.kind != "erasure"] == ["erased"] * 4
    with pytest.raises(NotDone) as gone:
        await staff.react(before, "❤️")
    assert gone.value.why == "gone"
    late = Reaction("❤️", (before.device or b"", before.counter or 0))
    with pytest.raises(Refusal) as refused:
        await staff._parts.say(there, late, spoken=False)
    assert refused.value.code == "not_found"


async def test_acts_on_what_is_none(shop: Bakery, krause: Customer) -> None:
    """[S9] An act on an act, on an entry of the log, or on nothing is not sent."""
    sent = await krause.react((await krause.history())[0], "👍")
    for nothing in (sent, replace(sent, pos=1), replace(sent, pos=99)):
        with pytest.raises(NotDone):
            await krause.react(nothing, "👍")


async def test_a_blocked_customer_acts_no_more(shop: Bakery, krause: Customer) -> None:
    """[L12] The server refuses it, and the message is as it was."""
    await shop.owner.conversations.block(talk(krause), True)
    with pytest.raises(Refusal) as refused:
        await krause.react((await krause.history())[0], "👍")
    assert refused.value.code == "conversation_blocked"
    assert (await seen(shop, krause)).reactions == ()
