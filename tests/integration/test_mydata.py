"""My data, requests, restriction, holds, exports, incidents and documents over HTTP (wire.md, law.md D6–D9)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.clock import at
from tests.world.erase import act, say
from tests.world.household import Household, new_device
from tests.world.passkey import Passkey
from tests.world.shop import Customer, Shop, found
from tresen.core.law.trail import Line, first_wrong
from tresen.core.passkeys import PASSKEYS_MOST, WRAP
from tresen.core.sizes import HASH_BYTES
from tresen.desk.statistics.counting import count
from tresen.store import audit

DAY = 86_400_000


@dataclass
class Room:
    """A business with two customers, and bearers of an owner, a member and both customers."""

    calls: Calls
    shop: Shop
    customer: Customer
    other: Customer
    owner: str
    member: str
    theirs: str
    others: str

    @property
    def path(self) -> str:
        return f"/conversations/{b64(self.customer.conversation)}"

    async def ok(self, method: str, path: str, bearer: str | None, body: Any = None) -> Any:
        what = {} if method == "GET" else {"json": body or {}}
        answer = await self.calls.call(method, path, bearer, **what)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def refused(self, path: str, bearer: str, body: Any) -> str:
        return str(problem_of(await self.calls.post(path, body, bearer))["code"])

    async def trail(self) -> list[str]:
        """The words of the trail, oldest first; the chain must hold."""
        business = self.shop.key

        def read(connection: Any) -> list[Line]:
            return [Line(*row) for row in audit.every(connection, business)]

        lines = await self.calls.app.house.read(read)
        assert first_wrong(lines) is None
        return [each.what for each in lines]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with calling(tmp_path) as calls:
        shop = await found(calls.app.house)
        customer, other = shop.customer(), shop.customer()
        for each in (customer, other):
            await each.begin(calls.app.house)
        devices = (shop.owner, shop.member, customer.device, other.device)
        yield Room(calls, shop, customer, other, *[await calls.bearer(each.keys.id) for each in devices])


async def test_my_data_says_what_there_is(room: Room) -> None:
    """[Art. 15] Numbers, devices, who could read since when, what is done with it, how long; in both languages."""
    said, _ = await say(room.calls.app.house, room.shop, room.customer.device, room.customer.epoch.key)
    await act(
        room.calls.app.house, room.shop.member, room.customer.conversation, "class", ("letter", said.pos)
    )
    await room.ok("POST", f"{room.path}/exported", room.theirs)
    found_ = await room.ok("GET", f"{room.path}/mydata", room.theirs)
    assert found_["conversation"] == b64(room.customer.conversation)
    assert [each["paper"] for each in found_["devices"]].count(True) == 1
    whats = [each["what"] for each in found_["access"]]
    assert whats[0] == "begun"
    assert whats.count("team_device_added") == 2
    assert whats[-1] == "exported"
    chat, letter, voucher = found_["retention"]
    assert (chat["class"], chat["from"], chat["days"], chat["messages"]) == ("chat", "last_word", 90, 1)
    assert chat["until_ms"] == found_["last_ms"] + 90 * DAY
    assert (letter["class"], letter["years"], letter["messages"]) == ("letter", 6, 1)
    assert (voucher["years"], voucher["until_ms"], voucher["messages"]) == (8, None, 0)
    assert found_["purposes"]
    assert found_["recipients"]
    assert found_["hold"] is None
    english = await room.ok("GET", f"{room.path}/mydata?lang=en", room.owner)
    assert english["purposes"] != found_["purposes"]
    assert (
        problem_of(await room.calls.get(f"{room.path}/mydata?lang=fr", room.theirs))["code"] == "bad_request"
    )
    assert (
        problem_of(await room.calls.get(f"{room.path}/mydata", room.others))["code"] == "unknown_conversation"
    )


async def test_my_data_names_each_passkey(room: Room) -> None:
    """[Art. 15, S20] Since when one lies there and what it opens, to its customer and the owner; of no other's."""
    passkey, device = Passkey(), b64(room.customer.paper.keys.id)
    body = {
        "credential": b64(passkey.credential),
        "key": b64(passkey.key),
        "device": device,
        "wrap": b64(bytes(WRAP)),
    }
    assert (await room.ok("GET", f"{room.path}/mydata", room.theirs))["passkeys"] == []
    (kept,) = (await room.ok("POST", "/passkeys", room.theirs, body))["passkeys"]
    for by in (room.theirs, room.owner):
        said = await room.ok("GET", f"{room.path}/mydata", by)
        assert said["passkeys"] == [{"device": device, "since_ms": kept["added_ms"]}]
        assert [each["what"] for each in said["purposes"] if "Passkey" in each["what"]]
        assert [each["who"] for each in said["recipients"] if "Apple, Google" in each["who"]]
    elsewhere = f"/conversations/{b64(room.other.conversation)}/mydata"
    assert (await room.ok("GET", elsewhere, room.others))["passkeys"] == []
    await room.ok("POST", "/passkeys/drop", room.theirs)
    assert (await room.ok("GET", f"{room.path}/mydata", room.theirs))["passkeys"] == []


