"""Caddy of `deploy/`, as it is, before a real server: what passes, what does not, and what nobody writes down."""

from __future__ import annotations

import base64
import concurrent.futures
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests.world.fronts import NAME, Front, container_front, machine_front
from tests.world.netns import HOST4, NEIGHBOUR4, STRANGER4
from tests.world.patience import PATIENCE
from tests.world.waited import Stopwatch
from tresen.core.wire import SUBPROTOCOL

FRONTS = {"machine": machine_front, "container": container_front}
HOST_LINE = f"Host: {NAME}\r\n"
GET = f"GET /healthz HTTP/1.1\r\n{HOST_LINE}"
LOOK = "POST /api/v1/setup/look HTTP/1.1\r\n" + HOST_LINE + "Content-Type: application/json\r\n"
MOST = 256 * 1024


@pytest.fixture(scope="module", params=FRONTS)
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp(request.param)
    with FRONTS[request.param](folder) as running:
        yield running


@contextmanager
def line(front: Front, source: str = STRANGER4) -> Iterator[ssl.SSLSocket]:
    """A TLS connection from outside, which speaks HTTP/1.1."""

    def opened() -> ssl.SSLSocket:
        made = socket.create_connection((HOST4, 443), 30, source_address=(source, 0))
        return front.trusting().wrap_socket(made, server_hostname=NAME)

    made = front.street.stranger.call(opened)
    try:
        yield made
    finally:
        made.close()


def all_of(opened: socket.socket) -> bytes:
    """What comes until the other side closes."""
    got = b""
    try:
        while part := opened.recv(65536):
            got += part
    except (ConnectionError, ssl.SSLError):
        pass
    return got


def asked(front: Front, request: str | bytes, source: str = STRANGER4) -> bytes:
    """All that is answered to these bytes, until the connection is closed: `Connection: close` is the request's own."""
    with line(front, source) as opened:
        opened.sendall(request.encode() if isinstance(request, str) else request)
        return all_of(opened)


def pushed(front: Front, request: bytes, source: str = STRANGER4) -> bytes:
    """All that is answered to a large request, also where the answer comes before it is sent."""
    with line(front, source) as opened:
        with suppress(ConnectionError):
            opened.sendall(request)
        return all_of(opened)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def simple(path: str, *headers: str) -> str:
    return "\r\n".join([f"GET {path} HTTP/1.1", f"Host: {NAME}", "Connection: close", *headers, "", ""])


def test_pages_headers_and_compression(front: Front) -> None:
    """What Tresen says arrives as it said it: status, policies, and bodies that it has packed."""
    page = asked(front, simple("/assets/chat/large.js", "Accept-Encoding: gzip"))
    plain = asked(front, simple("/assets/chat/large.js"))
    assert (status(page), status(plain)) == (200, 200)
    assert b"content-encoding: gzip" in page.lower()
    assert len(page) * 10 < len(plain)
    missing = asked(front, simple("/no-such-page"))
    for name in (b"content-security-policy:", b"x-content-type-options: nosniff", b"referrer-policy:"):
        assert name in missing.lower(), name


def test_http_leads_to_https(front: Front) -> None:
    """Nothing is served in clear text."""

    def clear() -> bytes:
        with socket.create_connection((HOST4, 80), 30) as opened:
            opened.sendall(simple("/healthz").encode())
            return all_of(opened)

    answer = front.street.stranger.call(clear)
    assert status(answer) == 308
    assert f"location: https://{NAME}/healthz".encode() in answer.lower()


def upgrade(path: str, protocol: str = "websocket", *more: str) -> str:
    key = base64.b64encode(os.urandom(16)).decode()
    return "\r\n".join(
        [f"GET {path} HTTP/1.1", f"Host: {NAME}", f"Upgrade: {protocol}", "Sec-WebSocket-Version: 13",
         f"Sec-WebSocket-Key: {key}", f"Sec-WebSocket-Protocol: {SUBPROTOCOL}", f"Origin: https://{NAME}",
         *(more or ("Connection: Upgrade",)), "", ""]
    )  # fmt: skip


def test_one_stranger_keeps_nobody_out(front: Front) -> None:
    """[A8] Bodies of one address that do not end have that address's share of memory; its neighbour is answered."""
    piece = MOST - 1024
    chunked = f"{LOOK}Transfer-Encoding: chunked\r\n\r\n{piece + 100:x}\r\n".encode() + b" " * piece
    whole = f"{LOOK}Connection: close\r\nContent-Length: {piece}\r\n\r\n".encode() + b" " * piece
    with ExitStack() as stack:
        for _ in range(60):
            opened = stack.enter_context(line(front))
            with suppress(ConnectionError):  # it may be refused before it is sent
                opened.sendall(chunked)
        refused = [status(pushed(front, whole)) for _ in range(20)]
        answered = [status(pushed(front, whole, NEIGHBOUR4)) for _ in range(5)]
    assert 503 in refused
    assert all(400 <= each < 500 for each in answered), answered


