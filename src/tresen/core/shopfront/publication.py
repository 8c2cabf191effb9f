"""What may be appended to a business's public chain: the records, and the wraps of a team key with them (S4, S5, S14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from tresen.core.chain import Chain, fold, must_be_understood
from tresen.core.fields import FieldMistakes
from tresen.core.model import Role
from tresen.core.records import Device, PublicRecord, Published, Signed, decode
from tresen.core.shopfront.profile import parse_profile
from tresen.core.sizes import WRAP_BYTES
from tresen.errors import Refusal

RECORDS: Final = 500
"""One request holds at most this many records: a sheet that revokes everybody names each person."""
LATER_BYTES: Final = 4_096
"""The longest body of a public record whose kind the server does not know (S19)."""
LATER_MOST: Final = 64
"""A server stores so many of them for a business (S19)."""
PERSON_DEVICES: Final = 16
"""One person of the team has at most this many active devices."""
TEAM_DEVICES: Final = 256
"""A team has at most this many. A new team key is wrapped to each of them, in one record (S5)."""
RECORD_AHEAD_MS: Final = 24 * 60 * 60 * 1000
"""A public record is refused when its time is further ahead of the server's clock (S4)."""

_encode = msgspec.msgpack.encode


class TeamWrap(NamedTuple):
    """Team key n, wrapped to a device (S5)."""

    n: int
    to: bytes
    wrap: bytes


class Publication(NamedTuple):
    """Verified records on top of `before`, the chain they lead to, and the wraps that belong to them.

    `before` is None for the records that create a business.
    """

    before: Chain | None
    after: Chain
    records: Sequence[Signed]
    wraps: Sequence[TeamWrap]

    @property
    def added(self) -> list[Device]:
        """The devices that the records list for the first time."""
        known = self.before.devices if self.before else {}
        return [each for id_, each in self.after.devices.items() if id_ not in known]

    @property
    def ended(self) -> frozenset[bytes]:
        """The devices that the records revoke."""
        return self.after.ended - (self.before.ended if self.before else frozenset())

    def event_body(self, signed: Signed) -> bytes:
        """[L5] `[body, signature, wraps]`. A team record carries all new wraps, a device record the wrap for that device."""
        record = decode(signed.body, PublicRecord)
        wraps: list[tuple[bytes, bytes]] | None = None
        if record.kind == "team":
            wraps = [(each.to, each.wrap) for each in self.wraps]
        elif record.kind == "device" and self.before is not None:
            device = decode(record.payload, Device)
            wraps = [(each.to, each.wrap) for each in self.wraps if each.to == device.id] or None
        return _encode((signed.body, signed.signature, wraps))


def verify_publication(
    before: Chain | None, records: Sequence[Signed], wraps: Sequence[TeamWrap], now_ms: int
) -> Publication:
    """[S4, S5] Verify records on top of `before`, and check that they have the wraps that they need. `now_ms`: the server's.

    Raises:
        Refusal: `too_large` for more than `RECORDS` records, too many devices, or records of unknown kinds that are too
            long or too many;
            `bad_record`, `bad_signature`, `stale_record`.
    """
    if len(records) > RECORDS:
        raise Refusal("too_large", f"records: at most {RECORDS} at once")
    after = before
    for signed in records:
        later = 0 if after is None else after.later
        after = fold(after, [signed])
        if after is not None and after.later > later:
            _check_later(after, signed)
        _check_profile(after, signed)
        _check_time(signed, now_ms)
    if after is None:
        raise Refusal("bad_record", "records: the first record of a business is the sheet's")
    publication = Publication(before, after, records, wraps)
    _check_devices(publication)
    team_n = before.team.n if before and before.team else 0
    fresh = (after.team.n if after.team else 0) - team_n
    if fresh > 1:
        raise Refusal("bad_record", "records: at most one new team key at a time")
    if publication.ended and not fresh and _signed_by_owner(publication):
        raise Refusal("bad_record", "records: an owner who revokes a device publishes a new team key with it")
    _check_wraps(publication, everybody=bool(fresh))
    return publication


