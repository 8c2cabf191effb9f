"""One connection of the Python client: what it signs has one meaning (W2)."""

from __future__ import annotations

import pytest

from tresen.client.connection.live import Connection, Resume
from tresen.core import wire
from tresen.seal.keys import DeviceKeys


@pytest.mark.parametrize("size", [0, 31, 33])
async def test_a_challenge_of_another_size(size: int) -> None:
    """[W2] It is not signed: joined to another address it could be the challenge of another server."""
    connection = Connection()
    connection._take(wire.encode(wire.Challenge(bytes(size))))
    with pytest.raises(ConnectionError, match="ended"):
        await connection.hello(DeviceKeys.generate(), "https://chat.example", Resume())
