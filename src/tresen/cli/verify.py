"""`tresen verify URL`: whether a server serves exactly the code of a release, asked from anywhere."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, NamedTuple, NoReturn
from urllib.parse import urlsplit

import httpx
import typer

from tresen import site_hashes
from tresen.cli.options import FAILED, MISTAKEN
from tresen.core.shopfront.firstpage import release_page
from tresen.site_hashes import BadList, Entry, Hashes

UNREACHABLE: Final = 3
"""The exit status when the server does not answer."""
TIMEOUT: Final = 20.0
_HANDLE_PAGE: Final = "/{handle}"
_WRITTEN_IN: Final = 16 * 1024
"""What a business's name and hours add to its page at most."""
# As a browser asks for a page: a server that wants to deceive must at least not be told who asks.
_BROWSER: Final = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de,en-US;q=0.7,en;q=0.3",
    "Accept-Encoding": "gzip",
}
# With these a browser runs or shows something else than the bytes it got.
_FOREIGN: Final = ("refresh", "link", "location", "sourcemap")


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
) -> None:
    """Compare what a server serves with a release. Exit: 0 the same, 1 other code, 2 no usable list, 3 no answer."""
    origin, page = _parts(url)
    hashes = _list(against or site_hashes.installed(), key)
    try:
        with httpx.Client(base_url=origin, headers=_BROWSER, timeout=TIMEOUT, trust_env=False) as http:
            findings = list(compare(http, hashes, page))
    except httpx.HTTPError as error:
        _end(UNREACHABLE, f"{origin} does not answer: {type(error).__name__}")
    for path, wrong in findings:
        typer.echo(f"{path}: {wrong}", err=True)
    if findings:
        count = len(findings)
        _end(
            FAILED,
            f"{origin} does not serve {_named(hashes)}: {count} of {len(hashes.files)} addresses differ",
        )
    typer.echo(f"{origin} serves exactly {_named(hashes)}: {len(hashes.files)} addresses compared")


def compare(http: httpx.Client, hashes: Hashes, page: str | None) -> Iterator[Finding]:
    """Every address of the list where the server says something else. `page` is the path of one business's page.

    Raises:
        httpx.HTTPError: the server does not answer.
    """
    for path, entry in sorted(hashes.files.items()):
        asked = path.replace(_HANDLE_PAGE, page or f"/{secrets.token_hex(12)}")
        # Nobody has a random handle: its page says so, with the same code and 404.
        expected = (200, 404) if path == _HANDLE_PAGE else (200,)
        wrong = _wrong(http, asked, entry, expected, business=path == _HANDLE_PAGE)
        if wrong:
            yield Finding(asked, wrong)


def _wrong(http: httpx.Client, path: str, entry: Entry, expected: tuple[int, ...], *, business: bool) -> str:
    with http.stream("GET", path) as answer:
        if answer.status_code not in expected:
            return f"answers with status {answer.status_code}"
        foreign = [name for name in _FOREIGN if name in answer.headers]
        if foreign:
            return f"carries the header {foreign[0]}, which Tresen does not send"
        # A business's page has its name and hours written in, which are taken out again before it is compared.
        room = entry.bytes + (_WRITTEN_IN if business else 0)
        data = b""
        for part in answer.iter_bytes():
            data += part
            if len(data) > room:
                return "is longer than in the release"
    if business:
        page = release_page(data.decode(errors="replace"))
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
