"""The keys of one conversation: its customer devices and epochs, verified in order and opened (S4, S6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tresen.client.connection.http import SignedWraps
from tresen.client.connection.keyfile import KeyFile
from tresen.client.errors import BrokenConversation, Untrusted
from tresen.client.trust.changes import DeviceChange, TeamChange, device_change
from tresen.client.trust.public import PublicRecords, TeamRecord
from tresen.client.trust.teamkeys import TeamKeys
from tresen.core import records
from tresen.core.programs import Program
from tresen.core.records import CustomerDevice as Listed
from tresen.core.records import CustomerDevices, Device, Epoch, Signed
from tresen.core.sizes import HASH_BYTES, ID_BYTES
from tresen.errors import Refusal
from tresen.seal.customers import check_customer_devices
from tresen.seal.epoch import EpochKey, Recipients, check_succession, open_epoch, open_previous
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused

_PIN_BYTES: Final = 8 + HASH_BYTES


@dataclass
class KnownEpoch:
    """A verified epoch, and its key when this device can open it. `devices_n` is 0 in the back room."""

    n: int
    hash: bytes
    team_n: int
    devices_n: int
    body: bytes
    key: EpochKey | None


class Keys(Protocol):
    """Verifies and opens a conversation's log. `recorded`: its epochs are events of that log."""

    recorded: bool

    @property
    def business(self) -> bytes:
        """The business's id."""

    @property
    def conversation(self) -> bytes:
        """The conversation's id."""

    @property
    def epochs(self) -> list[KnownEpoch]:
        """Verified epochs, from number 1."""

    def sender(self, device: bytes, epoch: KnownEpoch) -> Device | Listed | None:
        """The device with that id, if it may write in that epoch."""

    def erasers(self, epoch: KnownEpoch) -> dict[bytes, bytes]:
        """The devices that may erase here while that epoch is the current one (S17): ids with their Ed25519 keys."""

    def classers(self) -> dict[bytes, bytes]:
        """The team's devices that may give retention classes (S18): ids with their Ed25519 keys."""

    def inviters(self, epoch: KnownEpoch) -> dict[bytes, bytes]:
        """The team's devices whose invitations count in that epoch (S21): ids with their Ed25519 keys."""

    @property
    def changes(self) -> Sequence[TeamChange]:
        """What changed among the team's devices, as far as the conversation tells of it."""

    def staffed(self, device: bytes) -> bool:
        """Whether it is a device of the team."""

    def program(self, device: bytes, at_ms: int) -> Program | None:
        """What a device of the team was at that time; None: a person's (S23)."""

    def is_ordered(self, place: tuple[bytes, int]) -> bool:
        """Whether the log of another conversation has, at that place, an erase command that verifies."""

    def take_devices(self, signed: Signed) -> DeviceChange | None:
        """The next customer-devices record; what it changed."""

    def take_epoch(self, given: SignedWraps) -> None:
        """The next epoch."""


