"""The public record chain of one business, folded: its team, current team key and profile (S3–S5).

The server folds it before it stores a record, a client before it accepts one; both use the same function. A fold returns
a new `Chain` and leaves the previous one unchanged, so a list of records is accepted as a whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from tresen.core.contents import PICTURE, known_fields
from tresen.core.model import RANK, Role
from tresen.core.programs import Named, Program, newest, read_program
from tresen.core.publickeys import can_be_sealed_to, can_sign
from tresen.core.records import (
    VERSION,
    Device,
    Profile,
    ProgramSaid,
    PublicRecord,
    Revoke,
    Signed,
    Team,
    business_id,
    decode,
    decode_body,
    device_id,
    fingerprint,
    read_profile,
    record_hash,
    verify,
)
from tresen.core.sizes import ID_BYTES, PERSON_MOST, RENEW_MS, SEALED_KEY_BYTES
from tresen.errors import Refusal

STAFF: Final = frozenset({Role.OWNER, Role.MEMBER, Role.AUDITOR})
READERS: Final = frozenset({Role.OWNER, Role.MEMBER, Role.SHEET})
"""The roles a team key is wrapped to; auditors get none (S5)."""


class Chain(msgspec.Struct, frozen=True):
    """The state after the public records up to `rev`.

    `devices` holds every device ever listed, `ended` those that may no longer sign. `team` is None until the first
    team record. Times are UTC milliseconds.

    `profile` holds the fields of the newest profile; it is None until there is one whose text is known. `picture_hash` is
    the hash that record signed. `base_rev` and `base` are the rev and hash of the newest record that is not a profile.
    """

    business: bytes
    identity: bytes
    rev: int
    head: bytes
    renew_by_ms: int
    sheet: bytes
    devices: dict[bytes, Device]
    base_rev: int
    base: bytes
    ended: frozenset[bytes] = frozenset()
    programs: dict[bytes, tuple[Named, ...]] = {}
    """What was said of devices that are or were called a program's, the oldest first (S23)."""
    team: Team | None = None
    team_hash: bytes | None = None
    profile: dict[str, Any] | None = None
    profile_rev: int = 0
    picture_hash: bytes | None = None
    later: int = 0
    """How many records there are of kinds that only a later version knows (S19)."""
    not_understood: str | None = None
    """The kind of a record that must be understood, and is not (S19). Clients go no further; the server does."""
    key_is_due: bool = False
    """A device was revoked since the current team key was created, so an owner's device creates the next one (S5)."""

    @property
    def fingerprint(self) -> bytes:
        """The 20 bytes that the fragment of a sign's URL must hold (S3)."""
        return fingerprint(self.identity)

    @property
    def profile_is_whole(self) -> bool:
        """The text of the newest profile is known, and its picture if it has one (S14)."""
        if self.profile is None:
            return False
        return self.picture_hash is None or PICTURE in self.profile

    def active(self, device: bytes) -> Device | None:
        """The device, if it is listed and neither revoked nor a replaced sheet."""
        return None if device in self.ended else self.devices.get(device)

    def program(self, device: bytes, at_ms: int | None = None) -> Program | None:
        """[S23] What the device is: by the newest record, or the newest up to that time. None: a person's."""
        return newest(self.programs.get(device, ()), at_ms)

    def staff(self) -> Iterator[Device]:
        """The active devices of the team, without the sheet."""
        return (each for id_, each in self.devices.items() if id_ not in self.ended and each.role in STAFF)

    def readers(self) -> frozenset[bytes]:
        """The device ids the current team key must be wrapped to: owners, members and the sheet (S5)."""
        return frozenset(
            id_ for id_, each in self.devices.items() if id_ not in self.ended and each.role in READERS
        )


def fold(chain: Chain | None, records: Iterable[Signed], *, gaps: bool = False) -> Chain | None:
    """Verify the records in order on top of `chain` (None: before rev 1) and return the resulting chain.

    `gaps`: superseded profiles may be missing, as `extend` says.

    Raises:
        Refusal: `bad_record`, `bad_signature`, or `stale_record` when a record's rev is already taken.
    """
    for signed in records:
        chain = begin(signed) if chain is None else extend(chain, signed, gaps=gaps)
    return chain


def begin(signed: Signed) -> Chain:
    """Verify rev 1: the sheet, signed by itself. The business's id must be bound to its key (S3, S4).

    Raises:
        Refusal: `bad_record`, `bad_signature`.
    """
    record = decode_body(signed.body, PublicRecord)
    if (record.rev, record.prev, record.kind) != (1, None, "device"):
        raise Refusal("bad_record", "the first record is the sheet's device record with rev 1 and no prev")
    sheet = decode(record.payload, Device, "device")
    _check_device(sheet)
    verify(sheet.ed, "record", signed.body, signed.signature)
    if sheet.role != Role.SHEET or record.signer != sheet.id:
        raise Refusal("bad_record", "the first record is the sheet, signed by itself")
    if record.business != business_id(sheet.ed):
        raise Refusal("bad_record", "the business's id is not derived from the sheet's key")
    _check_frame(record)
    head = record_hash(signed.body)
    return Chain(
        business=record.business,
        identity=sheet.ed,
        rev=1,
        head=head,
        base_rev=1,
        base=head,
        renew_by_ms=record.renew_by_ms,
        sheet=sheet.id,
        devices={sheet.id: sheet},
    )


