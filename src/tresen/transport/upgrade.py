"""Takes the connections over that uvicorn upgrades: picows speaks the WebSocket protocol on the same port (W1)."""

from __future__ import annotations

import logging
from typing import Any, Final, Protocol, TypeAlias

from picows import (
    WSAutoPingStrategy,
    WSListener,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # picows types its public names only

from tresen.core.wire import FRAME_BYTES, HELLO_SECONDS
from tresen.telemetry import silence

_silent: Final = logging.LoggerAdapter(silence("picows.tresen"), {})
"""picows gives each connection a logger of its own, 1 KiB, unless it is handed an adapter."""


Upgrade: TypeAlias = WSUpgradeResponseWithListener
"""The answer to an upgrade."""


def let_in(subprotocol: str, listener: WSListener) -> Upgrade:
    """The connection begins, and `listener` hears it."""
    accepted = WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": subprotocol})
    return Upgrade(accepted, listener)


def turned_away(status: int, why: bytes) -> Upgrade:
    """There is no connection."""
    return Upgrade(WSUpgradeResponse.create_error_response(status, why), None)


class Accepts(Protocol):
    """Answers upgrade requests."""

    def accept(self, request: WSUpgradeRequest) -> Upgrade | None: ...


class Upgraded(WSProtocol):  # type: ignore[misc]  # picows ships this class without types
    """picows's protocol as uvicorn hands connections over: it gives the request's bytes, then lets go."""

    __slots__ = ("_open",)

    def __init__(self, live: Accepts, server_state: Any) -> None:
        idle, strategy = 60, WSAutoPingStrategy.PING_WHEN_IDLE
        super().__init__(
            None, None, False, live.accept, _silent, True, HELLO_SECONDS, False, idle, idle, strategy, True,
            FRAME_BYTES + 1024, None, 1024,
        )  # fmt: skip
        self._open = server_state.connections

    def connection_made(self, transport: Any) -> None:
        """uvicorn waits for this connection at shutdown."""
        self._open.add(self)
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """uvicorn waits no longer."""
        self._open.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The upgrade request, as uvicorn rebuilt it."""
        at = 0
        while at < len(data):
            room = self.get_buffer(-1)
            part = data[at : at + len(room)]
            room[: len(part)] = part
            self.buffer_updated(len(part))
            at += len(part)

    def shutdown(self) -> None:
        """uvicorn asks to close; sessions were told by `Live.stop`."""
        if self.transport is not None and self.listener is None:
            self.transport.disconnect()


def upgrading(live: Accepts) -> Any:
    """What uvicorn takes as its `ws=`: it is handed the connection of every upgrade."""

    class UpgradedFor(Upgraded):
        __slots__ = ()

        def __init__(self, config: Any, server_state: Any, app_state: Any) -> None:
            del config, app_state
            super().__init__(live, server_state)

    return UpgradedFor
