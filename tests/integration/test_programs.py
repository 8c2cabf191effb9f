"""Programs in the team: marked, held to their rights, and no answer of the team (S23)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.clock import NOON
from tests.world.patience import PATIENCE
from tresen.client import (
    Customer,
    HumanWanted,
    May,
    Message,
    Program,
    Refusal,
    Right,
    Staff,
    WrongInput,
)
from tresen.client.documents import card, draft, quickreply, scheduled
from tresen.client.team.invites import Invites
from tresen.clock import SettableClock
from tresen.core.law.installation import Installation
from tresen.core.law.installation import Program as Paper
from tresen.core.records import ProgramSaid
from tresen.desk.law.facts import facts_of
from tresen.store.queries import find_business

AWAY = {
    "away": {
        "when": "always",
        "from_ms": NOON + 60_000,
        "text": {"always": {"de": "Wir sind gleich wieder da.", "en": "Back soon."}},
    }
}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path, clock=SettableClock(NOON)) as opened:
        await opened.owner.team.write_people({1: "Anna", 2: "Ben", 9: "Öffnungszeiten"})
        yield opened


async def join(shop: Bakery, *may: Right, person: int = 9, ai: bool = True) -> Staff:
    """A program of the team with these rights."""
    link = await shop.owner.invites.create(person, program="Öffnungszeiten", ai=ai, may=may)
    opening = Staff.link(link, keys=shop.folder / f"program{person}.keys", clock=shop.clock)
    joining = asyncio.ensure_future(_opened(opening))
    await shop.owner.invites.confirm(link)
    return await joining


async def join_as_owner(shop: Bakery) -> Staff:
    """A program that an owner invited as an owner, which no page offers."""
    link = await shop.owner.invites.create(8, "owner", program="Bot", may=("read",))
    opening = Staff.link(link, keys=shop.folder / "owner-program.keys", clock=shop.clock)
    joining = asyncio.ensure_future(_opened(opening))
    await shop.owner.invites.confirm(link)
    return await joining


async def _opened(opening: object) -> Staff:
    return await opening  # type: ignore[misc, no-any-return]


async def news(customer: Customer) -> Message:
    """The next thing that the team says."""
    async for message in customer.messages():
        if not message.ours and message.kind != "auto":
            return message
    raise AssertionError("the messages ended")


async def test_a_customer_sees_that_a_program_answered(shop: Bakery) -> None:
    """[S23] Name and AI come from the record that the owner signed; a person's answer has none."""
    async with await join(shop, "read", "send") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        async for asked in bot.messages():
            await bot.reply(asked, "Ja, von 6 bis 18 Uhr.")
            break
        said = await news(krause)
        expected = Program("Öffnungszeiten", True, frozenset({May.READ, May.SEND}))
        assert (said.text, said.program) == ("Ja, von 6 bis 18 Uhr.", expected)
        await shop.owner.conversations.send(krause._id, "Anna hier.")
        history = await shop.owner.conversations.history(krause._id)
        assert [each.program for each in history if each.ours] == [expected, None]
        devices = {each.person: each.program for each in await shop.owner.team.devices()}
        assert devices == {0: None, 1: None, 9: expected}


async def test_whoever_wants_a_person_waits_for_one(shop: Bakery) -> None:
    """[S23] The wish is a text for older clients, `HumanWanted` for this one; it opens what was closed."""
    async with await join(shop, "read", "send") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        await bot.conversations.send(krause._id, "Ja.")
        await shop.owner.conversations.close(krause._id)
        await krause.ask_for_a_person()
        async for message in bot.messages():
            if isinstance(message.content, HumanWanted):
                break
        row = await shop.owner.conversations.get(krause._id)
        assert (message.kind, message.text, row.asked_ms is not None) == (
            "text",
            "Ich möchte mit einem Menschen sprechen.",
            True,
        )


async def test_a_person_is_wanted_until_one_has_answered(shop: Bakery) -> None:
    """[S23] A program asks before it speaks; what a program says does not end the wish."""
    async with await join(shop, "read", "send") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        there = krause._id
        assert not await bot.conversations.wants_person(there)
        await bot.conversations.send(there, "Ja.")
        await krause.ask_for_a_person()
        await krause.send("Und am Sonntag?")
        assert await bot.conversations.wants_person(there)
        await bot.conversations.send(there, "Nein.")
        assert await bot.conversations.wants_person(there)
        await shop.owner.conversations.send(there, "Anna hier.")
        assert not await bot.conversations.wants_person(there)


async def test_what_may_only_draft_plans_nothing(shop: Bakery) -> None:
    """[S23] No inbox would send it: it is refused before it is written."""
    async with await join(shop, "read", "draft") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        with pytest.raises(WrongInput, match="write a draft"):
            await bot.schedule(krause._id, "Ja.", at=NOON + 60_000)
        assert await bot.scheduled(krause._id) == []


