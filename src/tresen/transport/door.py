"""The customer page as its link shows it: name, hours and picture in the first HTML, and what a shared link previews."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

import msgspec

from tresen.core.shopfront.firstpage import first_page, icon, manifest
from tresen.core.shopfront.pictures import picture_kind
from tresen.desk import door
from tresen.desk.context import Context
from tresen.desk.shopfront import banner
from tresen.transport.site import File, made, made_as

MOST_PAGES: Final = 256
"""Pages kept in memory, a few kilobytes each. A page says the hours of one minute."""
_MINUTE_MS: Final = 60_000


class Doors:
    """Makes pages of businesses, each once a minute at most."""

    def __init__(self, house: Context, public_url: str) -> None:
        self._house = house
        self._public_url = public_url
        self._pages: OrderedDict[tuple[str, ...], File] = OrderedDict()

    async def page(self, plain: File, handle: str, languages: bytes) -> tuple[File, int]:
        """The page of whoever has that handle, with its status: without one the plain page and 404."""
        shown = await door.published(self._house, handle)
        if shown is None:
            return plain, 404
        language, minute = language_of(languages), self._house.clock.now_ms() // _MINUTE_MS
        key = (handle, shown.version, language, str(minute), plain.etag)
        page = self._pages.get(key)
        if page is None:
            face = await door.face(self._house, handle, shown, language)
            page = (
                plain
                if face is None
                else made(first_page(plain.plain.decode(), face, language, self._public_url))
            )
            self._pages[key] = page
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return page, 200

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


def language_of(accepted: bytes) -> str:
    """As the page itself chooses (web/ui/src/i18n): by the first language; German for whoever names none."""
    first = accepted.split(b",")[0].strip().lower()
    return "de" if first.startswith(b"de") or first in (b"", b"*") else "en"
