"""The pages: the customer page at `/{handle}`, inbox, set-up, their files, and what the host asks (health, figures)."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

import tresen
from tresen.core.shopfront.spoken import spoken_to
from tresen.desk.services import Services
from tresen.desk.shopfront import shopfront
from tresen.desk.statistics.gauges import gauges
from tresen.telemetry import Meters
from tresen.transport.conditional import accepts_gzip, matches
from tresen.transport.door import Doors
from tresen.transport.front import Headers, Outside, Receive, Scope, Send, answer
from tresen.transport.mailpages import POLICY as MAIL_POLICY
from tresen.transport.mailpages import TOKEN, mail_page
from tresen.transport.plain import NOT_BUILT, home, styles
from tresen.transport.site import File, Site

IMMUTABLE: Final = b"public, max-age=31536000, immutable"
FRESH: Final = b"no-cache"
SHORT: Final = b"public, max-age=3600"
HOME_POLICY: Final = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
READY_SECONDS: Final = 3
SECURITY_TXT: Final = "/.well-known/security.txt"
SECURITY_TXT_LASTS: Final = timedelta(days=180)
TRUSTED_TYPES: Final = {
    "chat": "tresen-worker tresen-pdf",
    "inbox": "tresen-worker tresen-search tresen-former tresen-pdf",
    "setup": "'none'",
}
"""Each Trusted Types policy of a page knows one address: its service worker's, that of what draws PDFs, in the inbox its
search worker's."""
_HANDLE: Final = re.compile(r"/([A-Za-z0-9-]{3,40})(/?)")
_BELOW: Final = re.compile(
    r"/([a-z0-9-]{3,40})/(sw\.js|picture|banner|icon|manifest\.webmanifest|hours\.json|closed\.ics|card\.vcf)"
)
_LOADER: Final = re.compile(r"/widget/([0-9a-f]{16}\.js)")
"""What a snippet names: no handle's page and no file below one has such a name, also where a business is called `widget`."""
_FOR_WEBSITES: Final = [
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
"""Any website may read it, also that there is none: nothing in it depends on who asks."""
_SHARE: Final = re.compile(r"/([a-z0-9-]{3,40})/share")
"""Where an installed app has things shared with it. Its service worker takes them; here they come only if it is missing."""
_ROBOTS: Final = b"User-agent: *\nDisallow: /api/\nDisallow: /inbox\nDisallow: /setup\n"


class Ready(msgspec.Struct, frozen=True):
    """Whether the server can do its work; each part says `ok` or what is wrong."""

    ready: bool
    database: str
    web: str
    disk: str


def policy(public_url: str, trusted_types: str, ancestors: str = "'none'") -> bytes:
    """The Content-Security-Policy of an app: itself and nothing else. `ancestors`: where it may stand in a frame."""
    live = "ws" + public_url.removeprefix("http")
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        f"connect-src 'self' {live}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types {trusted_types}"
    ).encode()


