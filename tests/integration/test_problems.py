"""Every HTTP error is problem details that name the field (W8)."""

import ipaddress
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.shop import found
from tresen.desk.team.setup import new_setup
from tresen.transport.api.problems import Problem

MESSAGE = {"header": "", "slot": "", "ciphertext": "", "signature": ""}
RECORD = {"body": "", "signature": b64(bytes(64))}


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/businesses", 404, "not_found"),
        ("GET", "/openapi.json/x", 404, "not_found"),
        ("DELETE", "/records", 405, "bad_request"),
        ("GET", "/setup", 405, "bad_request"),
        ("GET", "/businesses/nobody", 404, "unknown_business"),
        ("GET", "/records", 401, "not_welcome"),
        ("GET", "/invites/%00", 400, "bad_request"),
        ("GET", "/invites/short", 400, "bad_request"),
        ("GET", f"/invites/{b64(bytes(16))}", 404, "unknown_invite"),
    ],
)
async def test_framework_errors(calls: Calls, method: str, path: str, status: int, code: str) -> None:
    """Errors of the framework look like our own; a refused method gets the list of allowed ones."""
    answer = await calls.call(method, path, None)
    problem = problem_of(answer)
    assert (problem["status"], problem["code"]) == (status, code)
    assert (status == 405) == ("allow" in answer.headers)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"{", "cannot be read"),
        (b"", "a JSON body is needed"),
        (b"\xff\xfe", "cannot be read"),
        (b"[]", "data"),
        (b'{"handle": "abc", "records": [], "team_wraps": []}', "secret"),
        (b'{"secret": 1, "handle": "abc", "records": [], "team_wraps": []}', "secret"),
        (b'{"secret": "AA==", "handle": "abc", "records": [], "team_wraps": []}', "secret"),
        (b'{"secret": "A A", "handle": "abc", "records": [], "team_wraps": []}', "secret"),
        (b'{"secret": "A", "handle": "abc", "records": [], "team_wraps": []}', "secret: must be base64url"),
        (b'{"secret": "AB", "handle": "abc", "records": [], "team_wraps": []}', "secret: must be base64url"),
        (
            b'{"secret": "AA", "handle": "abc", "records": [{"body": "AA"}], "team_wraps": []}',
            "records[0]: ",
        ),
        (
            b'{"secret": "AA", "handle": "abc", "records": [{"body": "AA", "signature": "AA"}], "team_wraps": []}',
            "records[0].signature: must be 64 bytes, not 1",
        ),
        (
            b'{"secret": "AA", "handle": "abc", "records": [], "team_wraps": [{"n": 1, "to": "AA", "wrap": ""}]}',
            "team_wraps[0].to: must be 16 bytes, not 1",
        ),
    ],
)
async def test_place_of_the_mistake(calls: Calls, body: bytes, place: str) -> None:
    """An unusable body is `bad_request` and names the field; records are looked at after a valid secret."""
    good = b64(await new_setup(calls.app.house)).encode()
    body = body.replace(b'{"secret": "AA",', b'{"secret": "%s",' % good)
    answer = await calls.call("POST", "/setup", None, content=body)
    problem = problem_of(answer)
    assert (problem["status"], problem["code"]) == (400, "bad_request")
    assert place in problem["detail"], problem["detail"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?limit=0", "limit"),
        ("?limit=x", "limit"),
        ("?from=-1", "from"),
        ("?filter=mine,", "filter"),
        ("?from=99999999999999999999", "from"),
    ],
)
async def test_wrong_query(calls: Calls, query: str, place: str) -> None:
    """A wrong parameter is named as it was written."""
    shop = await found(calls.app.house)
    bearer = await calls.bearer(shop.owner.keys.id)
    problem = problem_of(await calls.get(f"/conversations{query}", bearer))
    assert problem["code"] == "bad_request"
    assert place in problem["detail"]


async def chunks(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b" " * 4096


async def test_too_large(calls: Calls) -> None:
    """[I-10] More than 256 KiB is refused early, with or without a length."""
    for content in (b" " * (256 * 1024 + 1), chunks(70)):
        answer = await calls.call("POST", "/setup", None, content=content)
        assert problem_of(answer)["code"] == "too_large"


async def test_too_many(tmp_path: Path) -> None:
    """[W7] Too many new conversations from one address are refused for a while; reading goes on."""
    async with calling(tmp_path, conversations_per_hour=4) as calls:
        await found(calls.app.house)
        body = {"devices": RECORD, "epoch": RECORD | {"wraps": []}, "message": MESSAGE}
        path = "/businesses/sonnenschein/conversations"
        answers = [await calls.post(path, body) for _ in range(3)]
        assert [each.status_code == 429 for each in answers] == [False, False, True]
        assert problem_of(answers[2])["retryable"] is True
        assert (await calls.get("/businesses/sonnenschein")).status_code == 200


async def test_forwarded_addresses_apart(tmp_path: Path) -> None:
    """Behind the configured proxy each visitor has its own limit; without a proxy nobody can claim another address."""
    for trusted, expected in (("127.0.0.1/32", [400, 400, 429]), (None, [400, 429, 429])):
        networks = () if trusted is None else (ipaddress.ip_network(trusted),)
        folder = tmp_path / str(trusted).replace("/", "-")
        folder.mkdir()
        async with calling(folder, conversations_per_hour=1, trusted_proxy=networks) as calls:
            codes = []
            for visitor in ("192.0.2.1", "192.0.2.2", "192.0.2.1"):
                answer = await calls.http.post(
                    "/api/v1/businesses/x/conversations", json={}, headers={"X-Forwarded-For": visitor}
                )
                codes.append(answer.status_code)
            assert codes == expected


async def test_a_mistake_of_ours(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    """[A8] An unexpected error tells the caller only that nothing was stored; the log gets its name and place."""
    secret = "canary-9f2b"
    database = calls.app.house.database
    database.reading.dispose()
    moved = database.file.rename(database.file.with_suffix(".gone"))
    answer = await calls.get(f"/businesses/{secret}")
    moved.rename(database.file)
    problem = problem_of(answer)
    assert (problem["status"], problem["code"], problem["retryable"]) == (500, "internal", True)
    said = capsys.readouterr()
    assert secret not in problem["detail"] + said.out + said.err


async def test_openapi(calls: Calls) -> None:
    """[W8] The document is OpenAPI 3.1, names every problem's shape, and loads nothing from anywhere."""
    answer = await calls.get("/openapi.json")
    document: dict[str, Any] = answer.json()
    assert document["openapi"].startswith("3.1")
    assert "json" in answer.headers["content-type"]
    assert document["paths"]["/api/v1/records"]["get"]["security"] == [{"bearer": []}]
    assert "security" not in document["paths"]["/api/v1/setup"]["post"]
    for methods in document["paths"].values():
        for operation in methods.values():
            assert set(operation["responses"]["default"]["content"]) == {"application/problem+json"}
            assert [status for status in operation["responses"] if status != "default"] in (
                ["200"],
                ["201"],
                ["204"],
            )
    assert set(document["components"]["schemas"]["Problem"]["required"]) == set(Problem.__struct_fields__)
    assert "http" not in answer.text.replace('"http"', "").replace("http_", "")
