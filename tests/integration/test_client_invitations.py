"""The business writes first, from the Python client to the other one (S21)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.clock import NOON
from tests.world.corpus.cameras import encoded
from tests.world.patience import PATIENCE
from tresen.client import (
    Customer,
    Invitation,
    Missing,
    NotDone,
    Refusal,
    Refused,
    TeamInvitation,
    Untrusted,
    WrongInput,
)
from tresen.client.household.begin import Beginning
from tresen.client.invitation import Answer
from tresen.clock import SettableClock
from tresen.core.records import Signed
from tresen.desk import upkeep
from tresen.seal import links
from tresen.seal.invitation import Quoted

DAY_MS = 24 * 60 * 60 * 1000
TEXT = "Guten Tag, Frau Krause, die Torte ist bestellt."


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path, clock=SettableClock(NOON)) as made:
        yield made


async def only(shop: Bakery) -> TeamInvitation:
    (found,) = await shop.owner.invitations()
    return found


async def answered(shop: Bakery, link: str, digits: str = "", name: str = "krause") -> Customer:
    invitation = await Invitation.open(link, digits)
    return await invitation.answer("Sehr schön!", keys=shop.folder / f"{name}.keys", clock=shop.clock)


async def test_from_the_first_word_to_the_answer(shop: Bakery) -> None:
    """[S21] The link opens it; the answer begins a conversation in which both sides read what was written first."""
    made = await shop.owner.invite(TEXT, to="Frau Krause")
    assert made.digits == ""
    assert await Invitation.look(made.link) == (False, True, made.until_ms, None)
    assert (await shop.owner.read_invitation(made)).text == TEXT
    assert (await only(shop)).opened_ms is None
    invitation = await Invitation.open(made.link)
    assert (invitation.text, invitation.by, invitation.reply) == (TEXT, "Anna", True)
    async with await answered(shop, made.link) as krause:
        (first,) = await krause.history()
        assert first.invitation is not None
        assert (first.text, first.invitation.text, first.invitation.id) == ("Sehr schön!", TEXT, made.id)
        (seen,) = await shop.owner.conversations.history(krause.conversation)  # type: ignore[arg-type]
        assert seen.invitation == first.invitation
        row = await only(shop)
        assert (row.state, row.conversation, row.to) == ("taken", krause.conversation, "Frau Krause")
        await shop.owner.reply(seen, "Bis Samstag!")
        await krause.send("Danke!")
        assert [each.text for each in await krause.history()] == ["Sehr schön!", "Bis Samstag!", "Danke!"]
    with pytest.raises(Refusal, match="invitation_over: taken"):
        await Invitation.open(made.link)


async def test_files_come_with_it(shop: Bakery) -> None:
    """[F3] A photo and a document are fetched before anybody answers, and belong to the conversation afterwards."""
    offer, photo = shop.folder / "Angebot.pdf", shop.folder / "torte.png"
    offer.write_bytes(os.urandom(200_000))
    photo.write_bytes(encoded((320, 120), "PNG"))
    made = await shop.owner.invite("", [offer, photo])
    invitation = await Invitation.open(made.link)
    assert [each.kind for each in invitation.files] == ["file", "photo"]
    path = await invitation.download(invitation.files[0], shop.folder / "vorher.pdf")
    assert path.read_bytes() == offer.read_bytes()
    async with await answered(shop, made.link) as krause:
        (first,) = await krause.history()
        assert len(first.brought) == 2
        again = await krause.download(first.brought[0], shop.folder / "nachher.pdf")
        assert again.read_bytes() == offer.read_bytes()
        (seen,) = await shop.owner.conversations.history(krause.conversation)  # type: ignore[arg-type]
        for each in seen.brought:
            assert (await shop.owner.conversations.download(each, shop.folder / f"team {each.kind}")).exists()


async def test_digits(shop: Bakery) -> None:
    """[S21] The link alone opens nothing; the digits are counted, also by the answer; then it is gone."""
    made = await shop.owner.invite(TEXT, digits=True)
    assert len(made.digits) == 6
    assert (await Invitation.look(made.link)).tries_left == 5
    wrong = f"{(int(made.digits) + 1) % 10**6:06}"
    with pytest.raises(Refusal, match="invitation_digits: 4 "):
        await Invitation.open(made.link, wrong)
    async with await answered(shop, made.link, made.digits) as krause:
        assert (await krause.history())[0].invitation is not None
    made = await shop.owner.invite(TEXT, digits=True)
    for _ in range(4):
        with pytest.raises(Refusal, match="invitation_digits"):
            await Invitation.open(made.link)
    with pytest.raises(Refusal, match="invitation_over: locked"):
        await Invitation.open(made.link)
    assert [each.state for each in await shop.owner.invitations()] == ["locked", "taken"]


async def test_withdrawn_and_over(shop: Bakery) -> None:
    """[S21] Whoever comes too late is told why; the team forgets the link as well."""
    made, other = await shop.owner.invite(TEXT), await shop.owner.invite(TEXT, days=1, reply=False)
    assert other.link is not None
    opened = await Invitation.open(made.link)
    async with await shop.join(2) as ben:
        assert {each.link for each in await ben.invitations()} == {made.link, other.link}
        assert await ben.withdraw(made) == "withdrawn"
    with pytest.raises(Refusal, match="invitation_over: withdrawn"):
        await Invitation.look(made.link)
    with pytest.raises(Refusal, match="invitation_over: withdrawn"):
        await opened.answer("Doch!", keys=shop.folder / "late.keys", clock=shop.clock)
    silent = await Invitation.open(other.link)
    with pytest.raises(NotDone):
        await silent.answer("Hallo", keys=shop.folder / "silent.keys", clock=shop.clock)
    assert isinstance(shop.clock, SettableClock)
    shop.clock.advance(DAY_MS)
    with pytest.raises(Refusal, match="invitation_over: expired"):
        await Invitation.open(other.link)
    assert [(each.state, each.link) for each in await shop.owner.invitations()][1] == ("withdrawn", "")
    assert await shop.owner.withdraw(made) == "withdrawn"
    shop.clock.advance(31 * DAY_MS)
    await upkeep.sweep(shop.app.house)
    assert await shop.owner.invitations() == []
    assert len(await shop.owner.conversations.list()) == 0


async def test_another_businesss_link(shop: Bakery, tmp_path: Path) -> None:
    """[S21] With another fingerprint nothing is asked; at another business the same secret opens nothing."""
    made = await shop.owner.invite(TEXT)
    link = links.read_invitation_link(made.link)
    forged = links.InvitationLink(link.public_url, link.handle, link.secret, bytes(20))
    with pytest.raises(Untrusted):
        await Invitation.open(str(forged))
    assert (await only(shop)).opened_ms is None
    (tmp_path / "other").mkdir()
    async with bakery(tmp_path / "other", clock=SettableClock(NOON)) as other:
        sign = links.read_sign(other.url)
        assert sign.fingerprint is not None
        moved = links.InvitationLink(sign.public_url, sign.handle, link.secret, sign.fingerprint)
        with pytest.raises(Refusal, match="invitation_unknown"):
            await Invitation.open(str(moved))
    with pytest.raises(Refused, match="malformed"):
        await Invitation.open(shop.url)


async def test_what_is_not_sent(shop: Bakery) -> None:
    """Nothing but blanks, too much, too long: refused before the server is asked, and nothing is remembered."""
    for text, files, days in (("  ", 0, 14), ("x", 5, 14), ("x", 0, 31), ("x", 0, 0), ("x" * 4001, 0, 14)):
        with pytest.raises(WrongInput):
            await shop.owner.invite(text, [shop.folder / "none.pdf"] * files, days=days)
    with pytest.raises(Refused, match="too_large"):
        await shop.owner.invite("🥨" * 4000)
    assert await shop.owner.invitations() == []


async def test_a_day_s_bound(shop: Bakery) -> None:
    """[S21] What the server refuses leaves no link that the team would believe in."""
    for number in range(40):
        await shop.owner.invite(f"{number}")
    with pytest.raises(Refusal, match="invitations_full"):
        await shop.owner.invite("41")
    assert [each.line for each in await shop.owner.invitations()] == [str(each) for each in range(39, -1, -1)]


async def test_the_card_is_linked_by_itself(shop: Bakery) -> None:
    """[S21] The new conversation's card says to whom it was written, and goes on from the card that it was meant for."""
    async with await shop.customer("before") as before:
        await before.send("Guten Morgen!")
        assert before.conversation is not None
        await shop.owner.cards.update(before.conversation, name="Krause", phone="030 5550 1234")
        made = await shop.owner.invite(TEXT, to="Krause", card=before.conversation)
        async with await answered(shop, made.link) as krause:
            assert krause.conversation is not None
            conversation = krause.conversation
            async with asyncio.timeout(PATIENCE):
                while not (card := await shop.owner.cards.get(conversation)).earlier:  # noqa: ASYNC110 - it is done aside
                    await asyncio.sleep(0.01)
            assert (card.name, card.earlier) == ("Krause", (before.conversation,))