def check_complete(chain: Chain) -> None:
    """[S3] A business begins with a sheet, an owner's device, team key 1 and a profile. Raises `bad_record`."""
    if not any(each.role == Role.OWNER for each in chain.staff()):
        raise Refusal("bad_record", "a business begins with an owner's device")
    if chain.team is None or chain.team.n != 1:
        raise Refusal("bad_record", "a business begins with team key 1")
    if chain.profile is None:
        raise Refusal("bad_record", "a business begins with a profile")


def read_record(body: bytes) -> Signed:
    """The signed record in the body of a record event (L5)."""
    signed, signature, *_ = msgspec.msgpack.decode(body)
    return Signed(signed, signature)


def _signed_by_owner(publication: Publication) -> bool:
    """[S5] Whether an owner or the sheet signed one of the records.

    Nobody else may sign a team key. A member can still revoke a device of their own at once; the next owner's device
    to connect then creates the new team key.
    """
    devices = publication.after.devices
    signers = (devices[decode(each.body, PublicRecord).signer] for each in publication.records)
    return any(each.role in (Role.OWNER, Role.SHEET) for each in signers)


def _check_later(after: Chain, signed: Signed) -> None:
    """[S19] A record of an unknown kind is short, one of few, and none that this server would have to understand."""
    if must_be_understood(signed.body):
        kind = decode(signed.body, PublicRecord).kind
        raise Refusal(
            "bad_record", f"{kind} must be understood, and this server does not know it: update it first"
        )
    if len(signed.body) > LATER_BYTES:
        raise Refusal("too_large", f"a record of a kind that is not known has at most {LATER_BYTES} bytes")
    if after.later > LATER_MOST:
        raise Refusal("too_large", f"a business has at most {LATER_MOST} records of kinds that are not known")


def _check_devices(publication: Publication) -> None:
    """[S4] Nobody lists so many devices that a team key has no room for the wraps, and nobody could be shut out any more.

    Where there are more already, of a time before these bounds, one may take another's place.
    """
    of = Counter(each.person for each in publication.after.staff())
    before = Counter(each.person for each in (publication.before.staff() if publication.before else ()))
    if any(of[each] > max(PERSON_DEVICES, before[each]) for each in of):
        raise Refusal("too_large", f"a person has at most {PERSON_DEVICES} active devices: revoke one first")
    if of.total() > max(TEAM_DEVICES, before.total()):
        raise Refusal("too_large", f"a team has at most {TEAM_DEVICES} active devices: revoke one first")


def _check_time(signed: Signed, now_ms: int) -> None:
    """[S4] A clock that is far ahead would keep the records from ever being old. One behind locks nobody out."""
    if decode(signed.body, PublicRecord).at_ms > now_ms + RECORD_AHEAD_MS:
        raise Refusal("bad_record", "at_ms: this device's clock is more than a day ahead of the server's")


def _check_profile(after: Chain | None, signed: Signed) -> None:
    """[S14] A profile is stored only whole, and when every field known here is valid; unknown fields are left alone."""
    if after is None or after.profile_rev != after.rev:
        if isinstance(signed, Published) and (signed.text, signed.picture) != (None, None):
            raise Refusal("bad_record", "only a profile record comes with a text and a picture")
        return
    if not after.profile_is_whole:
        raise Refusal("bad_record", "profile: the text or picture whose hash was signed is missing")
    try:
        parse_profile(after.profile)
    except FieldMistakes as wrong:
        raise Refusal("bad_record", f"profile: {wrong.places()}") from None


def _check_wraps(publication: Publication, *, everybody: bool) -> None:
    """[S5] A new team key is wrapped to every reader, the current one to each new reader, and to nobody else."""
    after = publication.after
    wanted = set(after.readers()) if everybody else {each.id for each in publication.added} & after.readers()
    given = [each.to for each in publication.wraps]
    if sorted(given) != sorted(wanted):
        missing, excess = len(wanted.difference(given)), len(given) - len(wanted.intersection(given))
        raise Refusal("bad_record", f"team_wraps: {missing} are missing, {excess} are not needed")
    n = after.team.n if after.team else 0
    if any(each.n != n for each in publication.wraps):
        raise Refusal("bad_record", f"team_wraps: n must be {n}")
    if any(len(each.wrap) != WRAP_BYTES for each in publication.wraps):
        raise Refusal("bad_record", f"team_wraps: a wrap has {WRAP_BYTES} bytes")
