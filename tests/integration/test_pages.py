"""Pages and files: what is served where, how long it may be kept, and under which policy."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

import tresen
from tests.world.calls import Calls, calling
from tests.world.shop import found

SCRIPT = "console.log('Tresen');\n" * 200
CHAT = (
    "<!doctype html><!--head--><title>Tresen</title><!--/head-->"
    '<link rel="stylesheet" crossorigin href="/assets/chat/index-Ab12.css"><!--first--><!--/first-->'
    "<!--listing--><!--/listing-->" + "<p>" * 300
)
URL = "https://chat.example.org"
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=63072000",
}


def build(folder: Path) -> Path:
    """What the web build leaves behind."""
    files = {
        "chat/index.html": CHAT,
        "chat/assets/index-Ab12.js": SCRIPT,
        "chat/assets/index-Ab12.css": "p{}",
        "chat/icon.svg": "<svg/>",
        "chat/sw.js": SCRIPT,
        "inbox/index.html": "<!doctype html><title>inbox</title>",
        "inbox/sw.js": SCRIPT,
        "inbox/manifest.webmanifest": "{}",
        "inbox/icon-192.png": "png",
        "inbox/assets/index-Cd34.js": SCRIPT,
        "setup/index.html": "<!doctype html><title>setup</title>",
        "setup/assets/index-Ef56.js": SCRIPT,
        "secret.txt": "not to be served",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    data = tmp_path / "data"
    data.mkdir()
    async with calling(data, web=build(tmp_path / "web"), public_url=URL) as made:
        await found(made.app.house)
        yield made


def directives(answer: httpx.Response) -> dict[str, str]:
    policy = answer.headers["content-security-policy"]
    return {name: rest for name, _, rest in (each.strip().partition(" ") for each in policy.split(";"))}


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/sonnenschein", 200, "Tresen"),
        ("/nobody-here", 404, "Tresen"),
        ("/ab", 404, "Tresen"),
        ("/a/b/c", 404, "Tresen"),
        ("/inbox", 200, "inbox"),
        ("/inbox/", 200, "inbox"),
        ("/inbox/conversations/x", 200, "inbox"),
        ("/setup", 200, "setup"),
    ],
)
async def test_apps(calls: Calls, path: str, status: int, title: str) -> None:
    """Every app is at its address and never cached; an unknown one gets a page with its status."""
    answer = await calls.http.get(path)
    assert (answer.status_code, f"<title>{title}</title>" in answer.text) == (status, True)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "types"),
    [
        ("/sonnenschein", "tresen-worker tresen-pdf"),
        ("/inbox", "tresen-worker tresen-search tresen-former tresen-pdf"),
        ("/setup", "'none'"),
    ],
)
async def test_policy(calls: Calls, path: str, types: str) -> None:
    """The apps load from this server and nowhere else; no inline script, no framing, Trusted Types enforced."""
    assert directives(await calls.http.get(path)) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "media-src": "'self' blob:",
        "connect-src": "'self' wss://chat.example.org",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": types,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/", "/sonnenschein", "/nobody-here", "/inbox", "/inbox/sw.js", "/inbox/none.js", "/assets/chat/index-Ab12.js",
        "/assets/chat/none.js", "/healthz", "/readyz", "/metrics", "/robots.txt", "/favicon.ico", "/live", "/Sonnenschein",
        "/api/v1/nothing", "/api/v1/openapi.json", "/api/v1/businesses/sonnenschein",
    ],
)  # fmt: skip
async def test_headers_everywhere(calls: Calls, path: str) -> None:
    """Every answer, even an error or redirect, has the security headers and a policy; none names the server."""
    answer = await calls.http.get(path)
    assert EVERYWHERE.items() <= dict(answer.headers).items()
    assert directives(answer)["default-src"] == "'none'"
    policy = answer.headers["permissions-policy"]
    assert "geolocation=()" in policy
    # Calls ask for these, of the page alone.
    assert "camera=(self)" in policy
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


async def test_no_tls_no_hsts(tmp_path: Path) -> None:
    """Without https there is nothing to insist on."""
    async with calling(tmp_path) as calls:
        assert "strict-transport-security" not in (await calls.http.get("/healthz")).headers


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        (
            "/assets/chat/index-Ab12.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        ("/assets/chat/index-Ab12.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        (
            "/assets/inbox/index-Cd34.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "/assets/setup/index-Ef56.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        ("/chat/icon.svg", "image/svg+xml", "public, max-age=3600"),
        ("/inbox/icon-192.png", "image/png", "public, max-age=3600"),
        ("/inbox/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/sonnenschein/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/nobody-here/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/inbox/manifest.webmanifest", "application/manifest+json", "no-cache"),
    ],
)
async def test_files(calls: Calls, path: str, kind: str, cache: str) -> None:
    """Hashed files are kept for a year, fixed names for a short time, the app's entry points are always revalidated."""
    answer = await calls.http.get(path)
    assert answer.status_code == 200
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (kind, cache)
    scope = path.removesuffix("/sw.js")
    assert answer.headers.get("service-worker-allowed") == (None if scope == path else scope)


