"""Every call of the API × every role × own and foreign business (A6). A call missing from the table fails the test."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Calls, b64, calling, problem_of, signed
from tests.world.erase import command
from tests.world.shop import Shop, found

OWNER, MEMBER, AUDITOR, SHEET, CUSTOMER, PAPER = "owner", "member", "auditor", "sheet", "customer", "paper"
ROLES = (OWNER, MEMBER, AUDITOR, SHEET, CUSTOMER, PAPER)
TEAM = {OWNER, MEMBER, AUDITOR}

PUBLIC = {
    "GET /businesses/{handle}",
    "GET /businesses/{handle}/profiles/{rev}",
    "GET /businesses/{handle}/notice",
    "POST /businesses/{handle}/conversations",
    "POST /setup",
    "POST /setup/look",
    "GET /conversations/{conversation}/devices/{device}/removal",
    "GET /invites/{invite}",
    "POST /invites/{invite}/answer",
    "POST /passkeys/challenge",
    "POST /passkeys/open",
    "POST /businesses/{handle}/invitations/look",
    "POST /businesses/{handle}/invitations/open",
    "POST /businesses/{handle}/invitations/file",
}
PERMITTED: dict[str, set[str]] = {
    "GET /conversations": TEAM,
    "GET /conversations/{conversation}": TEAM | {CUSTOMER},
    "GET /conversations/{conversation}/events": TEAM | {CUSTOMER},
    "GET /conversations/{conversation}/keys": {OWNER, MEMBER, CUSTOMER, PAPER},
    "POST /conversations/{conversation}/epochs": {OWNER, MEMBER, CUSTOMER},
    "POST /conversations/{conversation}/devices": {CUSTOMER, PAPER},
    "POST /conversations/{conversation}/erase": {OWNER, CUSTOMER},
    "GET /conversations/{conversation}/blobs": {OWNER, MEMBER, CUSTOMER},
    "POST /conversations/{conversation}/blobs": {OWNER, MEMBER, CUSTOMER},
    "PUT /conversations/{conversation}/blobs/{blob}/chunks/{n}": {OWNER, MEMBER, CUSTOMER},
    "POST /conversations/{conversation}/blobs/{blob}/complete": {OWNER, MEMBER, CUSTOMER},
    "GET /conversations/{conversation}/blobs/{blob}": {OWNER, MEMBER, CUSTOMER},
    "DELETE /conversations/{conversation}/blobs/{blob}": {OWNER, MEMBER, CUSTOMER},
    "GET /conversations/{conversation}/calls": {OWNER, MEMBER, CUSTOMER},
    "POST /conversations/{conversation}/relay": {OWNER, MEMBER, CUSTOMER},
    "GET /conversations/{conversation}/kept": TEAM | {CUSTOMER},
    "GET /conversations/{conversation}/objection": {CUSTOMER},
    "POST /conversations/{conversation}/objection": {CUSTOMER},
    "GET /conversations/{conversation}/mydata": {OWNER, CUSTOMER},
    "POST /conversations/{conversation}/exported": {OWNER, MEMBER, CUSTOMER},
    "GET /conversations/{conversation}/requests": {CUSTOMER},
    "POST /conversations/{conversation}/requests": {CUSTOMER},
    "POST /conversations/{conversation}/requests/{n}/withdraw": {CUSTOMER},
    "POST /conversations/{conversation}/restriction": {CUSTOMER},
    "POST /conversations/{conversation}/hold": {OWNER},
    "POST /conversations/{conversation}/hold/drop": {OWNER},
    "GET /holds": {OWNER},
    "GET /requests": {OWNER, MEMBER},
    "POST /requests/{n}": {OWNER, MEMBER},
    "GET /retention": {OWNER},
    "GET /audit": {OWNER},
    "GET /law/{document}": {OWNER},
    "GET /risk": {OWNER},
    "GET /incident": {OWNER},
    "POST /incident": {OWNER},
    "GET /statistics": TEAM,
    "GET /condition": {OWNER},
    "GET /back-room": TEAM | {SHEET},
    "GET /back-room/documents/{doc}": TEAM | {SHEET},
    "GET /events": TEAM,
    "GET /marks": TEAM,
    "GET /records": set(ROLES),
    "POST /records": TEAM | {SHEET},
    "GET /team/keys": {OWNER, MEMBER, SHEET},
    "GET /team/devices": TEAM | {SHEET},
    "POST /invites": TEAM,
    "GET /invites": TEAM,
    "POST /invites/{invite}/reveal": TEAM,
    "POST /invites/{invite}/confirm": TEAM,
    "POST /invites/{invite}/drop": TEAM,
    "GET /notifications": TEAM | {CUSTOMER},
    "POST /notifications/mail": {CUSTOMER},
    "POST /notifications/mail/drop": {CUSTOMER},
    "POST /notifications/mail/try": {CUSTOMER},
    "POST /notifications/push": TEAM | {CUSTOMER},
    "POST /notifications/push/drop": TEAM | {CUSTOMER},
    "POST /notifications/push/try": TEAM | {CUSTOMER},
    "POST /notifications/quiet": TEAM,
    "POST /notifications/rings": TEAM,
    "POST /notifications/mute": TEAM,
    "GET /passkeys": {OWNER, MEMBER, CUSTOMER},
    "GET /invitations": {OWNER, MEMBER},
    "POST /invitations": {OWNER, MEMBER},
    "POST /invitations/sealed": {OWNER, MEMBER},
    "POST /invitations/withdraw": {OWNER, MEMBER},
    "POST /passkeys": {OWNER, MEMBER, CUSTOMER},
    "POST /passkeys/drop": {OWNER, MEMBER, CUSTOMER},
    "POST /preview": {OWNER},
    "POST /banner": {OWNER},
    "GET /hours/choices": {OWNER},
    "GET /hours/holidays": {OWNER},
}


@dataclass
class Place:
    """Two shops on one server, each with a customer, and a bearer of every role of the first."""

    calls: Calls
    conversation: bytes
    bearers: dict[str, str]
    foreign: bytes
    shop: Shop

    async def ask(
        self, call: str, bearer: str | None, conversation: bytes | None = None, body: Any = None
    ) -> Any:
        method, path = call.split(" ", 1)
        path = path.format(
            handle="sonnenschein",
            rev=1,
            conversation=b64(conversation or self.conversation),
            invite=b64(bytes(16)),
            device=b64(bytes(16)),
            doc=b64(bytes(16)),
            blob=b64(bytes(16)),
            n=0,
            document="facts",
        )
        query = {
            "GET /events": "?after=0",
            "GET /marks": "?after=0",
            "GET /hours/holidays": "?region=DE&year=2026",
            "GET /risk": "?turnover=500000",
            "GET /incident": "?from_ms=0&to_ms=1",
        }
        what: dict[str, Any] = {} if method in {"GET", "PUT"} else {"json": body or {}}
        return await self.calls.call(method, path + query.get(call, ""), bearer, **what)


async def roles(calls: Calls, shop: Shop) -> tuple[bytes, dict[str, str]]:
    customer = shop.customer()
    begun = await customer.begin(calls.app.house)
    devices = {
        OWNER: shop.owner.keys.id,
        MEMBER: shop.member.keys.id,
        AUDITOR: shop.auditor.keys.id,
        SHEET: shop.sheet.id,
        CUSTOMER: customer.device.keys.id,
        PAPER: customer.paper.keys.id,
    }
    return begun.conversation, {role: await calls.bearer(device) for role, device in devices.items()}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with calling(tmp_path) as calls:
        shop = await found(calls.app.house)
        conversation, bearers = await roles(calls, shop)
        foreign, _ = await roles(calls, await found(calls.app.house, "krone"))
        yield Place(calls, conversation, bearers, foreign, shop)


async def documented(place: Place) -> set[str]:
    document = (await place.calls.get("/openapi.json")).json()
    found_ = set()
    for path, methods in document["paths"].items():
        short = re.sub(r"^/api/v1", "", path)
        found_ |= {f"{method.upper()} {short}" for method in methods}
    return found_


async def test_every_call_is_in_the_table(place: Place) -> None:
    """[A6] A new call must say who may make it."""
    assert await documented(place) == PUBLIC | set(PERMITTED)


async def test_page_and_document_name_the_same_calls(place: Place) -> None:
    """[W8] The table of protocol/wire.md and the OpenAPI document name the same calls."""
    page = (Path(__file__).parents[2] / "protocol" / "wire.md").read_text()
    told = re.findall(r"^\| `((?:GET|POST|PUT|DELETE) /[^`? ]*)", page, re.MULTILINE)
    nameless = [re.sub(r"\{\w+\}", "{}", call) for call in told]
    assert sorted(nameless) == sorted(re.sub(r"\{[^}]+\}", "{}", call) for call in await documented(place))


async def test_without_a_bearer(place: Place) -> None:
    """[W2] Without a bearer, with an unknown one, or with another scheme, only the public calls are answered."""
    for call in sorted(PERMITTED):
        for bearer in (None, "x", "x" * 43):
            problem = problem_of(await place.ask(call, bearer))
            assert (problem["status"], problem["code"]) == (401, "not_welcome"), call
    basic = await place.calls.http.get("/api/v1/records", headers={"Authorization": "Basic eDp4"})
    assert problem_of(basic)["code"] == "not_welcome"
    for call in sorted(PUBLIC):
        assert (await place.ask(call, None)).status_code not in (401, 403), call


@pytest.mark.parametrize("role", ROLES)
async def test_own_business(place: Place, role: str) -> None:
    """[A6] Each role may do what the table says; otherwise it gets `forbidden` before its request is even read."""
    for call, permitted in PERMITTED.items():
        answer = await place.ask(call, place.bearers[role])
        if role in permitted:
            assert answer.status_code not in (401, 403), (call, answer.text)
            if call.startswith("GET"):
                # A file must have been said; test_files.py reads one.
                assert answer.status_code == (404 if "{blob}" in call else 200), (call, answer.text)
        else:
            assert problem_of(answer)["code"] == "forbidden", call


@pytest.mark.parametrize("role", ROLES)
async def test_foreign_conversation(place: Place, role: str) -> None:
    """[A6, I-6] Another business's conversation does not exist for anybody: no answer even says whether it is there."""
    for call, permitted in PERMITTED.items():
        if "{conversation}" not in call or not call.startswith("GET") or role not in permitted:
            continue
        theirs = await place.ask(call, place.bearers[role], place.foreign)
        nobodys = await place.ask(call, place.bearers[role], bytes(16))
        assert problem_of(theirs)["code"] == "unknown_conversation", call
        assert theirs.text == nobodys.text


