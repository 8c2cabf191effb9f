"""Cards and labels with the Python client, and what erasing leaves of them (L7, L8, S9, A10)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Card, Query, Refusal
from tresen.client.connection.http import b64, unevent
from tresen.client.documents import card


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def test_three_devices_change_one_card(shop: Bakery) -> None:
    """[S9] At the same time, another field each: all of it is kept, and everybody reads the same."""
    async with await shop.join(2) as ben, await shop.join(3) as cem, await shop.customer() as krause:
        await krause.send("Guten Tag")
        which = krause._id
        await asyncio.gather(
            shop.owner.cards.update(which, phone="030 5550 1234", labels={"paid": True}),
            ben.cards.update(which, note="Haselnuss!", fields={"Kuchen": "ohne Zimt"}),
            cem.cards.update(which, name="Sabine Krause", birthday="--05-03", languages=["de"]),
        )
        expected = Card(
            "Sabine Krause", (), "030 5550 1234", None, None, "--05-03", "Haselnuss!",
            {"Kuchen": "ohne Zimt"}, ("paid",), ("de",),
        )  # fmt: skip
        for each in (shop.owner, ben, cem):
            assert await each.cards.get(which) == expected
        await ben.cards.update(which, phone="", labels={"paid": False})
        assert await shop.owner.cards.get(which) == expected._replace(phone=None, labels=())
        assert "TEL" not in await cem.cards.vcard(which)


async def test_what_does_not_fit_is_not_written(shop: Bakery) -> None:
    """[S9] Each field has its limit, and so has the card as a whole; nothing of a refused change is written."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        cards, which = shop.owner.cards, krause._id
        await cards.update(which, note="x")
        with pytest.raises(ValueError, match="characters"):
            await cards.update(which, phone="030", note="x" * 2001)
        big = {f"{number}" * 20: "🥨" * 300 for number in range(9)}
        with pytest.raises(ValueError, match="16383 bytes"):
            await cards.update(which, phone="030", note="🥨" * 2000, fields=big)
        assert await cards.get(which) == Card(note="x")
        with pytest.raises(Refusal, match="unknown_conversation"):
            await cards.update(b"?" * 16, phone="030")


async def test_labels_of_two_devices(shop: Bakery) -> None:
    """[S9] A new name and a new colour are both kept; a removed label is on no card until it is saved again."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        assert [each.name for each in await ben.labels.all()] == [
            "Neukunde", "Neue Bestellung", "Zahlung offen", "Bezahlt", "Erledigt",
        ]  # fmt: skip
        cake = await shop.owner.labels.save("Torte", "brick")
        await asyncio.gather(
            shop.owner.labels.save("Kuchen", "brick", label=cake.id), ben.labels.save("Stammkunde", "brown")
        )
        await ben.labels.save("Kuchen", "teal", label=cake.id)
        for each in (shop.owner, ben):
            found = {label.name: label.colour for label in await each.labels.all()}
            assert len(found) == 7
            assert (found["Kuchen"], found["Stammkunde"]) == ("teal", "brown")
        await ben.labels.order([cake, "done"])
        assert [each.id for each in await shop.owner.labels.all()][:3] == [cake.id, "done", "new_customer"]
        await shop.owner.labels.set(krause._id, cake)
        await ben.labels.remove(cake)
        assert cake.id not in {each.id for each in await shop.owner.labels.all()}
        await shop.owner.labels.save("Kuchen", "teal", label=cake.id)
        assert cake.id in (await ben.cards.get(krause._id)).labels


async def test_a_saved_filter_is_the_teams(shop: Bakery) -> None:
    """[S9] It names labels; one that is removed is asked for no longer, and a filter without any is gone."""
    async with await shop.join(2) as ben:
        cake = await shop.owner.labels.save("Torte", "brick")
        await shop.owner.labels.save_filter("Offen", Query("all", (cake.id,), ("done",)))
        (found,) = await ben.labels.filters()
        assert (found.name, found.query) == ("Offen", Query("all", (cake.id,), ("done",)))
        await ben.labels.remove("done")
        assert [each.query for each in await ben.labels.filters()] == [Query("all", (cake.id,), ())]
        await ben.labels.remove(cake)
        assert await shop.owner.labels.filters() == []
        await shop.owner.labels.save("Torte", "brick", label=cake.id)
        await ben.labels.remove_filter(found)
        assert await shop.owner.labels.filters() == []
        for wrong in (Query(), Query("some", ("paid",)), Query("all", ("Paid",))):
            with pytest.raises(ValueError, match="filter asks"):
                await ben.labels.save_filter("x", wrong)


async def test_labels_have_limits(shop: Bakery) -> None:
    """[S9] Forty labels, names of forty characters, the colours of the palette."""
    labels = shop.owner.labels
    for name, colour in (("", "plum"), ("x" * 41, "plum"), ("x", "pink")):
        with pytest.raises(ValueError, match=r"name|colours"):
            await labels.save(name, colour)
    for number in range(35):
        await labels.save(f"Etikett {number}")
    with pytest.raises(ValueError, match="40 labels"):
        await labels.save("eins zu viel")
    assert len(await labels.all()) == 40


async def test_brief_rows_lack_only_the_last_line(shop: Bakery) -> None:
    """[W5] A device reads them for the cards alone."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.labels.set(krause._id, "paid")
        http = shop.owner._parts.http
        (whole,) = (await http.get("/conversations?filter=all"))["rows"]
        (brief,) = (await http.get("/conversations?filter=all&brief=true"))["rows"]
        assert whole["card"] is not None
        assert brief == {**whole, "last": None, "epoch": None}


async def test_erasing_leaves_no_byte_of_card_and_labels(shop: Bakery, tmp_path: Path) -> None:
    """[L7, A10] The sealed versions of the card, the newest and the older ones, are nowhere in the data folder."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        which, owner = krause._id, shop.owner
        sealed: list[bytes] = []
        doc = card.document(which) or b""
        for number in range(3):
            await owner.cards.update(which, phone=f"030 {number}", note="Haselnuss!", labels={"paid": True})
            event = (await owner._parts.http.get(f"/back-room/documents/{b64(doc)}"))["document"]
            _, slot, ciphertext, signature = msgspec.msgpack.decode(unevent(event).body or b"")
            sealed += [slot, ciphertext, signature]
        wanted = {part[at : at + 8] for part in sealed for at in range(0, len(part) - 7, 8)}
        assert _found(tmp_path, wanted)
        await owner.conversations.erase(which)
        assert _found(tmp_path, wanted) == set()
        with pytest.raises(Refusal, match=r"conversation_erased|unknown_conversation"):
            await owner.cards.update(which, phone="030")
        answer = await owner._parts.http.get(f"/back-room/documents/{b64(doc)}")
        assert answer["document"] is None


def _found(folder: Path, wanted: set[bytes]) -> set[bytes]:
    """Which of these pieces stand in any file of the server's data, keys of the test's own clients left out."""
    files = [file for file in folder.rglob("tresen.db*") if file.is_file()]
    assert files
    data = b"".join(file.read_bytes() for file in files)
    return {each for each in wanted if each in data}
