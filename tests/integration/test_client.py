"""The Python client against the real server: what was said arrives, once, in order, verified."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, Message, Refused, Sent, Staff, Stopped, Untrusted, WrongKeys


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def some(messages: AsyncIterator[Message], count: int) -> list[Message]:
    """Waits for the next messages."""
    found: list[Message] = []
    async with asyncio.timeout(PATIENCE):
        async for message in messages:
            found.append(message)
            if len(found) == count:
                return found
    raise AssertionError("the messages ended")


def said(messages: list[Message]) -> list[tuple[int, str, bool]]:
    assert [each.trouble for each in messages] == [None] * len(messages)
    return [(each.pos, each.text, each.ours) for each in messages]


async def test_round_trip_with_all_states(shop: Bakery) -> None:
    """[L6, W3] sent, delivered and read, in both directions."""
    ben = await shop.join(2)
    async with await shop.customer() as krause, ben:
        first = await krause.send("Guten Morgen! Haben Sie noch Schrippen?")
        assert first.pos == 3
        [row] = await ben.conversations.list()
        assert (row.id, row.unread, row.state, row.name) == (krause.conversation, 1, "open", None)
        [seen] = await some(ben.conversations.messages(row), 1)
        assert (seen.text, seen.ours, seen.person) == ("Guten Morgen! Haben Sie noch Schrippen?", False, None)
        assert (await krause.until_delivered(first)).delivered == first.pos
        assert await krause.state(first) == "delivered"
        await ben.mark_read(seen)
        marks = await krause.until_read(first)
        assert marks.read_ms >= marks.delivered_ms > 0
        assert await krause.state(first) == "read"
        answer = await ben.conversations.send(row, "Ja, ganz frische.")
        _, got = await some(krause.messages(), 2)
        assert (got.pos, got.text, got.by, got.person) == (answer.pos, "Ja, ganz frische.", "", 2)
        await krause.mark_read(got)
        assert (await ben.conversations.until_read(row, answer)).read == answer.pos


async def test_a_customer_who_says_much_at_once_waits_and_loses_nothing(tmp_path: Path) -> None:
    """[W11, L4] Beyond the burst the client waits as long as the server asks: all arrives, once, in order."""
    burst = 5
    texts = [f"Zeile {n}" for n in range(burst + 4)]
    async with bakery(tmp_path, says=(burst, 600)) as shop, await shop.customer() as krause:
        await krause.send("Hallo")
        sent = await asyncio.gather(*(krause.send(text) for text in texts))
        assert [each.pos for each in sent] == list(range(4, 4 + len(texts)))
        assert [each.text for each in await some(krause.messages(), 1 + len(texts))] == ["Hallo", *texts]


async def test_staff_sign_with_their_name(shop: Bakery) -> None:
    """[L8, S9] names come from the back room's document, not from the records."""
    ben = await shop.join(2)
    async with await shop.customer() as krause, ben:
        await shop.owner.team.write_people({1: "Anna", 2: "Ben"})
        await krause.send("Hallo")
        [asked] = await some(ben.messages(), 1)
        await ben.conversations.send(asked.conversation, "Guten Tag!")
        _, answer = await some(krause.messages(), 2)
        assert answer.by == "Ben"
        await shop.owner.cards.rename(asked.conversation, "Sabine Krause")
        assert (await ben.conversations.get(asked)).name == "Sabine Krause"


async def test_opening_again_resumes(shop: Bakery) -> None:
    """[A9] the same keys go on where they were; nothing is sent twice."""
    async with await shop.customer() as krause:
        await krause.send("eins")
        conversation = krause.conversation
    async with await shop.customer() as krause:
        assert krause.conversation == conversation
        await krause.send("zwei")
        assert said(await krause.history()) == [(3, "eins", True), (4, "zwei", True)]


