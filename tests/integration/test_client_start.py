"""Starting, stopping and failing: what the Python client leaves behind, and what it says about it."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

import tresen.client
from tests.world.bakery import Bakery, bakery, free_port
from tests.world.patience import PATIENCE
from tests.world.process import Process
from tresen.client import (
    AlreadyThere,
    Customer,
    FileFailed,
    KeysUnavailable,
    Missing,
    NoKeys,
    Owner,
    Refusal,
    Refused,
    Staff,
    Stopped,
    TresenError,
    Unreachable,
    Untrusted,
    WrongInput,
    WrongKeys,
)
from tresen.client.connection.keyfile import KeyFile
from tresen.clock import SettableClock, SystemClock


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


def test_one_base() -> None:
    """Every error that the client names stands under `TresenError`; what Python calls alike is caught by that name too."""
    named = [
        each for each in vars(tresen.client).values() if inspect.isclass(each) and issubclass(each, Exception)
    ]
    assert len(named) >= 17
    assert all(issubclass(each, TresenError) for each in named)
    assert issubclass(Unreachable, ConnectionError)
    assert issubclass(Missing, LookupError)
    assert issubclass(WrongInput, ValueError)
    assert issubclass(AlreadyThere, FileExistsError)
    assert issubclass(NoKeys, WrongKeys)


async def test_a_failed_start_pins_nothing(shop: Bakery, tmp_path: Path) -> None:
    """Wrong name, wrong fingerprint, wrong port: no keys file stays, and the right link works with the same one."""
    keys = tmp_path / "new" / "krause.keys"
    nobody = shop.url.replace("/sonnenschein#", "/nobody#")
    another = shop.url.split("#")[0] + "#key=" + "0" * 32
    away = f"http://localhost:{free_port()}/sonnenschein"
    for url, error in ((nobody, Refusal), (another, Untrusted), (away, Unreachable), ("nonsense", Refused)):
        with pytest.raises(error):
            await Customer.start(url, keys=keys)
        assert list(keys.parent.glob("*")) == []
    async with Customer.start(shop.url, keys=keys) as krause:
        await krause.send("Hier bin ich.")
    with pytest.raises(WrongKeys, match="handle sonnenschein"):
        await Customer.start(nobody, keys=keys)
    async with Customer.open(keys=keys) as krause:
        assert [each.text for each in await krause.history()] == ["Hier bin ich."]


async def test_a_file_that_was_there_is_as_it_was(shop: Bakery, tmp_path: Path) -> None:
    """A file that another start had made, and that belongs to nobody yet, is neither removed nor bound."""
    keys = tmp_path / "there.keys"
    made = KeyFile(keys)
    device = made.device().id
    made.close()
    with pytest.raises(Refusal, match="unknown_business"):
        await Customer.start(shop.url.replace("/sonnenschein#", "/nobody#"), keys=keys)
    async with Customer.start(shop.url, keys=keys) as krause:
        assert krause.device == device


async def test_a_failed_return_pins_nothing(shop: Bakery, tmp_path: Path) -> None:
    """A return link that opens nothing any more, and an invite that was cut off, leave no file."""
    async with await shop.customer() as krause:
        await krause.send("Eins")
        old = krause.return_link
        assert old is not None
        await krause.devices.new_return_link()
    keys = tmp_path / "second" / "device.keys"
    with pytest.raises(Stopped):
        await Customer.restore(old, keys=keys)
    assert list(keys.parent.glob("*")) == []
    link = await shop.owner.invites.create(5)
    with pytest.raises(Refused):
        await Staff.link(link[:-4], keys=keys)
    assert list(keys.parent.glob("*")) == []


async def test_an_invite_that_came_to_nothing_frees_the_file(tmp_path: Path) -> None:
    """It was answered and nobody confirmed: after it expired, the same keys file takes another invite."""
    clock = SettableClock(SystemClock().now_ms())
    async with asyncio.timeout(PATIENCE), bakery(tmp_path, clock=clock) as shop:
        keys = tmp_path / "ben.keys"
        link = await shop.owner.invites.create(2)
        joining = asyncio.ensure_future(_joined(link, keys))
        while (await shop.owner._parts.http.get("/invites"))["invites"][0]["state"] == "open":  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        clock.advance(25 * 3_600_000)
        with pytest.raises(Refusal, match="invite_expired"):
            await joining
        confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
        assert await _joined(await shop.owner.invites.create(3), keys) == 3
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)


async def _joined(link: str, keys: Path) -> int:
    async with Staff.link(link, keys=keys) as staff:
        return staff.person


async def test_open_makes_nothing(tmp_path: Path) -> None:
    """`open` needs a file: it says so, and neither file nor folder appears."""
    for who in (Staff, Owner, Customer):
        with pytest.raises(NoKeys, match="there is no keys file"):
            await who.open(keys=tmp_path / "folder" / "no.keys")
    assert list(tmp_path.glob("*")) == []  # noqa: ASYNC240


async def test_a_bad_keys_file_says_so(shop: Bakery, tmp_path: Path) -> None:
    """Another file, an empty one, a customer's for the team, and one that cannot be opened."""
    (tmp_path / "picture.keys").write_bytes(b"\xff\xd8 no keys at all" * 100)
    with pytest.raises(WrongKeys, match="is no keys file, or damaged"):
        await Staff.open(keys=tmp_path / "picture.keys")
    with closing(sqlite3.connect(tmp_path / "other.keys")) as other, other:
        other.execute("CREATE TABLE facts (something INTEGER)")
    other.close()
    with pytest.raises(WrongKeys, match="is no keys file, or damaged"):
        await Customer.start(shop.url, keys=tmp_path / "other.keys")
    async with await shop.customer():
        pass
    with pytest.raises(WrongKeys, match="not linked to a team"):
        await Staff.open(keys=tmp_path / "krause.keys")
    with pytest.raises(KeysUnavailable):
        await Customer.start(shop.url, keys=tmp_path / "krause.keys" / "inside.keys")


