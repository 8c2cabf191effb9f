"""An invite's life: open, answered once, confirmed once, or over (S12)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.test_records import enter
from tests.world.calls import Business, b64, calling, problem_of, signed, wrap
from tests.world.signing import BEN, CEM, Keys
from tresen.core.sizes import INVITE_MS
from tresen.core.wire import Ring
from tresen.seal.invite import commitment
from tresen.store import people
from tresen.store.people import KEPT_MS

ID = b64(b"i" * 16)
NONCE = b"n" * 16
COMMITMENT = b64(commitment(NONCE))
ANSWER_NONCE = b64(b"a" * 16)
MAC = b64(b"m" * 32)


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Business]:
    async with calling(tmp_path) as calls:
        yield await calls.business("", "sonnenschein")


async def invite(team: Business, id_: str = ID, person: int = 2, role: str = "member") -> httpx.Response:
    bearer = await team.calls.bearer(team.owner.id)
    body = {"id": id_, "person": person, "role": role, "commitment": COMMITMENT}
    return await team.calls.post("/invites", body, bearer)


async def answer(team: Business, device: Keys = BEN, id_: str = ID) -> httpx.Response:
    body = {"ed": b64(device.ed), "x": b64(device.x), "nonce": ANSWER_NONCE, "mac": MAC}
    return await team.calls.post(f"/invites/{id_}/answer", body)


async def reveal(team: Business, nonce: bytes = NONCE, device: Keys | None = None) -> httpx.Response:
    bearer = await team.calls.bearer((device or team.owner).id)
    return await team.calls.post(f"/invites/{ID}/reveal", {"nonce": b64(nonce)}, bearer)


async def confirm(team: Business, device: Keys = BEN, id_: str = ID) -> httpx.Response:
    bearer = await team.calls.bearer(team.owner.id)
    record = team.owner.signed(team.ledger.body("device", team.owner, device.device()))
    body = {"record": signed(record), "team_wraps": wrap(1, device)}
    return await team.calls.post(f"/invites/{id_}/confirm", body, bearer)


async def state(team: Business) -> str:
    offer: dict[str, Any] = (await team.calls.get(f"/invites/{ID}")).json()
    return str(offer["state"])


async def test_life(team: Business) -> None:
    """[S12] Invited, answered, confirmed: the device is one of the team, and every step shows."""
    until_ms = team.calls.clock.now_ms() + INVITE_MS
    assert (await invite(team)).json() == {"until_ms": until_ms}
    offer = (await team.calls.get(f"/invites/{ID}")).json()
    assert offer == {
        "business": b64(team.ledger.business),
        "handle": "sonnenschein",
        "person": 2,
        "role": "member",
        "state": "open",
        "until_ms": until_ms,
        "commitment": COMMITMENT,
        "nonce": None,
    }
    assert (await answer(team)).status_code == 201
    bearer = await team.calls.bearer(team.owner.id)
    (listed,) = (await team.calls.get("/invites", bearer)).json()["invites"]
    assert listed["by"] == b64(team.owner.id)
    answered = ("answered", b64(BEN.ed), b64(BEN.x), ANSWER_NONCE, MAC)
    assert tuple(listed[name] for name in ("state", "ed", "x", "nonce", "mac")) == answered
    assert (await reveal(team)).status_code == 201
    assert (await team.calls.get(f"/invites/{ID}")).json()["nonce"] == b64(NONCE)
    assert (await confirm(team)).json() == {"rev": 5, "seq": 5}
    assert await state(team) == "confirmed"
    ben = await team.calls.bearer(BEN.id)
    assert (await team.calls.get("/team/keys", ben)).json()["wraps"] == [{"n": 1, "wrap": b64(b"\1" * 80)}]


async def test_owner_is_told(team: Business) -> None:
    """[S12] The owner's devices hear that an invite was answered, others of the business with them, nobody else."""
    anna = await enter(team, team.owner)
    await invite(team)
    await answer(team)
    assert (await anna.take(Ring)).topic == "invites"


async def test_steps_again(team: Business) -> None:
    """[A4] Each step again with the same content is the first outcome."""
    first = await invite(team)
    assert (await invite(team)).json() == first.json()
    for _ in range(2):
        assert (await answer(team)).status_code == 201
    made = await confirm(team)
    for each in (await answer(team), await confirm(team)):
        assert each.status_code == 201
    assert (await confirm(team)).json() == made.json()


