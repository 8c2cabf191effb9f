"""What a link shows of a business before any script runs: its face, its picture (core.firstpage)."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.shopfront.door import Line, door_line
from tresen.core.shopfront.firstpage import Face
from tresen.core.shopfront.preview import hours_view
from tresen.core.shopfront.profile import profile_if_good
from tresen.desk.context import Context
from tresen.desk.shopfront.shopfront import is_open
from tresen.store import profiles, queries

VERSION_CHARACTERS = 12


class Published(NamedTuple):
    """A business's published profile: its text as stored, None before there is one, and its picture."""

    text: bytes | None
    picture: bytes | None

    @property
    def version(self) -> str:
        """Another one for other contents."""
        return _hash((self.text or b"") + b"\0" + (self.picture or b""))


async def published(house: Context, handle: str) -> Published | None:
    """What that business has published, None when nobody has that handle."""

    def read(connection: Connection) -> Published | None:
        found = queries.find_business(connection, handle)
        if found is None:
            return None
        contents = profiles.newest_contents(connection, found[0])
        return Published(None, None) if contents is None else Published(contents.text, contents.picture)

    return await house.read(read)


async def face(house: Context, handle: str, shown: Published, language: str) -> Face | None:
    """Its face now, with the hours in that language; None while it is not open."""
    return await asyncio.to_thread(_face, handle, shown, language, house.clock.now_ms())


def name_of(shown: Published) -> str:
    """The published name; empty before there is one."""
    return _text(_fields(shown), "name")


def _face(handle: str, shown: Published, language: str, now_ms: int) -> Face | None:
    fields = _fields(shown)
    name = _text(fields, "name")
    if not name or not is_open(fields):
        return None
    place = ", ".join(
        filter(
            None, (_text(fields, "street"), f"{_text(fields, 'postcode')} {_text(fields, 'city')}".strip())
        )
    )
    picture = _hash(shown.picture) if shown.picture else None
    line = _line(fields, language, now_ms)
    return Face(
        handle, shown.version, name, _text(fields, "trade"), _text(fields, "about"), place, picture, line
    )


def _line(fields: dict[str, Any], language: str, now_ms: int) -> Line | None:
    profile = profile_if_good(fields)
    view = None if profile is None or profile.hours is None else hours_view(profile.hours, now_ms)
    return None if profile is None or view is None else door_line(view, profile.time_zone, language, now_ms)


def _fields(shown: Published) -> dict[str, Any]:
    fields = None if shown.text is None else msgspec.msgpack.decode(shown.text)
    return fields if isinstance(fields, dict) else {}


# Early versions published profiles unchecked: a field may hold anything.
def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:VERSION_CHARACTERS]