async def test_a_new_wrap_of_another_size(room: Room) -> None:
    """[S20] Refused by its name before anything is read, and so are more than there can be."""
    change = Household.of(room.customer).change(
        room.customer.device, add=[(new_device(), True)], without=[room.customer.paper]
    )
    devices, epoch = (
        {"body": b64(each.body), "signature": b64(each.signature)}
        for each in (change.devices, change.epoch.signed)
    )
    wraps = [{"to": b64(to), "wrap": b64(sealed)} for to, sealed in change.epoch.wraps]
    wrap = {"hash": b64(bytes(HASH_BYTES)), "wrap": b64(bytes(WRAP))}
    body: dict[str, Any] = {"devices": devices, "epoch": epoch | {"wraps": wraps}}
    for passkeys in (
        [wrap | {"wrap": b64(bytes(WRAP - 1))}],
        [wrap | {"hash": b64(bytes(HASH_BYTES + 1))}],
        [wrap] * (PASSKEYS_MOST + 1),
    ):
        answer = await room.calls.post(f"{room.path}/devices", body | {"passkeys": passkeys}, room.theirs)
        problem = problem_of(answer)
        assert (problem["code"], problem["detail"].partition(":")[0]) == ("bad_request", "passkeys")
    await room.ok("POST", f"{room.path}/devices", room.theirs, body | {"passkeys": [wrap]})


async def test_an_export_is_one_line_an_hour(room: Room) -> None:
    """[D9] Exporting again within an hour adds no line for the same person; another person's does."""
    for bearer in (room.theirs, room.theirs, room.owner, room.owner):
        await room.ok("POST", f"{room.path}/exported", bearer)
    assert (await room.trail()).count("exported") == 2
    room.calls.clock.advance(3_600_000)
    await room.ok("POST", f"{room.path}/exported", room.theirs)
    assert (await room.trail()).count("exported") == 3


async def test_a_request_runs_a_month_and_can_be_extended(room: Room) -> None:
    """[D8, Art. 12(3)] One of a kind at a time; looked, answered by a member's device; final states stay."""
    room.calls.clock.set(at("2027-01-31 15:00"))
    asked = await room.ok("POST", f"{room.path}/requests", room.theirs, {"kind": "access"})
    assert asked["due_ms"] == at("2027-03-01 00:00")
    assert await room.ok("POST", f"{room.path}/requests", room.theirs, {"kind": "access"}) == asked
    n = asked["n"]
    assert await room.refused(f"/requests/{n}", room.member, {"state": "looked"}) == "forbidden"
    assert await room.refused(f"/requests/{n}", room.member, {"state": "answered"}) == "forbidden"
    extended = await room.ok("POST", f"/requests/{n}", room.owner, {"state": "extended"})
    assert (extended["extended"], extended["due_ms"]) == (True, at("2027-05-01 00:00"))
    looked = await room.ok("POST", f"/requests/{n}", room.owner, {"state": "looked"})
    assert looked["state"] == "looked"
    answered = await room.ok("POST", f"/requests/{n}", room.member, {"state": "answered"})
    assert await room.ok("POST", f"/requests/{n}", room.member, {"state": "answered"}) == answered
    assert await room.refused(f"/requests/{n}", room.owner, {"state": "looked"}) == "bad_request"
    assert await room.refused(f"/requests/{n}", room.owner, {"state": "withdrawn"}) == "bad_request"
    assert await room.ok("POST", f"{room.path}/requests/{n}/withdraw", room.theirs) == answered
    register = await room.ok("GET", "/requests?state=all", room.member)
    assert (register["requests"], register["open"], register["next"]) == ([answered], 0, None)
    assert (await room.ok("GET", "/requests", room.member))["requests"] == []
    again = await room.ok("POST", f"{room.path}/requests", room.theirs, {"kind": "access"})
    assert again["n"] == n + 1


