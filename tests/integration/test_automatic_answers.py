"""Greeting and away message from the server to the customer's device: by the server alone, once, in the signed words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.answering import Answering, answering, automatic, until
from tests.world.clock import MINUTE, at
from tests.world.patience import PATIENCE
from tests.world.profile import AWAY, BAKERY, GREETING
from tresen.client import Customer

WELCOME = "Willkommen bei Bäckerei Sonnenschein!"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Answering]:
    async with asyncio.timeout(PATIENCE), answering(tmp_path) as opened:
        yield opened


async def test_a_lunch_break_with_nobody_online(shop: Answering) -> None:
    """[S14] Greeting, then away message, at once, while no device of the team is connected; once per absence."""
    link = shop.owner.customer_link
    assert link
    krause = await shop.customer()
    await shop.owner.close()
    async with krause:
        shop.it_is("2026-11-23 13:10")
        await krause.send("Haben Sie noch Schrippen?")
        said, greeting, away = await until(krause, 3)
        assert (said.pos, greeting.pos, away.pos) == (3, 4, 5)
        assert (greeting.kind, greeting.text, greeting.ours) == ("auto", WELCOME, False)
        assert away.text == "Mittagspause – wir sind heute um 14:00 zurück."
        assert away.payload == {
            "name": "away.lunch",
            "rev": 4,
            "language": None,
            "instant_ms": at("2026-11-23 13:10"),
            "next_open_ms": at("2026-11-23 14:00"),
        }
        await krause.send("Hallo?")
        shop.it_is("2026-11-23 14:00")
        await krause.send("Jetzt?")
        assert len(await automatic(krause)) == 2
        shop.it_is("2026-11-23 18:30")
        await krause.send("Und heute Abend?")
        await krause.send("Niemand da?")
        assert (await automatic(krause))[2:] == ["Feierabend. Wir öffnen morgen um 6:00."]


async def test_each_reader_reads_their_language(shop: Answering) -> None:
    """[S14] The words are the profile's, in the reader's language: the server names the text only."""
    shop.it_is("2026-11-23 18:30")
    keys = shop.folder / "smith.keys"
    smith = await Customer.start(shop.owner.customer_link, keys=keys, clock=shop.clock, language="en")
    async with smith, await shop.customer() as krause:
        for each in (smith, krause):
            await each.send("Hello")
        assert await automatic(smith) == [
            "Welcome to Bäckerei Sonnenschein!",
            "We are closed and open tomorrow at 6:00.",
        ]
        assert await automatic(krause) == [WELCOME, "Feierabend. Wir öffnen morgen um 6:00."]


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2026-12-24 18:30", "Feierabend. Wir öffnen Montag, 4. Januar, um 6:00."),
        ("2026-12-25 11:00", "Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."),
        ("2026-12-30 09:00", "Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."),
        ("2027-03-25 18:30", "Feierabend. Wir öffnen Samstag, 27. März, um 6:00."),
        ("2027-03-28 01:59", "Feierabend. Wir öffnen Dienstag, 30. März, um 6:00."),
        ("2027-03-28 03:00", "Feierabend. Wir öffnen Dienstag, 30. März, um 6:00."),
        ("2027-10-31 12:00", "Feierabend. Wir öffnen morgen um 6:00."),
    ],
)
async def test_evening_before_a_holiday_company_holidays_dst_sunday(
    shop: Answering, when: str, text: str
) -> None:
    """[S14] What a customer reads on the days that matter; Easter 2027 falls on the Sunday of the clock change."""
    shop.it_is(when)
    async with await shop.customer() as krause:
        await krause.send("Haben Sie offen?")
        assert await automatic(krause) == [WELCOME, text]


@pytest.mark.parametrize(("days", "greetings"), [(13, 1), (14, 2)])
async def test_the_greeting_again_after_silence(shop: Answering, days: int, greetings: int) -> None:
    """[S14] After 13 days of silence nothing, after 14 the greeting."""
    async with await shop.customer() as krause:
        shop.it_is("2026-11-24 09:00")
        await krause.send("Guten Morgen")
        shop.clock.advance(days * 24 * 60 * MINUTE)
        await krause.send("Guten Morgen")
        assert await automatic(krause) == [WELCOME] * greetings


async def test_an_automatic_answer_does_not_break_the_silence(shop: Answering) -> None:
    """[L13] Automatic answers are spoken by nobody: neither the customer's nor the team's last word."""
    shop.it_is("2026-11-23 18:30")
    async with await shop.customer() as krause:
        await krause.send("Guten Abend")
        await shop.owner.records.publish({**BAKERY, "away": {**AWAY, "when": "always"}, "greeting": None})
        shop.clock.advance(MINUTE)
        await krause.send("Hallo?")
        assert (await automatic(krause))[2:] == ["Wir sind gerade nicht da."]


async def test_a_colleague_answers_during_the_absence(shop: Answering) -> None:
    """[S14] No away message within ten minutes of an answer; later in the same absence, once."""
    async with await shop.customer() as krause:
        await krause.send("Guten Morgen")
        shop.it_is("2026-11-23 18:05")
        assert krause.conversation is not None
        await shop.owner.conversations.send(krause.conversation, "Bin noch da.")
        shop.clock.advance(10 * MINUTE - 1)
        await krause.send("Schön!")
        assert await automatic(krause) == [WELCOME]
        shop.clock.advance(1)
        await krause.send("Noch eine Frage")
        await krause.send("Oder zwei")
        assert await automatic(krause) == [WELCOME, "Feierabend. Wir öffnen morgen um 6:00."]


async def test_unread_counts_what_the_customer_said(shop: Answering) -> None:
    """[L6, L13] Two automatic answers change neither unread nor the marks."""
    shop.it_is("2026-11-23 18:30")
    async with await shop.customer() as krause:
        await krause.send("Hallo")
        assert krause.conversation is not None
        row = await shop.owner.conversations.get(krause.conversation)
        assert (row.unread, row.head) == (1, 5)
        seen = await shop.owner.conversations.history(krause.conversation)
        assert [each.kind for each in seen] == ["text", "auto", "auto"]
        assert [each.ours for each in seen] == [False, True, True]


async def test_no_automatic_answers_for_this_customer(shop: Answering) -> None:
    """[S14] Staff switch them off and on for one customer, who is not told so."""
    async with await shop.customer() as krause:
        await krause.send("Guten Morgen")
        assert krause.conversation is not None
        await shop.owner.conversations.answer_automatically(krause.conversation, False)
        assert not (await shop.owner.conversations.get(krause.conversation)).automatic
        shop.it_is("2026-11-23 18:30")
        sent = await krause.send("Guten Abend")
        assert sent.pos == 5
        assert await automatic(krause) == [WELCOME]
        await shop.owner.conversations.answer_automatically(krause.conversation, True)
        await krause.send("Noch da?")
        assert (await automatic(krause))[1:] == ["Feierabend. Wir öffnen morgen um 6:00."]
        assert (await shop.owner.conversations.get(krause.conversation)).automatic


async def test_a_blocked_customer_gets_none(shop: Answering) -> None:
    """[L12, S14] What is refused is not answered."""
    async with await shop.customer() as krause:
        await krause.send("Guten Morgen")
        assert krause.conversation is not None
        await shop.owner.conversations.block(krause.conversation, True)
        shop.it_is("2026-11-23 18:30")
        with pytest.raises(Exception, match="conversation_blocked"):
            await krause.send("Hallo?")
        assert await automatic(krause) == [WELCOME]


async def test_a_message_to_a_closed_conversation_is_answered_too(shop: Answering) -> None:
    """[L11, L13] Reopened, the message, then its answers."""
    async with await shop.customer() as krause:
        await krause.send("Guten Morgen")
        assert krause.conversation is not None
        await shop.owner.conversations.close(krause.conversation)
        shop.it_is("2026-11-23 18:30")
        sent = await krause.send("Guten Abend")
        assert sent.pos == 7
        [*_, away] = await krause.history()
        assert (away.kind, away.pos) == ("auto", 8)


async def test_what_the_profile_says_now_is_what_counts(shop: Answering) -> None:
    """[S14] A published change counts for the next message; what was answered keeps the words of its revision."""
    shop.it_is("2026-11-23 18:30")
    async with await shop.customer() as krause, await shop.customer("yilmaz") as yilmaz:
        await krause.send("Hallo")
        greeting = {**GREETING, "text": {"de": "Moin bei {business}!"}}
        await shop.owner.records.publish({**BAKERY, "name": "Backhaus", "greeting": greeting, "away": None})
        await yilmaz.send("Hallo")
        assert await automatic(krause) == [WELCOME, "Feierabend. Wir öffnen morgen um 6:00."]
        assert await automatic(yilmaz) == ["Moin bei Backhaus!"]


async def test_always_and_from_to(shop: Answering) -> None:
    """[S14] They apply while they are set, open or not; each setting answers once."""
    away = {**AWAY, "when": "range", "from_ms": at("2026-11-23 10:00"), "to_ms": at("2026-11-25 15:00")}
    away["text"] = {"always": {"de": "Weg. {opening} wieder da."}}
    await shop.owner.records.publish({**BAKERY, "greeting": None, "away": away})
    async with await shop.customer() as krause:
        await krause.send("vorher")
        shop.it_is("2026-11-23 10:00")
        await krause.send("mittendrin")
        shop.it_is("2026-11-24 09:00")
        await krause.send("noch einmal")
        shop.it_is("2026-11-25 15:00")
        await krause.send("danach")
        assert await automatic(krause) == ["Weg. Mittwoch, 25. November, um 15:00 wieder da."]
        always = {**away, "when": "always", "from_ms": at("2026-11-25 15:30"), "to_ms": None}
        await shop.owner.records.publish({**BAKERY, "greeting": None, "away": always})
        shop.it_is("2026-11-25 15:30")
        await krause.send("und jetzt")
        assert (await automatic(krause))[1:] == ["Weg. morgen um 6:00 wieder da."]


async def test_the_words_of_a_superseded_profile(shop: Answering) -> None:
    """[S14] What an answer said stays readable after later edits, on a device that never saw that profile."""
    shop.it_is("2026-11-23 13:10")
    krause = await shop.customer()
    async with krause:
        await krause.send("Haben Sie noch Schrippen?")
        said = [each.text for each in await until(krause, 3)]
        conversation = krause.conversation
        assert conversation
        for number in range(3):
            await shop.owner.records.publish({**shop.owner.profile, "about": f"Fassung {number}"})
        ben = await shop.join(2)
        async with ben:
            history = await ben.conversations.history(conversation)
            assert [each.text for each in history if each.kind in ("text", "auto")] == said
            assert ben.profile["about"] == "Fassung 2"