@pytest.mark.parametrize("role", ROLES)
async def test_changing_a_foreign_conversation(place: Place, role: str) -> None:
    """[A6, I-6] The same for calls that change one: the body is valid, only the conversation is another business's."""
    fresh = place.shop.customer()
    epoch = signed(fresh.epoch.signed) | {
        "wraps": [{"to": b64(to), "wrap": b64(wrap)} for to, wrap in fresh.epoch.wraps]
    }
    bodies = {
        "epochs": epoch,
        "devices": {"devices": signed(fresh.devices), "epoch": epoch},
        "erase": {"command": signed(command(fresh.device, place.shop, place.foreign))},
        "objection": {"on": True},
        "relay": {"call": b64(bytes(16))},
        "exported": {},
        "requests": {"kind": "access"},
        "requests/{n}/withdraw": {},
        "restriction": {"on": True},
        "hold": {"reason": "dispute"},
        "hold/drop": {},
        "blobs": {"blob": b64(bytes(16)), "bytes": 17},
        "blobs/{blob}/complete": {},
        "blobs/{blob}/chunks/{n}": {},
        "blobs/{blob}": {},
    }
    changing = {call for call in PERMITTED if not call.startswith("GET") and "{conversation}" in call}
    assert {call.partition("{conversation}/")[2] for call in changing} == set(bodies)
    for call in changing:
        if role not in PERMITTED[call]:
            continue
        told = [
            await place.ask(
                call, place.bearers[role], conversation, bodies[call.partition("{conversation}/")[2]]
            )
            for conversation in (place.foreign, bytes(16))
        ]
        assert [problem_of(each)["code"] for each in told] == ["unknown_conversation"] * 2, call
        assert told[0].text == told[1].text