@pytest.mark.parametrize("end", ["open", "withdrawn", "taken", "locked", "expired"])
async def test_opened_once_it_fills_no_other_card(
    shop: Bakery, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """[S21] Who opened it can show its words; no card is filled but that of the conversation that took it."""
    made = await shop.owner.invite(TEXT, digits=True, to="Frau Krause", days=1)
    opened = (await Invitation.open(made.link, made.digits))._opened
    if end == "withdrawn":
        await shop.owner.withdraw(made)
    elif end == "taken":
        async with await answered(shop, made.link, made.digits) as krause:
            await krause.history()
    elif end == "locked":
        for _ in range(5):
            with pytest.raises(Refusal):
                await Invitation.open(made.link)
    elif end == "expired":
        assert isinstance(shop.clock, SettableClock)
        shop.clock.advance(2 * DAY_MS)
    monkeypatch.setattr(Beginning, "_answered", lambda *_: None)
    async with await shop.customer("mallory") as mallory:
        conversation = mallory._beginning.begin()
        quoted = Quoted(opened.keys, opened.signed, opened.keys.take(conversation))
        await mallory._parts.say(conversation, Answer("Hallo", quoted=quoted))
        (seen,) = await shop.owner.conversations.history(conversation)
        assert seen.invitation is not None
        await shop.owner._invitations.link_card(seen)
        assert (await shop.owner.cards.get(conversation)).name is None


async def test_a_card_that_was_cleared_stays_clear(shop: Bakery) -> None:
    """[S21] It is handed over once; then nothing is remembered but to whom it was, and nothing of an erased customer."""
    shop.owner._inbox.on_answered = None
    made = await shop.owner.invite(TEXT, digits=True, to="Frau Krause")
    async with await answered(shop, made.link, made.digits) as krause:
        (seen,) = await shop.owner.conversations.history(krause.conversation)  # type: ignore[arg-type]
        for number in range(2):
            await shop.owner._invitations.link_card(seen)
            assert (await shop.owner.cards.get(seen.conversation)).name == (None if number else "Frau Krause")
            await shop.owner.cards.update(seen.conversation, name="")
        row = await only(shop)
        assert (row.to, row.line, row.link, row.digits) == ("Frau Krause", "", "", "")
        with pytest.raises(Missing):
            await shop.owner.read_invitation(row)
        await krause.erase()
    await shop.owner.invitations()
    row = await only(shop)
    assert (row.state, row.conversation, row.to) == ("taken", None, "")


async def test_other_digits_hand_nothing_over(shop: Bakery) -> None:
    """[S21] The digits that the message names are the remembered ones, or it is nobody's."""
    shop.owner._inbox.on_answered = None
    made = await shop.owner.invite(TEXT, digits=True, to="Frau Krause")
    async with await answered(shop, made.link, made.digits) as krause:
        (seen,) = await shop.owner.conversations.history(krause.conversation)  # type: ignore[arg-type]
        payload = dict(seen.payload or {})
        payload["invitation"] = payload["invitation"] | {"d": ""}
        await shop.owner._invitations.link_card(replace(seen, payload=payload))
        late = replace(seen, at_ms=made.until_ms + DAY_MS)
        await shop.owner._invitations.link_card(late)
        assert (await only(shop)).link == made.link


async def test_answered_once_whoever_holds_the_keys(shop: Bakery) -> None:
    """[A4] The same call with the same keys goes on: one conversation, one message."""
    made = await shop.owner.invite(TEXT)
    invitation = await Invitation.open(made.link)
    for _ in range(2):
        async with invitation.answer("Ja!", keys=shop.folder / "k.keys", clock=shop.clock) as krause:
            assert [each.text for each in await krause.history()] == ["Ja!"]
    assert len(await shop.owner.conversations.list()) == 1


@pytest.mark.parametrize("what", ["changed", "elsewhere", "silent", "later", "files", "honest"])
async def test_words_that_are_not_believed(shop: Bakery, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """[S10, S21] What the team did not sign for this conversation is nobody's words: the message is shown without them."""
    files = what == "files"
    made = await (_with_file(shop) if files else shop.owner.invite(TEXT, reply=what != "silent"))
    opened = (await Invitation.open(made.link))._opened
    monkeypatch.setattr(Beginning, "_answered", lambda *_: None)
    async with await shop.customer() as krause:
        if what == "later":
            await krause.send("Guten Morgen!")
        conversation, signed = krause._beginning.begin(), opened.signed
        if what == "changed":
            signed = Signed(signed.body.replace(b"bestellt", b"geplatzt"), signed.signature)
        take = opened.keys.take(bytes(16) if what == "elsewhere" else conversation)
        await krause._parts.say(conversation, Answer("Hallo", quoted=Quoted(opened.keys, signed, take)))
        for said in (await krause.history(), await shop.owner.conversations.history(conversation)):
            assert (said[-1].text, said[-1].trouble) == ("Hallo", None)
            assert (said[-1].invitation is not None) == (what == "honest")


async def test_who_wrote_it_has_left(shop: Bakery) -> None:
    """[S21] A colleague's invitation ends for those who open it when the colleague is shut out; an answer begins nothing."""
    async with await shop.join(2) as ben:
        made = await ben.invite(TEXT)
        invitation = await Invitation.open(made.link)
        await shop.owner.records.revoke(person=2)
    with pytest.raises(Refused, match="wrong_sender"):
        await Invitation.open(made.link)
    with pytest.raises(Refusal, match="invitation_over: withdrawn"):
        await invitation.answer("Ja!", keys=shop.folder / "k.keys", clock=shop.clock)
    assert await shop.owner.conversations.list() == []


async def _with_file(shop: Bakery) -> TeamInvitation:
    (shop.folder / "Angebot.txt").write_bytes(b"Eine Torte")
    return await shop.owner.invite(TEXT, [shop.folder / "Angebot.txt"])
