"""The business's public records, verified from rev 1; they never go back (S4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tresen.client.connection.keyfile import KeyFile
from tresen.client.errors import Untrusted
from tresen.client.trust.changes import TeamChange, team_change
from tresen.core.chain import Chain, begin, extend
from tresen.core.records import Device, PublicRecord, Signed, decode, record_hash
from tresen.errors import Refusal


@dataclass(frozen=True)
class TeamRecord:
    """A team record that was verified: its number, hash, public key, and the `rev` that holds it."""

    n: int
    hash: bytes
    x: bytes
    sealed_prev: bytes | None
    rev: int


class PublicRecords:
    """The verified chain, and what a `Chain` does not hold: earlier team keys and profiles, and when devices ended."""

    def __init__(self, keys: KeyFile, business: bytes, fingerprint: bytes | None) -> None:
        """`fingerprint` is the one that the link named; None: it named none."""
        self._keys, self._business, self._fingerprint = keys, business, fingerprint
        self._chain: Chain | None = None
        self.teams: dict[int, TeamRecord] = {}
        self.profiles: dict[int, dict[str, Any]] = {}
        self.changes: list[TeamChange] = []
        self._ended: dict[bytes, int] = {}
        self._hashes: list[bytes] = []
        self._seen: set[bytes] = set()

    @property
    def chain(self) -> Chain:
        """The verified chain."""
        if self._chain is None:
            raise Untrusted("broken", "the business has published no records")
        return self._chain

    @property
    def rev(self) -> int:
        """The newest verified record; 0 before the first."""
        return self._chain.rev if self._chain else 0

    @property
    def team(self) -> TeamRecord:
        """The current team key."""
        if self.chain.team is None:
            raise Untrusted("broken", "the business has no team key")
        return self.teams[self.chain.team.n]

    def take(self, records: Iterable[Signed]) -> bool:
        """Verify further records; those already known are skipped. True when something was new.

        Raises:
            Untrusted: they do not verify, belong to another identity, or contradict what was seen before.
        """
        before = self.rev
        for signed in records:
            if self._known(signed):
                continue
            try:
                after = begin(signed) if self._chain is None else extend(self._chain, signed)
            except Refusal as refusal:
                raise Untrusted("broken", refusal.detail) from None
            self._note(after, signed)
        if self.rev > before:
            self._check_identity()
        return self.rev > before

    def check_pin(self) -> None:
        """Compare with the newest state that this device has ever seen, then write this one down.

        Raises:
            Untrusted: the server shows an older or another chain.
        """
        pin = self._keys.fact("chain")
        if pin is not None:
            rev = int.from_bytes(pin[:8], "big")
            if self.rev < rev or self._hashes[rev - 1] != pin[8:]:
                raise Untrusted(
                    "broken", "the business's records went back or forked since this device last saw them"
                )
        now = self.rev.to_bytes(8, "big") + self.chain.head
        if now != pin:
            self._keys.learn(chain=now)

    def writer(self, device: bytes, team_n: int) -> Device | None:
        """The staff device with that id, if it may write in an epoch of team key `team_n`.

        An owner's or a member's may, unless it ended before that key.
        """
        listed = self.chain.devices.get(device)
        team = self.teams.get(team_n)
        if listed is None or team is None or listed.role not in ("owner", "member"):
            return None
        ended = self._ended.get(device)
        return None if ended is not None and ended < team.rev else listed

    def owners(self, team_n: int) -> dict[bytes, bytes]:
        """The owners' devices that had not ended before team key `team_n`, with their Ed25519 keys."""
        return {
            id_: device.ed
            for id_, device in self.chain.devices.items()
            if device.role == "owner" and self.writer(id_, team_n) is not None
        }

    def _known(self, signed: Signed) -> bool:
        return record_hash(signed.body) in self._seen

    def _note(self, chain: Chain, signed: Signed) -> None:
        for device in chain.ended - (self._chain.ended if self._chain else frozenset()):
            self._ended[device] = chain.rev
        if chain.team is not None and chain.team_hash is not None and chain.team.n not in self.teams:
            team = chain.team
            self.teams[team.n] = TeamRecord(team.n, chain.team_hash, team.x, team.sealed_prev, chain.rev)
        if chain.profile is not None and chain.profile_rev == chain.rev:
            self.profiles[chain.rev] = chain.profile
        since_ms = self.changes[-1].at_ms if self.changes else 0
        change = team_change(self._chain, chain, decode(signed.body, PublicRecord).at_ms, since_ms)
        if change is not None:
            self.changes.append(change)
        self._hashes.append(record_hash(signed.body))
        self._seen.add(self._hashes[-1])
        self._chain = chain

    def _check_identity(self) -> None:
        if self.chain.business != self._business:
            raise Untrusted("broken", "these are the records of another business")
        if self._fingerprint is not None and self.chain.fingerprint != self._fingerprint:
            raise Untrusted("mismatch", "the sign or link belongs to another business")
