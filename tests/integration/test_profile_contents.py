"""[S14] What a visitor loads stays as heavy as at the start, however often the profile is edited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

import tresen.demo
from tests.world.bakery import bakery
from tests.world.calls import Business, b64, calling, problem_of
from tests.world.patience import PATIENCE
from tests.world.profile import BAKERY
from tests.world.signing import BEN
from tresen.client.connection.http import unb64, unpublic
from tresen.core.chain import Chain, fold
from tresen.core.contents import banner_hash
from tresen.core.records import Signed
from tresen.errors import Refusal

EDITS = 1000
PICTURE = (Path(tresen.demo.__file__).parent / "picture.png").read_bytes()
AT_ONCE = 50


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Business]:
    async with calling(tmp_path) as calls:
        yield await calls.business("", "sonnenschein")


def fields(number: int) -> dict[str, Any]:
    return BAKERY | {"about": f"Fassung {number:04}"}


async def visit(team: Business, seen: str = "") -> tuple[int, int, Chain]:
    """The size of the answer, as sent and unpacked, and its chain."""
    client = team.calls.http
    async with client.stream("GET", f"/api/v1/businesses/{team.handle}{seen}") as answer:
        packed = b"".join([each async for each in answer.aiter_raw()])
        assert answer.headers["content-encoding"] == "gzip"
    plain = (await team.calls.get(f"/businesses/{team.handle}{seen}")).content
    records = [unpublic(each) for each in msgspec.json.decode(plain)["records"]]
    chain = fold(None, records, gaps=True)
    assert chain is not None
    return len(packed), len(plain), chain


async def test_a_thousand_edits(team: Business) -> None:
    """[S14] 1,000 edits later a first visit is as heavy as after the first one, within 5 %."""
    await team.publish([team.ledger.contents(team.owner, **fields(0))], [])
    packed, plain, _ = await visit(team)
    for number in range(1, EDITS, AT_ONCE):
        edits: list[Signed] = [
            team.ledger.contents(team.owner, **fields(number + at)) for at in range(AT_ONCE)
        ]
        assert (await team.publish(edits, [])).status_code == 201
    packed_after, plain_after, chain = await visit(team)
    assert chain.rev == 4 + 1 + EDITS
    assert chain.profile is not None
    assert chain.profile["about"] == f"Fassung {EDITS:04}"
    assert packed_after <= packed * 1.05
    assert plain_after <= plain * 1.05


async def test_who_has_seen_the_chain_gets_all_since(team: Business) -> None:
    """[L2] Nothing is left out from the record that was seen onwards."""
    for number in range(4):
        await team.publish([team.ledger.contents(team.owner, **fields(number))], [])
    answer = (await team.calls.get(f"/businesses/{team.handle}?seen=6")).json()
    bodies = [unpublic(each).body for each in answer["records"]]
    assert bodies == [each.body for each in team.ledger.records[:3] + team.ledger.records[5:]]
    assert (await team.calls.get(f"/businesses/{team.handle}?seen=0")).status_code == 400


async def test_a_profile_without_its_text_is_not_stored(team: Business) -> None:
    """[S14] The server checks the contents before it stores a record."""
    made = team.ledger.contents(team.owner, **fields(1))
    for text in (None, made.text and made.text[:-1] + b"!"):
        answer = await team.publish([msgspec.structs.replace(made, text=text)], [])
        assert problem_of(answer)["code"] == "bad_record"
    assert (await team.publish([made], [])).status_code == 201


async def test_old_contents_are_removed(team: Business) -> None:
    """[S14] An earlier profile is still a signed record, but its text is gone."""
    await team.publish([team.ledger.contents(team.owner, **fields(1))], [])
    await team.publish([team.ledger.contents(team.owner, **fields(2))], [])
    for rev, has_text in ((5, False), (6, True)):
        [record] = (await team.calls.get(f"/businesses/{team.handle}/profiles/{rev}")).json()["records"]
        assert ("text" in record) is has_text
        assert unpublic(record).body == team.ledger.records[rev - 1].body
    for rev in (0, 1, 7):
        answer = await team.calls.get(f"/businesses/{team.handle}/profiles/{rev}")
        assert problem_of(answer)["code"] == "not_found"


async def test_a_profile_of_earlier_versions_comes_with_those_it_follows_on(team: Business) -> None:
    """[S14] Without a base it can only be verified after the records before it."""
    await team.publish([team.ledger.profile(team.owner, **fields(1))], [])
    await team.publish([team.ledger.contents(team.owner, **fields(2))], [])
    await team.add(BEN)
    answer = (await team.calls.get(f"/businesses/{team.handle}/profiles/5")).json()
    assert [unpublic(each).body for each in answer["records"]] == [
        each.body for each in team.ledger.records[3:5]
    ]


async def test_contents_outlast_a_restart(tmp_path: Path) -> None:
    """[S14] Text and picture are in the database: a server started anew sends the same bytes, and they verify."""
    path = "/businesses/sonnenschein"
    async with calling(tmp_path) as calls:
        team = await calls.business("", "sonnenschein")
        await team.publish([team.ledger.contents(team.owner, **fields(1))], [])
        shown = team.ledger.contents(team.owner, picture=PICTURE, **fields(2))
        assert (await team.publish([shown], [])).status_code == 201
        before = (await calls.get(path)).content
    async with calling(tmp_path) as calls:
        after = (await calls.get(path)).content
    assert after == before
    records = [unpublic(each) for each in msgspec.json.decode(after)["records"]]
    chain = fold(None, records, gaps=True)
    assert chain is not None
    assert chain.profile is not None
    assert chain.profile["about"] == "Fassung 0002"
    assert records[-1].picture == PICTURE


async def banner(team: Business, content: bytes) -> httpx.Response:
    return await team.calls.post("/banner", {"banner": b64(content)}, await team.calls.bearer(team.owner.id))


async def shown(team: Business) -> httpx.Response:
    return await team.calls.http.get(f"/{team.handle}/banner")


async def test_a_banner_is_named_by_the_profile(team: Business) -> None:
    """[S14] Stored first, shown once a profile names it, gone when none does; a first visit loads nothing of it."""
    assert (await shown(team)).status_code == 404
    hash_ = unb64((await banner(team, PICTURE)).json()["hash"])
    assert hash_ == banner_hash(PICTURE)
    assert (await shown(team)).status_code == 404
    await team.publish([team.ledger.contents(team.owner, picture=PICTURE, banner=hash_, **fields(1))], [])
    assert (await shown(team)).content == PICTURE
    assert (await shown(team)).headers["content-type"] == "image/png"
    picture = await team.calls.http.get(f"/{team.handle}/picture")
    assert picture.content == PICTURE
    _, _, chain = await visit(team)
    assert chain.profile is not None
    assert chain.profile["banner"] == hash_
    await team.publish([team.ledger.contents(team.owner, banner=hash_, **fields(2))], [])
    assert (await shown(team)).content == PICTURE
    await team.publish([team.ledger.contents(team.owner, **fields(3))], [])
    assert (await shown(team)).status_code == 404


@pytest.mark.parametrize(
    "wrong", [b"", b"GIF89a", b"<svg/>", PICTURE[:16] + b"\0\0\x75\x30" * 2, PICTURE + bytes(41_000)]
)
async def test_what_is_no_banner_is_refused(team: Business, wrong: bytes) -> None:
    """[S14] And takes the place of none that waits. A profile whose banner is not here counts, and shows none."""
    hash_ = unb64((await banner(team, PICTURE)).json()["hash"])
    assert problem_of(await banner(team, wrong))["code"] == "bad_record"
    await team.publish([team.ledger.contents(team.owner, banner=hash_, **fields(1))], [])
    assert (await shown(team)).content == PICTURE
    await team.publish([team.ledger.contents(team.owner, banner=bytes(32), **fields(2))], [])
    assert (await shown(team)).status_code == 404


async def test_the_python_client_shows_a_banner(tmp_path: Path) -> None:
    """[S14] Given as a picture, it is stored and named; given again by its hash, nothing is sent."""
    async with bakery(tmp_path) as shop:
        await shop.owner.records.publish(BAKERY | {"banner": PICTURE})
        async with httpx.AsyncClient(timeout=PATIENCE) as http:
            address = shop.url.split("#")[0] + "/banner"
            assert (await http.get(address)).content == PICTURE
            await shop.owner.records.publish(BAKERY | {"banner": banner_hash(PICTURE), "trade": "Brot"})
            assert (await http.get(address)).content == PICTURE
        with pytest.raises(Refusal, match="bad_record"):
            await shop.owner.records.publish(BAKERY | {"banner": b"GIF89a"})
