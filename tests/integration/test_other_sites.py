"""Another site's page, or a stranger without a set-up link, makes the server do nothing (A6, I-10)."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.calls import PUBLIC_URL, Calls, b64, calling, problem_of, signed
from tests.world.signing import Keys, opening

UPGRADE = (
    b"GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Protocol: tresen.v1\r\n"
)
LOOK = {"secret": b64(bytes(16))}


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"Origin": PUBLIC_URL}, 404),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8080"}, 404),
        ({"Sec-Fetch-Site": "none"}, 404),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": PUBLIC_URL + ".evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": PUBLIC_URL}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": PUBLIC_URL}, 403),
    ],
)
async def test_calls_from_other_sites(calls: Calls, headers: dict[str, str], status: int) -> None:
    """[W8] Browsers say which page sends a call: another site's is refused unread. Programs say nothing and are served."""
    answer = await calls.http.post("/api/v1/setup/look", json=LOOK, headers=headers)
    assert answer.status_code == status
    assert problem_of(answer)["code"] == ("forbidden" if status == 403 else "not_found")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 404),
        ("Application/JSON; charset=utf-8", 404),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ],
)
async def test_json_only(calls: Calls, kind: str, status: int) -> None:
    """[W8] A form on another page cannot send a valid call."""
    body = f'{{"secret": "{LOOK["secret"]}"}}'
    for content in (body, body.encode()):
        headers = {"Content-Type": kind} if kind else {}
        answer = await calls.http.post("/api/v1/setup/look", content=content, headers=headers)
        assert answer.status_code == status
        assert problem_of(answer)["code"] == ("bad_request" if status == 415 else "not_found")


async def test_live_from_other_sites(calls: Calls) -> None:
    """[W1] A browser's WebSocket is accepted from this server's own pages only; a program's has no Origin."""
    for origin, status in (
        (None, 101),
        (PUBLIC_URL, 101),
        ("https://evil.example", 403),
        ("null", 403),
        ("", 403),
    ):
        named = b"" if origin is None else f"Origin: {origin}\r\n".encode()
        reader, writer = await asyncio.open_connection("127.0.0.1", calls.port)
        writer.write(UPGRADE + named + b"\r\n")
        answer = await reader.readline()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 %d " % status), (origin, answer)


async def test_live_takes_up_no_extension(calls: Calls) -> None:
    """[W1] A client may offer compression; the server's answer names no extension, so frames are as they are."""
    reader, writer = await asyncio.open_connection("127.0.0.1", calls.port)
    writer.write(UPGRADE + b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n")
    answer = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    assert answer.startswith(b"HTTP/1.1 101 ")
    assert b"sec-websocket-extensions" not in answer.lower()


async def test_set_up_asks_for_the_secret_first(calls: Calls) -> None:
    """[S3] Without a valid secret no record is read or verified, however many there are."""
    record = signed(opening().records[0])
    for records in ([{"body": "AA", "signature": "AA"}], [record] * 400):
        body = {"secret": b64(bytes(16)), "handle": "a", "records": records, "team_wraps": []}
        begun = time.process_time()
        answer = await calls.post("/setup", body)
        assert problem_of(answer)["code"] == "not_found"
        assert time.process_time() - begun < 0.1
    owner = Keys("Anna's laptop", "owner", 1)
    good = await calls.setup_body(opening(), "sonnenschein", owner)
    assert (await calls.post("/setup", good)).status_code == 201
    again = good | {"handle": "!", "records": [{"body": "AA", "signature": "AA"}]}
    assert problem_of(await calls.post("/setup", again))["code"] == "secret_used"