def test_live_goes_through(front: Front) -> None:
    """The WebSocket is upgraded, with its subprotocol, and the server's first frame arrives."""
    with line(front) as opened:
        opened.sendall(upgrade("/live").encode())
        got = b""
        while b"\r\n\r\n" not in got or not got.partition(b"\r\n\r\n")[2]:
            part = opened.recv(4096)
            assert part, got
            got += part
    head, _, frame = got.partition(b"\r\n\r\n")
    assert status(head) == 101
    assert f"sec-websocket-protocol: {SUBPROTOCOL}".encode() in head.lower()
    assert frame[0] == 0x82  # one whole binary frame


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/v1/setup/look", "/setup", "/livex", "/live/", "//live", "/live%2f"]
)
def test_no_upgrade_elsewhere(front: Front, path: str) -> None:
    """A WebSocket is `/live`'s alone."""
    answer = asked(front, upgrade(path, "websocket", "Connection: Upgrade, close"))
    assert status(answer) not in (0, 101)


@pytest.mark.parametrize("connection", ["Upgrade, HTTP2-Settings", "HTTP2-Settings, Upgrade", "Upgrade"])
def test_no_tunnel_by_h2c(front: Front, connection: str) -> None:
    """Nobody gets from Caddy a line to Tresen that Caddy no longer reads."""
    more = (f"Connection: {connection}", "HTTP2-Settings: AAMAAABkAAQAAP__")
    preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    answer = asked(front, upgrade("/healthz", "h2c", *more) + preface)
    assert b" 101 " not in answer
    assert answer.count(b"tresen-instance:") + answer.count(b"Tresen-Instance:") <= 1


@pytest.mark.parametrize(
    "claims",
    [
        ("X-Forwarded-For",),
        ("X-Real-IP", "Forwarded"),
        ("X-Forwarded-For", "X-Forwarded-For"),
        ("x_forwarded_for",),
    ],
)
def test_nobody_speaks_for_another_address(front: Front, claims: tuple[str, ...]) -> None:
    """[A8] An address that a client claims counts for nothing: its allowance is its own, and its neighbour's is not used."""

    def looked(number: int, source: str) -> int:
        named = "".join(f"{each}: 198.51.100.{number}\r\n" for each in claims)
        body = '{"setup": "' + "A" * 22 + '"}'
        return status(
            asked(
                front, f"{LOOK}Connection: close\r\n{named}Content-Length: {len(body)}\r\n\r\n{body}", source
            )
        )

    mine = [looked(number, STRANGER4) for number in range(75)]
    assert 429 in mine
    assert looked(1, NEIGHBOUR4) not in (0, 429)


