"""Lies that protocol/threats.md does not list one by one, told to the team's Python client (S10, S12, L8)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio

from tests.liar.lie import Call, Json, Lie, rewritten
from tests.liar.street import Street
from tests.world.patience import PATIENCE
from tresen.client import Owner, Staff, Untrusted
from tresen.client.connection.http import b64
from tresen.core import records
from tresen.core.model import Kind
from tresen.core.wire import Event

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with Street.open(tmp_path_factory.mktemp("street")) as opened:
        opened.proxy.honest.discard(opened.bakery.owner.device)
        yield opened


class Promoted(Lie):
    """Says that an invite was made for an owner."""

    def answer(self, call: Call, body: Json) -> Json:
        listed: list[Json] = body.get("invites", [])
        return body | {"invites": [each | {"role": "owner", "person": 1} for each in listed]}


async def confirmed(owner: Owner) -> list[tuple[int, tuple[str, str, str, str]]]:
    """The person who joins, as soon as somebody has answered."""
    async with asyncio.timeout(PATIENCE):
        joined = await owner.invites.confirm_answered()
        return joined or await confirmed(owner)


async def test_nobody_is_promoted(street: Street) -> None:
    """[S12, S4] Whoever answers an invite joins with the role it was made for, whatever the server says, and only once."""
    owner = street.bakery.owner
    link = await owner.invites.create(31, "auditor")
    with street.lying(Promoted()):
        joining = asyncio.create_task(Staff.link(link, keys=street.bakery.folder / "cem.keys").__aenter__())
        joined = await confirmed(owner)
        assert [person for person, _ in joined] == [31]
    cem = await joining
    assert (cem.role, cem.person) == ("auditor", 31)
    await cem.close()


class OnceMore(Lie):
    """Shows a confirmed invite as answered once more, by another device that holds the link."""

    def __init__(self, answer: Json) -> None:
        self._answer = answer

    def answer(self, call: Call, body: Json) -> Json:
        return body | ({"invites": [self._answer]} if "invites" in body else {})


async def test_an_invite_is_good_once(street: Street) -> None:
    """[S12] The link adds no second device, even if a server says that it was just answered."""
    owner = street.bakery.owner
    link = await owner.invites.create(32)
    joining = asyncio.create_task(Staff.link(link, keys=street.bakery.folder / "dora.keys").__aenter__())
    listed: list[dict[str, Any]] = []
    while not listed:
        answers = (await owner._parts.http.get("/invites"))["invites"]
        listed = [each for each in answers if (each["state"], each["person"]) == ("answered", 32)]
    await owner.invites.confirm_answered()
    await (await joining).close()
    with street.lying(OnceMore(listed[0])):
        assert await owner.invites.confirm_answered() == []


class SwappedNonce(Lie):
    """Stands between the two screens and gives another nonce than the inviting device had committed to."""

    def answer(self, call: Call, body: Json) -> Json:
        return body | {"nonce": b64(b"x" * 16)} if body.get("nonce") and "commitment" in body else body


async def test_nobody_aims_at_the_four_words(street: Street) -> None:
    """[S12] Whoever holds link and server cannot choose a nonce that makes both screens agree: it is committed first."""
    owner = street.bakery.owner
    link = await owner.invites.create(33)
    shown: list[tuple[str, ...]] = []
    with street.lying(SwappedNonce()):
        opening = Staff.link(link, keys=street.bakery.folder / "emil.keys", words=shown.append)
        joining = asyncio.create_task(opening.__aenter__())
        await confirmed(owner)
        with pytest.raises(Untrusted) as caught:
            await joining
    assert (caught.value.reason, shown) == ("mismatch", [])


class SwappedCards(Lie):
    """Gives every conversation the same card."""

    def __init__(self, card: str) -> None:
        self._card = card

    def answer(self, call: Call, body: Json) -> Json:
        return body | {"card": self._card} if "card" in body else body


async def test_a_card_names_its_own_conversation(street: Street) -> None:
    """[L8, S10] A true card, handed out for a conversation that it is not about, names nobody there."""
    owner = street.bakery.owner
    krause, hers = await street.asked()
    other, his = await street.asked()
    await owner.cards.rename(hers, "Frau Krause")
    row = await owner._parts.http.get(f"/conversations/{b64(hers)}")
    with street.lying(SwappedCards(row["card"])):
        assert (await owner.conversations.get(hers)).name == "Frau Krause"
        assert (await owner.conversations.get(his)).name is None
    for customer in (krause, other):
        await customer.close()


class ElsewhereErased(Lie):
    """Removes the back room's messages under a command that nobody gave."""

    def __init__(self, room: bytes) -> None:
        self._room = room

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [self._buried(each) for each in events]

    def _buried(self, event: Event) -> Event:
        if event.conversation != self._room or event.kind != Kind.MESSAGE:
            return event
        return rewritten(event, body=[None, None, None, None, bytes(32), "erased", bytes(16), 3])


async def test_the_back_room_is_emptied_by_a_command_only(street: Street) -> None:
    """[L7, L8] What is said about a conversation goes with it, for present and later readers. A tombstone whose command is
    nowhere is an alarm."""
    owner = street.bakery.owner
    room = records.back_room_id(owner._parts.business.chain.business)
    krause, conversation = await street.asked()
    await owner.cards.rename(conversation, "Frau Streng")
    assert [each.kind for each in await owner.conversations.history(room) if each.about == conversation] == [
        "card"
    ]
    await owner.conversations.erase(conversation)
    assert [
        each for each in await owner.conversations.history(room) if each.about == conversation or each.trouble
    ] == []
    ben = await street.bakery.join(41)
    later = await ben.conversations.history(room)
    assert "erased" in [each.kind for each in later]
    assert {each.trouble for each in later} == {None}
    cem = await street.bakery.join(42)
    with street.lying(ElsewhereErased(room)):
        assert {each.trouble for each in await cem.conversations.history(room)} == {"unasked"}
    for client in (krause, ben, cem):
        await client.close()
