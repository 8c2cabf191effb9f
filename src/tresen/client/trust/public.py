"""The business's public records, verified from rev 1; they never go back (S4).

A device that sees them for the first time need not get superseded profiles (S14). What a device has seen is never left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tresen.client.connection.keyfile import KeyFile
from tresen.client.errors import Untrusted
from tresen.client.trust.changes import TeamChange, team_change
from tresen.core.chain import Chain, begin, extend
from tresen.core.law.belief import days_at
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

    def __init__(
        self, keys: KeyFile, business: bytes, fingerprint: bytes | None, *, rebuilt: bool = False
    ) -> None:
        """`fingerprint` is the one that the link named; None: it named none. `rebuilt`: from records verified before."""
        self._keys, self._business, self._fingerprint = keys, business, fingerprint
        self._chain: Chain | None = None
        self.teams: dict[int, TeamRecord] = {}
        self.profiles: dict[int, dict[str, Any]] = {}
        self.profiles_ms: dict[int, int] = {}
        """When each profile record that is known was signed."""
        self.changes: list[TeamChange] = []
        self._ended: dict[bytes, int] = {}
        self._records: dict[int, Signed] = {}
        self._rebuilt = rebuilt

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

    def days(self, rev: int, at_ms: int, now_ms: int) -> int | None:
        """[D3] The days of the profile at `rev`; None when an event of that time may not go by it."""
        return days_at(self.profiles, self.profiles_ms, rev, at_ms, now_ms)

    def take(self, records: Iterable[Signed]) -> bool:
        """Verify further records; those already known are skipped. True when something was new.

        Raises:
            Untrusted: they do not verify, belong to another identity, contradict what was seen before, or the newest
                profile came without its text or picture.
        """
        before = self.rev
        for signed in records:
            try:
                self._take(signed, first_visit=before == 0)
            except Refusal as refusal:
                raise Untrusted("broken", refusal.detail) from None
        if self.rev > before:
            self._check_identity()
            if self.chain.profile_rev > 0 and not self.chain.profile_is_whole:
                raise Untrusted("broken", "the published profile came without its text or picture")
        return self.rev > before

    def take_profiles(self, records: Iterable[Signed]) -> None:
        """Take earlier profiles that were left out: verified at their places in the chain, which stays as it is.

        Raises:
            Untrusted: they do not verify there.
        """
        whole = self._records.copy()
        for signed in records:
            record = _read(signed)
            known = self._records.get(record.rev)
            if known is not None and known.body != signed.body:
                raise Untrusted("broken", "another record under a known number")
            if record.kind == "profile" and record.rev < self.rev:
                whole[record.rev] = signed
        again = PublicRecords(self._keys, self._business, self._fingerprint, rebuilt=True)
        again.take(whole[rev] for rev in sorted(whole))
        if again.chain.head != self.chain.head:
            raise Untrusted("broken", "an earlier profile does not belong to the business's records")
        self._records, self.profiles = again._records, again.profiles
        self.profiles_ms = again.profiles_ms

    def check_pin(self) -> None:
        """Compare with the newest state that this device has ever seen, then write this one down.

        Raises:
            Untrusted: the server shows an older or another chain.
        """
        pin = self._pinned()
        if pin is not None:
            rev, head = pin
            known = self._records.get(rev)
            if known is None or record_hash(known.body) != head:
                raise Untrusted(
                    "broken", "the business's records went back or forked since this device last saw them"
                )
        if pin != (self.rev, self.chain.head):
            self._keys.learn(chain=self.rev.to_bytes(8, "big") + self.chain.head)

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

    def writers(self, team_n: int | None = None) -> dict[bytes, bytes]:
        """The devices of owners and members that may write under that team key, the current one with None, with their
        Ed25519 keys."""
        n = self.team.n if team_n is None else team_n
        return {id_: each.ed for id_, each in self.chain.devices.items() if self.writer(id_, n) is not None}

    def owners(self, team_n: int) -> dict[bytes, bytes]:
        """The owners' devices that had not ended before team key `team_n`, with their Ed25519 keys."""
        return {
            id_: device.ed
            for id_, device in self.chain.devices.items()
            if device.role == "owner" and self.writer(id_, team_n) is not None
        }

    def _take(self, signed: Signed, *, first_visit: bool) -> None:
        record = _read(signed)
        known = self._records.get(record.rev)
        if known is not None and known.body == signed.body:
            return None
        if self._chain is None:
            return self._note(begin(signed), signed)
        if known is None and record.rev <= self._chain.rev and record.kind == "profile":
            return None  # left out before, superseded since
        gaps = first_visit and record.rev > self._chain.rev + 1 and self._may_skip_to(record.rev)
        return self._note(extend(self._chain, signed, gaps=gaps), signed)

    def _may_skip_to(self, rev: int) -> bool:
        """Superseded profiles may be missing before `rev`: on the first visit, and up to what was seen before."""
        pin = None if self._rebuilt else self._pinned()
        return pin is None or rev <= pin[0]

    def _pinned(self) -> tuple[int, bytes] | None:
        """`rev` and hash of the newest record that this device has ever seen."""
        pin = self._keys.fact("chain")
        return None if pin is None else (int.from_bytes(pin[:8], "big"), pin[8:])

    def _note(self, chain: Chain, signed: Signed) -> None:
        for device in chain.ended - (self._chain.ended if self._chain else frozenset()):
            self._ended[device] = chain.rev
        if chain.team is not None and chain.team_hash is not None and chain.team.n not in self.teams:
            team = chain.team
            self.teams[team.n] = TeamRecord(team.n, chain.team_hash, team.x, team.sealed_prev, chain.rev)
        if chain.profile is not None and chain.profile_rev == chain.rev:
            self.profiles[chain.rev] = chain.profile
        since_ms = self.changes[-1].at_ms if self.changes else 0
        record = _read(signed)
        if record.kind == "profile":
            self.profiles_ms[record.rev] = record.at_ms
        change = team_change(self._chain, chain, record.at_ms, since_ms)
        if change is not None:
            self.changes.append(change)
        if chain.not_understood is not None:
            raise Untrusted(
                "newer", f"the business uses {chain.not_understood}, which this version does not know"
            )
        self._records[chain.rev] = signed
        self._chain = chain

    def _check_identity(self) -> None:
        if self.chain.business != self._business:
            raise Untrusted("broken", "these are the records of another business")
        if self._fingerprint is not None and self.chain.fingerprint != self._fingerprint:
            raise Untrusted("mismatch", "the sign or link belongs to another business")


def _read(signed: Signed) -> PublicRecord:
    return decode(signed.body, PublicRecord)
