"""The owner's side of the law: the register of requests, holds, what goes by itself (law.md D1, D6, D8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http, b64, unb64
from tresen.client.connection.unreachable import malformed, reading
from tresen.client.conversation.row import Which, id_of
from tresen.client.ids import Id


class Request(NamedTuple):
    """What a customer asked for: a kind and times, never words. `due_ms` is by when it is to be answered."""

    n: int
    conversation: Id
    kind: str
    state: str
    at_ms: int
    due_ms: int
    changed_ms: int | None
    extended: bool


class Hold(NamedTuple):
    """Why nothing of a conversation goes by itself, since when, and until when if that is known."""

    conversation: Id
    reason: str
    since_ms: int
    until_ms: int | None


class Law:
    """Calls of an owner's device; a member's may read the register."""

    def __init__(
        self, connector: Connector, http: Http, known: Callable[[bytes, int | None], None] = lambda *_: None
    ) -> None:
        """`known` is told until when a conversation is held, 0 when it is not: no server alone lets it go (D3)."""
        self._connector, self._http, self._known = connector, http, known

    async def requests(self, *, all_: bool = False) -> list[Request]:
        """The open requests, the most urgent first; with `all_` every one, newest first."""
        found: list[Request] = []
        before: int | None = None
        while True:
            query: dict[str, Any] = {"state": "all" if all_ else "open"}
            query |= {} if before is None else {"before": before}
            answer = await self._connector.ask(partial(self._http.get, "/requests", query))
            with reading():
                found += [_request(each) for each in answer["requests"]]
                earlier = None if answer["next"] is None else int(answer["next"])
            if earlier is None or (before is not None and earlier >= before):  # it never ends otherwise
                return found
            before = earlier

    async def set_state(self, n: int, state: str) -> Request:
        """Say how far a request is. Raises Refusal `bad_request`, `not_found`, `forbidden`."""
        answer = await self._connector.ask(lambda: self._http.post(f"/requests/{n}", {"state": state}))
        with reading():
            request = _request(answer)
        if (request.n, request.state) != (n, state):
            raise malformed()
        return request

    async def hold(self, conversation: Which, reason: str, until: datetime | int | None) -> Hold:
        """Hold a conversation. Raises Refusal `bad_request`, `forbidden`, `unknown_conversation`."""
        until_ms = round(until.timestamp() * 1000) if isinstance(until, datetime) else until
        path = f"/conversations/{b64(id_of(conversation))}/hold"
        body = {"reason": reason, "until_ms": until_ms}
        answer = await self._connector.ask(lambda: self._http.post(path, body))
        with reading():
            placed = _hold(answer)
        if (placed.conversation, placed.reason, placed.until_ms) != (id_of(conversation), reason, until_ms):
            raise malformed()  # a hold of another conversation would be taken for this one's
        self._known(placed.conversation, placed.until_ms)
        return placed

    async def let_go(self, conversation: Which) -> None:
        """End a hold; without one nothing happens."""
        path = f"/conversations/{b64(id_of(conversation))}/hold/drop"
        await self._connector.ask(lambda: self._http.post(path, {}))
        self._known(id_of(conversation), 0)

    async def holds(self) -> list[Hold]:
        """The holds that last."""
        answer = await self._connector.ask(lambda: self._http.get("/holds"))
        with reading():
            return [self._noted(each) for each in answer["holds"]]

    def _noted(self, each: dict[str, Any]) -> Hold:
        hold = _hold(each)
        self._known(hold.conversation, hold.until_ms)
        return hold

    async def retention(self) -> dict[str, Any]:
        """What goes by itself, in counts alone (wire.md, `GET /retention`)."""
        found: dict[str, Any] = await self._connector.ask(lambda: self._http.get("/retention"))
        return found


def _request(each: dict[str, Any]) -> Request:
    return Request(**{**each, "conversation": Id(unb64(each["conversation"]))})


def _hold(each: dict[str, Any]) -> Hold:
    return Hold(**{**each, "conversation": Id(unb64(each["conversation"]))})
