"""Access to the API: who calls (W2), what the role may do (A6), and how often an address may call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from tresen.core.policy import Action, Who, require
from tresen.desk.house import House
from tresen.errors import Refusal
from tresen.transport.limits import Limits, Peers

Guard: TypeAlias = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]
TheHouse: TypeAlias = NamedDependency[House]
"""The parameter type by which a handler receives the house."""
_CALLER = "tresen_who"
BEARER_SECURITY: Final[list[dict[str, list[str]]]] = [{"bearer": []}]


class Edge:
    """What guards need: bearers, limits, and the addresses of callers."""

    def __init__(self, house: House, limits: Limits, peers: Peers) -> None:
        self.bearers = house.bearers
        self.limits = limits
        self.peers = peers


def _edge(connection: ASGIConnection[Any, Any, Any, Any]) -> Edge:
    edge: Edge = connection.app.state.edge
    return edge


def allow(action: Action) -> Guard:
    """A guard: the caller holds a valid bearer and its role may do `action`. It runs before the body is read.

    Raises:
        Refusal: `not_welcome`, `forbidden`.
    """

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        scheme, _space, bearer = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not bearer:
            raise Refusal(
                "not_welcome", "this call needs `Authorization: Bearer …` with the bearer from welcome"
            )
        who = _edge(connection).bearers.check(bearer.strip())
        require(who, action)
        connection.scope["state"][_CALLER] = who

    return guard


def limited(name: str) -> Guard:
    """A guard: the caller's address has not used up its allowance for `name`. Raises `too_many`."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        edge = _edge(connection)
        edge.limits.spend(name, edge.peers.of(connection.scope))

    return guard


def caller(scope: Any) -> Who:
    """The device that `allow` admitted."""
    who: Who = scope["state"][_CALLER]
    return who