def test_other_names_reach_nothing(front: Front) -> None:
    """Whoever asks for another host, in `Host` or by X-Forwarded-Host, does not get Tresen to answer as that."""
    other = asked(front, "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    assert b"tresen-instance" not in other.lower()
    named = asked(front, simple("/live", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http"))
    assert f"tresen-public-url: https://{NAME}".encode() in named.lower()
    assert b"evil.example" not in named


def test_headers_and_bodies_have_bounds(front: Front) -> None:
    """Large headers and large bodies are refused, one that is within them is not."""
    assert status(asked(front, simple("/healthz", "X-Large: " + "a" * 12_000))) == 200
    assert status(asked(front, simple("/healthz", "X-Large: " + "a" * 40_000))) == 431
    body = b'{"setup": "' + b"A" * 3_000_000 + b'"}'
    assert (
        status(
            asked(
                front,
                f"{LOOK}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body,
                NEIGHBOUR4,
            )
        )
        == 413
    )


def poured(front: Front, first: str, endless: bytes) -> tuple[int, bytes]:
    """How many bytes are taken of something that does not end, and the answer."""
    sent = 0
    with line(front) as opened:
        opened.settimeout(30)
        try:
            opened.sendall(first.encode())
            while sent < 200 * 1024 * 1024:
                opened.sendall(endless)
                sent += len(endless)
        except (OSError, ssl.SSLError):
            pass
        try:
            return sent, opened.recv(4096)
        except (OSError, ssl.SSLError):
            return sent, b""


@pytest.mark.parametrize("endless", [b"a" * 16_384, b"X-Many: 1\r\n" * 1500], ids=["one", "many"])
def test_a_header_without_end(front: Front, endless: bytes) -> None:
    """The connection ends soon: what lies in the buffers of two machines, and little more."""
    sent, _ = poured(front, GET + "X-Endless: ", endless)
    assert sent < 8 * 1024 * 1024


def test_slow_ones_are_shut_out(front: Front) -> None:
    """Headers have 10 s and a body 20 s, however steadily they drip; meanwhile others are answered."""
    kinds = {
        "nothing": ("", b"", 10),
        "headers": (GET, b"X", 10),
        "body": (f"{LOOK}Content-Length: 900\r\n\r\n", b"x", 20),
        "chunks": (f"{LOOK}Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 20),
    }

    def lasting(first: str, drip: bytes) -> float:
        watch = Stopwatch(os.getpid(), front.server.pid)
        with line(front) as opened:
            opened.settimeout(0.5)
            opened.sendall(first.encode())
            while watch.seconds() < 60:
                try:
                    if not opened.recv(4096):
                        break
                except TimeoutError:
                    try:
                        opened.sendall(drip)
                    except OSError:
                        break
                except OSError:
                    break
        return watch.seconds()

    with concurrent.futures.ThreadPoolExecutor(len(kinds)) as pool:
        waiting = {name: pool.submit(lasting, first, drip) for name, (first, drip, _) in kinds.items()}
        while concurrent.futures.wait(waiting.values(), 1).not_done:
            assert status(asked(front, simple("/healthz"), NEIGHBOUR4)) == 200
    for name, (_, _, seconds) in kinds.items():
        assert waiting[name].result() < seconds + 5, name


SMUGGLED = f"GET /smuggled HTTP/1.1\r\n{HOST_LINE}Connection: close\r\n\r\n"
HIDDEN = f"0\r\n\r\n{SMUGGLED}"
ATTACKS: dict[str, str] = {
    "CL.TE": f"Content-Length: {len(HIDDEN)}\r\nTransfer-Encoding: chunked\r\n\r\n{HIDDEN}",
    "TE.CL": f"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{len(SMUGGLED):x}\r\n{SMUGGLED}\r\n0\r\n\r\n",
    "two lengths": f"Content-Length: 0\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
    "a list of lengths": f"Content-Length: 0, {len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
    "signed length": f"Content-Length: +{len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
    "negative length": f"Content-Length: -1\r\n\r\n{SMUGGLED}",
    "hex length": f"Content-Length: 0x1f\r\n\r\n{SMUGGLED}",
    "TE with a space": f"Transfer-Encoding : chunked\r\n\r\n{HIDDEN}",
    "TE with a tab": f"Content-Length: {len(HIDDEN)}\r\nTransfer-Encoding:\tchunked\r\n\r\n{HIDDEN}",
    "TE folded": f"Content-Length: {len(HIDDEN)}\r\nTransfer-Encoding:\r\n chunked\r\n\r\n{HIDDEN}",
    "TE twice": f"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n{HIDDEN}",
    "TE unknown": f"Content-Length: {len(HIDDEN)}\r\nTransfer-Encoding: xchunked\r\n\r\n{HIDDEN}",
    "TE with a vertical tab": f"Content-Length: {len(HIDDEN)}\r\nTransfer-Encoding: \x0bchunked\r\n\r\n{HIDDEN}",
    "bare line feeds": f"Content-Length: {len(HIDDEN)}\nTransfer-Encoding: chunked\n\n{HIDDEN}",
    "bare carriage return": f"X-A: 1\rTransfer-Encoding: chunked\r\nContent-Length: {len(HIDDEN)}\r\n\r\n{HIDDEN}",
    "chunk size too long": f"Transfer-Encoding: chunked\r\n\r\n{'0' * 30}\r\n\r\n{SMUGGLED}",
    "chunk extension with line feed": f"Transfer-Encoding: chunked\r\n\r\n1;a\nb\r\nx\r\n{HIDDEN}",
    "chunk without its end": f"Transfer-Encoding: chunked\r\n\r\n1\r\nxx{HIDDEN}",
    "trailer": f"Transfer-Encoding: chunked\r\nTrailer: Host\r\n\r\n0\r\nHost: evil.example\r\n\r\n{SMUGGLED}",
    "length hidden by Connection": f"Connection: Content-Length\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
    "TE hidden by Connection": f"Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked\r\n\r\n{HIDDEN}",
    "expect": f"Expect: 100-continue\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
    "null in a name": f"X\x00Y: 1\r\nTransfer-Encoding: chunked\r\n\r\n{HIDDEN}",
}
"""Each is a POST whose two readers might disagree where it ends."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_request_is_smuggled(front: Front, attack: str) -> None:
    """Caddy and Tresen agree where a request ends: nobody's answer is another's, however often they share a connection."""
    for _ in range(3):
        with line(front) as opened:
            opened.settimeout(0.7)
            opened.sendall((LOOK + ATTACKS[attack]).encode("latin-1"))
            with suppress(OSError):
                opened.recv(65536)
        for _ in range(3):
            victim = asked(front, simple("/healthz"), NEIGHBOUR4)
            assert status(victim) == 200
            assert victim.endswith(b"\n")
            assert b"ok\ntresen" in victim


@pytest.mark.parametrize("kind", FRONTS)
def test_nobody_writes_addresses_down(tmp_path: Path, kind: str) -> None:
    """[A8] Neither Caddy nor Tresen logs an address, a path or a browser; not while Tresen does not answer either."""
    asking = simple("/a-path-of-somebody", "User-Agent: Somebodys-Browser")
    with FRONTS[kind](tmp_path) as front:
        assert status(asked(front, asking)) in {404, 503}  # without web apps it says so
        assert status(asked(front, SMUGGLED)) in {404, 503}
        assert status(asked(front, "GET / HTTP/1.1\r\nHost: \x01\r\n\r\n")) == 400
        front.server.terminate()
        front.server.wait(PATIENCE)
        assert status(asked(front, asking)) == 502
        said = front.said()
    assert said
    for each in (STRANGER4, "Somebodys-Browser", "a-path-of-somebody", "smuggled"):
        assert each not in said
