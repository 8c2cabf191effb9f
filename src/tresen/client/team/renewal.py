"""[S5] A colleague signed out a device of their own: the next owner's device that is there begins a new team key."""

from __future__ import annotations

from functools import partial

from tresen.client.connection.background import Background
from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http
from tresen.client.connection.refusals import ANEW_TRIES, Then, then
from tresen.client.team.publisher import Publisher
from tresen.client.trust.business import Business
from tresen.core import wire
from tresen.errors import Refusal


class KeyRenewal:
    """Looks at every frame whether a new team key is due."""

    def __init__(
        self,
        http: Http,
        connector: Connector,
        business: Business,
        publisher: Publisher,
        background: Background,
    ) -> None:
        self._http, self._connector, self._business = http, connector, business
        self._publisher, self._background = publisher, background
        self._running = False

    def on_frame(self, frame: wire.ServerFrame | None) -> None:  # noqa: ARG002 - whatever came, records may have changed
        """Begin a new team key when it is due."""
        if self._business.chain.key_is_due and not self._running:
            self._running = True
            self._background.run(self._renew())

    async def _renew(self) -> None:
        try:
            for _ in range(ANEW_TRIES):
                if not self._business.chain.key_is_due or not self._publisher.is_listed:
                    return
                made = self._publisher.make([], next_key=True)
                try:
                    await self._connector.ask(partial(self._http.post, "/records", made.json()))
                except Refusal as refusal:
                    if then(refusal) is not Then.ANEW:
                        raise
                await self._connector.ask(self._business.catch_up)
        except OSError:
            return  # tried again with the next frame or connection
        finally:
            self._running = False
