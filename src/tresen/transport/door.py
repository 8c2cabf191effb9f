"""The customer page as its link shows it: name, hours and picture in the first HTML, what a shared link previews, and what
websites, calendars and address books may take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import msgspec

from tresen.core.hours.spans import DAY_MS
from tresen.core.shopfront.firstpage import first_page, icon, manifest
from tresen.core.shopfront.on_the_web import WebFacts, card, closed_calendar, hours_json
from tresen.core.shopfront.pictures import picture_kind
from tresen.core.shopfront.spoken import spoken_to
from tresen.desk import door
from tresen.desk.context import Context
from tresen.desk.shopfront import banner
from tresen.transport.kept_files import KeptFiles
from tresen.transport.site import File, made, made_as, packed_as

_MINUTE_MS: Final = 60_000


class Doors:
    """Makes pages of businesses, each once a minute at most."""

    def __init__(self, house: Context, public_url: str) -> None:
        self._house = house
        self._public_url = public_url
        self._kept = KeptFiles()

    async def page(self, plain: File, handle: str, languages: bytes) -> tuple[File, int]:
        """The page of whoever has that handle, with its status: without one the plain page and 404."""
        shown = await door.published(self._house, handle)
        if shown is None:
            return plain, 404
        spoken, minute = spoken_to(languages), self._house.clock.now_ms() // _MINUTE_MS

        async def make() -> File:
            face = await door.face(self._house, handle, shown, spoken)
            if face is None:
                return plain
            return made(first_page(plain.plain.decode(), face, spoken.language, self._public_url))

        stamp = (shown.version, str(minute), plain.etag)
        page = await self._kept.get((handle, "page", *map(str, spoken)), stamp, make)
        return page or plain, 200

    async def websites(self, handle: str) -> tuple[str, ...] | None:
        """[S22] Where its page may stand in a frame, now; None when nobody has that handle."""
        shown = await door.published(self._house, handle)
        return None if shown is None else door.websites(shown, self._public_url)

    async def hours(self, handle: str) -> File | None:
        """The hours of this minute, for a website."""
        now = self._house.clock.now_ms() // _MINUTE_MS * _MINUTE_MS
        return await self._of_the_web(
            handle, "hours", now, "application/json", lambda facts: hours_json(facts, now)
        )

    async def closed(self, handle: str, languages: bytes) -> File | None:
        """The closed days, for a calendar."""
        now, language = self._house.clock.now_ms() // DAY_MS * DAY_MS, spoken_to(languages).language
        return await self._of_the_web(
            handle,
            f"closed {language}",
            now,
            "text/calendar; charset=utf-8",
            lambda facts: closed_calendar(facts, now, language).encode(),
        )

    async def card(self, handle: str) -> File | None:
        """Its card, for an address book."""
        return await self._of_the_web(
            handle, "card", 0, "text/vcard; charset=utf-8", lambda facts: card(facts).encode()
        )

    async def _of_the_web(
        self, handle: str, what: str, now_ms: int, kind: str, make: Callable[[WebFacts], bytes]
    ) -> File | None:
        shown = await door.published(self._house, handle)
        if shown is None:
            return None

        def inside() -> File | None:
            facts = door.web_facts(handle, shown, self._public_url)
            return None if facts is None else packed_as(kind, make(facts))

        # In a thread: the profile of a long year takes milliseconds to be read.
        return await self._kept.get(
            (handle, what), (shown.version, str(now_ms)), lambda: asyncio.to_thread(inside)
        )

    async def picture(self, handle: str) -> File | None:
        """The published picture, if it is one that a browser shows as such."""
        shown = await door.published(self._house, handle)
        kind = picture_kind(shown.picture) if shown and shown.picture else None
        return None if shown is None or kind is None else made_as(kind, shown.picture or b"")

    async def banner(self, handle: str) -> File | None:
        """The published banner, likewise. Only the profile's reader asks for it."""
        shown = await banner.published(self._house, handle)
        kind = picture_kind(shown) if shown else None
        return None if shown is None or kind is None else made_as(kind, shown)

    async def icon(self, handle: str) -> File | None:
        """The initials as an icon."""
        shown = await door.published(self._house, handle)
        name = door.name_of(shown) if shown else ""
        return made_as("image/svg+xml", icon(name).encode()) if name else None

    async def manifest(self, handle: str, *, shares: bool = False) -> File | None:
        """What a home screen needs to know of the business. `shares`: other apps can hand things over to it."""
        shown = await door.published(self._house, handle)
        name = door.name_of(shown) if shown else ""
        if shown is None or not name:
            return None
        said = manifest(handle, name, shown.version, shown.picture, shares=shares)
        return made_as("application/manifest+json", msgspec.json.encode(said))
