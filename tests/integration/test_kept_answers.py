"""[W8] Who has a business's public answer asks whether it changed, and gets it only then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.integration.test_profile_contents import PICTURE
from tests.world.calls import Business, calling, problem_of
from tests.world.clock import at
from tests.world.profile import BAKERY

MINUTE_MS = 60_000


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Business]:
    """A bakery that opens again at 14:00, with a picture as its sixth record."""
    async with calling(tmp_path) as calls:
        calls.clock.set(at("2026-11-23 13:10"))
        team = await calls.business("", "sonnenschein", **BAKERY)
        shown = team.ledger.contents(team.owner, picture=PICTURE, **BAKERY)
        assert (await team.publish([shown], [])).status_code == 201
        yield team


async def ask(
    team: Business, given: str | None = None, rest: str = "", coding: str = "gzip"
) -> httpx.Response:
    headers = {"Accept-Encoding": coding} | ({} if given is None else {"If-None-Match": given})
    return await team.calls.http.get(f"/api/v1/businesses/{team.handle}{rest}", headers=headers)


def later(team: Business, ms: int) -> None:
    team.calls.clock.set(team.calls.clock.now_ms() + ms)


async def test_who_has_it_gets_no_body(team: Business) -> None:
    """[W8] 304 with the headers that a cache needs: the same tag, asked for each time, and for each encoding."""
    first = await ask(team)
    tag = first.headers["etag"]
    later(team, 1)  # the hours are the same; `now_ms` alone is another
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'"a,b",{tag},"c"', "*"):
        again = await ask(team, given)
        assert (again.status_code, again.content) == (304, b"")
        for answer in (first, again):
            assert answer.headers["etag"] == tag
            assert answer.headers["cache-control"] == "no-cache"
            assert answer.headers["vary"] == "accept-encoding"
        assert "content-encoding" not in again.headers
        assert "content-type" not in again.headers


@pytest.mark.parametrize("given", ['"other"', "", "abc", '"', 'W/"', "* , *", '"x" "y"', "\xff", '"' * 9000])
async def test_other_tags_and_garbage_are_ignored(team: Business, given: str) -> None:
    """[W8] Whatever else the header says, the answer comes whole."""
    headers = [(b"if-none-match", given.encode("latin-1"))]
    answer = await team.calls.http.get(f"/api/v1/businesses/{team.handle}", headers=headers)
    assert answer.status_code == 200
    assert answer.json()["rev"] == 5


async def test_the_tag_belongs_to_a_compressed_and_a_plain_answer(team: Business) -> None:
    """[W8] It is weak, so it may: what both say is the same (RFC 9110 §8.8.1)."""
    packed, plain = await ask(team), await ask(team, coding="gzip;q=0")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] == plain.headers["etag"]
    assert packed.headers["etag"].startswith('W/"')
    assert plain.headers["vary"] == "accept-encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) == len(plain.content)


async def test_an_edit_changes_the_tag(team: Business) -> None:
    """[S14, W8] Also one of the picture alone; the new contents come at once."""
    before = (await ask(team)).headers["etag"]
    for fields, picture in ((BAKERY, PICTURE + b"\0"), (BAKERY | {"about": "Neu"}, PICTURE + b"\0")):
        edited = team.ledger.contents(team.owner, picture=picture, **fields)
        assert (await team.publish([edited], [])).status_code == 201
        answer = await ask(team, before)
        assert answer.status_code == 200
        assert answer.json()["rev"] == team.ledger.rev
        before = answer.headers["etag"]
        assert (await ask(team, before)).status_code == 304


async def test_an_answer_for_others_eyes_is_another(team: Business) -> None:
    """[L2] The tag of one `seen`, or of none, never stands for another, though the records may be the same."""
    tags = [(await ask(team, rest=rest)).headers["etag"] for rest in ("", "?seen=1", "?seen=5")]
    assert len(set(tags)) == 3
    assert (await ask(team, tags[0], "?seen=5")).status_code == 200
    assert (await ask(team, tags[1], "?seen=5")).status_code == 200
    assert (await ask(team, tags[2], "?seen=5")).status_code == 304


async def test_the_hours_go_on(team: Business) -> None:
    """[W8] The state and its words are never kept beyond their time: who asks at the opening gets the new ones."""
    known = await ask(team)
    for moment in ("2026-11-23 14:00", "2026-11-23 18:00", "2026-11-25 10:00"):
        team.calls.clock.set(at(moment))
        answer = await ask(team, known.headers["etag"])
        assert answer.status_code == 200
        assert answer.json()["hours_text"] != known.json()["hours_text"]
        assert answer.json()["now_ms"] == at(moment)
        known = answer


async def test_whatever_is_not_said_anew_is_the_same(team: Business) -> None:
    """[W8] Minute by minute through an opening, who keeps the answer has what the server says, but for `now_ms`."""
    known, kept = await ask(team), 0
    for _ in range(60):
        later(team, MINUTE_MS)
        answer = await ask(team, known.headers["etag"])
        now = await ask(team)
        kept += answer.status_code == 304
        known = known if answer.status_code == 304 else answer
        assert known.json() | {"now_ms": 0} == now.json() | {"now_ms": 0}
    assert 0 < kept < 60


async def test_an_earlier_profile(team: Business) -> None:
    """[S14] Its answer has a tag too, and changes when the text goes."""
    first = await ask(team, rest="/profiles/5")
    assert "text" in first.json()["records"][0]
    assert (await ask(team, first.headers["etag"], "/profiles/5")).status_code == 304
    edited = team.ledger.contents(team.owner, picture=PICTURE, **(BAKERY | {"about": "Neu"}))
    assert (await team.publish([edited], [])).status_code == 201
    after = await ask(team, first.headers["etag"], "/profiles/5")
    assert after.status_code == 200
    assert "text" not in after.json()["records"][0]


async def test_what_is_not_there_is_not_kept(team: Business) -> None:
    """[W8] A refusal has no tag, is stored nowhere, and is never 304, not even for `*`."""
    for path in ("businesses/nobody", "businesses/sonnenschein/profiles/1", "businesses/sonnenschein?seen=0"):
        answer = await team.calls.http.get(f"/api/v1/{path}", headers={"If-None-Match": "*"})
        assert answer.status_code in (400, 404)
        assert problem_of(answer)["retryable"] is False
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