async def test_etag(calls: Calls) -> None:
    """A browser that has a page asks whether it changed, and gets it only then."""
    first = await calls.http.get("/sonnenschein")
    etag = first.headers["etag"]
    for given in (etag, f'"other", W/{etag}', "*"):
        again = await calls.http.get("/sonnenschein", headers={"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert "content-length" not in again.headers
        assert again.headers["cache-control"] == "no-cache"
    assert (await calls.http.get("/sonnenschein", headers={"If-None-Match": '"other"'})).status_code == 200
    unknown = await calls.http.get("/nobody-here", headers={"If-None-Match": etag})
    assert unknown.status_code == 404


async def test_built_anew(calls: Calls, tmp_path: Path) -> None:
    """A new build is served without a restart, under another ETag."""
    before = (await calls.http.get("/inbox")).headers["etag"]
    (tmp_path / "web" / "inbox" / "index.html").write_text("<!doctype html><title>inbox, the second</title>")
    after = await calls.http.get("/inbox", headers={"If-None-Match": before})
    assert (after.status_code, "the second" in after.text) == (200, True)


@pytest.mark.parametrize(
    ("accept", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("identity", False),
        ("br", False),
    ],
)
async def test_compression(calls: Calls, accept: str, packed: bool) -> None:
    """Scripts are sent compressed to clients that accept it, under an ETag of their own."""
    path = "/assets/chat/index-Ab12.js"
    async with calls.http.stream("GET", path, headers={"Accept-Encoding": accept}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["vary"] == "accept-encoding"
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert (gzip.decompress(raw) if packed else raw).decode() == SCRIPT
    assert answer.headers["etag"].endswith('-gz"') is packed
    assert int(answer.headers["content-length"]) == len(raw)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/chat/..%2F..%2Fsecret.txt",
        "/assets/chat/%2e%2e/index.html",
        "/assets/../secret.txt",
        "/assets/chat/.hidden",
        "/assets/other/index-Ab12.js",
        "/assets/chat/none-0000.js",
        "/inbox/..%2Fsecret.txt",
        "/inbox/index.html",
        "/chat/index.html",
        "/inbox/assets/index-Cd34.js",
        "/assets/chat/index-Ab12.js%00",
    ],
)
async def test_nothing_else(calls: Calls, path: str) -> None:
    """Only files of the apps are served, each under one address."""
    answer = await calls.http.get(httpx.URL(f"{calls.http.base_url}".rstrip("/") + path))
    assert answer.status_code == 404
    assert "not to be served" not in answer.text


async def test_addresses_are_tidied(calls: Calls) -> None:
    """A handle typed in capitals or with a slash redirects to its one address; nothing redirects off the server."""
    for path in ("/Sonnenschein", "/sonnenschein/", "/SONNENSCHEIN/"):
        answer = await calls.http.get(path)
        assert (answer.status_code, answer.headers["location"]) == (308, "/sonnenschein")
    assert (await calls.http.get(f"{calls.http.base_url}//evil.example/")).status_code == 404


async def test_head_and_others(calls: Calls) -> None:
    """HEAD is GET without the body; other methods are told which are allowed."""
    full, head = await calls.http.get("/inbox"), await calls.http.head("/inbox")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert head.headers["content-length"] == full.headers["content-length"]
    for method in ("POST", "DELETE", "OPTIONS", "TRACE"):
        answer = await calls.http.request(method, "/inbox")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("page", ["sonnenschein", "nobody-here", "inbox"])
async def test_what_is_shared_is_not_taken(calls: Calls, page: str) -> None:
    """[A1] A worker takes what other apps share. What comes here nevertheless is not read; the page says so."""
    answer = await calls.http.post(f"/{page}/share", content=bytes(200_000))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{page}?shared=lost")
    assert answer.headers["cache-control"] == "no-store"
    for other in (f"/{page}/share/x", f"/{page}/shares", "/share"):
        assert (await calls.http.post(other, content=b"")).status_code == 405


async def test_live_without_upgrade(calls: Calls) -> None:
    """[W1] `/live` speaks WebSocket and says so."""
    answer = await calls.http.get("/live")
    assert (answer.status_code, answer.headers["upgrade"]) == (426, "websocket")


async def test_health(calls: Calls) -> None:
    """The process answers; the server is ready when database and pages are."""
    health = (await calls.http.get("/healthz")).text.splitlines()
    assert health == ["ok", f"tresen {tresen.__version__} build {calls.app.http._pages.site.build()}"]
    ready = await calls.http.get("/readyz")
    said = {"ready": True, "database": "ok", "web": "ok", "disk": "ok"}
    assert (ready.status_code, ready.json()) == (200, said)


async def test_not_built(tmp_path: Path) -> None:
    """Without its web apps the server says so on the page and to the host; the API still works."""
    web = build(tmp_path / "web")
    (web / "inbox" / "index.html").unlink()
    data = tmp_path / "data"
    data.mkdir()
    async with calling(data, web=web) as calls:
        page = await calls.http.get("/inbox")
        assert (page.status_code, "tresen doctor" in page.text) == (503, True)
        ready = await calls.http.get("/readyz")
        assert (ready.status_code, ready.json()["web"]) == (503, "not built: inbox")
        assert (await calls.get("/openapi.json")).status_code == 200


async def test_database_gone(calls: Calls) -> None:
    """A server whose writer has ended is not ready, and says why."""
    await calls.app.house.writer.close()
    ready = await calls.http.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert ready.json()["database"].startswith("cannot be written")


async def test_security_txt(tmp_path: Path) -> None:
    """[RFC 9116] Whoever finds a vulnerability reads whom to tell; without a contact there is no such file."""
    async with calling(tmp_path, security_contact="mailto:security@example.org", public_url=URL) as calls:
        answer = await calls.http.get("/.well-known/security.txt")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
        fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
        assert fields == {
            "Contact": "mailto:security@example.org",
            "Expires": "2027-04-24T07:33:20Z",
            "Preferred-Languages": "de, en",
            "Canonical": f"{URL}/.well-known/security.txt",
        }
    async with calling(tmp_path) as calls:
        assert (await calls.http.get("/.well-known/security.txt")).status_code == 404


async def test_figures(tmp_path: Path) -> None:
    """[I-8] Metrics need the token even from this machine: a proxy runs here, too, and serves strangers."""
    async with calling(tmp_path, metrics_token="0123456789abcdef") as calls:
        for given, status in (
            ("Bearer 0123456789abcdef", 200),
            ("Bearer 0123456789abcdeF", 403),
            ("Bearer x", 403),
            ("", 403),
        ):
            answer = await calls.http.get("/metrics", headers={"Authorization": given} if given else {})
            assert (answer.status_code, "tresen_events" in answer.text) == (status, status == 200)


async def test_no_token_no_figures(tmp_path: Path) -> None:
    """[I-8] Without a token in the settings nobody sees metrics."""
    async with calling(tmp_path) as calls:
        for given in ({}, {"Authorization": "Bearer"}, {"Authorization": "Bearer None"}):
            assert (await calls.http.get("/metrics", headers=given)).status_code == 403


async def test_the_root_is_a_page_and_names_nobody(calls: Calls) -> None:
    """[interface] What this is, in both languages, in the look of the customer page; no business is listed."""
    answer = await calls.http.get("/")
    assert answer.status_code == 200
    assert 'href="/assets/chat/index-Ab12.css"' in answer.text
    assert "Zum Postfach des Teams" in answer.text
    assert "To the team's inbox" in answer.text
    assert "onnenschein" not in answer.text
    assert directives(answer)["style-src"] == "'self'"
    assert "script-src" not in directives(answer)
