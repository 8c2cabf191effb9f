"""Makes the keyring of a conversation and reads its records (S4, S6)."""

from __future__ import annotations

from typing import Any

from tresen.client.connection.http import Http, b64, unb64, unsigned, unsigned_wraps
from tresen.client.connection.keyfile import KeyFile
from tresen.client.trust.business import Business
from tresen.client.trust.keyring import Keyring
from tresen.client.trust.teamkeys import TeamKeys
from tresen.seal.keys import DeviceKeys


class Keyrings:
    """`opener` is the customer's device, or the team's keys."""

    def __init__(self, file: KeyFile, http: Http, business: Business, opener: DeviceKeys | TeamKeys) -> None:
        self._file, self._http, self._business, self._opener = file, http, business, opener

    def empty(self, conversation: bytes) -> Keyring:
        """A keyring that has taken no record yet."""
        return Keyring(self._file, self._business.records, self._opener, self._business.id, conversation)

    async def take_all(self, keys: Keyring) -> None:
        """Read and verify the conversation's records.

        Raises:
            BrokenConversation: they do not verify.
            OSError, Refusal: they cannot be read.
        """
        devices, epochs = await self._read_all(keys.conversation)
        await self._business.learn_teams(unb64(each["body"]) for each in epochs)
        for each in devices:
            keys.take_devices(unsigned(each))
        for each in epochs:
            keys.take_epoch(unsigned_wraps(each))

    async def _read_all(self, conversation: bytes) -> tuple[list[Any], list[Any]]:
        """All pages of the records, as JSON. Pages that lead nowhere end here: what is missing then does not verify."""
        devices: list[Any] = []
        epochs: list[Any] = []
        after = 0
        while True:
            answer = await self._http.get(f"/conversations/{b64(conversation)}/keys", {"after": after})
            devices += answer["devices"]
            epochs += answer["epochs"]
            next_ = answer.get("next")
            if not isinstance(next_, int) or next_ <= after:
                return devices, epochs
            after = next_

    async def fill(self, keys: Keyring) -> None:
        """As `take_all`, and compare with the records that this device has seen before.

        Raises:
            BrokenConversation: also when they went back or forked.
        """
        await self.take_all(keys)
        keys.check_pins()

    async def read(self, conversation: bytes) -> Keyring:
        """The keyring of a conversation, with the newest public records."""
        keys = self.empty(conversation)
        await self._business.catch_up()
        await self.fill(keys)
        return keys
