"""[S5, S6] A device that was shut out opens nothing new, even with all it ever held and a copy of the database."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.integration.thief import Thief, stolen
from tests.world.bakery import Bakery, bakery, renewed_sheet
from tests.world.patience import PATIENCE
from tresen.client import Owner, Stopped
from tresen.seal.keys import DeviceKeys
from tresen.seal.sheet import sheet_secret


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as opened:
        yield opened


def copy_of(shop: Bakery) -> Path:
    """A whole copy of the database, like a stolen backup."""
    copy = shop.folder / "stolen.db"
    copy.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(shop.folder / "data" / "tresen.db")) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def plunder(shop: Bakery, keys: Path) -> list[dict[str, Any]]:
    """What a thief with these keys opens of everything on the server."""
    file = stolen(keys)
    try:
        return plunder_as(shop, file.device())
    finally:
        file.close()


def plunder_as(shop: Bakery, device: DeviceKeys) -> list[dict[str, Any]]:
    """What a thief with this device opens."""
    thief = Thief(device, shop.owner._parts.business.chain.business)
    thief.plunder(copy_of(shop))
    return thief.said


def texts(said: list[dict[str, Any]]) -> set[str]:
    """The words among what was opened."""
    return {payload["text"] for payload in said if payload["kind"] == "text"}


async def test_nothing_new_opens_with_what_was_held(shop: Bakery) -> None:
    """Before, everything opens, so the attack is real. From the revocation on: no message, no name, no card."""
    keys = shop.folder / "ben.keys"
    async with await shop.join(2, name="ben"), await shop.customer() as krause:
        await krause.send("Vor der Sperre")
        assert texts(plunder(shop, keys)) == {"Vor der Sperre"}

        await shop.owner.records.revoke(person=2)
        await krause.send("Nach der Sperre")
        await shop.owner.conversations.send(krause._id, "Geheime Antwort")
        await shop.owner.team.write_people({1: "Anna", 3: "Geheimer Name"})
    async with await shop.customer("yilmaz") as yilmaz:
        await yilmaz.send("Ein neuer Kunde")

    said = plunder(shop, keys)
    assert texts(said) == {"Vor der Sperre"}
    assert "Geheimer Name" not in repr(said)


async def test_one_device_of_several(shop: Bakery) -> None:
    """Only the revoked device is shut out: the person's other device opens everything, also from the copy."""
    async with (
        await shop.join(2, name="lost"),
        await shop.join(2, name="kept"),
        await shop.customer() as krause,
    ):
        await krause.send("Alt")
        file = stolen(shop.folder / "lost.keys")
        lost = file.device().id
        file.close()
        await shop.owner.records.revoke(device=lost)
        await krause.send("Neu")
    assert texts(plunder(shop, shop.folder / "lost.keys")) == {"Alt"}
    assert texts(plunder(shop, shop.folder / "kept.keys")) == {"Alt", "Neu"}


async def test_signed_out_by_a_member(shop: Bakery) -> None:
    """[S5] A member's lost phone is out at once, even without an owner. Until an owner's device connects, the phone plus a
    copy of the database opens new messages, as threats.md says; then a new key begins by itself."""
    async with (
        await shop.join(2, name="lost") as lost,
        await shop.join(2, name="kept") as kept,
        await shop.customer() as krause,
    ):
        await krause.send("Alt")
        await shop.owner.close()
        await kept.team.sign_out(lost._parts.device.id)
        with pytest.raises(Stopped, match="revoked"):
            await lost.conversations.list()
        await krause.send("Dazwischen")
        assert texts(plunder(shop, shop.folder / "lost.keys")) == {"Alt", "Dazwischen"}
        async with await Owner.open(keys=shop.folder / "owner.keys") as anna:
            async with asyncio.timeout(PATIENCE):
                while anna._parts.business.chain.key_is_due:
                    await anna.team.devices()
            await krause.send("Danach")
            assert await kept.conversations.history(krause._id)
    assert texts(plunder(shop, shop.folder / "lost.keys")) == {"Alt", "Dazwischen"}
    assert texts(plunder(shop, shop.folder / "kept.keys")) == {"Alt", "Dazwischen", "Danach"}


async def test_again_and_again(shop: Bakery) -> None:
    """Each revocation closes what follows it; those who stay read through all of them."""
    async with await shop.customer() as krause:
        for person, name in [(2, "ben"), (3, "cem"), (4, "dora")]:
            async with await shop.join(person, name=name):
                await krause.send(f"Mit {name}")
                await shop.owner.records.revoke(person=person)
            await krause.send(f"Ohne {name}")
    everything = {f"{when} {name}" for when in ("Mit", "Ohne") for name in ("ben", "cem", "dora")}
    assert texts(plunder(shop, shop.folder / "owner.keys")) == everything
    assert texts(plunder(shop, shop.folder / "ben.keys")) == {"Mit ben"}
    assert texts(plunder(shop, shop.folder / "cem.keys")) == {"Mit ben", "Ohne ben", "Mit cem"}


async def test_after_a_recovery(shop: Bakery) -> None:
    """[S5] After a recovery the old devices' keys open nothing new, the new one's open everything."""
    ben = shop.folder / "ben.keys"
    async with await shop.join(2, name="ben"), await shop.customer() as krause:
        await krause.send("Vor der Wiederherstellung")
        old = (shop.folder / "owner.keys", ben)
        assert [texts(plunder(shop, keys)) for keys in old] == [{"Vor der Wiederherstellung"}] * 2

        assert shop.owner.sheet is not None
        new = shop.folder / "new.keys"
        async with Owner.recover(shop.owner.sheet, shop.url, keys=new, person=1) as anna:
            await krause.send("Nach der Wiederherstellung")
            await anna.conversations.send(krause._id, "Geheime Antwort")
            await anna.team.write_people({1: "Geheimer Name"})
            await anna.cards.rename(krause._id, "Geheime Karte")
    everything = {"Vor der Wiederherstellung", "Nach der Wiederherstellung", "Geheime Antwort"}
    assert texts(plunder(shop, new)) == everything
    for keys in old:
        said = plunder(shop, keys)
        assert texts(said) == {"Vor der Wiederherstellung"}
        assert "Geheim" not in repr(said)


async def test_an_old_sheet(shop: Bakery) -> None:
    """[S5] A copy of the sheet opens everything until it is replaced, and nothing that comes after; the new one does."""
    assert shop.owner.sheet is not None
    old = DeviceKeys.from_secret("sheet", sheet_secret(shop.owner.sheet))
    async with await shop.customer() as krause:
        await krause.send("Vor dem neuen Blatt")
        assert texts(plunder_as(shop, old)) == {"Vor dem neuen Blatt"}
        new = DeviceKeys.from_secret("sheet", sheet_secret(await renewed_sheet(shop.owner)))
        await krause.send("Nach dem neuen Blatt")
        await shop.owner.team.write_people({1: "Geheimer Name"})
    said = plunder_as(shop, old)
    assert texts(said) == {"Vor dem neuen Blatt"}
    assert "Geheim" not in repr(said)
    assert texts(plunder_as(shop, new)) == {"Vor dem neuen Blatt", "Nach dem neuen Blatt"}
