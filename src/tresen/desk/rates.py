"""What each device and each conversation has drawn from its buckets. In memory: a restart fills them all."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeAlias

from tresen.core.bounds.rates import LISTED, STRANGERS, WISHES, Rate, Rates, draw, rates_of, too_many
from tresen.core.policy import Who

REMEMBERED: Final = 100_000
"""With more devices or conversations than this, those whose buckets are full again are forgotten at once."""
_Key: TypeAlias = tuple[str, bytes, bool]
CUSTOMERS: Final = rates_of(30, 60, staff=False)
TEAM: Final = rates_of(600, 6000, staff=True)


class Spent:
    """The buckets of one device, on all its connections."""

    __slots__ = ("chunks", "commands", "files", "frames", "marks", "rates", "relays", "signals")

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self.frames = self.commands = self.marks = self.files = self.chunks = self.signals = self.relays = 0.0

    def frame(self, now: float) -> float:
        """Count a frame. Returns the seconds to wait, 0 when it passes."""
        self.frames, wait = draw(self.frames, self.rates.frames, now)
        return wait

    def mark(self, now: float) -> float:
        """Count a job of receipts. Returns the seconds to wait, 0 when it passes."""
        self.marks, wait = draw(self.marks, self.rates.marks, now)
        return wait

    def full(self, now: float) -> bool:
        """Whether nothing would be lost if these buckets were forgotten."""
        used = (self.frames, self.commands, self.marks, self.files, self.chunks, self.signals, self.relays)
        return max(used) <= now


class Spending:
    """All buckets of this process. Times are seconds of `monotonic`."""

    def __init__(
        self,
        customers: Rates = CUSTOMERS,
        team: Rates = TEAM,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rates = {False: customers, True: team}
        self._monotonic = monotonic
        self._devices: dict[int, Spent] = {}
        self._conversations: dict[_Key, float] = {}

    def __len__(self) -> int:
        return len(self._devices) + len(self._conversations)

    def device(self, who: Who) -> Spent:
        """The buckets of a device that signed in. They outlast the connection, so connecting again gains nothing."""
        spent = self._devices.get(who.device)
        if spent is None:
            if len(self._devices) >= REMEMBERED:
                self.sweep()
            spent = self._devices[who.device] = Spent(self._rates[who.staff])
        return spent

    def command(self, spent: Spent, who: Who, conversation: bytes) -> None:
        """Count a command of a device in a conversation. Raises `too_many`; nothing is counted then."""
        now, rates = self._monotonic(), spent.rates
        spent.commands, wait = draw(spent.commands, rates.commands, now)
        if wait:
            raise too_many("command of this device", wait)
        if rates.conversation is not None:
            self._draw(("commands", conversation, who.staff), rates.conversation, now)

    def file(self, who: Who) -> None:
        """Count a file that a device begins. Raises `too_many`; nothing is counted then."""
        spent = self.device(who)
        spent.files, wait = draw(spent.files, spent.rates.files, self._monotonic())
        if wait:
            raise too_many("file of this device", wait)

    def chunk(self, who: Who) -> None:
        """Count a request for a part of a file. Raises `too_many`; nothing is counted then."""
        spent = self.device(who)
        spent.chunks, wait = draw(spent.chunks, spent.rates.chunks, self._monotonic())
        if wait:
            raise too_many("request for parts of files", wait)

    def signal(self, who: Who) -> None:
        """Count a signal of a call. Raises `too_many`; nothing is counted then."""
        spent = self.device(who)
        spent.signals, wait = draw(spent.signals, spent.rates.signals, self._monotonic())
        if wait:
            raise too_many("signal of this device", wait)

    def relay(self, who: Who) -> None:
        """Count a request for credentials of the relay. Raises `too_many`; nothing is counted then."""
        spent = self.device(who)
        spent.relays, wait = draw(spent.relays, spent.rates.relays, self._monotonic())
        if wait:
            raise too_many("credentials for the relay", wait)

    def ring(self, who: Who, conversation: bytes) -> None:
        """Count a ring. Raises `too_many`; nothing is counted then."""
        self._draw(("rings", conversation, who.staff), self._rates[who.staff].rings, self._monotonic())

    def stranger(self, who: Who) -> None:
        """Count a ring of a customer whom the business has not answered. Raises `too_many`; nothing is counted then."""
        business = who.business.to_bytes(8, "big")
        self._draw(("rings of strangers", business, False), STRANGERS, self._monotonic(), "at this business")

    def record(self, who: Who, conversation: bytes) -> None:
        """Count an epoch or a device record. Raises `too_many`; nothing is counted then."""
        rate = self._rates[who.staff].records
        self._draw(("records", conversation, who.staff), rate, self._monotonic())

    def listed(self, who: Who) -> None:
        """Count a device that a person lists who is no owner. Raises `too_many`; nothing is counted then."""
        person = who.business.to_bytes(8, "big") + who.person.to_bytes(8, "big")
        self._draw(("devices", person, True), LISTED, self._monotonic(), "listed by this person")

    def wish(self, who: Who) -> None:
        """Count a restriction or objection of a customer, in their own conversation. Raises `too_many`; not counted then."""
        own = (who.conversation or 0).to_bytes(8, "big")
        self._draw(("wishes", own, who.staff), WISHES, self._monotonic())

    def _draw(self, key: _Key, rate: Rate, now: float, where: str = "in this conversation") -> None:
        if len(self._conversations) >= REMEMBERED:
            self.sweep()
        after, wait = draw(self._conversations.get(key, 0.0), rate, now)
        if wait:
            raise too_many(f"of the {key[0]} {where}", wait)
        self._conversations[key] = after

    def sweep(self) -> None:
        """Forget whatever is full again. A connected device keeps the buckets that it holds."""
        now = self._monotonic()
        self._devices = {key: spent for key, spent in self._devices.items() if not spent.full(now)}
        self._conversations = {key: at for key, at in self._conversations.items() if at > now}