async def test_single_use(team: Business) -> None:
    """[S12] An invite serves one device: a second answer or another's confirmation is refused."""
    await invite(team)
    await answer(team)
    assert problem_of(await answer(team, CEM))["code"] == "invite_used"
    await confirm(team)
    team.ledger.device(team.owner, BEN)
    other = Keys("another", "member", 2)
    assert problem_of(await answer(team, other))["code"] == "invite_used"
    assert problem_of(await confirm(team, other))["code"] == "invite_used"


async def test_over_after_a_day(team: Business) -> None:
    """[S12] After 24 hours an invite is over, and is said to be; days later it is forgotten."""
    await invite(team)
    await answer(team)
    team.calls.clock.advance(INVITE_MS + 1)
    assert await state(team) == "expired"
    assert problem_of(await answer(team, CEM))["code"] == "invite_expired"
    assert problem_of(await confirm(team))["status"] == 410
    team.calls.clock.advance(KEPT_MS)
    await invite(team, b64(b"j" * 16))
    assert problem_of(await team.calls.get(f"/invites/{ID}"))["code"] == "unknown_invite"


async def test_forgotten_by_the_next_start(tmp_path: Path) -> None:
    """[Art. 5(1)(e)] Nobody need make another invite: a server that starts forgets what ended a day ago."""
    async with calling(tmp_path) as calls:
        team = await calls.business("", "sonnenschein")
        await invite(team)
    later = calls.clock.now_ms() + INVITE_MS + KEPT_MS + 1
    async with calling(tmp_path, now_ms=later) as again:
        # A server that starts forgets first, but need not be done with it when it answers: this job comes after.
        await again.app.house.write(people.write_nothing)
        assert problem_of(await again.get(f"/invites/{ID}"))["code"] == "unknown_invite"
        assert (await again.get("/businesses/sonnenschein")).status_code == 200


async def test_confirmed_is_not_over(team: Business) -> None:
    """[S12] What was confirmed in time stays confirmed."""
    await invite(team)
    await answer(team)
    await confirm(team)
    team.calls.clock.advance(INVITE_MS + 1)
    assert await state(team) == "confirmed"


async def test_only_as_invited(team: Business) -> None:
    """[S12] The record must list the device that answered, with the person and role of the invite."""
    await invite(team)
    assert problem_of(await confirm(team))["code"] == "bad_request"
    await answer(team)
    for wrong in (Keys(BEN.seed, "owner", 2), Keys(BEN.seed, "member", 3), CEM):
        assert problem_of(await confirm(team, wrong))["code"] == "bad_record"
    assert (await confirm(team)).status_code == 201


async def test_keys_in_use(team: Business) -> None:
    """[S2] Keys of a device that is listed already are no new device's."""
    await invite(team)
    assert problem_of(await answer(team, team.owner))["code"] == "bad_request"


@pytest.mark.parametrize(
    "body",
    [
        {"person": 0},
        {"person": -1},
        {"role": "sheet"},
        {"role": "customer"},
        {"id": b64(b"short")},
        {"person": "two"},
        {"person": None},
        {"commitment": None},
        {"commitment": b64(b"short")},
    ],
)
async def test_wrong_invite(team: Business, body: dict[str, Any]) -> None:
    """Bad input gets a clear error and changes nothing."""
    bearer = await team.calls.bearer(team.owner.id)
    whole = {"id": ID, "person": 2, "role": "member", "commitment": COMMITMENT, **body}
    assert problem_of(await team.calls.post("/invites", whole, bearer))["code"] == "bad_request"
    assert (await team.calls.get("/invites", bearer)).json() == {"invites": []}


async def test_another_business(team: Business) -> None:
    """[A6] Other businesses neither see nor confirm an invite, nor take its id."""
    await invite(team)
    await answer(team)
    other = await team.calls.business(" 2", "krone")
    bearer = await team.calls.bearer(other.owner.id)
    assert (await team.calls.get("/invites", bearer)).json() == {"invites": []}
    record = other.owner.signed(other.ledger.body("device", other.owner, BEN.device()))
    body = {"record": signed(record), "team_wraps": wrap(1, BEN)}
    assert (
        problem_of(await team.calls.post(f"/invites/{ID}/confirm", body, bearer))["code"] == "unknown_invite"
    )
    asked = {"id": ID, "person": 2, "role": "member", "commitment": COMMITMENT}
    taken = await team.calls.post("/invites", asked, bearer)
    assert problem_of(taken)["code"] == "invite_used"


async def test_how_many(team: Business) -> None:
    """A business has a bounded number of open invites."""
    for number in range(100):
        assert (await invite(team, b64(bytes([number]) * 16))).status_code == 201
    assert problem_of(await invite(team, b64(b"\xff" * 16)))["code"] == "too_many"


