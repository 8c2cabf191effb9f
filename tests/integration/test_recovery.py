"""Everything is lost except the recovery sheet; a new sheet; an owner leaves (S2–S5)."""

from __future__ import annotations

import asyncio
import itertools
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.world.bakery import PROFILE, Bakery, bakery, renewed_sheet
from tests.world.loaded import run
from tresen.client import Owner, Refusal, Refused, Stopped, Untrusted, WrongKeys, WrongSheet
from tresen.client.connection.live import Connection, Resume
from tresen.client.team.recovering import ShutOut
from tresen.desk.team.setup import new_setup
from tresen.seal.keys import DeviceKeys, new_sheet_secret
from tresen.seal.links import SetupLink
from tresen.seal.sheet import sheet_secret, sheet_text


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as opened:
        yield opened


def sheet_of(owner: Owner) -> str:
    assert owner.sheet is not None
    return owner.sheet


def keys_of(sheet: str) -> DeviceKeys:
    return DeviceKeys.from_secret("sheet", sheet_secret(sheet))


async def rev(shop: Bakery) -> int:
    answer = await shop.owner._parts.http.get("/businesses/sonnenschein")
    found: int = answer["rev"]
    return found


async def test_everything_is_read_again(shop: Bakery) -> None:
    """[S5] With only sheet and address: old conversations, cards and names are read; every older device is shut out."""
    ben = await shop.join(2, name="ben")
    async with await shop.customer() as krause:
        await krause.send("Zwölf Brezeln, bitte")
        await shop.owner.team.write_people({1: "Anna", 2: "Ben"})
        await shop.owner.cards.rename(krause._id, "Frau Krause")
        url = f"{shop.owner.public_url}/{shop.owner._parts.business.address.handle}"
        async with Owner.recover(
            sheet_of(shop.owner).lower(), url, keys=shop.folder / "new.keys", person=1
        ) as anna:
            assert (anna.person, anna.role, anna.team.people) == (1, "owner", {1: "Anna", 2: "Ben"})
            (row,) = await anna.conversations.list()
            assert row.name == "Frau Krause"
            assert [each.text for each in await anna.conversations.history(row)] == ["Zwölf Brezeln, bitte"]
            sent = await anna.conversations.send(row, "Wir sind wieder da")
            await anna.conversations.until_delivered(row, sent)
            assert {each.id for each in anna._parts.business.chain.staff()} == {anna.device}
            for old in (shop.owner, ben):
                with pytest.raises(Stopped, match="revoked"):
                    await old.conversations.send(row, "Noch da?")
    await ben.close()


@pytest.mark.parametrize(("revoke", "stay"), [("none", {1, 2}), ("person", {2}), ("all", set())])
async def test_who_is_signed_out(shop: Bakery, revoke: ShutOut, stay: set[int]) -> None:
    """[S5] Nobody, the recovering person's old devices, or everybody; a new team key exactly when somebody goes."""
    async with (
        await shop.join(2, name="ben"),
        Owner.recover(
            sheet_of(shop.owner), shop.url, keys=shop.folder / "new.keys", person=1, revoke=revoke
        ) as anna,
    ):
        chain = anna._parts.business.chain
        assert {each.person for each in chain.staff() if each.id != anna.device} == stay
        assert chain.team is not None
        assert chain.team.n == (1 if revoke == "none" else 2)
        assert chain.readers() == {each.id for each in chain.staff()} | {chain.sheet}


async def test_somebody_new(shop: Bakery) -> None:
    """A successor recovers with the sheet: under an unused person number, and a name the team reads."""
    await shop.owner.team.write_people({1: "Anna"})
    async with Owner.recover(
        sheet_of(shop.owner), shop.url, keys=shop.folder / "new.keys", name="Dora"
    ) as dora:
        assert dora.person not in (0, 1)
        assert dora.team.people == {1: "Anna", dora.person: "Dora"}
        assert {each.person for each in dora._parts.business.chain.staff()} == {dora.person}


async def test_again_with_the_same_keys(shop: Bakery) -> None:
    """[A4] The answer was lost: recovering again finds it done and adds nothing."""
    sheet, url, keys = sheet_of(shop.owner), shop.url, shop.folder / "new.keys"
    async with Owner.recover(sheet, url, keys=keys, person=1) as anna:
        device = anna.device
    before = await rev(shop)
    async with Owner.recover(sheet, url, keys=keys, person=1) as anna:
        assert anna.device == device
    assert await rev(shop) == before


async def test_records_that_came_first(shop: Bakery) -> None:
    """[S4] An owner publishes while the sheet signs: the sheet signs anew on top."""
    async with Owner.recover(
        sheet_of(shop.owner), shop.url, keys=shop.folder / "one.keys", person=1, revoke="none"
    ) as one:
        await one.records.publish(PROFILE | {"trade": "Bäckerei"})
        async with Owner.recover(
            sheet_of(shop.owner), shop.url, keys=shop.folder / "two.keys", person=1
        ) as two:
            assert two.profile["trade"] == "Bäckerei"


async def test_a_replaced_sheet(shop: Bakery) -> None:
    """[S5] The new sheet recovers, the old one is refused with the time it was replaced; the sign stays as it is."""
    old, url = sheet_of(shop.owner), shop.url
    new = await renewed_sheet(shop.owner)
    assert shop.url == url
    before = await rev(shop)
    with pytest.raises(WrongSheet, match="replaced") as refused:
        await Owner.recover(old, url, keys=shop.folder / "thief.keys", person=1)
    assert refused.value.replaced_ms is not None
    assert refused.value.replaced_ms <= shop.owner._parts.clock.now_ms()
    assert await rev(shop) == before
    async with Owner.recover(new, url, keys=shop.folder / "new.keys", person=1) as anna:
        assert anna.role == "owner"
        newest = await renewed_sheet(anna)
    with pytest.raises(WrongSheet, match="replaced"):
        await Owner.recover(new, url, keys=shop.folder / "thief.keys", person=1)
    async with Owner.recover(newest, url, keys=shop.folder / "again.keys", person=1):
        pass


