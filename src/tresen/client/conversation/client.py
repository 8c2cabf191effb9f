"""What customers and the team have alike: the business, this device, and the end of the connection."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from tresen.client.conversation.givenup import GivenUp
from tresen.client.conversation.inbound import Inbound
from tresen.client.conversation.message import Message
from tresen.client.conversation.participant import Participant
from tresen.client.ids import Id
from tresen.client.trust.shopfront import Hours, Profile, read_hours


class Client:
    """A device of somebody. Use it in `async with`, or `close` it."""

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
        """The opening hours now, in the language that was chosen at the start.

        Raises:
            Unreachable: the server cannot be reached.
            Refusal: `unknown_business`.
        """
        business = self._parts.business
        return await read_hours(self._parts.http, business.address.handle, self._parts.options.language)

    @property
    def stale(self) -> bool:
        """The business has not renewed its records in time: the server may be showing an old state (S4)."""
        return self._parts.business.stale

    @property
    def lost(self) -> list[Message]:
        """What this device had read and a restored log no longer holds (L10): a cut that a person must be told of."""
        return self._inbound.lost

    def given_up(self) -> list[GivenUp]:
        """Messages that waited when the program ended and were then refused for good, such as one whose file was swept.

        Each is told once: send it again, or say that it was not sent.
        """
        return self._parts.given_up()