async def test_a_row_is_no_message_to_read_up_to(shop: Bakery) -> None:
    """[W5] A row of the list says what to give instead."""
    async with await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        (row,) = await shop.owner.conversations.list()
        for mark in (shop.owner.conversations.mark_read, shop.owner.conversations.mark_delivered):
            with pytest.raises(WrongInput, match="not a row"):
                await mark(row)  # type: ignore[arg-type]


async def test_a_programs_answer_is_nobodys_answer(tmp_path: Path) -> None:
    """[S23, S14] It goes on waiting; first-answer times and the ten minutes of the away message are as without it."""
    clock = SettableClock(NOON)
    async with (
        asyncio.timeout(PATIENCE),
        bakery(tmp_path, clock=clock, profile=PROFILE | AWAY) as shop,
        await join(shop, "read", "send") as bot,
        await shop.customer() as krause,
    ):
        await krause.send("Haben Sie morgen offen?")
        await bot.conversations.send(krause._id, "Ja.")
        asked = (await shop.owner.conversations.get(krause._id)).asked_ms
        clock.set(NOON + 2 * 60_000)
        await krause.send("Und am Sonntag?")
        automatic = [each for each in await krause.history() if each.kind == "auto"]
        row = await shop.owner.conversations.get(krause._id)
        assert (len(automatic), asked, row.asked_ms) == (1, NOON, NOON)
        clock.set(NOON + 20 * 60_000)
        await shop.owner.conversations.send(krause._id, "Nein, da schlafen wir.")
        row = await shop.owner.conversations.get(krause._id)
        today = datetime.fromtimestamp(NOON / 1000, UTC).date()
        figures = await shop.owner.statistics(today, today)
        assert row.asked_ms is None
        (period,) = figures.periods
        assert (period.sent, period.received, period.requests) == (2, 2, 1)


async def test_beyond_its_rights_it_is_refused(shop: Bakery) -> None:
    """[S23] Whatever its own client allows: the server knows what the owner signed."""
    async with await join(shop, "read", "draft") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        conversation = krause._id
        with pytest.raises(Refusal, match="forbidden"):
            await bot.conversations.send(conversation, "Ja.")
        with pytest.raises(Refusal, match="forbidden"):
            await bot.conversations.close(conversation)
        with pytest.raises(Refusal, match="forbidden"):
            await bot.invites.create(12)
        with pytest.raises(Refusal, match="forbidden"):
            await bot.invite("Guten Tag, hier schreibt kein Mensch.")
        with pytest.raises(Refusal, match="forbidden"):
            await bot.chat.send("Hallo Team")
        for kind, about, values, key in (
            (card, conversation, {"name": "Frau Krause"}, None),
            (quickreply, None, {"shortcut": "hallo", "title": "Hallo", "text_de": "Hallo"}, bytes(16)),
        ):
            with pytest.raises(Refusal, match="forbidden"):
                await bot.drafts._room.write(kind, about, values, key)
        row = await shop.owner.conversations.get(conversation)
        assert (row.unread, [each.text for each in await krause.history() if not each.ours]) == (1, [])


async def test_a_program_cannot_become_a_person(shop: Bakery) -> None:
    """[S23] It signs nothing about itself, and a device that it lists is that program too."""
    async with await join(shop, "read", "send") as bot:
        with pytest.raises(Refusal):
            await bot.team.say_person(bot.device)
        with pytest.raises(Refusal, match="forbidden"):
            await Invites.create(bot.invites, 9)
        assert bot.team.program is not None
        with pytest.raises(WrongInput):
            await shop.owner.invites.create(9, program="Anna\u202e")
        with pytest.raises(WrongInput):
            await shop.owner.invites.create(9, program="Bot", may=("read", "rule"))  # type: ignore[arg-type]
        with pytest.raises(WrongInput):
            await shop.owner.invites.create(9, program="Bot", may=("send",))


async def test_drafts_are_for_people(shop: Bakery) -> None:
    """[S23, L8] One of each author; anybody drops it; the customer learns of none."""
    async with await join(shop, "read", "draft") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        asked = await anext(bot.messages())
        await bot.draft(asked, "Ja, morgen.")
        key = await bot.draft(asked, "Ja, von 6 bis 18 Uhr.")
        (held,) = await shop.owner.drafts(krause._id)
        assert (held.key, held.text, held.person, held.pos) == (key, "Ja, von 6 bis 18 Uhr.", 9, asked.pos)
        assert [each.text for each in await krause.history()] == ["Haben Sie morgen offen?"]
        await shop.owner.drafts.drop(krause._id, key)
        assert await bot.drafts(krause._id) == []
        with pytest.raises(LookupError):
            await shop.owner.drafts.drop(krause._id, key)