async def test_closed_is_stopped(shop: Bakery) -> None:
    """Whoever waits when it is closed, and every call afterwards, gets `Stopped("closed")`."""
    krause = await shop.customer()
    sent = await krause.send("Eins")
    waiting = [asyncio.ensure_future(each) for each in (krause.until_read(sent), _drain(krause))]
    await krause.history()
    await krause.close()
    for each in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(each, Stopped)
        assert each.reason == "closed"
    for call in (
        krause.send("Zwei"),
        krause.history(),
        krause.react(sent, "👍"),
        krause.erase(),
        krause.devices.list(),
    ):
        with pytest.raises(Stopped, match="closed"):
            await call
    await krause.close()


async def test_closed_before_the_first_message_went_out(tmp_path: Path) -> None:
    """A first message that still waits is `Stopped`, not cancelled; it goes out at the next opening."""
    with Process(tmp_path / "data").served() as server:
        link = await asyncio.to_thread(server.setup_link)
        profile = {"name": "B", "imprint": "B, Berlin", "privacy": "b@b.example"}
        async with Owner.setup(
            link, keys=tmp_path / "owner.keys", handle="backerei", profile=profile, name="Anna"
        ) as owner:
            url = owner.customer_link
        krause = await Customer.start(url, keys=tmp_path / "krause.keys")
        server.kill()
        waiting = asyncio.create_task(krause.send("Noch da?"))
        await asyncio.sleep(0)
        await krause.close()
        with pytest.raises(Stopped, match="closed"):
            await waiting
        await asyncio.to_thread(server.start)
        async with asyncio.timeout(PATIENCE), Customer.start(url, keys=tmp_path / "krause.keys") as krause:
            async for message in krause.messages():
                assert message.text == "Noch da?"
                break


async def _drain(customer: Customer) -> None:
    async for _ in customer.messages():
        pass


async def test_a_cancelled_send_goes_out(shop: Bakery) -> None:
    """Cancelling ends the waiting, not the message: it goes out at once, in order, and once."""
    async with await shop.customer() as krause:
        await krause.send("Eins")
        for _ in range(3):
            cancelled = asyncio.create_task(krause.send("Zwei"))
            await asyncio.sleep(0)
            cancelled.cancel()
            with pytest.raises(asyncio.CancelledError):
                await cancelled
        await krause.send("Drei")
        assert [each.text for each in await krause.history()] == ["Eins", "Zwei", "Zwei", "Zwei", "Drei"]


async def test_local_files(shop: Bakery, tmp_path: Path) -> None:
    """A file that is not there, and one that would be written over, are `FileFailed`, and `OSError` as well."""
    async with await shop.customer() as krause:
        await krause.send("Eins")
        with pytest.raises(FileFailed, match="No such file"):
            await krause.send_file(tmp_path / "no.pdf")
        (tmp_path / "angebot.pdf").write_bytes(b"%PDF-1.7")
        await krause.send_file(tmp_path / "angebot.pdf")
        *_, message = await krause.history()
        with pytest.raises(AlreadyThere):
            await krause.download(message, tmp_path)


