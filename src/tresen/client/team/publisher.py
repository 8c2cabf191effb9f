"""Publishes records on top of the newest ones, with this device's keys (S4, S5)."""

from __future__ import annotations

from collections.abc import Sequence

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, b64, unb64
from tresen.client.connection.unreachable import reading
from tresen.client.errors import Stopped, Untrusted
from tresen.client.team.publishing import Made, Payload, make, make_with_next_key, on_top
from tresen.client.trust.business import Business
from tresen.client.trust.teamkeys import TeamKeys
from tresen.clock import Clock
from tresen.core.contents import banner_hash
from tresen.seal.keys import DeviceKeys


class Publisher:
    """One staff device's."""

    def __init__(
        self,
        device: DeviceKeys,
        http: Http,
        connector: Connector,
        business: Business,
        team_keys: TeamKeys,
        clock: Clock,
    ) -> None:
        self._device, self._http, self._connector = device, http, connector
        self._business, self._team_keys, self._clock = business, team_keys, clock

    @property
    def is_listed(self) -> bool:
        """This device is an active one of the team."""
        return self._business.chain.active(self._device.id) is not None

    def make(self, payloads: Sequence[Payload], *, next_key: bool = False) -> Made:
        """Sign the payloads on top of the records as they are; `next_key`: with a new team key.

        Raises:
            Stopped: this device was taken out of the team.
            Refusal, Untrusted: as `publishing.make`.
        """
        if not self.is_listed:
            raise Stopped("revoked")
        making = make_with_next_key if next_key else make
        return making(
            self._device, self._business.chain, self._team_keys.newest, payloads, self._clock.now_ms()
        )

    async def publish(self, payloads: Sequence[Payload], *, next_key: bool = False) -> None:
        """Make records and publish them; made anew when others came first. Durable on return.

        Raises:
            Refusal: `stale_record` when the records kept changing; `bad_record`: this device may not sign them.
            Stopped, Untrusted: as `make`.
        """

        async def attempt() -> None:
            made = self.make(payloads, next_key=next_key)
            await self._connector.ask(lambda: self._http.post("/records", made.json()))
            await self._connector.ask(lambda: self._business.take(made.records))

        await on_top(attempt, self.catch_up)

    async def keep_banner(self, content: bytes) -> bytes:
        """Store a banner for the profile that is to name it, by the hash that is returned (S14).

        Raises:
            Refusal: `bad_record`: no WebP, PNG or JPEG, too large, or of too many pixels.
            Untrusted: the server answers with the hash of something else, which the profile would name.
        """
        answer = await self._connector.ask(lambda: self._http.post("/banner", {"banner": b64(content)}))
        with reading():
            stored = unb64(answer["hash"])
        if stored != banner_hash(content):
            raise Untrusted("broken", "the server says that it stored another banner")
        return stored

    async def catch_up(self) -> None:
        """Read the records that are new. Raises as `Connector.ask`."""
        await self._connector.ask(self._business.catch_up)
