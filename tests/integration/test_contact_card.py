"""[S9, L7] The customer's contact card: handed over, seen by both sides, changed, taken back without a trace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tresen.client import Customer, Message
from tresen.client.content import Contact, ContactRequest
from tresen.errors import Refusal


def texts(history: list[Message]) -> list[str]:
    return [each.text for each in history if each.kind == "text"] + [
        each.line for each in history if each.kind == "contact"
    ]


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as made:
        yield made


@pytest.fixture
async def customer(shop: Bakery) -> AsyncIterator[Customer]:
    async with await shop.customer() as krause:
        await krause.send("Guten Morgen!")
        yield krause


def conversation_of(customer: Customer) -> bytes:
    assert customer.conversation is not None
    return customer.conversation


async def test_both_sides_see_the_newest_card(shop: Bakery, customer: Customer) -> None:
    """[S9] What was handed over before is erased; what is not said again is not handed over any more."""
    conversation = conversation_of(customer)
    staff = shop.owner
    await staff.conversations.ask_contact(conversation)
    await customer.hand_over(name="Frau Krause", phone="+49 (30) 123-456")
    assert await staff.conversations.contact(conversation) == Contact("Frau Krause", "+4930123456")
    await customer.hand_over(email="krause@example.org")
    assert await customer.handed_over() == Contact(email="krause@example.org")
    entries = await staff.conversations.history(conversation)
    assert await staff.conversations.contact(conversation) == Contact(email="krause@example.org")
    assert any(isinstance(each.content, ContactRequest) for each in entries)
    assert [each.content for each in entries if isinstance(each.content, Contact)] == [
        Contact(email="krause@example.org")
    ]


async def test_taken_back_leaves_no_card(shop: Bakery, customer: Customer) -> None:
    """[L7, A10] No card is left at the team; the log says that it was taken back. Nothing to take back says nothing."""
    conversation = conversation_of(customer)
    await customer.take_back()
    assert texts(await customer.history()) == ["Guten Morgen!"]
    sent = await customer.hand_over(name="Frau Krause", address="Ahornweg 3\n12345 Berlin")
    before = next(
        each for each in await shop.owner.conversations.history(conversation) if each.pos == sent.pos
    )
    await customer.take_back()
    assert await customer.handed_over() is None
    assert await shop.owner.conversations.contact(conversation) is None
    history = await shop.owner.conversations.history(conversation)
    assert [each.kind for each in history if each.pos == sent.pos] == ["erased"]
    assert [each.content for each in history if each.kind == "contact"] == [Contact()]
    assert before.hash is not None


@pytest.mark.parametrize(
    "card",
    [
        {},
        {"name": " "},
        {"phone": "030 123456"},
        {"email": "krause"},
        {"name": "a" * 121},
        {"address": "a\tb"},
    ],
)
async def test_what_cannot_be_a_card_is_not_sent(customer: Customer, card: dict[str, str]) -> None:
    """[S9] Refused before anything is sent."""
    with pytest.raises(ValueError, match=r"card|cannot be one"):
        await customer.hand_over(**card)
    assert texts(await customer.history()) == ["Guten Morgen!"]


async def test_a_card_from_the_team_says_nothing(shop: Bakery, customer: Customer) -> None:
    """[S9] Only the customer hands over."""
    conversation = conversation_of(customer)
    participant = shop.owner.conversations._participant
    await participant.say(conversation, Contact(name="Falsch"), "Anna")
    assert await shop.owner.conversations.contact(conversation) is None


async def test_a_blocked_customer_takes_back(shop: Bakery, customer: Customer) -> None:
    """[L12, L7] A consent can be withdrawn by whoever may say nothing: the card is erased, without a word in the log."""
    conversation = conversation_of(customer)
    sent = await customer.hand_over(name="Frau Krause", phone="+49 30 901820")
    await shop.owner.conversations.block(conversation, True)
    with pytest.raises(Refusal, match="conversation_blocked"):
        await customer.hand_over(name="Frau Krause")
    assert await customer.handed_over() == Contact("Frau Krause", "+4930901820")
    await customer.take_back()
    assert await customer.handed_over() is None
    assert await shop.owner.conversations.contact(conversation) is None
    history = await shop.owner.conversations.history(conversation)
    assert [each.kind for each in history if each.pos == sent.pos] == ["erased"]
