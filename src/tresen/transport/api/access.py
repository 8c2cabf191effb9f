"""Access to the API: who calls (W2), what the role may do (A6), and how often an address may call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from tresen.core.policy import Action, Who, require
from tresen.desk.context import Context
from tresen.desk.services import Services
from tresen.errors import Refusal
from tresen.telemetry import Meters
from tresen.transport.limits import Limits, Peers

Guard: TypeAlias = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]
TheHouse: TypeAlias = NamedDependency[Context]
"""The parameter type by which a handler receives what its use cases work with."""
TheServices: TypeAlias = NamedDependency[Services]
"""The same for what runs beside them."""
_CALLER = "tresen_who"
_EDGE: Final = "tresen_edge"
BEARER_SECURITY: Final[list[dict[str, list[str]]]] = [{"bearer": []}]


@dataclass(frozen=True, slots=True)
class Edge:
    """What of a server its handlers, guards and answers need. It comes with each request: routes belong to no server."""

    services: Services
    limits: Limits
    peers: Peers
    meters: Meters

    def enter(self, scope: Any) -> None:
        """Put it into a request."""
        scope[_EDGE] = self


def edge_of(scope: Scope) -> Edge:
    """The server that this request reached."""
    edge: Edge = scope[_EDGE]  # type: ignore[typeddict-item]
    return edge


def house_of(scope: Scope) -> Context:
    """What its use cases work with."""
    return edge_of(scope).services.context


def services_of(scope: Scope) -> Services:
    """What runs beside them."""
    return edge_of(scope).services


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
        who = house_of(connection.scope).bearers.check(bearer.strip())
        require(who, action)
        connection.scope["state"][_CALLER] = who

    return guard


def limited(name: str) -> Guard:
    """A guard: the caller's address has not used up its allowance for `name`. Raises `too_many`."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        edge = edge_of(connection.scope)
        edge.limits.spend(name, edge.peers.of(connection.scope))

    return guard


def caller(scope: Any) -> Who:
    """The device that `allow` admitted."""
    who: Who = scope["state"][_CALLER]
    return who