async def test_another_customers_conversation(tmp_path: Path) -> None:
    """[I-6] A customer sees one conversation: another customer's of the same business does not exist."""
    async with calling(tmp_path) as calls:
        shop = await found(calls.app.house)
        first, bearers = await roles(calls, shop)
        del first
        other = shop.customer()
        begun = await other.begin(calls.app.house)
        place = Place(calls, begun.conversation, bearers, begun.conversation, shop)
        for call, permitted in PERMITTED.items():
            if "{conversation}" in call and call.startswith("GET"):
                for role in permitted & {CUSTOMER, PAPER}:
                    problem = problem_of(await place.ask(call, bearers[role]))
                    assert problem["code"] == "unknown_conversation"


async def test_the_back_room_is_the_teams(place: Place) -> None:
    """[L8, I-6] No customer reads the back room by its id."""
    room = (await place.calls.get("/back-room", place.bearers[OWNER])).json()["conversation"]
    for part in ("", "/events", "/keys"):
        answer = await place.calls.get(f"/conversations/{room}{part}", place.bearers[CUSTOMER])
        assert problem_of(answer)["code"] == "unknown_conversation"


async def test_customers_never_learn_seq(place: Place) -> None:
    """[L2] A customer's row says nothing of the team: no card, nobody assigned; its events have no `seq`."""
    conversation = b64(place.conversation)
    row = (await place.calls.get(f"/conversations/{conversation}", place.bearers[CUSTOMER])).json()
    assert (row["card"], row["assigned"]) == (None, None)
    team = (await place.calls.get(f"/conversations/{conversation}/events", place.bearers[OWNER])).json()
    own = (await place.calls.get(f"/conversations/{conversation}/events", place.bearers[CUSTOMER])).json()
    assert len(team["events"]) == len(own["events"]) == 3
    assert set(team["events"]).isdisjoint(own["events"])