def security_txt(contact: str, public_url: str, now_ms: int) -> bytes:
    """[RFC 9116] Where to report a weakness of this server. It expires half a year after it was asked for."""
    expires = datetime.fromtimestamp(now_ms // 1000, UTC) + SECURITY_TXT_LASTS
    return (
        f"Contact: {contact}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: de, en\n"
        f"Canonical: {public_url}{SECURITY_TXT}\n"
    ).encode()


class Pages:
    """Answers GET and HEAD for everything outside `/api/`."""

    def __init__(self, services: Services, settings: Outside, meters: Meters) -> None:
        self._house, self._mailer = services.context, services.mailer
        self._meters = meters
        self._token = settings.metrics_token
        self._security_contact = settings.security_contact
        self._public_url = settings.public_url
        self.site = Site(settings.web or Path(tresen.__file__).parent / "web_dist")
        self._health = f"ok\ntresen {tresen.__version__} build {self.site.build()}\n".encode()
        self._doors = Doors(services.context, settings.public_url)
        self._policies = {app: policy(settings.public_url, types) for app, types in TRUSTED_TYPES.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del receive
        request = _Request(scope, send)
        path: str = scope["path"]
        if found := TOKEN.fullmatch(path):
            await self._mail(request, found[1])
        elif request.method == "POST" and (shared := _SHARE.fullmatch(path)):
            await self._not_taken(request, shared[1])
        elif request.method not in ("GET", "HEAD"):
            await request.answer(405, b"Only GET is answered here.\n", [(b"allow", b"GET, HEAD")])
        elif path == "/live":
            note = b"This address speaks WebSocket.\n"
            served_as = (b"tresen-public-url", self._public_url.encode())
            await request.answer(
                426, note, [(b"upgrade", b"websocket"), (b"connection", b"upgrade"), served_as]
            )
        elif path in _FOR_THE_HOST:
            await self._for_the_host(request, path)
        else:
            await self._for_people(request, path)

    async def _for_the_host(self, request: _Request, path: str) -> None:
        if path == "/healthz":
            instance = (b"tresen-instance", self._house.instance.encode())
            await request.answer(200, self._health, [(b"cache-control", b"no-store"), instance])
        elif path == "/readyz":
            ready = await self._ready()
            headers = [(b"cache-control", b"no-store"), (b"content-type", b"application/json")]
            await request.answer(200 if ready.ready else 503, msgspec.json.encode(ready), headers)
        elif path == "/robots.txt":
            await request.answer(200, _ROBOTS, [(b"cache-control", SHORT)])
        elif path == SECURITY_TXT:
            await self._security_txt(request)
        elif self._may_see_figures(request):
            by_business = b"by=business" in request.scope["query_string"].split(b"&")
            figures = await gauges(self._house, by_business=by_business)
            text, kind = self._meters.text()
            headers = [(b"cache-control", b"no-store"), (b"content-type", kind.encode())]
            await request.answer(200, text + figures, headers)
        else:
            await request.answer(403, b"Figures need the metrics token.\n", [])

    async def _security_txt(self, request: _Request) -> None:
        if self._security_contact is None:
            await request.answer(404, b"The host of this server has named no contact.\n", [])
            return
        text = security_txt(self._security_contact, self._public_url, self._house.clock.now_ms())
        await request.answer(200, text, [(b"cache-control", SHORT)])

    def _may_see_figures(self, request: _Request) -> bool:
        """Only with the token. A request from this machine proves nothing: it may be a proxy that names nobody."""
        given = request.header(b"authorization").partition(b" ")[2]
        return self._token is not None and hmac.compare_digest(given, self._token.encode())

    async def _ready(self) -> Ready:
        try:
            async with asyncio.timeout(READY_SECONDS):
                await shopfront.check_writable(self._house)
            database = "ok"
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the database is the answer
            database = f"cannot be written: {type(error).__name__}"
        missing = self.site.missing()
        web = f"not built: {', '.join(missing)}" if missing else "ok"
        disk = "nearly full: messages are refused" if self._house.storage.is_low() else "ok"
        return Ready(database == web == disk == "ok", database, web, disk)

    async def _for_people(self, request: _Request, path: str) -> None:
        parts = path.strip("/").split("/")
        if path == "/":
            await self._home(request)
        elif path == "/setup":
            await self._app(request, "setup", 200)
        elif parts[0] == "assets" and len(parts) == 3:
            await self._file(request, self.site.asset(parts[1], parts[2]), [(b"cache-control", IMMUTABLE)])
        elif found := _LOADER.fullmatch(path):
            headers = [(b"cache-control", IMMUTABLE)]
            await self._file(request, self.site.widget(found[1]), headers, for_all=_FOR_WEBSITES)
        elif parts[0] == "inbox":
            await self._inbox(request, parts)
        elif found := _BELOW.fullmatch(path):
            await self._below(request, found[1], found[2])
        elif parts[0] == "chat" and len(parts) == 2:
            await self._file(request, self.site.public("chat", parts[1]), [(b"cache-control", SHORT)])
        elif path == "/favicon.ico":
            await self._favicon(request)
        else:
            await self._customer_page(request, path)

    async def _mail(self, request: _Request, token: str) -> None:
        """What a link in a mail leads to: GET asks, POST does it, as mail programs do by themselves (RFC 8058)."""
        if request.method not in ("GET", "HEAD", "POST"):
            allowed = [(b"allow", b"GET, HEAD, POST")]
            await request.answer(405, b"Only GET and POST are answered here.\n", allowed)
            return
        page, act = self.site.page("chat"), request.method == "POST"
        found = styles(page.plain.decode() if page else "")
        language = spoken_to(request.header(b"accept-language")).language
        status, shown = await mail_page(self._house, self._mailer, token, found, act=act, language=language)
        headers = [(b"content-security-policy", MAIL_POLICY), (b"cache-control", b"no-store")]
        await request.html(status, shown, headers)

    async def _not_taken(self, request: _Request, page: str) -> None:
        """[A1] What other apps share is nobody's business here: its body is not read, and the page says what happened."""
        to = f"/{page}?shared=lost".encode()
        await request.answer(303, b"", [(b"location", to), (b"cache-control", b"no-store")])

    async def _home(self, request: _Request) -> None:
        page = self.site.page("chat")
        policy = [(b"content-security-policy", HOME_POLICY)]
        await request.html(200, home(page.plain.decode() if page else ""), policy)

    async def _inbox(self, request: _Request, parts: list[str]) -> None:
        """`/inbox` and everything below it that is not a file is the app: it reads its own address."""
        if len(parts) == 1 or "." not in parts[-1]:
            await self._app(request, "inbox", 200)
            return
        if parts[1:] == ["sw.js"]:
            await self._worker(request, "inbox", "/inbox")
            return
        file = self.site.public("inbox", parts[1]) if len(parts) == 2 else None
        headers = [(b"cache-control", SHORT)]
        if parts[-1].endswith((".js", ".webmanifest")):
            headers = [(b"cache-control", FRESH)]
        await self._file(request, file, headers)

    async def _worker(self, request: _Request, app: str, scope: str) -> None:
        """An app's service worker, for pages below `scope` and no others. The same for every handle, known or not."""
        headers = [
            (b"cache-control", FRESH),
            (b"service-worker-allowed", scope.encode()),
            (b"content-security-policy", self._policies[app]),
        ]
        await self._file(request, self.site.public(app, "sw.js"), headers)

    async def _favicon(self, request: _Request) -> None:
        file = self.site.public("chat", "favicon.ico")
        if file is None:
            await request.answer(204, b"", [(b"cache-control", SHORT)])
        else:
            await self._file(request, file, [(b"cache-control", SHORT)])

    async def _customer_page(self, request: _Request, path: str) -> None:
        found = _HANDLE.fullmatch(path)
        if found is None:
            await self._app(request, "chat", 404)
        elif found[2] or found[1] != found[1].lower():
            target = f"/{found[1].lower()}".encode()
            await request.answer(308, b"", [(b"location", target), (b"cache-control", FRESH)])
        elif request.scope["query_string"] == b"frame":
            await self._frame(request, found[1])
        else:
            await self._business(request, found[1])

    async def _business(self, request: _Request, handle: str) -> None:
        plain = self.site.page("chat")
        if plain is None:
            await request.html(503, NOT_BUILT)
            return
        page, status = await self._doors.page(plain, handle, request.header(b"accept-language"))
        headers = [
            (b"cache-control", FRESH),
            (b"content-security-policy", self._policies["chat"]),
            (b"vary", b"accept-language"),
        ]
        await request.file(page, headers, status)

    async def _frame(self, request: _Request, handle: str) -> None:
        """[S22] The customer page for a frame, on the websites that the signed profile names and on no other.

        Nothing of the business is written into it: the page asks for that once it knows who is around it. It is never
        kept, because the websites may be others the next time.
        """
        plain = self.site.page("chat")
        if plain is None:
            await request.html(503, NOT_BUILT)
            return
        websites = await self._doors.websites(handle)
        ancestors = " ".join(websites or ()) or "'none'"
        said = policy(self._public_url, TRUSTED_TYPES["chat"], ancestors)
        headers = [(b"cache-control", b"no-store"), (b"content-security-policy", said)]
        if websites:
            # It knows no list. Browsers that know `frame-ancestors` pass over it; what is older is to show the frame too.
            headers.append((b"x-frame-options", b""))
        await request.file(plain, headers, 404 if websites is None else 200)

    async def _below(self, request: _Request, handle: str, name: str) -> None:
        """What belongs to one business's page. Whether there is such a business its page says as well."""
        if name == "sw.js":
            await self._worker(request, "chat", f"/{handle}")
        elif name == "hours.json":
            hours = await self._doors.hours(handle)
            left = 60 - self._house.clock.now_ms() // 1000 % 60
            aged = (b"cache-control", b"public, max-age=%d" % left)
            await self._file(request, hours, [aged], for_all=_FOR_WEBSITES)
        elif name == "closed.ics":
            closed = await self._doors.closed(handle, request.header(b"accept-language"))
            await self._file(request, closed, [(b"cache-control", SHORT), (b"vary", b"accept-language")])
        else:
            shares = request.scope["query_string"] == b"share"
            manifest = partial(self._doors.manifest, shares=shares)
            doors = self._doors
            of = {
                "picture": doors.picture,
                "banner": doors.banner,
                "icon": doors.icon,
                "card.vcf": doors.card,
            }.get(name, manifest)
            await self._file(request, await of(handle), [(b"cache-control", SHORT)])

    async def _app(self, request: _Request, app: str, status: int) -> None:
        page = self.site.page(app)
        if page is None:
            await request.html(503, NOT_BUILT)
            return
        headers = [(b"cache-control", FRESH), (b"content-security-policy", self._policies[app])]
        await request.file(page, headers, status)

    async def _file(
        self,
        request: _Request,
        file: File | None,
        headers: Headers,
        *,
        for_all: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        """The file with these headers, or that there is none; `for_all` with either."""
        if file is None:
            none = [(b"cache-control", b"no-store"), *for_all]
            await request.answer(404, b"There is no such file.\n", none)
        else:
            await request.file(file, [*headers, *for_all])


_FOR_THE_HOST: Final = frozenset({"/healthz", "/readyz", "/metrics", "/robots.txt", SECURITY_TXT})


class _Request:
    """One request to the pages, and how it is answered."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self._send = send

    def header(self, name: bytes) -> bytes:
        """A request header, empty when absent."""
        return next((value for key, value in self.scope["headers"] if key == name), b"")

    async def answer(self, status: int, body: bytes, headers: Headers) -> None:
        """Answer; HEAD without the body."""
        if not any(name == b"content-security-policy" for name, _ in headers):
            headers = [*headers, (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")]
        await answer(self._send, status, body, headers, head=self.method == "HEAD")

    async def html(self, status: int, page: bytes, headers: Headers | None = None) -> None:
        """A plain page of the server's own."""
        given = headers or []
        cached = [] if any(name == b"cache-control" for name, _ in given) else [(b"cache-control", FRESH)]
        headers = [(b"content-type", b"text/html; charset=utf-8"), *cached, *given]
        await self.answer(status, page, headers)

    async def file(self, file: File, headers: Headers, status: int = 200) -> None:
        """A file, compressed for who can read that; 304 for who has it."""
        packed = file.packed is not None and accepts_gzip(self.header(b"accept-encoding"))
        etag = file.etag_of(packed=packed).encode()
        headers = [*headers, (b"etag", etag), (b"vary", b"accept-encoding")]
        if status == 200 and matches(self.header(b"if-none-match"), etag):
            await self.answer(304, b"", headers)
            return
        headers.append((b"content-type", file.type.encode()))
        if packed:
            headers.append((b"content-encoding", b"gzip"))
        await self.answer(status, file.packed if packed and file.packed else file.plain, headers)