async def test_ids_can_be_read_aloud(shop: Bakery) -> None:
    """Ids are shown as hex digits, in a log line as in an address, and are taken back as such."""
    async with await shop.customer() as krause:
        sent = await krause.send("Eins")
        [row] = await shop.owner.conversations.list()
        assert str(row.id) == f"{row.id}" == row.id.hex() == str(krause.conversation)
        assert repr(row.id) == f"Id('{row.id}')"
        [message] = await shop.owner.conversations.history(str(row.id))
        assert message.id == f"{krause.device}.1"
        with pytest.raises(WrongInput, match="hex"):
            await shop.owner.conversations.history("krause")
        key = await shop.owner.note(row, "Stammgast")
        await shop.owner.notes.edit(row, key, "Stammgast seit 2019")
        await shop.owner.conversations.react(row, message, "👍")
        assert (await krause.history())[0].reactions[0].emoji == "👍"
        [device, _] = await krause.devices.list()
        assert str(device.id) == str(krause.device)
        assert sent.pos == 3


async def test_limits_on_lists(shop: Bakery) -> None:
    """A list may be asked for in pieces: the newest of a conversation, and those before them."""
    async with await shop.customer() as krause:
        for text in "abcde":
            await krause.send(text)
        last = await krause.history(limit=2)
        assert [each.text for each in last] == ["d", "e"]
        assert [each.text for each in await krause.history(limit=2, before=last[0])] == ["b", "c"]
        assert [each.text for each in await krause.entries(limit=1)] == ["e"]
        async with await shop.customer("mohr") as mohr:
            await mohr.send("z")
            assert len(await shop.owner.conversations.list(limit=1)) == 1
            assert len(await shop.owner.conversations.list()) == 2
        with pytest.raises(WrongInput, match="limit"):
            await krause.history(limit=0)


async def test_profile_and_hours(tmp_path: Path) -> None:
    """The profile is read by names, the opening hours as times and in words; a business may give none."""
    week = {day: [["06:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    profile = {
        "name": "Bäckerei Sonnenschein",
        "street": "Lindenallee 7",
        "postcode": "12045",
        "city": "Berlin",
        "phone": "030 1234",
        "imprint": "Anna Sonnenschein, Berlin",
        "privacy": "datenschutz@sonnenschein.example",
        "hours": {"time_zone": "Europe/Berlin", "weekly": week},
    }
    async with (
        asyncio.timeout(PATIENCE),
        bakery(tmp_path, profile=profile) as shop,
        await shop.customer() as krause,
    ):
        assert str(krause.profile) == "Bäckerei Sonnenschein, Lindenallee 7, 12045 Berlin, 030 1234"
        assert (krause.profile.website, krause.profile.picture, krause.profile["city"]) == (
            "",
            None,
            "Berlin",
        )
        hours = await krause.hours()
        assert hours.known
        assert hours.text
        assert len(hours.intervals) >= 14
        assert hours.open == (hours.next_open is None)
        assert (await shop.owner.hours()).intervals == hours.intervals
        profile.pop("hours")
        await shop.owner.records.publish(profile)
        hours = await krause.hours()
        assert (hours.known, hours.open, hours.text, hours.next_open) == (False, False, "", None)


async def test_written_and_sent(tmp_path: Path) -> None:
    """A message that waited for the network says when it was written and when the server stored it, on both sides."""
    clock = SettableClock(SystemClock().now_ms() - 90_000)
    with Process(tmp_path / "data").served() as server:
        link = await asyncio.to_thread(server.setup_link)
        profile = {"name": "B", "imprint": "B, Berlin", "privacy": "b@b.example"}
        anna = Owner.setup(
            link, keys=tmp_path / "owner.keys", handle="backerei", profile=profile, name="Anna"
        )
        async with asyncio.timeout(PATIENCE), anna as owner:
            krause = await Customer.start(owner.customer_link, keys=tmp_path / "krause.keys", clock=clock)
            server.kill()
            waiting = asyncio.create_task(krause.send("Um sechs geschrieben"))
            await asyncio.sleep(0)
            written_ms = clock.now_ms()
            await krause.close()
            with pytest.raises(Stopped):
                await waiting
            clock.advance(90_000)
            await asyncio.to_thread(server.start)
            async with Customer.start(
                owner.customer_link, keys=tmp_path / "krause.keys", clock=clock
            ) as krause:
                ours = await anext(aiter(krause.messages()))
                theirs = await anext(aiter(owner.messages()))
                assert ours.at_ms == theirs.at_ms
                for message in (ours, theirs):
                    assert message.written_ms == written_ms
                    assert message.at_ms - written_ms > 60_000