def extend(chain: Chain, signed: Signed, *, gaps: bool = False) -> Chain:
    """Verify one more record against everything before it (S4, S5).

    With `gaps`, a profile record may leave out older profiles before it: then it names the newest record of another kind
    as its base, instead of the record right before it (S14). Only for revs that the reader has never seen.

    Raises:
        Refusal: `bad_record`, `bad_signature`, or `stale_record` when its rev is already taken.
    """
    record = decode_body(signed.body, PublicRecord)
    _check_place(chain, record, gaps=gaps)
    signer = chain.devices.get(record.signer)
    if signer is None:
        raise Refusal("bad_record", "the signer is not a device of this business")
    verify(signer.ed, "record", signed.body, signed.signature)
    if record.signer in chain.ended:
        raise Refusal("bad_record", "the signer was revoked")
    _check_frame(record)
    hash_ = record_hash(signed.body)
    if record.kind == "profile":
        changed = _profile(chain, signer, record, signed)
    else:
        changed = _APPLY.get(record.kind, _unknown)(chain, signer, record, hash_)
        if record.kind not in _APPLY and must_be_understood(signed.body):
            changed = msgspec.structs.replace(changed, not_understood=record.kind)
        changed = msgspec.structs.replace(changed, base_rev=record.rev, base=hash_)
    renews = _leads(signer) and changed.later == chain.later and record.kind != "program"
    until_ms = record.renew_by_ms if renews else chain.renew_by_ms
    return msgspec.structs.replace(changed, rev=record.rev, head=hash_, renew_by_ms=until_ms)


def _check_place(chain: Chain, record: PublicRecord, *, gaps: bool) -> None:
    if record.business != chain.business:
        raise Refusal("bad_record", "the record belongs to another business")
    if gaps and record.kind == "profile" and record.rev > chain.rev + 1:
        return  # `_profile` checks its base
    if record.rev < 1 or record.rev > chain.rev + 1:
        raise Refusal("bad_record", f"rev must be {chain.rev + 1}")
    if record.rev <= chain.rev:
        raise Refusal("stale_record", f"rev {record.rev} is taken, the next is {chain.rev + 1}")
    if record.prev != chain.head:
        raise Refusal("bad_record", "prev is not the hash of the previous record")


def _check_frame(record: PublicRecord) -> None:
    if record.version != VERSION:
        raise Refusal("bad_record", f"version must be {VERSION}")
    if record.at_ms < 0 or not 0 < record.renew_by_ms - record.at_ms <= RENEW_MS:
        raise Refusal("bad_record", "renew_by_ms must lie after at_ms, by at most 90 days")


def _check_device(device: Device) -> None:
    if not can_sign(device.ed) or not can_be_sealed_to(device.x) or len(device.id) != ID_BYTES:
        raise Refusal("bad_record", "a device has two usable keys of 32 bytes and an id of 16")
    if device.id != device_id(device.ed, device.x):
        raise Refusal("bad_record", "the device's id is not derived from its keys")
    if device.role not in STAFF and device.role != Role.SHEET:
        raise Refusal("bad_record", "role must be owner, member, auditor or sheet")
    if (device.person == 0) != (device.role == Role.SHEET) or not 0 <= device.person <= PERSON_MOST:
        raise Refusal("bad_record", "person is 0 for the sheet and from 1 up for everyone else")


def _leads(device: Device) -> bool:
    return device.role in (Role.SHEET, Role.OWNER)


def _may_certify(signer: Device, device: Device) -> bool:
    if _leads(signer):
        return True
    if device.role == Role.SHEET or signer.person != device.person:
        return False
    return RANK[Role(device.role)] <= RANK[Role(signer.role)]


def _device(chain: Chain, signer: Device, record: PublicRecord, _: bytes) -> Chain:
    device = decode(record.payload, Device, "device")
    _check_device(device)
    if device.id in chain.devices:
        raise Refusal("bad_record", "the device is already listed")
    if not _may_certify(signer, device):
        raise Refusal("bad_record", f"a device with the role {signer.role} may not add this {device.role}")
    devices = chain.devices | {device.id: device}
    if device.role != Role.SHEET:
        programs = _added_as(chain, signer, device, record)
        return msgspec.structs.replace(chain, devices=devices, programs=programs)
    return msgspec.structs.replace(
        chain,
        devices=devices,
        sheet=device.id,
        ended=chain.ended | {chain.sheet},
        key_is_due=chain.team is not None,
    )


