"""Public records over HTTP: appended all or nothing, with exactly the wraps that go with them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Business, Calls, b64, calling, problem_of, signed, wrap
from tests.world.shop import Device
from tests.world.signing import BEN, CEM, Keys
from tests.world.wire_client import WireClient
from tresen.core.records import Revoke
from tresen.core.records import Team as TeamKeyRecord
from tresen.core.shopfront.publication import TEAM_DEVICES
from tresen.core.wire import CLOSE_NOT_WELCOME, Error, Hello
from tresen.desk.shopfront.publish import chain_of


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Business]:
    async with calling(tmp_path) as calls:
        yield await calls.business("", "sonnenschein")


async def revs(calls: Calls, team: Business) -> int:
    rev: int = (await calls.get(f"/businesses/{team.handle}")).json()["rev"]
    return rev


async def test_devices_and_profile(team: Business) -> None:
    """[L2, S4] Records get the next rev and seq, and everybody with a bearer may read them."""
    await team.add(BEN)
    answer = await team.publish([team.ledger.profile(team.owner, name="Krone", imprint="x", privacy="y")], [])
    assert answer.json() == {"rev": 6, "seq": 6}
    bearer = await team.calls.bearer(BEN.id)
    answer = await team.calls.get("/records?after=4", bearer)
    assert answer.json() == {"rev": 6, "records": [signed(each) for each in team.ledger.records[4:]]}
    assert (await team.calls.get("/records?after=6", bearer)).json() == {"rev": 6, "records": []}
    assert (await team.calls.get("/team/keys", bearer)).json()["wraps"] == [{"n": 1, "wrap": b64(b"\1" * 80)}]


async def test_the_same_again(team: Business) -> None:
    """[A4] The same records again are the first outcome and are stored once."""
    await team.add(BEN)
    await team.add(CEM)
    again = await team.publish([team.ledger.records[4]], wrap(1, BEN))
    assert (again.status_code, again.json()) == (201, {"rev": 5, "seq": 5})
    assert await revs(team.calls, team) == 6


async def test_somebody_was_first(team: Business) -> None:
    """[S4] A record for a taken rev is stale: the owner's device reads on and signs anew."""
    late = team.owner.signed(team.ledger.body("device", team.owner, CEM.device()))
    await team.add(BEN)
    problem = problem_of(await team.publish([late], []))
    assert (problem["code"], problem["retryable"]) == ("stale_record", True)


async def test_all_or_nothing(team: Business) -> None:
    """[I-10] With one wrong record among good ones, none is stored."""
    good = team.ledger.device(team.owner, BEN)
    wrong = CEM.signed(team.ledger.body("profile", CEM, [{"name": "Krone"}]))
    assert problem_of(await team.publish([good, wrong], wrap(1, BEN)))["code"] == "bad_record"
    assert await revs(team.calls, team) == 4
    assert (await team.publish([good], wrap(1, BEN))).status_code == 201


@pytest.mark.parametrize(
    "wraps",
    [
        [],
        wrap(1, BEN, CEM),
        wrap(1, CEM),
        wrap(2, BEN),
        wrap(1, BEN, BEN),
        [{"n": 1, "to": b64(BEN.id), "wrap": ""}],
    ],
)
async def test_wraps_of_a_new_device(team: Business, wraps: list[dict[str, Any]]) -> None:
    """[S5] Adding a reader wraps the current team key to that device, and to no other."""
    record = team.ledger.device(team.owner, BEN)
    assert problem_of(await team.publish([record], wraps))["code"] == "bad_record"
    assert await revs(team.calls, team) == 4


async def test_auditor_gets_no_wrap(team: Business) -> None:
    """[S5] Auditors get no team key."""
    record = team.ledger.device(team.owner, CEM)
    assert problem_of(await team.publish([record], wrap(1, CEM)))["code"] == "bad_record"
    assert (await team.publish([record], [])).status_code == 201
    bearer = await team.calls.bearer(CEM.id)
    assert problem_of(await team.calls.get("/team/keys", bearer))["code"] == "forbidden"