async def test_a_message_waits_in_the_keys_file(shop: Bakery) -> None:
    """[L4] what was unsent when the program ended goes out at the next opening, once, in order."""
    async with await shop.customer() as krause:
        await krause.send("eins")
        await krause._parts.connector.close()
        waiting = [asyncio.create_task(krause.send(text)) for text in ("zwei", "drei")]
        results = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(each) for each in results] == [Stopped, Stopped]
    async with await shop.customer() as krause:
        assert [each.text for each in await some(krause.messages(), 3)] == ["eins", "zwei", "drei"]
        assert krause._parts.file.next_item() is None


async def test_many_at_once_stay_in_order(shop: Bakery) -> None:
    """[L2, L4] positions are dense and follow the order of sending on every device."""
    async with await shop.customer() as krause:
        sent = await asyncio.gather(*(krause.send(f"Nachricht {n}") for n in range(40)))
        assert [each.pos for each in sent] == list(range(3, 43))
        texts = [each.text for each in await shop.owner.conversations.history(krause._id)]
        assert texts == [f"Nachricht {n}" for n in range(40)]


async def test_assign_close_reopen_block(shop: Bakery) -> None:
    """[L5, L11, L12] what the team does with a conversation; a message reopens a closed one."""
    async with await shop.customer() as krause:
        await krause.send("Hallo")
        conversation = krause._id
        await shop.owner.conversations.assign(conversation, 1)
        await shop.owner.conversations.close(conversation)
        row = await shop.owner.conversations.get(conversation)
        assert (row.state, row.assigned) == ("closed", 1)
        await krause.send("Noch etwas")
        assert (await shop.owner.conversations.get(conversation)).state == "open"
        await shop.owner.conversations.block(conversation, True)
        with pytest.raises(Exception, match="conversation_blocked"):
            await krause.send("Und noch etwas")
        await shop.owner.conversations.block(conversation, False)
        await krause.send("Danke")
        texts = [each.text for each in await shop.owner.conversations.history(conversation)]
        assert texts == ["Hallo", "Noch etwas", "Danke"]


async def test_return_link_restores(shop: Bakery, tmp_path: Path) -> None:
    """[S13] another device reads everything and goes on writing; both follow each other."""
    async with await shop.customer() as phone:
        await phone.send("Vom Telefon")
        assert phone.return_link is not None
        async with Customer.restore(phone.return_link, keys=tmp_path / "tablet.keys") as tablet:
            assert [each.text for each in await tablet.history()] == ["Vom Telefon"]
            await tablet.send("Vom Tablet")
            await phone.send("Wieder vom Telefon")
            expected = ["Vom Telefon", "Vom Tablet", "Wieder vom Telefon"]
            for device in (phone, tablet):
                messages = await some(device.messages(), 3)
                assert [each.text for each in messages] == expected
                assert all(each.ours and each.trouble is None for each in messages)
            assert [each.text for each in await shop.owner.conversations.history(phone._id)] == expected
        async with Customer.restore(phone.return_link, keys=tmp_path / "tablet.keys") as tablet:
            assert len(await tablet.history()) == 3


async def test_a_revoked_member_reads_nothing_new(shop: Bakery) -> None:
    """[S5, S6, W7] after a change of the team, the next message makes a new epoch; the removed member is signed out."""
    ben = await shop.join(2)
    async with ben, await shop.customer() as krause:
        await krause.send("Vorher")
        assert [each.text for each in await ben.conversations.history(krause._id)] == ["Vorher"]
        await shop.owner.records.revoke(person=2)
        with pytest.raises(Stopped, match="revoked"):
            async with asyncio.timeout(PATIENCE):
                await ben._parts.bell.until(lambda: False)
        await krause.send("Nachher")
        log = await shop.owner._parts.logs.get(krause._id)
        assert [each.text for each in log.messages] == ["Vorher", "Nachher"]
        assert [(each.n, each.team_n) for each in log.keyring.epochs] == [(1, 1), (2, 2)]
        await shop.owner.conversations.send(krause._id, "Antwort")
        cem = await shop.join(3)
        async with cem:
            assert [each.text for each in await cem.conversations.history(krause._id)] == [
                "Vorher",
                "Nachher",
                "Antwort",
            ]


