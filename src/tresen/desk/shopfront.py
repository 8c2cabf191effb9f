"""The public view of a business: its records, its hours, and whether it accepts messages (L2, DDG § 5)."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection

from tresen.core.preview import HoursView, hours_view
from tresen.core.profile import profile_if_good
from tresen.core.publication import read_record
from tresen.core.records import Profile, PublicRecord, Signed, decode
from tresen.desk.conversations import Begun, Parts, SealedEpoch, begin
from tresen.desk.house import House
from tresen.desk.rush import Solution
from tresen.errors import Refusal
from tresen.store import people, queries


class Shopfront(NamedTuple):
    """A business as a visitor sees it: its records from rev 1, its newest profile, whether it accepts messages.

    `key` names it inside the database.
    """

    business: bytes
    handle: str
    generation: bytes
    rev: int
    records: list[Signed]
    profile: dict[str, Any]
    open: bool
    key: int


async def look(house: House, handle: str) -> Shopfront:
    """The business with that handle. Raises `unknown_business`."""

    def read(connection: Connection) -> Shopfront:
        found = queries.find_business(connection, handle)
        if found is None:
            raise Refusal("unknown_business", "nobody has that address here")
        key, business, generation = found
        records = [read_record(body) for _, body in people.record_bodies(connection, key)]
        profile = newest_profile(records)
        return Shopfront(business, handle, generation, len(records), records, profile, is_open(profile), key)

    return await house.read(read)


def hours_of(shop: Shopfront, now_ms: int) -> HoursView | None:
    """The published opening hours, as they are now; None if there are none."""
    profile = profile_if_good(shop.profile)
    return None if profile is None or profile.hours is None else hours_view(profile.hours, now_ms)


async def exists(house: House, handle: str) -> bool:
    """Whether a business has that handle."""
    return await house.read(lambda connection: queries.find_business(connection, handle)) is not None


async def check_writable(house: House) -> None:
    """Return once the writer has committed an empty change. Raises whatever prevents it."""
    await house.write(people.write_nothing)


def newest_profile(records: list[Signed]) -> dict[str, Any]:
    """The fields of the newest profile, empty if there is none. The records were verified when they were stored."""
    for signed in reversed(records):
        record = decode(signed.body, PublicRecord)
        if record.kind == "profile":
            return decode(record.payload, Profile).fields
    return {}


def is_open(profile: dict[str, Any]) -> bool:
    """Whether imprint and privacy contact are filled in, as accepting messages requires (DDG § 5, Art. 13 GDPR)."""
    return all(
        isinstance(profile.get(name), str) and profile[name].strip() for name in ("imprint", "privacy")
    )


async def begin_conversation(
    house: House,
    handle: str,
    devices: Signed,
    epoch: SealedEpoch,
    message: Parts,
    solution: Solution | None = None,
) -> Begun:
    """[W8] As `conversations.begin`, if the business accepts messages.

    Raises:
        Refusal: `not_open_yet` if it does not; `puzzle_due` during a rush, without a good `solution` (W10).
    """
    shop = await look(house, handle)
    if not shop.open:
        raise Refusal("not_open_yet", "the business has not published imprint and privacy contact yet")
    await house.rush.admit(house, shop.key, house.clock.now_ms(), solution)
    try:
        return await begin(house, handle, devices, epoch, message)
    except Refusal:
        house.rush.take_back(shop.key)
        raise