async def test_revoke_needs_a_new_key(team: Business) -> None:
    """[S5] A revoked device must not read what follows: a revoke brings a new team key, wrapped to those who stay."""
    await team.add(BEN)
    revoke = team.ledger.revoke(team.owner, person=2)
    assert "team key" in problem_of(await team.publish([revoke], []))["detail"]
    fresh = team.ledger.team(team.owner, 2)
    kept = [team.ledger.sheet, team.owner]
    for wraps in (wrap(2, *kept, BEN), wrap(2, team.owner), wrap(1, *kept)):
        assert problem_of(await team.publish([revoke, fresh], wraps))["code"] == "bad_record"
    assert (await team.publish([revoke, fresh], wrap(2, *kept))).json() == {"rev": 7, "seq": 7}
    keys = (await team.calls.get("/team/keys", await team.calls.bearer(team.owner.id))).json()["wraps"]
    assert [each["n"] for each in keys] == [1, 2]


@pytest.mark.parametrize("role", ["member", "auditor"])
async def test_everybody_signs_out_their_own_without_a_key(team: Business, role: str) -> None:
    """[S4, S5] Ben may sign out his lost phone at once without a team key; nobody else's device, and nothing else."""
    lost = await team.add(Keys("Ben's phone", role, 2))
    tablet = await team.add(Keys("Ben's tablet", role, 2))
    phone = await enter(team, lost)
    for wrong in (
        [team.ledger.body("revoke", tablet, Revoke(team.owner.id, None))],
        [team.ledger.body("team", tablet, TeamKeyRecord(2, bytes(32), bytes(60)))],
        [team.ledger.body("profile", tablet, [{"name": "Ben"}])],
        [team.ledger.body("device", tablet, Keys("a colleague's", "auditor", 3).device())],
        [team.ledger.body("device", tablet, Keys("an owner's", "owner", 2).device())],
    ):
        answer = await team.publish([tablet.signed(body) for body in wrong], [], by=tablet)
        assert problem_of(answer)["code"] == "bad_record"
    revoke = team.ledger.revoke(tablet, device=lost.id)
    assert (await team.publish([revoke], [], by=tablet)).status_code == 201
    assert await phone.closed() == CLOSE_NOT_WELCOME
    chain = await team.calls.app.house.read(lambda connection: chain_of(connection, 1))
    assert chain.key_is_due
    key = team.ledger.team(team.owner, 2)
    readers = [team.ledger.sheet, team.owner, *([tablet] if role == "member" else [])]
    assert (await team.publish([key], wrap(2, *readers))).status_code == 201
    chain = await team.calls.app.house.read(lambda connection: chain_of(connection, 1))
    assert not chain.key_is_due


async def test_replaced_sheet_needs_a_new_key(team: Business) -> None:
    """[S3, S5] The old sheet is shut out like a revoked device: the team key changes with it."""
    fresh = Keys("a new sheet", "sheet", 0)
    record = team.ledger.device(team.owner, fresh)
    assert problem_of(await team.publish([record], wrap(1, fresh)))["code"] == "bad_record"
    key = team.ledger.team(team.owner, 2)
    assert (await team.publish([record, key], wrap(2, fresh, team.owner))).status_code == 201


async def enter(team: Business, device: Keys) -> WireClient:
    """A live session of that device."""

    class Signing(Device):
        def hello(self, public_url: str, challenge: bytes, **place: int | bytes | None) -> Hello:
            return Hello(device.id, device.sign("hello", public_url.encode() + challenge))

    line = Signing.__new__(Signing)
    return await WireClient.enter(team.calls.port, team.calls.app.house.public_url, line)


