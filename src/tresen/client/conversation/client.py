"""What customers and the team have alike: the business, this device, and the end of the connection."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from tresen.client.connection.outbox import Backlog
from tresen.client.conversation.calls import Calls
from tresen.client.conversation.givenup import GivenUp
from tresen.client.conversation.inbound import Inbound
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.errors import WrongInput
from tresen.client.ids import Id
from tresen.client.trust.shopfront import Hours, Profile, hours_at


class Client:
    """A device of somebody. Use it in `async with`, or `close` it."""

    calls: Calls

    _parts: Participant
    _inbound: Inbound

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Part from the server. What was not yet stored waits in the keys file and goes out at the next opening.

        Whoever still waits for something, and every call afterwards, gets `Stopped("closed")`.
        """
        await self._parts.close()

    @property
    def device(self) -> Id:
        """This device's public id."""
        return Id(self._parts.device.id)

    @property
    def public_url(self) -> str:
        """Where the installation is."""
        return self._parts.business.address.public_url

    @property
    def profile(self) -> Profile:
        """The business's published profile, as verified; empty before the first."""
        return Profile(self._parts.business.profile)

    async def hours(self) -> Hours:
        """The opening hours now, by this computer's clock, in the language that was chosen at the start.

        They are worked out here from the newest signed profile: the server has no word in them, so they may be sent on.

        Raises:
            Unreachable: the server cannot be reached.
            Untrusted: what it shows as the business's records does not verify.
        """
        parts = self._parts
        await parts.business.refresh()
        return hours_at(parts.business.profile, parts.clock.now_ms(), parts.options.language)

    @property
    def stale(self) -> bool:
        """The business has not renewed its records in time: the server may be showing an old state (S4)."""
        return self._parts.business.stale

    @property
    def lost(self) -> list[Message]:
        """What this device had read and a restored log no longer holds (L10): a cut that a person must be told of."""
        return self._inbound.lost

    @property
    def waiting(self) -> Backlog:
        """What was given to send and is not yet stored at the server: how much, and since when."""
        return self._parts.outbox.backlog()

    @property
    def most_waiting(self) -> int:
        """How many commands may wait, 1000 unless it is set. At that bound every call that sends raises OutboxFull."""
        return self._parts.outbox.most

    @most_waiting.setter
    def most_waiting(self, most: int) -> None:
        if most < 1:
            raise WrongInput("at least one command may wait")
        self._parts.outbox.most = most

    async def until_room(self, most: int = 0) -> None:
        """Wait until at most `most` commands wait; with 0, until all are stored or refused.

        Raises:
            WrongInput: less than 0.
            Stopped, Untrusted: they wait in the keys file.
        """
        if most < 0:
            raise WrongInput("no fewer than none can wait")
        await self._parts.outbox.until_room(most)

    def on_waiting(self, call: Callable[[Backlog], object] | None) -> None:
        """Have `call` called with what waits, each time that it becomes more or less; None ends it.

        It is called by the event loop and must not block. What it raises goes to the loop's exception handler.
        """
        self._parts.outbox.on_change = call

    def given_up(self) -> list[GivenUp]:
        """Messages that waited when the program ended and were then refused for good, such as one whose file was swept.

        Each is told once: send it again, or say that it was not sent.
        """
        return self._parts.given_up()