async def test_limit_of_answers(team: Business) -> None:
    """Answers cannot be tried without end."""
    codes = [(await answer(team)).status_code for _ in range(31)]
    assert codes == [404] * 30 + [429]


SECOND = Keys("Ben's tablet", "member", 2)


async def test_a_members_own_second_device(team: Business) -> None:
    """[S4] Ben adds his tablet himself, no owner being there; the owner sees it in the records like anybody's."""
    await team.add(BEN)
    bearer = await team.calls.bearer(BEN.id)
    own = {"id": ID, "person": 2, "role": "member", "commitment": COMMITMENT}
    assert (await team.calls.post("/invites", own, bearer)).status_code == 201
    await answer(team, SECOND)
    assert [each["id"] for each in (await team.calls.get("/invites", bearer)).json()["invites"]] == [ID]
    record = BEN.signed(team.ledger.body("device", BEN, SECOND.device()))
    body = {"record": signed(record), "team_wraps": wrap(1, SECOND)}
    confirmed = await team.calls.post(f"/invites/{ID}/confirm", body, bearer)
    assert confirmed.json() == {"rev": 6, "seq": 6}
    assert await team.calls.bearer(SECOND.id)


async def test_a_member_invites_nobody_else(team: Business) -> None:
    """[S4, A6] Neither another person nor a higher role; others' invites are neither seen nor confirmed."""
    await team.add(BEN)
    bearer = await team.calls.bearer(BEN.id)
    for person, role in [(3, "member"), (1, "member"), (2, "owner")]:
        body = {"id": ID, "person": person, "role": role, "commitment": COMMITMENT}
        asked = await team.calls.post("/invites", body, bearer)
        assert problem_of(asked)["code"] == "forbidden"
    await invite(team, person=3)
    await answer(team, CEM)
    assert (await team.calls.get("/invites", bearer)).json() == {"invites": []}
    record = BEN.signed(team.ledger.body("device", BEN, CEM.device()))
    confirmation = {"record": signed(record), "team_wraps": wrap(1, CEM)}
    refused = await team.calls.post(f"/invites/{ID}/confirm", confirmation, bearer)
    assert problem_of(refused)["code"] == "unknown_invite"


async def test_the_nonce_waits_for_the_answer(team: Business) -> None:
    """[S12] It is revealed after the answer, by the device that committed to it, and is no other one."""
    await team.add(BEN)
    await invite(team)
    assert problem_of(await reveal(team))["code"] == "bad_request"
    await answer(team, CEM)
    assert problem_of(await reveal(team, b"m" * 16))["code"] == "bad_request"
    assert problem_of(await reveal(team, b"short"))["code"] == "bad_request"
    assert problem_of(await reveal(team, device=BEN))["code"] == "unknown_invite"
    assert (await team.calls.get(f"/invites/{ID}")).json()["nonce"] is None
    for _ in range(2):
        assert (await reveal(team)).status_code == 201


async def drop(team: Business, bearer: str, id_: str = ID) -> httpx.Response:
    return await team.calls.post(f"/invites/{id_}/drop", {}, bearer)


async def test_dropped(team: Business) -> None:
    """[S12] Taken back it is gone, with what was answered: nobody answers or confirms it, and its place is free again."""
    await invite(team)
    await answer(team)
    bearer = await team.calls.bearer(team.owner.id)
    assert (await drop(team, bearer)).json() == {"state": "dropped"}
    assert (await team.calls.get("/invites", bearer)).json() == {"invites": []}
    for late in (
        await team.calls.get(f"/invites/{ID}"),
        await answer(team, CEM),
        await confirm(team),
        await drop(team, bearer),
    ):
        assert problem_of(late)["code"] == "unknown_invite"


async def test_who_may_drop(team: Business) -> None:
    """[S4, S12] A member takes back what is for a device of their own, nothing else; a confirmed invite stays."""
    await invite(team)
    await answer(team)
    await confirm(team)
    owner, ben = await team.calls.bearer(team.owner.id), await team.calls.bearer(BEN.id)
    assert problem_of(await drop(team, owner))["code"] == "invite_used"
    others, own = b64(b"o" * 16), b64(b"p" * 16)
    await invite(team, others, 3)
    await invite(team, own, 2)
    assert problem_of(await drop(team, ben, others))["code"] == "unknown_invite"
    assert (await drop(team, ben, own)).status_code == 201
    assert (await drop(team, owner, others)).status_code == 201
