"""One page of what a store that speaks S3 lists, read from bytes that nobody vouches for (F8). Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple
from xml.parsers import expat

MOST_KEYS: Final = 1000
"""A page is asked for so many, and holds no more."""
KEY_BYTES: Final = 1024
"""No store that speaks S3 has longer names."""
PAGE_BYTES: Final = 8 * 2**20
"""A thousand names of full length, with every byte escaped, take less."""
_ELEMENTS: Final = 32 * MOST_KEYS
"""What is said of an object takes a dozen elements."""
_TOKEN_CHARS: Final = 4096
_SIZE: Final = re.compile(r"[0-9]{1,15}")
_ROOT: Final = ("ListBucketResult",)
_EACH: Final = (*_ROOT, "Contents")
_MORE: Final = {"true": True, "false": False}


class BadListing(ValueError):
    """Not the page that was asked for."""


class Object(NamedTuple):
    """An object that a store lists; `written`: seconds since 1970."""

    name: str
    size: int
    written: float


class Page(NamedTuple):
    """Objects, and with what the next page is asked for; None: there is none."""

    objects: list[Object]
    token: str | None


def read(data: bytes, prefix: str) -> Page:
    """Read a page of the objects whose names begin with `prefix`. Raises `BadListing`.

    A document type is refused, and with it every entity: nothing unfolds. Marks of folders, as consoles make
    them, are left out.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise BadListing("no XML") from None
    if len(reader.found) > MOST_KEYS:
        raise BadListing("more than was asked for")
    objects = [_object(each, prefix) for each in reader.found]
    return Page([each for each in objects if not each.name.endswith("/")], _token(reader.said))


class _Reader:
    """Keeps the text of what lies directly in the page and in its objects."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self.said: dict[str, str] = {}
        self._path: tuple[str, ...] = ()
        self._text: list[str] = []
        self._left = _ELEMENTS

    def refuse(self, *_: object) -> None:
        raise BadListing("a document type")

    def start(self, name: str, _: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise BadListing("more than was asked for")
        self._path = (*self._path, name)
        self._text = []
        if self._path[:1] != _ROOT or len(self._path) > len(_EACH) + 2:
            raise BadListing("another answer")
        if self._path == _EACH:
            self.found.append({})

    def end(self, name: str) -> None:
        within = self._path[:-1]
        if within == _EACH:
            self.found[-1][name] = "".join(self._text)
        elif within == _ROOT:
            self.said[name] = "".join(self._text)
        self._path, self._text = within, []

    def text(self, text: str) -> None:
        self._text.append(text)


def _object(said: dict[str, str], prefix: str) -> Object:
    name, size = said.get("Key", ""), said.get("Size", "")
    parts = name.removesuffix("/").split("/")
    if not name.startswith(prefix) or len(name.encode()) > KEY_BYTES or {"", ".", ".."} & set(parts):
        raise BadListing("a name that cannot be")
    try:
        written = datetime.fromisoformat(said.get("LastModified", ""))
    except ValueError:
        raise BadListing("no time") from None
    if written.tzinfo is None or not _SIZE.fullmatch(size):
        raise BadListing("no time, or no size")
    return Object(name, int(size), written.timestamp())


def _token(said: dict[str, str]) -> str | None:
    more = _MORE.get(said.get("IsTruncated", "false").strip())
    token = said.get("NextContinuationToken", "")
    if more is None or (more and not 0 < len(token) <= _TOKEN_CHARS):
        raise BadListing("no end, and nothing that leads there")
    return token if more else None
