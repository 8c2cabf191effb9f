"""`tresen verify URL`: whether a server serves exactly the code of a release, asked from anywhere."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Container, Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Final, NamedTuple, NoReturn
from urllib.parse import urlsplit

import httpx
import typer

from tresen import site_hashes
from tresen.cli import as_browser, driven_browser
from tresen.cli.options import FAILED, MISTAKEN
from tresen.core.shopfront.firstpage import release_page
from tresen.site_hashes import BadList, Entry, Hashes

UNREACHABLE: Final = 3
"""The exit status when the server does not answer."""
TIMEOUT: Final = 20.0
_HANDLE_PAGE: Final = "/{handle}"
_WRITTEN_IN: Final = 48 * 1024
"""What a business's words and hours add to its page at most."""
# With these a browser runs or shows something else than the bytes it got.
_FOREIGN: Final = ("refresh", "link", "location", "sourcemap", "accept-ch", "critical-ch")
"""The first four load something else; the last two ask browsers to say more of themselves, and tell one without a window."""
_LOADED_CODE: Final = ("Document", "Script", "Stylesheet", "Font")
"""Kinds of resources, as Chromium calls them, that a page of Tresen loads from the release alone. It does not give away
what a service worker fetches for its cache."""


class Finding(NamedTuple):
    """An address where something else stands than in the release."""

    path: str
    wrong: str


