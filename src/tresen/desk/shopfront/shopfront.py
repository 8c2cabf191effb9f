"""The public view of a business: its records, its hours, and whether it accepts messages (L2, DDG § 5)."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.contents import without_superseded
from tresen.core.records import (
    Profile,
    PublicRecord,
    Published,
    Signed,
    conversation_id,
    decode,
    read_profile,
)
from tresen.core.shopfront.preview import HoursView, hours_view
from tresen.core.shopfront.profile import profile_if_good
from tresen.core.shopfront.publication import read_record
from tresen.desk.context import Context
from tresen.desk.conversations import Begun, Parts, SealedEpoch, begin, begin_once
from tresen.desk.invitations import Answering
from tresen.desk.rush import Solution
from tresen.desk.shopfront.publish import with_contents
from tresen.errors import Refusal
from tresen.store import people, profiles, queries


class Shopfront(NamedTuple):
    """A business as a visitor sees it: its records without superseded profiles, the newest `rev`, the text of its profile.

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


async def look(house: Context, handle: str, seen: int | None = None) -> Shopfront:
    """The business with that handle, for a visitor who has seen its records up to `seen`. Raises `unknown_business`."""

    def read(connection: Connection) -> Shopfront:
        key, business, generation = _found(connection, handle)
        stored = people.record_bodies(connection, key)
        records = without_superseded((read_record(body) for _, body in stored), seen)
        contents = profiles.newest_contents(connection, key)
        profile = msgspec.msgpack.decode(contents.text) if contents else {}
        rev = stored[-1][0] if stored else 0
        sent = with_contents(connection, key, records)
        return Shopfront(business, handle, generation, rev, sent, profile, is_open(profile), key)

    return await house.read(read)


async def profile_at(house: Context, handle: str, rev: int) -> list[Signed]:
    """[S14] The profile record at `rev` with its text, for the words of an automatic answer that names it.

    It has no text when nothing refers to it any more. Records of earlier versions come with those that they follow on.

    Raises:
        Refusal: `unknown_business`, `not_found` when there is no profile record at `rev`.
    """

    def read(connection: Connection) -> list[Signed]:
        key, _, _ = _found(connection, handle)
        asked = people.record_bodies(connection, key, rev - 1, 1)
        record = decode(read_record(asked[0][1]).body, PublicRecord) if asked and asked[0][0] == rev else None
        if record is None or record.kind != "profile":
            raise Refusal("not_found", "there is no profile with that number")
        payload = read_profile(record.payload)
        signed = read_record(asked[0][1])
        if not isinstance(payload, Profile):
            return [Published(signed.body, signed.signature, profiles.content(connection, key, payload.text))]
        before = [read_record(body) for _, body in people.record_bodies(connection, key, 0, rev)]
        kinds = [decode(each.body, PublicRecord).kind for each in before]
        base = max(at for at, kind in enumerate(kinds) if kind != "profile")
        return before[base + 1 :]

    return await house.read(read)


def _found(connection: Connection, handle: str) -> tuple[int, bytes, bytes]:
    found = queries.find_business(connection, handle)
    if found is None:
        raise Refusal("unknown_business", "nobody has that address here")
    return found


def hours_of(shop: Shopfront, now_ms: int) -> HoursView | None:
    """The published opening hours, as they are now; None if there are none."""
    profile = profile_if_good(shop.profile)
    return None if profile is None or profile.hours is None else hours_view(profile.hours, now_ms)


async def check_writable(house: Context) -> None:
    """Return once the writer has committed an empty change. Raises whatever prevents it."""
    await house.write(people.write_nothing)


def is_open(profile: dict[str, Any]) -> bool:
    """Whether imprint and privacy contact are filled in, as accepting messages requires (DDG § 5, Art. 13 GDPR)."""
    return all(
        isinstance(profile.get(name), str) and profile[name].strip() for name in ("imprint", "privacy")
    )


async def begin_conversation(
    house: Context,
    handle: str,
    devices: Signed,
    epoch: SealedEpoch,
    message: Parts | None,
    solution: Solution | None = None,
    answering: Answering | None = None,
) -> Begun:
    """[W8] As `conversations.begin`, if the business accepts messages.

    Raises:
        Refusal: `not_open_yet` if it does not; `puzzle_due` during a rush, without a good `solution` (W10).
    """
    shop = await look(house, handle)
    if not shop.open:
        raise Refusal("not_open_yet", "the business has not published imprint and privacy contact yet")
    conversation = conversation_id(devices.body)

    def is_there(connection: Connection) -> bool:
        return queries.find_conversation(connection, shop.key, conversation) is not None

    if await house.read(is_there):
        # A repetition: nothing begins, so it neither counts nor needs a puzzle.
        return await begin(house, handle, devices, epoch, message, answering)
    await house.rush.admit(house, shop.key, house.clock.now_ms(), solution)
    new = False
    try:
        begun, new = await begin_once(house, handle, devices, epoch, message, answering)
    finally:
        if not new:
            house.rush.take_back(shop.key)
    return begun
