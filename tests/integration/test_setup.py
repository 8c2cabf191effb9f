"""A business is set up by a one-time secret, whole or not at all."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Calls, b64, calling, problem_of, signed, wrap
from tests.world.signing import ANNA, BEN, SHEET, Keys, Ledger, opening
from tresen.core.records import business_id
from tresen.desk.team.setup import RESERVED, SETUP_MS


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path) as made:
        yield made


async def test_set_up(calls: Calls) -> None:
    """[S3–S5] Everybody then sees what set-up posted, with rev and seq in the log."""
    body = await calls.setup_body(opening(), "sonnenschein", ANNA)
    answer = await calls.post("/setup", body)
    assert answer.status_code == 201
    assert answer.json() == {"business": b64(business_id(SHEET.ed)), "handle": "sonnenschein"}
    shop = (await calls.get("/businesses/sonnenschein")).json()
    assert shop["records"] == body["records"]
    assert (shop["rev"], shop["open"], shop["now_ms"]) == (4, True, calls.clock.now_ms())
    bearer = await calls.bearer(ANNA.id)
    events = (await calls.get("/events?after=0", bearer)).json()
    assert (len(events["events"]), events["head"]) == (4, 4)
    assert (await calls.get("/team/keys", bearer)).json() == {"wraps": [{"n": 1, "wrap": b64(b"\1" * 80)}]}
    assert (await calls.get("/back-room", bearer)).json()["documents"] == []


async def test_secret_is_good_once(calls: Calls, tmp_path: Path) -> None:
    """The secret is used up by the business it created; a second use fails; only its hash is ever stored."""
    body = await calls.setup_body(opening(), "sonnenschein", ANNA)
    assert (await calls.post("/setup", body)).status_code == 201
    other = await calls.setup_body(opening(" 2"), "krone", Keys("Anna's laptop 2", "owner", 1))
    for again in (body, other | {"secret": body["secret"]}):
        problem = problem_of(await calls.post("/setup", again))
        assert (problem["code"], problem["status"]) == ("secret_used", 409)
    with closing(sqlite3.connect(tmp_path / "tresen.db")) as db:
        assert db.execute("SELECT count(*) FROM businesses").fetchone() == (1,)
        assert len({len(row[0]) for row in db.execute("SELECT secret_hash FROM setups")}) == 1


async def test_a_refused_set_up_uses_nothing_up(calls: Calls) -> None:
    """A refusal changes nothing: the same secret still creates the business."""
    body = await calls.setup_body(opening(), "sonnenschein", ANNA)
    assert (await calls.post("/setup", body | {"team_wraps": []})).status_code == 400
    assert (await calls.post("/setup", body)).status_code == 201


async def test_expired_and_unknown_secret(calls: Calls) -> None:
    """A secret is valid for an hour; an unknown one never is."""
    body = await calls.setup_body(opening(), "sonnenschein", ANNA)
    unknown = await calls.post("/setup", body | {"secret": b64(bytes(16))})
    assert problem_of(unknown)["code"] == "not_found"
    calls.clock.advance(SETUP_MS + 1)
    assert problem_of(await calls.post("/setup", body))["code"] == "secret_expired"


@pytest.mark.parametrize(
    "handle",
    [
        "ab",
        "a" * 41,
        "Sonne",
        "sonne_schein",
        "-sonne",
        "sonne-",
        "son--ne",
        "bäcker",
        "son ne",
        "",
        "../x",
        "a/b",
    ],
)
async def test_wrong_handle(calls: Calls, handle: str) -> None:
    """A handle is 3 to 40 lowercase letters, digits and single hyphens."""
    body = await calls.setup_body(opening(), handle, ANNA)
    problem = problem_of(await calls.post("/setup", body))
    assert problem["code"] == "bad_request"
    assert problem["detail"].startswith("handle: ")


@pytest.mark.parametrize(
    "handle", ["inbox", "setup", "api", "live", "assets", "healthz", "readyz", "metrics", "chat"]
)
async def test_reserved_handle(calls: Calls, handle: str) -> None:
    """The server's own addresses cannot be handles."""
    assert handle in RESERVED
    problem = problem_of(await calls.post("/setup", await calls.setup_body(opening(), handle, ANNA)))
    assert problem["code"] == "bad_request"


@pytest.mark.parametrize("handle", ["abc", "a" * 40, "baeckerei-sonnenschein", "cafe-1900"])
async def test_good_handle(calls: Calls, handle: str) -> None:
    """Valid handles are accepted as they are."""
    assert (await calls.post("/setup", await calls.setup_body(opening(), handle, ANNA))).status_code == 201