class Keyring:
    """Verified records of one conversation. `opener` is the customer's device, or the team's keys."""

    def __init__(
        self,
        file: KeyFile,
        public: PublicRecords,
        opener: DeviceKeys | TeamKeys,
        business: bytes,
        conversation: bytes,
    ) -> None:
        self._file, self._public, self._opener = file, public, opener
        self.recorded = True
        self.business, self.conversation = business, conversation
        self.devices: list[tuple[Signed, CustomerDevices]] = []
        self.epochs: list[KnownEpoch] = []

    @property
    def current(self) -> KnownEpoch:
        """The newest epoch."""
        if not self.epochs:
            raise BrokenConversation("the conversation has no epoch")
        return self.epochs[-1]

    def take_devices(self, signed: Signed) -> DeviceChange | None:
        """Verify the next customer-devices record; known ones are skipped. What it changed; None for the first.

        Raises:
            BrokenConversation: it does not verify, or contradicts a known one.
        """
        for at, (known, record) in enumerate(self.devices):
            if signed.body == known.body:
                return device_change(self.devices[at - 1][1].devices, record.devices) if at else None
        before = self.devices[-1][0] if self.devices else None
        try:
            record = check_customer_devices(before, signed)
        except Refused as refused:
            raise BrokenConversation(f"customer devices: {refused.detail}") from None
        if record.business != self.business or (
            before is None and records.conversation_id(signed.body) != self.conversation
        ):
            raise BrokenConversation("customer devices of another conversation")
        self.devices.append((signed, record))
        return device_change(self.devices[-2][1].devices, record.devices) if before else None

    def take_epoch(self, given: SignedWraps) -> None:
        """Verify the next epoch and open it, and those before it that stayed closed; known ones are skipped.

        Raises:
            BrokenConversation: it does not verify, or contradicts a known one.
        """
        if any(given.signed.body == known.body for known in self.epochs):
            return
        try:
            epoch = self.check_epoch(given.signed)
        except (Refused, Refusal) as refused:
            raise BrokenConversation(f"epoch: {refused.detail}") from None
        body = given.signed.body
        digest = records.record_hash(body)
        key = self._open(epoch, given)
        self.epochs.append(KnownEpoch(epoch.n, digest, epoch.team_n, epoch.devices_n, body, key))
        self._open_older()

    def check_epoch(self, signed: Signed) -> Epoch:
        """The next epoch against the one before and everything it names (S6).

        Raises:
            Refused: `wrong_version`, `wrong_place`, `wrong_succession`, `wrong_sender`, `wrong_signature`.
            Refusal: `bad_record` when it cannot be read.
        """
        epoch = check_succession(self.epochs[-1].body if self.epochs else None, signed.body)
        if (epoch.business, epoch.conversation) != (self.business, self.conversation):
            raise Refused("wrong_place", "of another conversation")
        team = self._public.teams.get(epoch.team_n)
        if team is None or team.hash != epoch.team_hash:
            raise Refused("wrong_succession", "names an unknown team record")
        if not 1 <= epoch.devices_n <= len(self.devices):
            raise Refused("wrong_succession", "names an unknown customer-devices record")
        listed, record = self.devices[epoch.devices_n - 1]
        if records.record_hash(listed.body) != epoch.devices_hash:
            raise Refused("wrong_succession", "names another customer-devices record")
        if any(self.staffed(each.id) for each in record.devices):
            raise Refused("wrong_sender", "a customer lists a device of the team")
        signer = next((each for each in record.devices if each.id == epoch.signer), None)
        member = signer or self._public.writer(epoch.signer, epoch.team_n)
        if member is None:
            raise Refused("wrong_sender", "signed by a device that does not belong here")
        try:
            records.verify(member.ed, "record", signed.body, signed.signature)
        except Refusal:
            raise Refused("wrong_signature", "not signed by the device it names") from None
        return epoch

    def recipients(self) -> Recipients:
        """The recipients of the next epoch: the newest team key and the newest customer devices."""
        team, (signed, record) = self._public.team, self.devices[-1]
        devices_hash = records.record_hash(signed.body)
        return Recipients(team.n, team.hash, team.x, record.n, devices_hash, record.devices)

    def is_current(self) -> bool:
        """The newest epoch is for the newest team key and customer devices, and this device opened it."""
        epoch, to = self.current, self.recipients()
        return epoch.key is not None and (epoch.team_n, epoch.devices_n) == (to.team_n, to.devices_n)

    def sender(self, device: bytes, epoch: KnownEpoch) -> Device | Listed | None:
        """A device of the team that may write in the epoch, or a customer device listed in it.

        The team is looked up first: its devices are never a customer's, whatever a customer lists (S4).
        """
        if self.staffed(device):
            return self._public.writer(device, epoch.team_n)
        devices = self.devices[epoch.devices_n - 1][1].devices
        return next((each for each in devices if each.id == device and not each.paper), None)

    def erasers(self, epoch: KnownEpoch) -> dict[bytes, bytes]:
        """The customer's devices without the return link, and the owners', unless they ended before that epoch (S17)."""
        records = [record for _, record in self.devices[epoch.devices_n - 1 :]]
        listed = {each.id: each.ed for record in records for each in record.devices if not each.paper}
        return self._public.owners(epoch.team_n) | listed

    def classers(self) -> dict[bytes, bytes]:
        """The writers of the team, unless they ended before the current team key (S18)."""
        return self._public.writers()

    def inviters(self, epoch: KnownEpoch) -> dict[bytes, bytes]:
        """The writers of the team, unless they ended before that epoch (S21)."""
        return self._public.writers(epoch.team_n)

    @property
    def changes(self) -> Sequence[TeamChange]:
        """What changed among the team's devices."""
        return self._public.changes

    def staffed(self, device: bytes) -> bool:
        """Whether it is a device of the team."""
        return device in self._public.chain.devices

    def program(self, device: bytes, at_ms: int) -> Program | None:
        """What a device of the team was at that time; None: a person's (S23)."""
        return self._public.chain.program(device, at_ms)

    def is_ordered(self, place: tuple[bytes, int]) -> bool:  # noqa: ARG002 - its own log has its commands
        """Never: only the conversation's own log counts."""
        return False

    def check_pins(self) -> None:
        """Compare with the newest records that this device has ever seen of the conversation, then write these down.

        After a restored backup they may be older (L10), but no device that had been taken out may be listed again.

        Raises:
            BrokenConversation: the server shows older or other records, or lists such a device.
        """
        devices, epochs = self._file.pins(self.conversation)
        device_hashes = [records.record_hash(signed.body) for signed, _ in self.devices]
        epoch_hashes = [known.hash for known in self.epochs]
        if epochs is not None and not (_holds(devices, device_hashes) and _holds(epochs, epoch_hashes)):
            raise BrokenConversation("the conversation's records went back or forked")
        if not device_hashes or not epoch_hashes:
            return
        listed = {each.id for each in self.devices[-1][1].devices}
        gone = (
            _taken_out(devices) | {each.id for _, record in self.devices for each in record.devices} - listed
        )
        if gone & listed:
            raise BrokenConversation("a device that was taken out is listed again")
        now = _pin(device_hashes) + b"".join(sorted(gone)), _pin(epoch_hashes)
        if now != (devices, epochs):
            self._file.set_pins(self.conversation, *now)

    def _open(self, epoch: Epoch, given: SignedWraps) -> EpochKey | None:
        opener = self._opener if isinstance(self._opener, DeviceKeys) else self._opener.get(epoch.team_n)
        wraps = dict(given.wraps)
        if opener is None or opener.id not in wraps:
            return None
        try:
            return open_epoch(opener, given.signed.body, wraps[opener.id])
        except Refused:
            return None

    def _open_older(self) -> None:
        for at in range(len(self.epochs) - 1, 0, -1):
            newer, older = self.epochs[at], self.epochs[at - 1]
            if newer.key is not None and older.key is None:
                try:
                    older.key = open_previous(newer.key, newer.body, older.body)
                except Refused:
                    return


