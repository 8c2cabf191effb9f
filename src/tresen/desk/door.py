"""What a link shows of a business before any script runs: its face, its picture (core.firstpage)."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.oneline import printed
from tresen.core.shopfront.board import board_in
from tresen.core.shopfront.door import door_line
from tresen.core.shopfront.firstpage import Face, Times
from tresen.core.shopfront.listing import Listing, openings
from tresen.core.shopfront.on_the_web import WebFacts
from tresen.core.shopfront.pictures import picture_size
from tresen.core.shopfront.preview import hours_view
from tresen.core.shopfront.profile import BusinessProfile, profile_if_good
from tresen.core.shopfront.spoken import Spoken
from tresen.core.shopfront.today import today_drawn, today_words
from tresen.core.shopfront.websites import websites_in
from tresen.desk.context import Context
from tresen.desk.shopfront.shopfront import is_open
from tresen.store import profiles, queries

VERSION_CHARACTERS = 12
_LISTED = ("name", "street", "postcode", "city", "phone", "email", "website")
_ON_THE_WEB = ("name", "trade", "street", "postcode", "city", "phone", "email", "website")


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


async def face(house: Context, handle: str, shown: Published, spoken: Spoken) -> Face | None:
    """Its face now, with the hours as they are said to that reader; None while it is not open."""
    return await asyncio.to_thread(_face, handle, shown, spoken, house.clock.now_ms())


def name_of(shown: Published) -> str:
    """The published name; empty before there is one."""
    return _text(_fields(shown), "name")


def websites(shown: Published, public_url: str) -> tuple[str, ...]:
    """The websites on which its page may stand in a frame (S22)."""
    return websites_in(_fields(shown), public_url)


def web_facts(handle: str, shown: Published, public_url: str) -> WebFacts | None:
    """What the web may know of it; None while it is not open, or if its profile is of no good."""
    fields = _fields(shown)
    profile = profile_if_good(fields) if is_open(fields) else None
    if profile is None:
        return None
    said = {name: _text(fields, name) for name in _ON_THE_WEB}
    # Early versions took a name of nothing but signs that nobody sees.
    said["name"] = printed(said["name"]) or handle
    return WebFacts(
        handle, f"{public_url}/{handle}", time_zone=profile.time_zone, hours=profile.hours, **said
    )


def _face(handle: str, shown: Published, spoken: Spoken, now_ms: int) -> Face | None:
    fields = _fields(shown)
    name = _text(fields, "name")
    if not name or not is_open(fields):
        return None
    picture = _hash(shown.picture) if shown.picture else None
    board = board_in(fields)
    profile = profile_if_good(fields)
    return Face(
        handle,
        shown.version,
        name,
        _text(fields, "trade"),
        _text(fields, "about"),
        _text(fields, "street"),
        f"{_text(fields, 'postcode')} {_text(fields, 'city')}".strip(),
        picture,
        _times(profile, spoken, now_ms),
        board.text if board is not None and board.shown_at(now_ms) else "",
        picture_size(shown.picture) if shown.picture else None,
        None if profile is None else _listing(fields, profile, now_ms),
    )


def _listing(fields: dict[str, Any], profile: BusinessProfile, now_ms: int) -> Listing:
    said = {name: _text(fields, name) for name in _LISTED}
    return Listing(**said, openings=() if profile.hours is None else openings(profile.hours, now_ms))


def _times(profile: BusinessProfile | None, spoken: Spoken, now_ms: int) -> Times | None:
    view = None if profile is None or profile.hours is None else hours_view(profile.hours, now_ms)
    if profile is None or view is None:
        return None
    zone = profile.time_zone
    return Times(
        door_line(view, zone, spoken, now_ms),
        today_words(view, zone, spoken, now_ms),
        today_drawn(view, zone, now_ms),
    )


def _fields(shown: Published) -> dict[str, Any]:
    fields = None if shown.text is None else msgspec.msgpack.decode(shown.text)
    return fields if isinstance(fields, dict) else {}


# Early versions published profiles unchecked: a field may hold anything.
def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:VERSION_CHARACTERS]
