"""The contents of a profile: its text and its picture, which lie beside the signed record that holds their hashes (S14).

The text is the canonical MessagePack of the profile's fields without the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from tresen.core.canonical import is_canonical
from tresen.core.records import (
    Profile,
    ProfileHashes,
    PublicRecord,
    Published,
    Signed,
    decode,
    digest,
    read_profile,
)
from tresen.errors import Refusal

PICTURE: Final = "picture"


class Contents(NamedTuple):
    """Text and picture of one profile, as they are hashed, sent and stored."""

    text: bytes
    picture: bytes | None

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Contents:
        """The contents of a profile given as the map of its fields. Raises `bad_record` when the picture is not bytes."""
        text = {name: value for name, value in fields.items() if name != PICTURE}
        picture = fields.get(PICTURE)
        if not isinstance(picture, bytes | None):
            raise Refusal("bad_record", "profile: picture: must be bytes")
        return cls(msgspec.msgpack.encode(text), picture)

    @property
    def hashes(self) -> tuple[bytes, bytes | None]:
        """What the signed record holds."""
        return text_hash(self.text), None if self.picture is None else picture_hash(self.picture)


def text_hash(text: bytes) -> bytes:
    """[S14] The hash of a profile's text."""
    return digest("profile", text)


def picture_hash(picture: bytes) -> bytes:
    """[S14] The hash of a profile's picture."""
    return digest("picture", picture)


def banner_hash(banner: bytes) -> bytes:
    """[S14] The hash of a profile's banner, which stands in its text."""
    return digest("banner", banner)


def banner_in(text: bytes) -> bytes | None:
    """The hash of the banner that a profile's text names, if it names one. Early texts may hold anything."""
    named = msgspec.msgpack.decode(text).get("banner")
    return named if isinstance(named, bytes) else None


def read_text(text: bytes) -> dict[str, Any]:
    """The fields in a profile's text. Raises `bad_record` unless it is a canonical map without a picture."""
    fields: dict[str, Any] = decode(text, dict[str, Any], "profile text")
    if not is_canonical(text) or PICTURE in fields:
        raise Refusal("bad_record", "profile text: not in canonical form, or it holds the picture")
    return fields


def known_fields(
    hashes: ProfileHashes, signed: Signed, before: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """[S14] The fields of a profile record, from the contents that came with it.

    A part that did not come is taken from `before`, the fields of the profile before this one, if its hash is the same.
    Without the text the fields are unknown (None); without the picture they lack it.

    Raises:
        Refusal: `bad_record`: contents came that are not those whose hash was signed.
    """
    given = signed if isinstance(signed, Published) else Published(signed.body, signed.signature)
    if given.text is not None and text_hash(given.text) != hashes.text:
        raise Refusal("bad_record", "this is not the profile text whose hash was signed")
    if given.picture is not None and (
        hashes.picture is None or picture_hash(given.picture) != hashes.picture
    ):
        raise Refusal("bad_record", "this is not the profile picture whose hash was signed")
    before = before or {}
    text = given.text
    if text is None:
        held = msgspec.msgpack.encode({name: value for name, value in before.items() if name != PICTURE})
        if text_hash(held) != hashes.text:
            return None
        text = held
    fields, picture = read_text(text), given.picture
    known = before.get(PICTURE)
    if picture is None and isinstance(known, bytes) and picture_hash(known) == hashes.picture:
        picture = known
    return fields if picture is None else fields | {PICTURE: picture}


def without_superseded(records: Iterable[Signed], seen: int | None) -> list[Signed]:
    """[L2] The chain without the profile records that a reader does not need, who has seen it up to `seen` (None: nothing).

    A profile record is left out when a newer profile follows it before any other record, and the next one that is sent
    names its base. The record `seen` and everything after it are never left out.
    """
    kept: list[Signed] = []
    after: PublicRecord | None = None
    for signed in reversed(list(records)):
        record = decode(signed.body, PublicRecord)
        if not (_is_superseded(record, after) and (seen is None or record.rev < seen)):
            kept.append(signed)
            after = record
    return kept[::-1]


def _is_superseded(record: PublicRecord, after: PublicRecord | None) -> bool:
    if after is None or (record.kind, after.kind) != ("profile", "profile"):
        return False
    return not isinstance(read_profile(after.payload), Profile)
