"""The built web apps as files in memory: read once, compressed once, read again when they were built anew."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

HASHES: Final = "hashes.json"
APPS: Final = ("chat", "inbox", "setup")
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".webmanifest": "application/manifest+json",
}
_PACKED: Final = frozenset({".html", ".js", ".css", ".svg", ".json", ".txt", ".wasm", ".webmanifest"})
_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_LOADER: Final = re.compile(r"[0-9a-f]{16}\.js")
_SMALLEST: Final = 512
"""Below this many bytes compression costs more than it saves."""


class _Build(msgspec.Struct):
    """What is read of the list of hashes (`tresen.site_hashes`)."""

    build: str


class File(NamedTuple):
    """A file to serve. `packed` is its gzip form, None where that is no gain. Both ETags are strong."""

    type: str
    plain: bytes
    packed: bytes | None
    etag: str

    def etag_of(self, *, packed: bool) -> str:
        """The entity tag of one form."""
        return f'"{self.etag}-gz"' if packed else f'"{self.etag}"'


class Site:
    """The folder with the apps, as web/build.py makes it. Names are single path segments."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Path, tuple[tuple[int, int], File]] = {}

    def missing(self) -> list[str]:
        """The apps that are not built."""
        return [app for app in APPS if not (self._folder / app / "index.html").is_file()]

    def build(self) -> str:
        """Which build it is, as the list of hashes beside the apps says; `none` without one."""
        try:
            return msgspec.json.decode((self._folder / HASHES).read_bytes(), type=_Build).build
        except (OSError, msgspec.DecodeError):
            return "none"

    def page(self, app: str) -> File | None:
        """The app's page, None when it is not built."""
        return self._read(self._folder / app / "index.html")

    def asset(self, app: str, name: str) -> File | None:
        """A hashed file of an app."""
        return self._named(app, "assets", name)

    def public(self, app: str, name: str) -> File | None:
        """A file of an app under its own name: icons, manifest, service worker."""
        return None if name.endswith(".html") else self._named(app, name)

    def widget(self, name: str) -> File | None:
        """A loader for websites, of this version or an earlier one, by the hash of its bytes."""
        return self._read(self._folder / "widget" / name) if _LOADER.fullmatch(name) else None

    def _named(self, app: str, *names: str) -> File | None:
        if app not in APPS or not all(_NAME.fullmatch(name) for name in names):
            return None
        return self._read(self._folder.joinpath(app, *names))

    def _read(self, path: Path) -> File | None:
        try:
            stat = path.stat()
            if path.suffix not in _TYPES or not path.is_file():
                return None
            version = (stat.st_mtime_ns, stat.st_size)
            known = self._files.get(path)
            if known is not None and known[0] == version:
                return known[1]
            file = _file(path.suffix, path.read_bytes())
        except OSError:
            return None
        self._files[path] = (version, file)
        return file


def made(page: str) -> File:
    """A page that the server writes itself, as a file."""
    return _file(".html", page.encode())


def made_as(kind: str, data: bytes) -> File:
    """Bytes to serve as they are."""
    return File(kind, data, None, _etag(data))


def packed_as(kind: str, data: bytes) -> File:
    """Text to serve, with its gzip form where that is a gain."""
    packed = gzip.compress(data, 9, mtime=0) if len(data) >= _SMALLEST else None
    if packed is not None and len(packed) >= len(data):
        packed = None
    return File(kind, data, packed, _etag(data))


def _file(suffix: str, data: bytes) -> File:
    return (packed_as if suffix in _PACKED else made_as)(_TYPES[suffix], data)


def _etag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
