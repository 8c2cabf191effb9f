"""My data, requests and restriction over HTTP: what a customer sees and asks (wire.md, law.md D7, D8)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from tresen.core.policy import Action
from tresen.desk.law import mydata, requests
from tresen.desk.law.mydata import MyData, OnHold
from tresen.desk.law.requests import Asked
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.shapes import Bytes64, b64, b64_or_none, id_of

Call: TypeAlias = Request[Any, Any, Any]
Lang: TypeAlias = Annotated[str, QueryParameter(max_length=2, description="de or en")]


class RequestJson(msgspec.Struct, frozen=True):
    """A request in the register (D8)."""

    n: int
    conversation: Bytes64
    kind: str
    state: str
    at_ms: int
    due_ms: int
    changed_ms: int | None
    extended: bool


class RequestsJson(msgspec.Struct, frozen=True):
    """What a customer asked for."""

    requests: list[RequestJson]


class AskJson(msgspec.Struct, frozen=True):
    """What is asked for."""

    kind: Annotated[str, msgspec.Meta(max_length=20)]


class OnJson(msgspec.Struct, frozen=True):
    """On or off."""

    on: bool


class ExportedJson(msgspec.Struct, frozen=True):
    """When a file was made."""

    at_ms: int


class HoldJson(msgspec.Struct, frozen=True):
    """A hold on a conversation (D6)."""

    conversation: Bytes64
    reason: str
    since_ms: int
    until_ms: int | None


class DeviceJson(msgspec.Struct, frozen=True):
    """A customer's device."""

    device: Bytes64
    paper: bool
    since_ms: int
    removed_ms: int | None


class HeldPasskeyJson(msgspec.Struct, frozen=True):
    """A passkey that opens the conversation: the return link that it leads to, and since when."""

    device: Bytes64
    since_ms: int


class AccessJson(msgspec.Struct, frozen=True):
    """Who got access, lost it, or took something out."""

    at_ms: int
    what: str
    device: Bytes64 | None
    person: int | None


class ClassJson(msgspec.Struct, frozen=True, rename={"class_": "class", "start": "from"}):
    """How long messages of a class are kept."""

    class_: str
    start: str
    days: int | None
    years: int | None
    until_ms: int | None
    messages: int


class PurposeJson(msgspec.Struct, frozen=True):
    """What is processed, what for, on which basis, how long it is kept."""

    what: str
    purpose: str
    basis: str
    kept: str


class RecipientJson(msgspec.Struct, frozen=True):
    """Who learns something, what, where they are, on which basis."""

    who: str
    what: str
    where: str
    basis: str


class MyDataJson(msgspec.Struct, frozen=True):
    """What the server holds about a conversation, and what it does with it."""

    business: Bytes64
    conversation: Bytes64
    since_ms: int
    last_ms: int
    erased_ms: int | None
    events: int
    bytes: int
    files: int
    file_bytes: int
    devices: list[DeviceJson]
    access: list[AccessJson]
    push: bool
    mail: bool
    passkeys: list[HeldPasskeyJson]
    objected: bool
    restricted: bool
    retention: list[ClassJson]
    hold: HoldJson | None
    purposes: list[PurposeJson]
    recipients: list[RecipientJson]
    requests: list[RequestJson]


def request_json(found: Asked) -> RequestJson:
    """A request as JSON."""
    return RequestJson(**{**found._asdict(), "conversation": b64(found.conversation)})


def hold_json(found: OnHold) -> HoldJson:
    """A hold as JSON."""
    return HoldJson(**{**found._asdict(), "conversation": b64(found.conversation)})


def _json(found: MyData) -> MyDataJson:
    held = found.held
    return MyDataJson(
        b64(found.business),
        b64(found.conversation),
        held.since_ms,
        held.last_ms,
        held.erased_ms,
        held.events,
        held.bytes,
        held.files,
        held.file_bytes,
        [DeviceJson(b64(each.device), each.paper, each.since_ms, each.removed_ms) for each in found.devices],
        [AccessJson(each.at_ms, each.what, b64_or_none(each.device), each.person) for each in found.access],
        found.push,
        found.mail,
        [HeldPasskeyJson(b64(each.device), each.added_ms) for each in found.passkeys],
        found.objected,
        found.restricted,
        [ClassJson(*each) for each in found.retention],
        None if found.hold is None else hold_json(found.hold),
        [PurposeJson(*each) for each in found.purposes],
        [RecipientJson(*each) for each in found.recipients],
        [request_json(each) for each in found.requests],
    )


_PLACE = "/conversations/{conversation:str}"


@get(f"{_PLACE}/mydata", guards=[allow(Action.MY_DATA), limited("mydata")], security=BEARER_SECURITY)
async def my_data(
    house: TheHouse, request: Call, conversation: FromPath[str], lang: Lang = "de"
) -> MyDataJson:
    """What the server holds about the conversation, and what it does with it (Art. 15)."""
    public_id = id_of(conversation, "conversation")
    return _json(await mydata.my_data(house, caller(request.scope), public_id, lang))


@post(f"{_PLACE}/exported", guards=[allow(Action.TELL_EXPORT), limited("mydata")], security=BEARER_SECURITY)
async def exported(house: TheHouse, request: Call, conversation: FromPath[str]) -> ExportedJson:
    """Somebody made a file of the conversation (D9)."""
    public_id = id_of(conversation, "conversation")
    return ExportedJson(await mydata.exported(house, caller(request.scope), public_id))


@get(f"{_PLACE}/requests", guards=[allow(Action.ASK)], security=BEARER_SECURITY)
async def own_requests(house: TheHouse, request: Call, conversation: FromPath[str]) -> RequestsJson:
    """What the customer asked for, newest first (D8)."""
    found = await requests.own(house, caller(request.scope), id_of(conversation, "conversation"))
    return RequestsJson([request_json(each) for each in found])


@post(f"{_PLACE}/requests", guards=[allow(Action.ASK), limited("mydata")], security=BEARER_SECURITY)
async def ask(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[AskJson]
) -> RequestJson:
    """Ask for something the law gives; while one of the kind is open, that one (D8)."""
    public_id = id_of(conversation, "conversation")
    return request_json(await requests.ask(house, caller(request.scope), public_id, data.kind))


@post(
    f"{_PLACE}/requests/{{n:int}}/withdraw",
    guards=[allow(Action.ASK), limited("mydata")],
    security=BEARER_SECURITY,
)
async def withdraw(
    house: TheHouse, request: Call, conversation: FromPath[str], n: FromPath[int]
) -> RequestJson:
    """Withdraw a request; the same again is harmless (D8)."""
    public_id = id_of(conversation, "conversation")
    return request_json(await requests.withdraw(house, caller(request.scope), public_id, n))


@post(f"{_PLACE}/restriction", guards=[allow(Action.ASK), limited("mydata")], security=BEARER_SECURITY)
async def restrict(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[OnJson]
) -> OnJson:
    """Restrict what is done with the conversation, or take that back (D7)."""
    public_id = id_of(conversation, "conversation")
    return OnJson(await requests.restrict(house, caller(request.scope), public_id, data.on))


mydata_routes = Router(
    "/",
    route_handlers=[my_data, exported, own_requests, ask, withdraw, restrict],
    tags=["my data"],
)
