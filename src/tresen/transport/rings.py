"""How often the customers of one network address ring: counted in memory, under a hash that changes every day (C4, A8)."""

from __future__ import annotations

from typing import Final

from picows import WSTransport

from tresen.core.bounds.limits import Allowance
from tresen.core.calls.signals import SignalKind
from tresen.core.messages import Sender
from tresen.core.session import PassOn
from tresen.desk.calls import said
from tresen.desk.calls.switchboard import Refused, Switchboard
from tresen.errors import Refusal
from tresen.transport.limits import Address, Limits, Peers

RINGS: Final = Allowance(12, 120)
"""So often all customers of one address ring: twelve times at once, and twice a minute."""


STRANGERS: Final = Allowance(3, 30)
"""So often those of them ring whom the business has not answered: half as often as all strangers of a business may."""


class Rings:
    """The rings of every address."""

    def __init__(self, peers: Peers) -> None:
        self._peers = peers
        self._limits = Limits({"rings": RINGS, "strangers": STRANGERS})

    def address_of(self, transport: WSTransport) -> Address | None:
        """Where a connection comes from; kept as long as it is open. Call it before the request is forgotten."""
        peer = transport.underlying_transport.get_extra_info("peername")
        named = transport.request.headers.getall("X-Forwarded-For", [])
        headers = [(b"x-forwarded-for", each.encode("latin-1", "replace")) for each in named]
        return self._peers.of({"client": peer if isinstance(peer, tuple) else None, "headers": headers})

    def pass_on(
        self, calls: Switchboard, sender: Sender, effect: PassOn, address: Address | None, refused: Refused
    ) -> None:
        """[C2] Hand a signal to the switchboard. A customer's ring is counted first: `too_many` names the call.

        A stranger's is counted once more when it has found a place (C4).
        """
        if effect.header.kind == SignalKind.RING and not sender.who.staff and address is not None:
            try:
                self._limits.spend("rings", address)
            except Refusal as refusal:
                refused(said.about(effect.header, refusal))
                return

        def stranger() -> None:
            if address is not None:
                self._limits.spend("strangers", address)

        calls.post(sender, effect, refused, stranger)
