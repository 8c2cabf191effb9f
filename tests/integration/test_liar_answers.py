"""Answers over HTTP that are another's, or that do not end: what a client can compare, it compares."""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import tresen.demo
from tests.liar.lie import Call, Json, Lie
from tests.liar.street import Street
from tests.world.bakery import PROFILE
from tests.world.patience import PATIENCE
from tresen.client import Customer, Staff, Unreachable, Untrusted
from tresen.client.connection.http import b64, unevent
from tresen.core.contents import banner_hash
from tresen.seal.links import read_invite_link

PICTURE = (Path(tresen.demo.__file__).parent / "picture.png").read_bytes()
OTHER = PICTURE + bytes(1)


class Answering(Lie):
    """Answers calls whose path ends so with other fields."""

    def __init__(self, ending: str, **fields: Any) -> None:
        self.name, self._ending, self._fields = f"{ending}: {sorted(fields)}", ending, fields

    def answer(self, call: Call, body: Json) -> Json:
        return body | self._fields if call.path.endswith(self._ending) else body


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with Street.open(tmp_path) as street:
        street.proxy.honest.clear()
        yield street


async def test_a_banner_is_named_by_its_own_hash(street: Street) -> None:
    """[S14] The owner's device signs the hash of the banner that it was given, never one that the server says."""
    owner = street.bakery.owner
    await owner.records.publish(PROFILE | {"banner": OTHER})
    lie = Answering("/banner", hash=b64(banner_hash(OTHER)))
    with street.lying(lie), pytest.raises(Untrusted, match="another banner"):
        await owner.records.publish(PROFILE | {"banner": PICTURE, "about": "Neu"})
    assert "about" not in owner.profile


@pytest.mark.parametrize("field", ["conversation", "reason", "until_ms"])
async def test_a_hold_is_the_one_that_was_asked_for(street: Street, field: str) -> None:
    """[D6] An answer about another conversation, reason or end is no hold, and nothing is noted of it."""
    krause, conversation = await street.asked()
    other, elsewhere = await street.asked()
    await krause.close()
    await other.close()
    owner = street.bakery.owner
    ahead = owner._parts.clock.now_ms() + 86_400_000
    told = {"conversation": b64(elsewhere), "reason": "other", "until_ms": ahead + 1}[field]
    with street.lying(Answering("/hold", **{field: told})), pytest.raises(Unreachable):
        await owner.hold(conversation, "dispute", until=ahead)
    assert [each.conversation for each in await owner.law.holds()] == [conversation]


@pytest.mark.parametrize("field", ["n", "state"])
async def test_a_request_is_the_one_that_was_asked_about(street: Street, field: str) -> None:
    """[D8] Another request, or another state than was set, is no answer."""
    krause, _ = await street.asked()
    async with krause:
        await krause.ask("access")
    owner = street.bakery.owner
    [request] = await owner.law.requests()
    told = {"n": request.n + 1, "state": "refused"}[field]
    with street.lying(Answering(f"/requests/{request.n}", **{field: told})), pytest.raises(Unreachable):
        await owner.law.set_state(request.n, "answered")


async def test_an_invite_is_the_business_of_the_link(street: Street, tmp_path: Path) -> None:
    """[S12] Who joins notes the business that the link's fingerprint belongs to, whatever the invite is said to be of."""
    link = await street.bakery.owner.invites.create(7)
    lie = Answering(f"/invites/{_id_of(link)}", business=b64(bytes(16)))
    with street.lying(lie), pytest.raises(Untrusted, match="another business"):
        await asyncio.wait_for(Staff.link(link, keys=tmp_path / "joins.keys"), PATIENCE)


async def test_a_package_says_that_its_end_was_withheld(street: Street, tmp_path: Path) -> None:
    """[D8] What this device has read, and the server does not give again for the package, makes it incomplete."""
    krause, _ = await street.asked()
    async with krause:
        true = await _packed(krause, tmp_path / "true.zip")
        with street.lying(Cut()):
            cut = await _packed(krause, tmp_path / "cut.zip")
    assert true["conversation"]["complete"] is True
    assert len(cut["entries"]) == len(true["entries"]) - 1
    assert cut["conversation"]["complete"] is False


async def test_a_package_ends(street: Street, tmp_path: Path) -> None:
    """[D8] A server that gives the same page again and again ends nothing but the reading."""
    krause, _ = await street.asked()
    async with krause:
        await krause.history()
        with street.lying(Answering("/events", head=1_000)):
            made = await asyncio.wait_for(_packed(krause, tmp_path / "made.zip"), PATIENCE)
        with street.lying(Again()):
            again = await asyncio.wait_for(_packed(krause, tmp_path / "again.zip"), PATIENCE)
    assert made["conversation"]["complete"] is True
    assert again["conversation"]["complete"] is False


HOURS = {
    "time_zone": "Europe/Berlin",
    "weekly": {day: [["06:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
}
PAY_HERE = "Neue Bankverbindung: DE00 6666 6666. Bitte dorthin zahlen."


async def test_hours_are_the_signed_ones(street: Street) -> None:
    """[S14] What a bot sends on as the team's word is worked out from the signed profile, whatever the server says of it."""
    owner = street.bakery.owner
    await owner.records.publish(PROFILE | {"hours": HOURS})
    words = {"de": PAY_HERE, "en": PAY_HERE}
    lie = Answering(
        f"/businesses/{owner._parts.business.address.handle}",
        open_intervals=[],
        appointment_intervals=[[0, 1]],
        hours_text=words,
        hours_reason=words,
        hours_reasons=[],
        hours_changes_ms=1,
        now_ms=1,
    )
    keys = street.bakery.folder / "lied.keys"
    with street.lying(lie):
        told = await owner.hours()
        async with await Customer.start(street.bakery.url, keys=keys) as customer:
            heard = await customer.hours()
    for hours in (told, heard):
        assert (hours.known, hours.reason, hours.appointments) == (True, "", ())
        assert hours.text.startswith(("Geöffnet", "Geschlossen"))
        assert len(hours.intervals) >= 14


class Cut(Lie):
    """Leaves out the newest event."""

    def answer(self, call: Call, body: Json) -> Json:
        if not call.path.endswith("/events"):
            return body
        return body | {"events": body["events"][:-1], "head": body["head"] - 1}


class Again(Lie):
    """Gives the first page whatever is asked for, and says that there is more."""

    def __init__(self) -> None:
        self._first: list[str] = []

    def answer(self, call: Call, body: Json) -> Json:
        if not call.path.endswith("/events"):
            return body
        self._first = self._first or [each for each in body["events"] if (unevent(each).pos or 0) < 3]
        return {"events": self._first, "head": 1_000}


async def _packed(krause: Customer, path: Path) -> dict[str, Any]:
    await krause.data_package(path)
    with zipfile.ZipFile(path) as package:
        found: dict[str, Any] = json.loads(package.read("my-data.json"))
    return found


def _id_of(link: str) -> str:
    return b64(read_invite_link(link).invite.id)