async def test_nobody_drafts_in_anothers_name(shop: Bakery) -> None:
    """[S23] A draft whose author did not sign it, or that stands at another's key, says nothing."""
    async with await join(shop, "read", "draft") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        room = bot.drafts._room
        await room.write(draft, krause._id, draft.written(1, "Von Anna", 3), draft.key_of(1))
        await room.write(draft, krause._id, draft.written(9, "An Annas Platz", 3), draft.key_of(2))
        assert await shop.owner.drafts(krause._id) == []


async def test_where_it_is_not_named_it_neither_reads_nor_writes(shop: Bakery) -> None:
    """[S23] `named`: the server gives and takes nothing there; once the conversation is its own, it may."""
    async with await join(shop, "read", "draft", "send", "named") as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        conversation = krause._id
        for refused in (
            bot.conversations.history(conversation),
            bot.conversations.send(conversation, "Ja."),
            bot.draft(conversation, "Ja."),
            bot.drafts._room.write(scheduled, conversation, scheduled.written(1, "Ja.", NOON), bytes(16)),
        ):
            with pytest.raises(Refusal, match="forbidden"):
                await refused
        await shop.owner.conversations.assign(conversation, 9)
        await bot.draft(conversation, "Ja.")
        async for message in bot.messages():
            await bot.reply(message, "Ja.")
            break
        assert (await news(krause)).text == "Ja."


async def test_where_it_is_not_named_it_takes_no_files(shop: Bakery) -> None:
    """[S23, F6] A file is its conversation's: `named` binds it as it binds the words."""
    async with await join(shop, "read", "named") as bot, await shop.customer() as krause:
        (shop.folder / "list.txt").write_text("Sechs Schrippen")
        await krause.send("Guten Tag")
        await krause.send_file(shop.folder / "list.txt")
        [row] = await shop.owner.conversations.list()
        [sent] = [each for each in await shop.owner.conversations.history(row) if each.kind == "file"]
        with pytest.raises(Refusal, match="forbidden"):
            await bot.conversations.download(sent, shop.folder / "taken.txt")
        await shop.owner.conversations.assign(row, 9)
        await bot.conversations.download(sent, shop.folder / "taken.txt")


async def test_a_right_that_was_taken_binds_a_connection_that_stands(shop: Bakery) -> None:
    """[S23] Who is called a program while it is connected no longer closes conversations."""
    async with await join(shop, "read", "send") as bot, await shop.customer() as krause:
        await krause.send("Guten Tag")
        [row] = await shop.owner.conversations.list()
        await shop.owner.team.say_program(bot.device, "Öffnungszeiten", may=("read",))
        with pytest.raises(Refusal, match="forbidden"):
            await bot.conversations.close(row)


async def test_a_device_of_before_is_named_afterwards(shop: Bakery) -> None:
    """[S23] What it said before stays as it was; from the owner's word on it is a program's, and back."""
    clock = shop.clock
    assert isinstance(clock, SettableClock)
    async with await shop.join(9) as bot, await shop.customer() as krause:
        await krause.send("Haben Sie morgen offen?")
        await bot.conversations.send(krause._id, "Eins")
        clock.set(NOON + 1_000)
        await shop.owner.team.say_program(bot.device, "Öffnungszeiten", may=("read", "send"))
        await bot.conversations.send(krause._id, "Zwei")
        clock.set(NOON + 2_000)
        await shop.owner.team.say_person(bot.device)
        await bot.conversations.send(krause._id, "Drei")
        named = [
            each.program and each.program.name for each in await shop.owner.conversations.history(krause._id)
        ]
        assert named == [None, None, "Öffnungszeiten", None]
        with pytest.raises(Refusal):
            await bot._publisher.publish([ProgramSaid(shop.owner.device, {"program": "Anna", "ai": False})])


async def test_papers_are_given_the_programs(shop: Bakery) -> None:
    """[S23] Name and AI reach whatever writes notice, records and agreement; a program is no person of the team."""
    async with await join(shop, "read", "draft", ai=True), await shop.join(2):
        house = shop.app.house
        business = await house.read(lambda connection: find_business(connection, "sonnenschein"))
        assert business is not None
        facts = await house.read(lambda connection: facts_of(connection, Installation(), business[0]))
        assert (facts.shop.programs, facts.shop.people) == ((Paper("Öffnungszeiten", True),), 2)


async def test_a_program_with_the_role_of_an_owner_signs_for_nobody(shop: Bakery) -> None:
    """[S23] It neither calls itself a person nor shuts out who invited it."""
    async with await join_as_owner(shop) as bot:
        with pytest.raises(Refusal, match="forbidden"):
            await bot.team.say_person(bot.device)
        with pytest.raises(Refusal, match="forbidden"):
            await bot.team.sign_out(shop.owner.device)
        await shop.owner.team.sign_out(bot.device)
