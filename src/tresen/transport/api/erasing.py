"""Erasing over HTTP, and the messages that the law keeps (L7, L9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody

from tresen.core.erasing import Kept
from tresen.core.policy import Action
from tresen.desk.erasing import command
from tresen.desk.erasing import kept as desk
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.shapes import SignedJson, id_of

Call: TypeAlias = Request[Any, Any, Any]


class EraseJson(msgspec.Struct, frozen=True):
    """A signed erase command (S17)."""

    command: SignedJson


class KeptJson(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """A message that the law keeps: its class, and the instant until which it is kept (L9)."""

    pos: int
    class_: str
    until_ms: int


class ErasedJson(msgspec.Struct, frozen=True):
    """What a command did: position and time of its event, the erased ranges, what is kept and until when (L7)."""

    pos: int
    at_ms: int
    erased: list[tuple[int, int]]
    kept: list[KeptJson]


class KeptMessagesJson(msgspec.Struct, frozen=True):
    """When the conversation was erased, or null, and the messages that erasing leaves or has left (L9)."""

    erased_ms: int | None
    kept: list[KeptJson]


@post(
    "/conversations/{conversation:str}/erase",
    guards=[allow(Action.ERASE), limited("erasing")],
    security=BEARER_SECURITY,
)
async def erase(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[EraseJson]
) -> ErasedJson:
    """Erase messages, or the conversation. Repeating the command returns the first outcome (L7)."""
    done = await command.erase(
        house, caller(request.scope), id_of(conversation, "conversation"), data.command.read("command")
    )
    return ErasedJson(done.pos, done.at_ms, done.erased, _kept(done.kept))


@get(
    "/conversations/{conversation:str}/kept",
    guards=[allow(Action.READ_CONVERSATION)],
    security=BEARER_SECURITY,
)
async def kept(house: TheHouse, request: Call, conversation: FromPath[str]) -> KeptMessagesJson:
    """The messages that the law keeps whatever is erased, and until when (L9)."""
    found = await desk.kept(house, caller(request.scope), id_of(conversation, "conversation"))
    return KeptMessagesJson(found.erased_ms, _kept(found.kept))


def _kept(found: Sequence[Kept]) -> list[KeptJson]:
    return [KeptJson(each.pos, each.class_, each.until_ms) for each in found]


erasing_routes = Router("/", route_handlers=[erase, kept], tags=["conversations"])
