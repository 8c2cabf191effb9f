"""`staff.ways`: named links to the customer page (L8, S9)."""

from __future__ import annotations

import os

from tresen.client.conversation.participant import Participant
from tresen.client.documents import way
from tresen.client.documents.room import BackRoom
from tresen.client.documents.way import Way, written
from tresen.client.errors import NotDone, WrongInput
from tresen.client.ways import LinkWay, way_url
from tresen.core.sizes import ID_BYTES, WAYS
from tresen.seal.links import Sign


class Ways:
    """Each way is a sealed document of the back room. The whole team shares them; the server knows neither name nor text."""

    def __init__(self, participant: Participant, room: BackRoom) -> None:
        self._parts, self._room = participant, room

    async def all(self) -> list[Way]:
        """All ways, the oldest first.

        Raises:
            Refusal: `forbidden` for an auditor.
        """
        return [each for _, each in await self._keyed()]

    async def add(self, name: str, text: str = "") -> Way:
        """Make a way. Durable on return.

        Raises:
            WrongInput: name or text is too long, or there are as many ways as may be.
        """
        values = written(name, text)
        if len(await self._keyed()) >= WAYS:
            raise WrongInput(f"a team has at most {WAYS} ways")
        key, made_ms = os.urandom(ID_BYTES), self._parts.clock.now_ms()
        await self._room.write(way, None, values | {"made_ms": made_ms}, key)
        return Way(way.link_id(key), values["name"], values["text"] or "", made_ms)

    async def remove(self, id: str) -> None:  # noqa: A002 - the word of the page
        """Remove the way with that id. Its links go on working, and their messages say where they come from.

        Raises:
            NotDone: there is no such way.
        """
        for key, each in await self._keyed():
            if each.id == id:
                await self._room.remove(way, None, key)
                return
        raise NotDone("gone")

    def link(self, given: Way, *, short: bool = False) -> str:
        """The way's link, with the fingerprint, name and text. `short`: the one to be typed, which has its id alone."""
        address, chain = self._parts.business.address, self._parts.business.records.chain
        print_ = None if short else chain.fingerprint
        sign = str(Sign(address.public_url, address.handle, print_))
        return way_url(sign, LinkWay(given.id) if short else LinkWay(given.id, given.name, given.text))

    async def _keyed(self) -> list[tuple[bytes, Way]]:
        entries = await self._parts.connector.ask(lambda: self._room.entries(way))
        found = [(key, each) for key, document in entries.items() if (each := way.way_in(key, document))]
        return sorted(found, key=lambda each: (each[1].made_ms, each[0]))[:WAYS]