async def test_requests_are_the_customers_own(room: Room) -> None:
    """[I-6] Another customer cannot withdraw it, an unknown number does not exist, an unknown kind is refused."""
    asked = await room.ok("POST", f"{room.path}/requests", room.theirs, {"kind": "correct"})
    foreign = f"/conversations/{b64(room.other.conversation)}/requests"
    assert await room.refused(f"{foreign}/{asked['n']}/withdraw", room.others, {}) == "not_found"
    assert await room.refused(f"{foreign}/999/withdraw", room.others, {}) == "not_found"
    assert await room.refused("/requests/999", room.owner, {"state": "looked"}) == "not_found"
    assert await room.refused(foreign, room.others, {"kind": "everything"}) == "bad_request"
    assert (await room.ok("GET", foreign, room.others))["requests"] == []
    withdrawn = await room.ok("POST", f"{room.path}/requests/{asked['n']}/withdraw", room.theirs)
    assert withdrawn["state"] == "withdrawn"


async def test_a_register_cannot_be_filled(room: Room) -> None:
    """[D8] Of one conversation at most two hundred requests are taken in all."""
    house = room.calls.app.house
    from tests.world.erase import who
    from tresen.desk.law import requests
    from tresen.errors import Refusal

    asking = await who(house, room.customer.device)
    for _ in range(requests.MOST):
        asked = await requests.ask(house, asking, room.customer.conversation, "correct")
        await requests.withdraw(house, asking, room.customer.conversation, asked.n)
    with pytest.raises(Refusal, match="too_many"):
        await requests.ask(house, asking, room.customer.conversation, "correct")
    page = await room.ok("GET", "/requests?state=all", room.owner)
    assert (len(page["requests"]), page["next"]) == (100, 101)
    rest = await room.ok("GET", f"/requests?state=all&before={page['next']}", room.owner)
    assert {each["n"] for each in page["requests"] + rest["requests"]} == set(range(1, 201))


@pytest.mark.parametrize("what", ["restriction", "objection"])
async def test_the_trail_cannot_be_filled(room: Room, what: str) -> None:
    """[D9, W11] Who switches to and fro is told to wait: no customer writes the trail full, or keeps others from theirs."""
    answers = [
        await room.calls.post(f"{room.path}/{what}", {"on": n % 2 == 0}, room.theirs) for n in range(60)
    ]
    refused = [problem_of(each) for each in answers if each.status_code != 201]
    assert len(refused) == 40
    assert {each["code"] for each in refused} == {"too_many"}
    assert 0 < int(refused[0]["detail"].split()[0]) <= 300_000
    assert len([each for each in await room.trail() if each.endswith(("restricted", "objected"))]) == 20
    other = room.shop.customer()
    await other.begin(room.calls.app.house)
    theirs = await room.calls.bearer(other.device.keys.id)
    path = f"/conversations/{b64(other.conversation)}/{what}"
    assert (await room.calls.post(path, {"on": True}, theirs)).status_code == 201


