"""The business as this device reads it: its public records, fetched, verified and pinned (S3, S4)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tresen.client.connection.http import Http, unpublic
from tresen.client.connection.keyfile import KeyFile
from tresen.client.connection.unreachable import reading
from tresen.client.errors import Untrusted, WrongKeys
from tresen.client.trust.public import PublicRecords
from tresen.clock import Clock
from tresen.core import records
from tresen.core.chain import Chain
from tresen.core.records import Signed
from tresen.errors import Refusal


class Address(NamedTuple):
    """Where a business is: the installation's URL, the handle, and the fingerprint that a sign or link named."""

    public_url: str
    handle: str
    fingerprint: bytes | None


class Business:
    """The public records that were read and verified. They only ever grow."""

    def __init__(self, file: KeyFile, http: Http, address: Address, clock: Clock) -> None:
        self._file, self._http, self._clock = file, http, clock
        self.address = address
        self._records: PublicRecords | None = None
        self._asked: set[int] = set()
        self._after: list[Callable[[], Awaitable[None]]] = []

    def claim(self, kind: str) -> dict[str, bytes]:
        """What the keys file of this kind of participant says, here; for whoever has started to write it there.

        Raises:
            WrongKeys: it already belongs to another.
        """
        mine = {"kind": kind, "public_url": self.address.public_url, "handle": self.address.handle}
        for name, value in mine.items():
            known = self._file.fact(name)
            if known is not None and known != value.encode():
                raise WrongKeys(f"{self._file.path} has the {name} {known.decode()}, not {value}")
        return {name: value.encode() for name, value in mine.items()}

    async def load(self) -> None:
        """Read and verify the records from rev 1, and compare them with what this device has seen before.

        Raises:
            Untrusted: they do not verify, went back, or belong to another business than the keys or the link name.
            OSError: the server cannot be reached.
            Refusal: `unknown_business`.
        """
        pin = self._file.fact("chain")
        seen = {} if pin is None else {"seen": int.from_bytes(pin[:8], "big")}
        answer: dict[str, Any] = await self._http.get(f"/businesses/{self.address.handle}", seen)
        with reading():
            given = [unpublic(each) for each in answer["records"]]
        if not given:
            raise Untrusted("broken", "the business has published no records")
        first = given[0]
        business = records.decode(first.body, records.PublicRecord).business
        known = self._file.fact("business")
        if known is not None and known != business:
            raise Untrusted("mismatch", "another business than these keys belong to")
        public = PublicRecords(self._file, business, self.address.fingerprint)
        public.take(given)
        public.check_pin()
        self._records = public

    @property
    def records(self) -> PublicRecords:
        """The verified records.

        Raises:
            Untrusted: they were not read yet.
        """
        if self._records is None:
            raise Untrusted("broken", "the business's records were not read yet")
        return self._records

    @property
    def chain(self) -> Chain:
        """What the verified records add up to."""
        return self.records.chain

    @property
    def id(self) -> bytes:
        """The business's id."""
        return self.chain.business

    @property
    def back_room(self) -> bytes:
        """The id of the back room (L8)."""
        return records.back_room_id(self.id)

    @property
    def profile(self) -> dict[str, Any]:
        """The published profile, as verified; empty before the first."""
        return self.chain.profile or {}

    @property
    def stale(self) -> bool:
        """The business has not renewed its records in time: the server may be showing an old state (S4)."""
        return self.chain.renew_by_ms < self._clock.now_ms()

    def days(self, rev: int, at_ms: int) -> int | None:
        """[D3] The days of the profile at `rev`; None when it is not verified, or nothing may go by it at that time."""
        return self.records.days(rev, at_ms, self._clock.now_ms())

    def after_news(self, call: Callable[[], Awaitable[None]]) -> None:
        """Have this called each time after records were offered to `take`."""
        self._after.append(call)

    async def take(self, signed: Sequence[Signed]) -> None:
        """Verify and pin further records; those already known are skipped.

        Raises:
            Untrusted: they do not verify, or contradict what was seen before.
        """
        if self.records.take(signed):
            self.records.check_pin()
        for call in self._after:
            await call()

    async def catch_up(self, rev: int | None = None) -> None:
        """Read the records that are new; nothing happens when `rev` is known already. Raises as `take`."""
        if rev is not None and rev <= self.records.rev:
            return
        answer = await self._http.get("/records", {"after": self.records.rev})
        await self.take([unpublic(each) for each in answer["records"]])

    async def refresh(self) -> None:
        """Read as a visitor what was published since; a customer may have no conversation yet. Raises as `load`."""
        answer = await self._http.get(f"/businesses/{self.address.handle}", {"seen": self.records.rev})
        with reading():
            given, rev = [unpublic(each) for each in answer["records"]], int(answer["rev"])
        if rev > self.records.rev:
            await self.take(given)

    async def take_next(self, signed: Signed, rev: int) -> None:
        """A record that was pushed: taken when it is the next one, otherwise those before it are read first.

        A new profile is read, because its contents are not pushed.
        """
        is_profile = records.decode(signed.body, records.PublicRecord).kind == "profile"
        if rev <= self.records.rev or (rev == self.records.rev + 1 and not is_profile):
            await self.take([signed])
        else:
            await self.catch_up(rev)

    async def learn_profiles(self, revs: Iterable[int]) -> None:
        """Read the unknown earlier profiles at these revs, each once. Those that the server cannot show stay unknown."""
        for rev in sorted(set(revs) - self.records.profiles.keys() - self._asked):
            self._asked.add(rev)
            try:
                answer = await self._http.get(f"/businesses/{self.address.handle}/profiles/{rev}")
                self.records.take_profiles(unpublic(each) for each in answer["records"])
            except (Refusal, Untrusted):
                continue

    async def learn_teams(self, epochs: Iterable[bytes]) -> None:
        """Read the records first when an epoch names a team record that is not known yet."""
        newest = max(map(_team_named, epochs), default=0)
        if newest > self.records.team.n:
            await self.catch_up()


def _team_named(epoch: bytes) -> int:
    try:
        return records.decode(epoch, records.Epoch, "epoch").team_n
    except Refusal:
        return 0  # the keyring says what is wrong with it