async def test_taken(calls: Calls) -> None:
    """A handle, a sheet and a device belong to one business each."""
    await calls.business("", "sonnenschein")
    anna = Keys("Anna's laptop 2", "owner", 1)
    handle = await calls.post("/setup", await calls.setup_body(opening(" 2"), "sonnenschein", anna))
    assert problem_of(handle)["code"] == "handle_taken"
    sheet = await calls.post("/setup", await calls.setup_body(opening(), "krone", ANNA))
    assert problem_of(sheet)["code"] == "bad_record"
    ledger = Ledger(Keys("another sheet", "sheet", 0))
    ledger.device(ledger.sheet, ledger.sheet)
    ledger.device(ledger.sheet, ANNA)
    ledger.team(ANNA, 1)
    ledger.profile(ANNA, name="Krone")
    device = await calls.post("/setup", await calls.setup_body(ledger, "krone", ANNA))
    assert problem_of(device)["code"] == "bad_record"
    assert (await calls.get("/businesses/krone")).status_code == 404


def without_owner() -> Ledger:
    ledger = Ledger(SHEET)
    ledger.device(SHEET, SHEET)
    ledger.team(SHEET, 1)
    ledger.profile(SHEET, name="Sonnenschein")
    return ledger


def without_team() -> Ledger:
    ledger = Ledger(SHEET)
    ledger.device(SHEET, SHEET)
    ledger.device(SHEET, ANNA)
    ledger.profile(ANNA, name="Sonnenschein")
    return ledger


def without_profile() -> Ledger:
    ledger = Ledger(SHEET)
    ledger.device(SHEET, SHEET)
    ledger.device(SHEET, ANNA)
    ledger.team(ANNA, 1)
    return ledger


@pytest.mark.parametrize("make", [without_owner, without_team, without_profile, lambda: Ledger(SHEET)])
async def test_incomplete(calls: Calls, make: Any) -> None:
    """A business begins with sheet, owner, team key 1 and profile."""
    body = await calls.setup_body(make(), "sonnenschein", ANNA)
    assert problem_of(await calls.post("/setup", body))["code"] == "bad_record"
    assert (await calls.get("/businesses/sonnenschein")).status_code == 404


@pytest.mark.parametrize(
    "wraps",
    [
        wrap(1, SHEET),
        wrap(1, ANNA),
        wrap(1, SHEET, ANNA, BEN),
        wrap(1, SHEET, ANNA, ANNA),
        wrap(2, SHEET, ANNA),
        [*wrap(1, SHEET), {"n": 1, "to": b64(ANNA.id), "wrap": b64(bytes(79))}],
    ],
)
async def test_wrong_wraps(calls: Calls, wraps: list[dict[str, Any]]) -> None:
    """[S5] The team key is wrapped to exactly the devices that may read: owner and sheet."""
    body = await calls.setup_body(opening(), "sonnenschein", ANNA) | {"team_wraps": wraps}
    problem = problem_of(await calls.post("/setup", body))
    assert problem["code"] == "bad_record"
    assert "wrap" in problem["detail"]


async def test_altered_record(calls: Calls) -> None:
    """[S4] The server verifies what it stores."""
    ledger = opening()
    body = await calls.setup_body(ledger, "sonnenschein", ANNA)
    broken = signed(ledger.records[3]) | {"signature": b64(bytes(64))}
    body["records"] = [*body["records"][:3], broken]
    assert problem_of(await calls.post("/setup", body))["code"] == "bad_signature"


async def test_closed_business_takes_no_message(calls: Calls) -> None:
    """Without imprint and privacy contact nobody can begin a conversation (DDG § 5, Art. 13 GDPR)."""
    await calls.business("", "sonnenschein", name="Sonnenschein", imprint="Anna, Berlin")
    assert (await calls.get("/businesses/sonnenschein")).json()["open"] is False
    record = {"body": "", "signature": b64(bytes(64))}
    message = {"header": "", "slot": "", "ciphertext": "", "signature": ""}
    body = {"devices": record, "epoch": record | {"wraps": []}, "message": message}
    problem = problem_of(await calls.post("/businesses/sonnenschein/conversations", body))
    assert (problem["code"], problem["retryable"]) == ("not_open_yet", True)


async def test_limit(calls: Calls) -> None:
    """Attempts at set-up are limited."""
    codes = [(await calls.post("/setup", {})).status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]
    assert int(problem_of(await calls.post("/setup", {}))["detail"].split(" ")[0]) > 0