async def test_restriction_and_objection_do_not_undo_each_other(room: Room) -> None:
    """[D7, L14] Restricted, nothing counts; afterwards it counts again unless the customer also objected."""
    assert await room.ok("POST", f"{room.path}/restriction", room.theirs, {"on": True}) == {"on": True}
    await room.ok("POST", f"{room.path}/restriction", room.theirs, {"on": True})
    row = await room.ok("GET", room.path, room.owner)
    assert (row["restricted"], row["held"]) == (True, False)
    found_ = await room.ok("GET", f"{room.path}/mydata", room.theirs)
    assert (found_["restricted"], found_["objected"]) == (True, False)
    assert [each["kind"] for each in found_["requests"]] == ["restrict"]
    await room.ok("POST", f"{room.path}/objection", room.theirs, {"on": True})
    await room.ok("POST", f"{room.path}/restriction", room.theirs, {"on": False})
    assert (await room.ok("GET", f"{room.path}/objection", room.theirs)) == {"on": True}
    await count(room.calls.app.house)
    await room.ok("POST", f"{room.path}/objection", room.theirs, {"on": False})
    await room.ok("POST", f"{room.path}/restriction", room.theirs, {"on": True})
    await room.ok("POST", f"{room.path}/restriction", room.theirs, {"on": False})
    assert (await room.ok("GET", f"{room.path}/objection", room.theirs)) == {"on": False}
    words = await room.trail()
    assert [each for each in words if "restrict" in each] == ["restricted", "unrestricted"] * 2


async def test_holds(room: Room) -> None:
    """[D6] With a reason, with or without an end; seen by the customer; replaced, ended, and over by itself."""
    now = room.calls.clock.now_ms()
    first = await room.ok(
        "POST", f"{room.path}/hold", room.owner, {"reason": "dispute", "until_ms": now + DAY}
    )
    assert (await room.ok("GET", f"{room.path}/mydata", room.theirs))["hold"] == first
    assert (await room.ok("GET", room.path, room.owner))["held"] is True
    second = await room.ok("POST", f"{room.path}/hold", room.owner, {"reason": "assessment"})
    assert second == {**first, "reason": "assessment", "until_ms": None}
    assert (await room.ok("GET", "/holds", room.owner))["holds"] == [second]
    assert await room.refused(f"{room.path}/hold", room.owner, {"reason": "because"}) == "bad_request"
    assert (
        await room.refused(f"{room.path}/hold", room.owner, {"reason": "other", "until_ms": now})
        == "bad_request"
    )
    assert (await room.ok("GET", "/retention", room.owner))["held"] == 1
    for _ in range(2):
        await room.ok("POST", f"{room.path}/hold/drop", room.owner)
    assert (await room.ok("GET", "/holds", room.owner))["holds"] == []
    assert [each for each in await room.trail() if "hold" in each] == ["hold", "hold", "hold_ended"]


async def test_the_incident_helper_counts_whom_it_concerns(room: Room) -> None:
    """[Art. 33, 34] Conversations with something stored in the window, the 72-hour clock, a line when it is noted.

    What the team says to itself is nobody's message.
    """
    room.calls.clock.advance(DAY)
    before = room.calls.clock.now_ms()
    await say(room.calls.app.house, room.shop, room.shop.owner, room.shop.back_room)
    await say(room.calls.app.house, room.shop, room.other.device, room.other.epoch.key)
    room.calls.clock.advance(3_600_000)
    now = room.calls.clock.now_ms()
    query = f"/incident?from_ms={before}&to_ms={now}&known_ms={now - 1}"
    found_ = await room.ok("GET", query, room.owner)
    assert found_["conversations"] == [b64(room.other.conversation)]
    assert (found_["customers"], found_["messages"], found_["due_ms"]) == (1, 1, now - 1 + 72 * 3_600_000)
    noted = {"from_ms": before, "to_ms": now, "known_ms": now - 1}
    assert await room.ok("POST", "/incident", room.owner, noted) == found_
    assert (await room.trail())[-1] == "incident"
    assert await room.refused("/incident", room.owner, {**noted, "known_ms": now + 1}) == "bad_request"
    assert await room.refused("/incident", room.owner, {**noted, "to_ms": before}) == "bad_request"


