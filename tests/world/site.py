"""The site as `./dev docs` builds it, and its pages as a reader of HTML sees them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from tests.world.machine import ROOT

LANGUAGES: Final = ("de", "en")
FRONT: Final = ("index", "shops", "administrators", "privacy", "developers", "compare")


def ask(target: Path) -> subprocess.CompletedProcess[str]:
    """`./dev docs` for `target`."""
    return subprocess.run(
        [str(ROOT / "dev"), "docs", "--out", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def build(target: Path) -> None:
    """Builds the site into `target`; what lies there already is part of it."""
    done = ask(target)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class Page:
    """What a page of HTML names: its language, its anchors, where it leads, and what a browser fetches for it."""

    lang: str = ""
    policy: str = ""
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    """Attributes with a script or a style of their own."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, given = self.page, {name: value or "" for name, value in attrs}
        if tag == "html":
            page.lang = given.get("lang", "")
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            page.policy = given["content"]
        page.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        page.inline += [name for name in given if name == "style" or name.startswith("on")]
        if "href" in given:
            (page.links if tag in {"a", "area"} or _points(given) else page.fetched).append(given["href"])
        page.fetched += [given[name] for name in ("src", "poster", "action", "data") if given.get(name)]
        page.fetched += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]


def _points(given: dict[str, str]) -> bool:
    """Whether a `<link>` says where something is and fetches nothing."""
    return given.get("rel") in {"alternate", "next", "prev", "search", "index"}


def read(file: Path) -> Page:
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.page


def outside(address: str) -> bool:
    """Whether the address leaves the site."""
    return bool(urlsplit(address).netloc) or urlsplit(address).scheme in {"http", "https"}


def place(site: Path, page: Path, address: str) -> tuple[Path, str]:
    """The file to which an address of `page` leads, and the anchor in it."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    base = site if path.startswith("/") else page.parent
    return (base / path.lstrip("/")).resolve() if path else page.resolve(), unquote(parts.fragment)
