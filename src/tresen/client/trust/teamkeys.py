"""The team keys that a staff device holds: the newest by its wrap, earlier ones from inside it (S5)."""

from __future__ import annotations

import contextlib

from tresen.client.connection.http import Http, unb64
from tresen.client.trust.public import PublicRecords
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey


class TeamKeys:
    """Opened team keys by number. Empty for a device that may not read."""

    def __init__(self, device: DeviceKeys, public: PublicRecords) -> None:
        self._device, self._public = device, public
        self._keys: dict[int, TeamKey] = {}

    def get(self, n: int) -> TeamKey | None:
        """Team key n, when this device can open it."""
        return self._keys.get(n)

    @property
    def newest(self) -> TeamKey | None:
        """The current team key, when this device can open it."""
        return self.get(self._public.team.n)

    async def read(self, http: Http) -> None:
        """Fetch this device's wraps when it lacks the newest key and may have it. Raises OSError."""
        if self.newest is None and self._public.chain.active(self._device.id) is not None:
            with contextlib.suppress(Refusal):  # an auditor has none
                await self.fetch(http)

    async def fetch(self, http: Http) -> None:
        """Fetch this device's wraps and open them.

        Raises:
            OSError, Refusal: they cannot be read.
        """
        answer = await http.get("/team/keys")
        self.take({each["n"]: unb64(each["wrap"]) for each in answer["wraps"]})

    def take(self, wraps: dict[int, bytes]) -> None:
        """Open the newest wrapped key and all before it; a wrap that does not open is left out."""
        for n in sorted(wraps, reverse=True):
            team = self._public.teams.get(n)
            if n in self._keys or team is None:
                continue
            try:
                key = TeamKey.unwrapped(
                    self._device, self._public.chain.business, n, team.hash, team.x, wraps[n]
                )
            except Refused:
                continue
            self._hold(key)

    def _hold(self, key: TeamKey) -> None:
        self._keys[key.n] = key
        while key.n > 1 and key.n - 1 not in self._keys:
            record, before = self._public.teams[key.n], self._public.teams[key.n - 1]
            if record.sealed_prev is None:
                return
            try:
                key = key.previous(record.sealed_prev, before.x)
            except Refused:
                return
            self._keys[key.n] = key