async def test_a_document_counts_its_versions(room: Room) -> None:
    """[Art. 30] The same configuration is the same version; a changed one is the next, and says what changed."""
    first = await room.ok("GET", "/law/records", room.owner)
    assert (first["version"], first["changed"], first["before_ms"]) == (1, [], None)
    room.calls.clock.advance(DAY)
    assert await room.ok("GET", "/law/records", room.owner) == first
    house = room.calls.app.house
    changed = house.installation._replace(mail_host="mail.example.org")
    object.__setattr__(house, "installation", changed)
    second = await room.ok("GET", "/law/records", room.owner)
    assert (second["version"], second["before_ms"]) == (2, first["at_ms"])
    assert any("mail.example.org" in (each["now"] or "") for each in second["changed"])
    assert (await room.ok("GET", "/law/records?lang=en", room.owner))["version"] == 1
    markdown = await room.calls.get("/law/records?format=md", room.owner)
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert "mail.example.org" in markdown.text
    pdf = await room.calls.get("/law/records?format=pdf", room.owner)
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content == (await room.calls.get("/law/records?format=pdf", room.owner)).content
    for bad in ("/law/secrets", "/law/records?lang=fr", "/law/records?format=doc"):
        assert problem_of(await room.calls.get(bad, room.owner))["code"] in ("not_found", "bad_request")


async def test_every_document_prints(room: Room) -> None:
    """[Art. 13-35] All documents in both languages as PDF, in Western letters, whatever the business is called."""
    from tresen.core.law.names import LAW_DOCUMENTS

    for name in LAW_DOCUMENTS:
        for lang in ("de", "en"):
            answer = await room.calls.get(f"/law/{name}?format=pdf&lang={lang}", room.owner)
            assert answer.content.startswith(b"%PDF-"), (name, answer.text)


async def test_the_notice_is_public(room: Room) -> None:
    """[Art. 13] Anybody reads it, without a bearer; switching mail on changes it."""
    before = await room.ok("GET", "/businesses/sonnenschein/notice", None)
    assert before["document"] == "notice"
    assert problem_of(await room.calls.get("/businesses/nobody/notice"))["code"] == "unknown_business"
    house = room.calls.app.house
    object.__setattr__(house, "installation", house.installation._replace(mail_host="mail.example.org"))
    after = await room.ok("GET", "/businesses/sonnenschein/notice", None)
    assert after["sections"] != before["sections"]


async def test_the_risk_check(room: Room) -> None:
    """[Art. 83] 500,000 € give the article's 20,000 €, both caps, six ranges, twelve complaints; nonsense is refused."""
    found_ = await room.ok("GET", "/risk?turnover=500000&lang=en", room.owner)
    assert found_["seed"] == {"percent": 4, "eur": 20_000}
    assert [each["eur"] for each in found_["caps"]] == [10_000_000, 20_000_000]
    assert (len(found_["starting"]), len(found_["complaints"])) == (6, 12)
    for bad in ("-1", "x", "1000000000001"):
        assert (await room.calls.get(f"/risk?turnover={bad}", room.owner)).status_code == 400


async def test_the_audit_trail_pages(room: Room) -> None:
    """[D9] Newest first, in pages, chained to the head; a changed line is found."""
    for _ in range(3):
        await room.ok("POST", f"{room.path}/hold", room.owner, {"reason": "other"})
    first = await room.ok("GET", "/audit?limit=2", room.owner)
    rest = await room.ok("GET", f"/audit?before={first['lines'][-1]['n']}", room.owner)
    numbers = [each["n"] for each in first["lines"] + rest["lines"]]
    assert numbers == list(range(first["head"], 0, -1))
    assert first["lines"][0]["hash"] == first["head_hash"]
    assert {each["what"] for each in rest["lines"]} == {"hold"}
    assert problem_of(await room.calls.get("/audit?limit=0", room.owner))["code"] == "bad_request"


async def test_what_is_due_is_told_in_counts(room: Room) -> None:
    """[D1, D5] `due` within thirty days, when the next goes, since when the rule holds."""
    report = await room.ok("GET", "/retention", room.owner)
    now = room.calls.clock.now_ms()
    assert (report["chat_days"], report["letter_years"], report["voucher_years"]) == (90, 6, 8)
    assert (report["due"], report["last"], report["waits_until_ms"]) == (0, None, None)
    assert report["next_ms"] == now + 90 * DAY
    assert datetime.fromtimestamp(report["begins_ms"] / 1000, UTC) > datetime.fromtimestamp(now / 1000, UTC)