def _added_as(
    chain: Chain, signer: Device, device: Device, record: PublicRecord
) -> dict[bytes, tuple[Named, ...]]:
    """[S23] What a new device is. One that a program added for itself is that program, whatever it says."""
    program = read_program(device.said)
    if not _leads(signer):
        program = chain.program(signer.id) or program
    if program is None:
        return chain.programs
    return {**chain.programs, device.id: (Named(record.rev, 0, program),)}


def _program(chain: Chain, signer: Device, record: PublicRecord, _: bytes) -> Chain:
    """[S23] What a device is from now on. One that is none of the team's changes nothing: older versions take any such."""
    said = decode(record.payload, ProgramSaid, "program")
    if not _leads(signer):
        raise Refusal("bad_record", "a program record is signed by the sheet or an owner")
    device = chain.devices.get(said.device)
    if device is None or device.role not in STAFF:
        return chain
    before = chain.programs.get(said.device) or (Named(0, 0, None),)
    after = (*before, Named(record.rev, record.at_ms, read_program(said.said)))
    return msgspec.structs.replace(chain, programs={**chain.programs, said.device: after})


def _revoke(chain: Chain, signer: Device, record: PublicRecord, _: bytes) -> Chain:
    revoke = decode(record.payload, Revoke, "revoke")
    if (revoke.device is None) == (revoke.person is None):
        raise Refusal("bad_record", "a revoke names either a device or a person")
    gone = [each for each in chain.staff() if each.id == revoke.device or each.person == revoke.person]
    if not gone:
        raise Refusal("bad_record", "there is no such device or person to revoke")
    if not _leads(signer) and signer.person != gone[0].person:
        raise Refusal(
            "bad_record", f"a device with the role {signer.role} revokes devices of its own person only"
        )
    return msgspec.structs.replace(
        chain, ended=chain.ended | {each.id for each in gone}, key_is_due=chain.team is not None
    )


def _team(chain: Chain, signer: Device, record: PublicRecord, hash_: bytes) -> Chain:
    team = decode(record.payload, Team, "team")
    if not _leads(signer):
        raise Refusal("bad_record", "a team record is signed by the sheet or an owner")
    last = chain.team.n if chain.team else 0
    if team.n != last + 1:
        raise Refusal("bad_record", f"n must be {last + 1}")
    if not can_be_sealed_to(team.x):
        raise Refusal("bad_record", "a team key is a usable key of 32 bytes")
    if (team.sealed_prev is None) != (team.n == 1):
        raise Refusal("bad_record", "sealed_prev is nil for n = 1 and for no other n")
    if team.sealed_prev is not None and len(team.sealed_prev) != SEALED_KEY_BYTES:
        raise Refusal("bad_record", f"sealed_prev has {SEALED_KEY_BYTES} bytes")
    return msgspec.structs.replace(chain, team=team, team_hash=hash_, key_is_due=False)


def _profile(chain: Chain, signer: Device, record: PublicRecord, signed: Signed) -> Chain:
    profile = read_profile(record.payload)
    if not _leads(signer):
        raise Refusal("bad_record", "a profile is signed by the sheet or an owner")
    if isinstance(profile, Profile):
        if record.rev != chain.rev + 1:
            raise Refusal(
                "bad_record",
                f"rev must be {chain.rev + 1}: a profile without a base follows on the last record",
            )
        fields: dict[str, Any] | None = profile.fields
        picture_hash = None
    else:
        if (profile.base_rev, profile.base) != (chain.base_rev, chain.base):
            raise Refusal("bad_record", "the base of a profile is the newest record that is not a profile")
        fields, picture_hash = known_fields(profile, signed, chain.profile), profile.picture
    return msgspec.structs.replace(chain, profile=fields, profile_rev=record.rev, picture_hash=picture_hash)


def _unknown(chain: Chain, signer: Device, record: PublicRecord, _: bytes) -> Chain:
    """[S19] A kind of a later version is chained and changes nothing. The sheet or an owner signs it."""
    if not _KIND.fullmatch(record.kind) or record.kind in _ELSEWHERE:
        raise Refusal(
            "bad_record", "a kind is 1 to 32 small letters and hyphens, and none of a conversation's"
        )
    if not _leads(signer):
        raise Refusal("bad_record", f"a {record.kind} record is signed by the sheet or an owner")
    return msgspec.structs.replace(chain, later=chain.later + 1)


def must_be_understood(body: bytes) -> bool:
    """[S19] The body of a public record says that nobody may go on without knowing its kind."""
    fields = msgspec.msgpack.decode(body)
    return len(fields) > _MUST and fields[_MUST] is True


_KIND: Final = re.compile("[a-z-]{1,32}")
_ELSEWHERE: Final = ("customer-devices", "epoch")
_MUST: Final = len(PublicRecord.__struct_fields__)
"""Where a record says that nobody may go on without understanding it."""
_APPLY: Final = {"device": _device, "program": _program, "revoke": _revoke, "team": _team}