async def test_an_auditor_cannot_read(shop: Bakery) -> None:
    """[S5] auditors get no team key: they see that there are messages, but not their text."""
    auditor = await shop.join(4, "auditor")
    async with auditor, await shop.customer() as krause:
        await krause.send("Vertraulich")
        [row] = await auditor.conversations.list()
        assert row.id == krause.conversation
        with pytest.raises(Exception, match="forbidden"):
            await auditor.conversations.history(row)


async def test_wrong_fingerprint_is_refused(shop: Bakery, tmp_path: Path) -> None:
    """[S3] a link with another business's fingerprint: nothing is sent."""
    url = shop.url.split("#")[0] + "#key=" + "0" * 32
    with pytest.raises(Untrusted, match="mismatch"):
        await Customer.start(url, keys=tmp_path / "x.keys")


async def test_keys_stay_with_their_owner(shop: Bakery) -> None:
    """[S2] the keys file has mode 0600 and cannot be opened as somebody else's."""
    async with await shop.customer() as krause:
        await krause.send("Hallo")
    path = shop.folder / "krause.keys"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(WrongKeys):
        await Staff.open(keys=path)
    async with await shop.join(2, name="ben"):
        pass
    with pytest.raises(WrongKeys):
        await Customer.start(shop.url, keys=shop.folder / "ben.keys")


async def test_too_long_is_refused_at_once(shop: Bakery) -> None:
    """[S9] what does not fit is refused and leaves nothing behind."""
    async with await shop.customer() as krause:
        with pytest.raises(Refused, match="too_large"):
            await krause.send("a" * 20000)
        assert krause.conversation is None
        assert await krause.send("kurz") == Sent(3, (await krause.history())[0].at_ms)


async def test_an_invite_works_once(shop: Bakery, tmp_path: Path) -> None:
    """[S12] a second answer is refused."""
    link = await shop.owner.invites.create(2)
    first = asyncio.create_task(_link(link, tmp_path / "one.keys"))
    confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
    await (await first).close()
    confirming.cancel()
    with pytest.raises(Exception, match="invite_used"):
        await Staff.link(link, keys=tmp_path / "two.keys")


async def _link(link: str, keys: Path) -> Staff:
    return await Staff.link(link, keys=keys)


async def test_no_message_is_readable_on_the_server(shop: Bakery) -> None:
    """[A1, I-8] a raw-byte scan of the data folder finds no word, name or key."""
    async with await shop.customer() as krause:
        await krause.send("Kanarienwort-eins")
        await shop.owner.conversations.send(krause._id, "Kanarienwort-zwei")
        await shop.owner.cards.rename(krause._id, "Kanarienname")
        await shop.owner.team.write_people({1: "Kanarienteam"})
        keys = [krause._parts.device.export(), shop.owner._parts.device.export()]
    needles = [b"Kanarien", *(half for each in keys for half in (each[:32], each[32:]))]
    files = [path for path in (shop.folder / "data").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) > 10_000
    for path in files:
        data = path.read_bytes()
        assert not [needle for needle in needles if needle in data], path


async def test_invites_do_not_run_out(shop: Bakery) -> None:
    """[S12] when as many wait as the server keeps, an unused one is handed out again and still works."""
    links = [await shop.owner.invites.create(2) for _ in range(102)]
    assert len(set(links)) == 100
    assert links[-1] in links[:100]
    ben = await shop.join(2)
    assert ben.person == 2
    await ben.close()


async def test_a_refused_flag_ends_nothing(shop: Bakery) -> None:
    """[W1, W6] an error about a flag leaves the session as it is."""
    async with await shop.customer() as krause:
        await krause.send("Hallo")
        await shop.owner.conversations.history(krause._id)
        shop.owner.conversations.typing(b"x" * 16, True)
        shop.owner.conversations.typing(krause._id, True)
        async with asyncio.timeout(PATIENCE):
            await krause._parts.bell.until(lambda: krause.team_types)
        await shop.owner.conversations.send(krause._id, "Guten Tag")