def _pin(hashes: list[bytes]) -> bytes:
    return records.u64(len(hashes)) + hashes[-1]


def _holds(pin: bytes | None, hashes: list[bytes]) -> bool:
    """The pinned record is among them."""
    if pin is None:
        return True
    n = int.from_bytes(pin[:8], "big")
    return len(hashes) >= n and hashes[n - 1] == pin[8:_PIN_BYTES]


def _taken_out(pin: bytes | None) -> set[bytes]:
    ids = (pin or b"")[_PIN_BYTES:]
    return {ids[at : at + ID_BYTES] for at in range(0, len(ids), ID_BYTES)}


class BackRoomKeys:
    """The keys of the back room: epoch n is team record n (S6)."""

    def __init__(
        self,
        public: PublicRecords,
        team: TeamKeys,
        ordered: Callable[[tuple[bytes, int]], bool] = lambda _: False,
    ) -> None:
        """`ordered` says whether another conversation has, at a place, a command that verifies."""
        self._public, self._team, self.is_ordered = public, team, ordered
        self.recorded = False
        self.business = public.chain.business
        self.conversation = records.back_room_id(self.business)

    @property
    def epochs(self) -> list[KnownEpoch]:
        """One for each team record."""
        return [self._epoch(team) for _, team in sorted(self._public.teams.items())]

    def sender(self, device: bytes, epoch: KnownEpoch) -> Device | Listed | None:
        """A writer of the team."""
        return self._public.writer(device, epoch.team_n)

    @property
    def changes(self) -> Sequence[TeamChange]:
        """Nothing: the team does not tell itself in its back room."""
        return ()

    def erasers(self, epoch: KnownEpoch) -> dict[bytes, bytes]:  # noqa: ARG002 - the same in all epochs
        """Nobody: its messages are erased with the conversations that they are about (L7)."""
        return {}

    def classers(self) -> dict[bytes, bytes]:
        """Nobody: its messages have no class."""
        return {}

    def inviters(self, epoch: KnownEpoch) -> dict[bytes, bytes]:  # noqa: ARG002 - the same in all epochs
        """Nobody: it begins with no invitation."""
        return {}

    def staffed(self, device: bytes) -> bool:
        """Whether it is a device of the team."""
        return device in self._public.chain.devices

    def program(self, device: bytes, at_ms: int) -> Program | None:
        """What a device of the team was at that time; None: a person's (S23)."""
        return self._public.chain.program(device, at_ms)

    def take_devices(self, signed: Signed) -> DeviceChange | None:
        """The back room has no customer."""
        raise Untrusted("broken", f"customer devices in the back room, {len(signed.body)} bytes")

    def take_epoch(self, given: SignedWraps) -> None:
        """The back room has no epoch records."""
        raise Untrusted("broken", f"an epoch in the back room, {len(given.signed.body)} bytes")

    def _epoch(self, team: TeamRecord) -> KnownEpoch:
        opened = self._team.get(team.n)
        key = None
        if opened is not None:
            key = EpochKey(self.business, self.conversation, team.n, team.hash, opened.back_room())
        return KnownEpoch(team.n, team.hash, team.n, 0, b"", key)