async def test_the_server_refuses_a_replaced_sheet(shop: Bakery) -> None:
    """[S4] Its hello is `revoked`: even a client that ignores the chain gets no further."""
    old = keys_of(sheet_of(shop.owner))
    connection = await Connection.open(shop.owner.public_url)
    welcome = await connection.hello(old, shop.owner.public_url, Resume())
    assert (welcome.role, welcome.person) == ("sheet", 0)
    await renewed_sheet(shop.owner)
    await connection.close()
    connection = await Connection.open(shop.owner.public_url)
    with pytest.raises(Refusal, match="revoked"):
        await connection.hello(old, shop.owner.public_url, Resume())
    await connection.close()


async def test_wrong_sheets_and_places(shop: Bakery) -> None:
    """[I-10] Another business's sheet, an invented one, a mistyped one, an unknown business: each error says so."""
    url, keys = shop.url, shop.folder / "new.keys"
    link = str(SetupLink(shop.owner.public_url, await new_setup(shop.app.house)))
    async with Owner.setup(
        link, keys=shop.folder / "krone.keys", handle="krone", profile=PROFILE, name="Karl"
    ) as karl:
        before = await rev(shop)
        for foreign in (sheet_of(karl), sheet_text(new_sheet_secret())):
            with pytest.raises(WrongSheet, match="another business"):
                await Owner.recover(foreign, url, keys=keys)
        right = sheet_of(shop.owner)
        with pytest.raises(Refused, match="malformed"):
            await Owner.recover(right[:-1] + ("2" if right[-1] != "2" else "3"), url, keys=keys)
        with pytest.raises(Refusal, match="unknown_business"):
            await Owner.recover(right, f"{karl.public_url}/nobody", keys=keys)
        with pytest.raises(Untrusted, match="mismatch"):
            await Owner.recover(right, url.split("#")[0] + "#" + karl.customer_link.split("#")[1], keys=keys)
    with pytest.raises(WrongKeys):
        await Owner.recover(right, url, keys=shop.folder / "krone.keys")
    assert await rev(shop) == before
    async with Owner.recover(right, url, keys=keys, person=1) as anna:
        assert anna.role == "owner"


async def test_an_owner_leaves_and_another_takes_over(shop: Bakery) -> None:
    """[S4, S5] Of two owners one goes; the other carries on, renames, removes, and makes a new sheet."""
    await (await shop.join(2, "owner", name="ben")).close()
    async with Owner.open(keys=shop.folder / "ben.keys") as ben, await shop.customer() as krause:
        await krause.send("Vorher")
        await shop.owner.records.revoke(person=1)
        with pytest.raises(Stopped, match="revoked"):
            await shop.owner.records.publish(PROFILE)
        # Anna made the key that followed her, so she knew it: Ben's device makes another by itself.
        await ben._parts.bell.until(lambda: ben._parts.business.records.team.n == 3)
        assert not ben._parts.business.chain.key_is_due
        await krause.send("Nachher")
        (row,) = await ben.conversations.list()
        assert [each.text for each in await ben.conversations.history(row)] == ["Vorher", "Nachher"]
        await ben.records.publish(PROFILE | {"trade": "Café"})
        assert ben.profile["trade"] == "Café"
        sheet = await renewed_sheet(ben)
        async with Owner.recover(sheet, ben.customer_link, keys=shop.folder / "c.keys", person=2) as again:
            assert [each.text for each in await again.conversations.history(row)] == ["Vorher", "Nachher"]


async def test_no_owner_is_left_and_the_sheet_takes_over(shop: Bakery) -> None:
    """[S5] Even with the last owner's device out of the records, the sheet alone brings an owner back."""
    async with await shop.join(2, name="ben") as ben:
        sheet, url = sheet_of(shop.owner), shop.url
        await shop.owner.records.revoke(person=1)
        async with Owner.recover(sheet, url, keys=shop.folder / "new.keys", person=1, revoke="none") as anna:
            await anna.invites.create(2)
            assert {each.person for each in anna._parts.business.chain.staff()} == {1, 2}
            assert ben.role == "member"


async def test_killed_while_a_sheet_is_replaced(shop: Bakery) -> None:
    """[S5] `kill -9` before and after every call: the sheet in force is the old one or the one in the owner's hands."""
    in_force = sheet_of(shop.owner)
    await (await shop.join(40, "owner")).close()
    ends: set[bool] = set()
    for step in itertools.count():
        dying = await asyncio.to_thread(run, "tests.world.dying", shop.folder / "40.keys", step)
        new = dying.stdout.removesuffix("done\n").strip()
        await shop.owner._parts.business.catch_up()
        sheet = shop.owner._parts.business.chain.sheet
        assert sheet in (keys_of(in_force).id, keys_of(new).id)
        ends.add(sheet == keys_of(new).id)
        in_force = new if sheet == keys_of(new).id else in_force
        if "done" in dying.stdout:
            break
        assert dying.returncode == -signal.SIGKILL
    assert ends == {True, False}
    async with Owner.recover(in_force, shop.url, keys=shop.folder / "after.keys", person=1, revoke="none"):
        pass