def verify(
    url: Annotated[
        str, typer.Argument(help="The server, or a business's page: https://chat.example.org/bakery")
    ],
    against: Annotated[
        Path | None,
        typer.Option(
            help="A release's list of hashes. [default: the installed package's]", show_default=False
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="The release key (PEM): FILE.sig must be its signature of FILE.", show_default=False
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option(
            "--browser",
            help="Also drive an installed Chromium, Chrome, Edge or Brave, and compare what it loads.",
        ),
    ] = False,
    program: Annotated[
        str | None, typer.Option(help="The browser's program, with --browser.", show_default=False)
    ] = None,
) -> None:
    """Compare what a server serves with a release. Exit: 0 the same, 1 other code, 2 no usable list, 3 no answer."""
    origin, page = _parts(url)
    hashes = _list(against or site_hashes.installed(), key)
    loaded = ""
    try:
        driven = driven_browser.find(program) if browser or program else None
        with httpx.Client(base_url=origin, timeout=TIMEOUT, trust_env=False) as http:
            findings = list(compare(http, hashes, page))
        if driven is not None:
            findings += compare_loaded(driven, origin, hashes, page)
            loaded = f", its code again as {Path(driven).name} loads it"
    except httpx.HTTPError as error:
        _end(UNREACHABLE, f"{origin} does not answer: {type(error).__name__}")
    except driven_browser.NoBrowser as lacking:
        _end(MISTAKEN, str(lacking))
    for path, wrong in findings:
        typer.echo(f"{path}: {wrong}", err=True)
    if findings:
        count = len(findings)
        _end(
            FAILED,
            f"{origin} does not serve {_named(hashes)}: {count} of {len(hashes.files)} addresses differ",
        )
    typer.echo(f"{origin} serves exactly {_named(hashes)}: {len(hashes.files)} addresses compared{loaded}")


def compare(http: httpx.Client, hashes: Hashes, page: str | None) -> Iterator[Finding]:
    """Every address of the list where the server says something else. `page` is the path of one business's page.

    Raises:
        httpx.HTTPError: the server does not answer.
    """
    for path, entry in sorted(hashes.files.items()):
        asked = path.replace(_HANDLE_PAGE, page or f"/{secrets.token_hex(12)}")
        wrong = _wrong(http, asked, entry, business=path == _HANDLE_PAGE)
        if wrong:
            yield Finding(asked, wrong)


def compare_loaded(
    program: str, origin: str, hashes: Hashes, page: str | None, more: tuple[str, ...] = ()
) -> list[Finding]:
    """What a driven browser gets otherwise than the list has it: pages, scripts, styles and service workers.

    Raises:
        driven_browser.NoBrowser: it cannot be driven.
    """
    handle = page or f"/{secrets.token_hex(12)}"
    listed = {path.replace(_HANDLE_PAGE, handle): path for path in hashes.files}
    code = [path for path in listed if path.endswith((".js", ".css"))]
    visits = [
        driven_browser.Visit(
            origin + at, [path for path in code if path.startswith((f"/assets/{app}/", f"{at}/"))]
        )
        for app, at in (("chat", handle), ("inbox", "/inbox"), ("setup", "/setup"))
        if at in listed
    ]
    found = dict[str, str]()
    seen = set[str]()
    for one in driven_browser.load(program, visits, more=more):
        if one.kind not in _LOADED_CODE:
            continue
        seen.add(one.path)
        wrong = _of_loaded(one, origin, hashes, listed.get(one.path))
        if wrong:
            found[one.path] = f"in {Path(program).name}: {wrong}"
    for path in (*code, *(urlsplit(visit.url).path for visit in visits)):
        if path not in seen:
            found[path] = f"in {Path(program).name}: was not loaded"
    return [Finding(path, wrong) for path, wrong in sorted(found.items())]


def _of_loaded(one: driven_browser.Loaded, origin: str, hashes: Hashes, path: str | None) -> str:
    if path is None:
        return "is code that the release does not have"
    if one.body is None:
        return "cannot be taken from it"
    business = path == _HANDLE_PAGE
    return _of_answer(one.status, one.headers, business=business) or _of_bytes(
        one.body, hashes.files[path], business=origin + one.path if business else None
    )


def _wrong(http: httpx.Client, path: str, entry: Entry, *, business: bool) -> str:
    address = str(http.base_url.join(path))
    with closing(http.send(as_browser.request(address, path), stream=True)) as answer:
        wrong = _of_answer(answer.status_code, answer.headers, business=business)
        if wrong:
            return wrong
        data = b""
        for part in answer.iter_bytes():
            data += part
            if len(data) > _room(entry, business=business):
                return "is longer than in the release"
    return _of_bytes(data, entry, business=address if business else None)


def _of_answer(status: int, headers: Container[str], *, business: bool) -> str:
    # Nobody has a random handle: its page says so, with the same code and 404.
    if status not in ((200, 404) if business else (200,)):
        return f"answers with status {status}"
    foreign = [name for name in _FOREIGN if name in headers]
    return f"carries the header {foreign[0]}, which Tresen does not send" if foreign else ""


def _room(entry: Entry, *, business: bool) -> int:
    # A business's page has its name and hours written in, which are taken out again before it is compared.
    return entry.bytes + (_WRITTEN_IN if business else 0)


def _of_bytes(data: bytes, entry: Entry, *, business: str | None) -> str:
    """`business`: the address of a business's page; None: the bytes are those of the release."""
    if len(data) > _room(entry, business=business is not None):
        return "is longer than in the release"
    if business is not None:
        written = data.decode(errors="replace")
        page = release_page(written, business)
        if page is None and release_page(written) is not None:
            return "gives search engines and previews another address than its own"
        if page is None:
            return "holds something between its marks that Tresen does not write there"
        data = page.encode()
    if len(data) > entry.bytes:
        return "is longer than in the release"
    return "" if hashlib.sha256(data).hexdigest() == entry.sha256 else "is other code than in the release"


def _parts(url: str) -> tuple[str, str | None]:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        _end(MISTAKEN, f"{url!r} is not an address such as https://chat.example.org")
    path = parts.path.rstrip("/")
    if path and not re.fullmatch(r"/[a-z0-9-]{3,40}", path):
        _end(MISTAKEN, f"{path!r} is not the path of a business's page such as /bakery")
    return f"{parts.scheme}://{parts.netloc}", path or None


def _list(file: Path, key: Path | None) -> Hashes:
    try:
        data = file.read_bytes()
        if key is not None:
            signature = file.with_name(file.name + site_hashes.SIGNATURE_SUFFIX).read_bytes()
            site_hashes.check(data, signature, key.read_bytes())
        return site_hashes.read(data)
    except OSError as error:
        _end(MISTAKEN, f"{error.filename} cannot be read: {error.strerror}")
    except BadList as wrong:
        _end(MISTAKEN, f"{file}: {wrong}")


def _named(hashes: Hashes) -> str:
    return f"Tresen {hashes.version} (build {hashes.build})"


def _end(status: int, message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(status)