async def test_revoked_is_out_at_once(team: Business) -> None:
    """[S4] A revoked device's connection is closed with `revoked`, its bearer ends, and it may not come back."""
    await team.add(BEN)
    ben = await enter(team, BEN)
    assert ben.welcome is not None
    bearer = ben.welcome.bearer
    assert (await team.calls.get("/conversations", bearer)).status_code == 200
    records = [team.ledger.revoke(team.owner, device=BEN.id), team.ledger.team(team.owner, 2)]
    assert (await team.publish(records, wrap(2, team.ledger.sheet, team.owner))).status_code == 201
    assert await ben.closed() == 4003
    assert [frame.code for frame in ben.seen if isinstance(frame, Error)] == ["revoked"]
    assert problem_of(await team.calls.get("/conversations", bearer))["code"] == "not_welcome"
    with pytest.raises(AssertionError, match="revoked"):
        await enter(team, BEN)


async def test_member_adds_own_device(team: Business) -> None:
    """[S4] A member's device may add another of the same person, never with a higher role or for somebody else."""
    await team.add(BEN)
    tablet = Keys("Ben's tablet", "member", 2)
    for wrong in (replace(tablet, role="owner"), replace(tablet, person=1)):
        record = BEN.signed(team.ledger.body("device", BEN, wrong.device()))
        assert problem_of(await team.publish([record], wrap(1, wrong), by=BEN))["code"] == "bad_record"
    assert (await team.publish([team.ledger.device(BEN, tablet)], wrap(1, tablet), by=BEN)).status_code == 201


async def test_sheet_recovers(team: Business) -> None:
    """[S2, S3] With the sheet alone a lost owner's phone is replaced."""
    phone = Keys("Anna's new phone", "owner", 1)
    sheet = team.ledger.sheet
    records = [
        team.ledger.device(sheet, phone),
        team.ledger.revoke(sheet, device=team.owner.id),
        team.ledger.team(phone, 2),
    ]
    assert (await team.publish(records, wrap(2, sheet, phone), by=sheet)).status_code == 201
    assert (await team.calls.get("/conversations", await team.calls.bearer(phone.id))).status_code == 200


async def test_device_of_another_business(team: Business) -> None:
    """[S4] A device belongs to one business."""
    other = await team.calls.business(" 2", "krone")
    await team.add(BEN)
    record = other.ledger.device(other.owner, BEN)
    assert problem_of(await other.publish([record], wrap(1, BEN)))["code"] == "bad_record"


async def test_record_of_another_business(team: Business) -> None:
    """[S4] Records are appended to the chain they were signed for."""
    other = await team.calls.business(" 2", "krone")
    record = other.ledger.device(other.owner, BEN)
    assert problem_of(await team.publish([record], wrap(1, BEN)))["code"] == "bad_record"


async def test_a_sheet_shuts_out_a_large_team(team: Business) -> None:
    """[S5] Everybody is removed in the request that brings an owner back, even a large team."""
    many = [Keys(f"device {each}", "auditor", each) for each in range(2, TEAM_DEVICES + 1)]
    assert (
        await team.publish([team.ledger.device(team.owner, each) for each in many], [])
    ).status_code == 201
    sheet, back = team.ledger.sheet, Keys("Anna's new laptop", "owner", 1)
    gone = [team.ledger.revoke(sheet, person=each) for each in range(1, TEAM_DEVICES + 1)]
    records = [*gone, team.ledger.device(sheet, back), team.ledger.team(sheet, 2)]
    assert (await team.publish(records, wrap(2, sheet, back), by=sheet)).status_code == 201
    chain = await team.calls.app.house.read(lambda connection: chain_of(connection, 1))
    assert [each.id for each in chain.staff()] == [back.id]


@pytest.mark.parametrize("count", [0, 501])
async def test_how_many(team: Business, count: int) -> None:
    """At least one record, at most five hundred."""
    record = team.ledger.records[0]
    code = problem_of(await team.publish([record] * count, []))["code"]
    assert code == ("bad_request" if count == 0 else "too_large")


async def test_too_large(team: Business) -> None:
    """[W1] A record fits into one frame with its wraps."""
    record = team.ledger.profile(team.owner, name="Krone", extra="x" * 62_000)
    assert problem_of(await team.publish([record], []))["code"] == "too_large"
