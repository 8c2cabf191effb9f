"""Devices that are away are told through push services (W12): signed, without content, once, and never in quiet hours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.erase import erase, say, who
from tests.world.house import Tape
from tests.world.pushservice import HOST, PushService, push_service, verified
from tests.world.shop import Customer, Device, Shop, found
from tresen.core.bounds.networks import is_public
from tresen.desk import messages
from tresen.desk.notifications.notifier import AGAIN_MS, SOON_MS, TRIES, Delivery, Outcome
from tresen.store.database import FILE
from tresen.transport.push import PushCarrier

HOUR = 3_600_000


class Stand:
    """A server whose signals go to a push service on this machine; a shop, a customer, bearers."""

    def __init__(self, calls: Calls, shop: Shop, service: PushService, folder: Path) -> None:
        self.calls, self.shop, self.service, self.folder = calls, shop, service, folder
        self.notifier = calls.app.services.notifier
        self.notifier.carrier = service.carrier(folder)

    async def begin(self) -> Customer:
        customer = self.shop.customer()
        await customer.begin(self.calls.app.house)
        return customer

    async def on(self, device: bytes, name: str) -> str:
        bearer = await self.calls.bearer(device)
        answer = await self.calls.post(
            "/notifications/push", {"endpoint": self.service.endpoint(name)}, bearer
        )
        assert answer.status_code == 201, answer.text
        return bearer

    async def say(self, customer: Customer) -> None:
        await say(self.calls.app.house, self.shop, customer.device, customer.epoch.key)

    async def answer(self, customer: Customer) -> None:
        await say(self.calls.app.house, self.shop, self.shop.member, customer.epoch.key)

    async def read(self, customer: Customer) -> None:
        """The member's device reads everything."""
        house = self.calls.app.house
        receipt = messages.Receipt(customer.conversation, 1000, 1000)
        await house.write(messages.mark(await who(house, self.shop.member), [receipt]))

    async def revoke(self, device: Device) -> None:
        await self.calls.app.house.write(lambda tx: tx.revoke_device(_known(tx.device_by_id(device.keys.id))))

    async def later(self, ms: int = SOON_MS) -> None:
        """Everything that is due within that time is told, as the loop would."""
        await self.notifier.step()
        self.calls.clock.advance(ms)
        await self.notifier.step()

    async def quiet(self, bearer: str, **quiet: Any) -> list[Any]:
        answer = await self.calls.post("/notifications/quiet", quiet, bearer)
        assert answer.status_code == 201, answer.text
        spans: list[Any] = answer.json()["quiet_intervals"]
        return spans

    def rows(self, table: str) -> int:
        with closing(sqlite3.connect(self.calls.app.settings.data / FILE)) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _known(device: Any) -> Any:
    assert device is not None
    return device


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with push_service(tmp_path) as service, calling(tmp_path) as calls:
        stand = Stand(calls, await found(calls.app.house), service, tmp_path)
        # The steps are taken by hand, at a set clock.
        if calls.app.notifying is not None:
            calls.app.notifying.cancel()
            await asyncio.gather(calls.app.notifying, return_exceptions=True)
        yield stand


async def test_told_once_signed_and_without_content(stand: Stand) -> None:
    """[W12, RFC 8292] The team is told once of several messages: VAPID, TTL, topic, no body, no name, id or token."""
    bearer = await stand.on(stand.shop.owner.keys.id, "anna")
    customer = await stand.begin()
    await stand.say(customer)
    await stand.later()
    await stand.begin()
    await stand.later()
    [(path, headers, raw)] = stand.service.came
    claims, key = verified(headers["authorization"], stand.calls.clock.now_ms())
    chosen = (await stand.calls.get("/notifications", bearer)).json()
    assert (path, key) == ("/send/anna", chosen["key"])
    assert claims["aud"] == f"https://{HOST}"
    assert claims["sub"] == "https://tresen.example"
    assert (headers["ttl"], headers["topic"], headers["urgency"]) == ("86400", "news", "high")
    assert headers["content-length"] == "0"
    assert set(headers) == {"host", "authorization", "ttl", "topic", "urgency", "content-length"}
    conversation = customer.conversation
    for secret in (bearer, b64(conversation), b64(stand.shop.owner.keys.id), "sonnenschein"):
        assert secret.encode() not in raw


async def test_since_when_somebody_consents(stand: Stand) -> None:
    """[Art. 7(1)] Time and words of switching on stay when the browser gets another address, and go with switching off."""

    def since() -> list[tuple[int, str | None]]:
        with closing(sqlite3.connect(stand.calls.app.settings.data / FILE)) as database:
            return list(database.execute("SELECT since_ms, words FROM pushes"))

    began = stand.calls.clock.now_ms()
    bearer = await stand.calls.bearer(stand.shop.owner.keys.id)
    asked = {"endpoint": stand.service.endpoint("anna"), "words": "team 1 de"}
    wrong = await stand.calls.post("/notifications/push", {**asked, "words": "team"}, bearer)
    assert (problem_of(wrong)["code"], since()) == ("bad_request", [])
    await stand.calls.post("/notifications/push", asked, bearer)
    assert since() == [(began, "team 1 de")]
    stand.calls.clock.advance(HOUR)
    await stand.on(stand.shop.owner.keys.id, "anna-2")
    assert since() == [(began, "team 1 de")]
    await stand.calls.post("/notifications/push/drop", {}, bearer)
    assert since() == []
    await stand.on(stand.shop.owner.keys.id, "anna-2")
    assert since() == [(began + HOUR, None)]


async def test_read_by_another_device(stand: Stand) -> None:
    """[W12] What a colleague has read meanwhile is told to nobody; what comes after it is told anew."""
    await stand.on(stand.shop.owner.keys.id, "anna")
    customer = await stand.begin()
    await stand.notifier.step()
    await stand.read(customer)
    await stand.later()
    assert stand.service.paths == []
    await stand.say(customer)
    await stand.later()
    assert stand.service.paths == ["/send/anna"]
    await stand.read(customer)
    await stand.say(customer)
    await stand.later()
    assert stand.service.paths == ["/send/anna"] * 2


async def test_the_customer_is_told_of_an_answer(stand: Stand) -> None:
    """[W12] A customer is told of the team's messages, not of its own side's; and of nothing once it is erased."""
    customer = await stand.begin()
    await stand.on(customer.device.keys.id, "krause")
    await stand.say(customer)
    await stand.later()
    assert stand.service.paths == []
    await stand.answer(customer)
    await stand.later()
    assert stand.service.paths == ["/send/krause"]
    await erase(stand.calls.app.house, customer)
    assert (stand.rows("pushes"), stand.rows("push_news")) == (0, 0)


@pytest.mark.parametrize("status", [404, 410, 400, 403, 301])
async def test_over(stand: Stand, status: int) -> None:
    """[RFC 8030] 404, 410 and other refusals end the subscription at once; a redirect is not followed."""
    await stand.on(stand.shop.owner.keys.id, "anna")
    stand.service.answers = [(status, "Location: https://elsewhere.example/\r\n" if status == 301 else "")]
    await stand.begin()
    await stand.later()
    assert len(stand.service.came) == 1
    assert (stand.rows("pushes"), stand.rows("push_news")) == (0, 0)


async def test_tried_again(stand: Stand) -> None:
    """[RFC 8030] 429 and 500 are tried again after a growing pause, as the push service asks; after some tries it ends."""
    await stand.on(stand.shop.owner.keys.id, "anna")
    stand.service.answers = [(429, "Retry-After: 600\r\n"), (500, "")]
    await stand.begin()
    await stand.later()
    await stand.later(599_000)
    assert len(stand.service.came) == 1
    await stand.later(1_000)
    await stand.later(AGAIN_MS * 2)
    assert len(stand.service.came) == 3
    assert stand.rows("pushes") == 1


async def test_given_up(stand: Stand) -> None:
    """[W12] A push service that fails again and again is asked no more."""
    await stand.on(stand.shop.owner.keys.id, "anna")
    stand.service.answers = [(503, "")] * 100
    await stand.begin()
    for _ in range(TRIES + 2):
        await stand.later(2 * HOUR)
    assert len(stand.service.came) == TRIES
    assert (stand.rows("pushes"), stand.rows("push_news")) == (0, 0)


async def test_quiet_hours_end_in_one_summary(stand: Stand) -> None:
    """[W12] Nothing in quiet hours over the night when the clocks change; after them one signal, even after a crash."""
    bearer = await stand.on(stand.shop.owner.keys.id, "anna")
    # Saturday, 24 October 2026, 21:00 in Berlin.
    stand.calls.clock.set(1792868400000)
    bearer = await stand.calls.bearer(stand.shop.owner.keys.id)
    await stand.quiet(bearer, mode="daily", from_minute=20 * 60, until_minute=7 * 60)
    for _ in range(3):
        await stand.begin()
        await stand.later(HOUR)
    assert stand.service.paths == []
    await stand.later(8 * HOUR - SOON_MS)
    assert stand.service.paths == []
    stand.calls.clock.advance(HOUR)
    # It crashes after the signal and before this is written down: the topic replaces what still waits.
    due = stand.service.endpoint("anna")
    assert (await stand.notifier.carrier.signal(due, stand.calls.clock.now_ms())).outcome is Outcome.TAKEN
    await stand.notifier.step()
    await stand.later(HOUR)
    assert stand.service.waiting == {"/send/anna": {"news"}}


@pytest.mark.parametrize("goodbye", [True, False])
async def test_connected(stand: Stand, goodbye: bool) -> None:
    """[W12] Who is connected is not signalled. A connection that breaks off leaves unread what came, a goodbye does not."""
    await stand.on(stand.shop.owner.keys.id, "anna")
    device = await who(stand.calls.app.house, stand.shop.owner)
    sessions, line = stand.calls.app.house.sessions, Tape()
    sessions.join(device.business, device.device, True, line)
    await stand.begin()
    await stand.later()
    await stand.later(HOUR)
    assert stand.service.paths == []
    sessions.leave(device.device, line, goodbye=goodbye)
    await stand.later()
    assert stand.service.paths == ([] if goodbye else ["/send/anna"])


async def test_told_anew_in_the_next_absence(stand: Stand) -> None:
    """[W12] Once for each absence: whoever was here meanwhile is told again, though nobody has read the first message."""
    await stand.on(stand.shop.owner.keys.id, "anna")
    customer = await stand.begin()
    await stand.later()
    device = await who(stand.calls.app.house, stand.shop.owner)
    sessions, line = stand.calls.app.house.sessions, Tape()
    sessions.join(device.business, device.device, True, line)
    sessions.leave(device.device, line)
    await stand.say(customer)
    await stand.later()
    assert stand.service.paths == ["/send/anna"] * 2


async def test_nobody_wants_to_be_told(stand: Stand) -> None:
    """[A2] Where nobody switched it on, a commit notes nothing, and nothing is read or written for it."""
    await stand.begin()
    await stand.later()
    assert (stand.rows("push_news"), stand.service.came) == (0, [])


async def test_muted_conversations(stand: Stand) -> None:
    """[W12] A person is not told of a muted conversation, on any device; others are."""
    owner = await stand.on(stand.shop.owner.keys.id, "anna")
    await stand.on(stand.shop.member.keys.id, "ben")
    customer = await stand.begin()
    await stand.read(customer)
    body = {"conversation": b64(customer.conversation), "on": True}
    assert (await stand.calls.post("/notifications/mute", body, owner)).json() == {"on": True}
    assert (await stand.calls.get("/notifications", owner)).json()["muted"] == [body["conversation"]]
    await stand.say(customer)
    await stand.later()
    assert stand.service.paths == ["/send/ben"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/x", "https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x", "https://a@push.example/x",
        "https://push.example:8443/x", "https://push.example", "https://push.example/x#y", "file:///etc/passwd", "",
        "https://push.example/" + "x" * 1024, "https://push.example/a b", "https://169.254.169.254/latest",
        "https://push.example\\@10.0.0.1/", "https://0x7f000001/x", "https://2130706433/",
        f"https://push.{'e' * 64}/x", f"https://{'p' * 64}.example/x",
    ],
)  # fmt: skip
async def test_addresses_inside(stand: Stand, endpoint: str) -> None:
    """[A6] Only public https addresses are taken; nothing changes otherwise."""
    bearer = await stand.calls.bearer(stand.shop.owner.keys.id)
    answer = await stand.calls.post("/notifications/push", {"endpoint": endpoint}, bearer)
    assert problem_of(answer)["code"] == "bad_request"
    assert stand.rows("pushes") == 0


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "127.0.0.2", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "0.0.0.0",
        "64:ff9b::10.0.0.1", "64:ff9b:1::a00:1", "::10.0.0.1", "::ffff:0:a00:1", "2002:a00:1::1", "fec0::1",
    ],
)  # fmt: skip
async def test_names_that_lead_inside(stand: Stand, address: str) -> None:
    """A public name that leads into the server's own network is not connected to, not even beside a public address."""

    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1", address]

    def allows(found: str) -> bool:
        return found == "127.0.0.1" or is_public(found)

    service = stand.service
    inside = PushCarrier(stand.folder, "https://tresen.example", allows, resolve, service.trust, service.port)
    came = await inside.signal(stand.service.endpoint("x"), stand.calls.clock.now_ms())
    assert (came.outcome, stand.service.came) == (Outcome.LATER, [])


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "2002:5db8:d822::1"])
def test_public_addresses(address: str) -> None:
    """What everybody can reach is let through."""
    assert is_public(address)


@pytest.mark.parametrize("broken", [UnicodeError, RuntimeError])
async def test_one_address_that_fails(stand: Stand, broken: type[Exception]) -> None:
    """[W12] It keeps nobody else from being told, is tried no more often than others, and then given up."""
    customer = await stand.begin()
    await stand.on(stand.shop.owner.keys.id, "anna")
    await stand.on(stand.shop.member.keys.id, "ben")
    good = stand.service.carrier(stand.folder)

    class Failing(PushCarrier):
        asked = 0

        async def signal(self, endpoint: str, now_ms: int) -> Delivery:
            if not endpoint.endswith("/anna"):
                return await good.signal(endpoint, now_ms)
            self.asked += 1
            raise broken

    stand.notifier.carrier = failing = Failing(stand.folder, "https://tresen.example")
    await stand.say(customer)
    await stand.later()
    await stand.notifier.step()
    assert (stand.service.paths, failing.asked) == (["/send/ben"], 1)
    for _ in range(2 * TRIES):
        await stand.later(AGAIN_MS << TRIES)
    assert (failing.asked, stand.rows("pushes")) == (TRIES, 1)


async def test_a_name_that_no_resolver_takes(stand: Stand) -> None:
    """One that an earlier version let pass is like one that leads nowhere."""
    carrier = PushCarrier(stand.folder, "https://tresen.example")
    came = await carrier.signal(f"https://push.{'e' * 64}/x", stand.calls.clock.now_ms())
    assert came.outcome is Outcome.LATER


async def test_switched_off_and_shut_out(stand: Stand) -> None:
    """[W12] Sign-out and a removed device leave no address behind."""
    owner = await stand.on(stand.shop.owner.keys.id, "anna")
    await stand.on(stand.shop.member.keys.id, "ben")
    await stand.on(stand.shop.owner.keys.id, "other")
    assert stand.rows("pushes") == 2
    assert (await stand.calls.post("/notifications/push/drop", {}, owner)).json() == {"push": False}
    assert stand.rows("pushes") == 1
    await stand.revoke(stand.shop.member)
    assert stand.rows("pushes") == 0


async def test_whoever_knows_an_address(stand: Stand) -> None:
    """[W12] An address that another device names as its own, or drops again, stays where it was: its owner is told."""
    owner = await stand.on(stand.shop.owner.keys.id, "anna")
    customer = await stand.begin()
    await stand.later()
    await stand.read(customer)
    thief = await stand.on(customer.device.keys.id, "anna")
    assert (await stand.calls.get("/notifications", owner)).json()["endpoint"].endswith("/anna")
    await stand.say(customer)
    await stand.later()
    assert stand.service.paths == ["/send/anna"] * 2
    assert (await stand.calls.post("/notifications/push/drop", {}, thief)).json() == {"push": False}
    assert (await stand.calls.get("/notifications", owner)).json()["push"] is True


async def test_a_browser_that_changes_hands(stand: Stand) -> None:
    """[W12] Two people one after the other at one browser that keeps its address: each is told, and signs out alone."""
    await stand.on(stand.shop.owner.keys.id, "till")
    ben = await stand.on(stand.shop.member.keys.id, "till")
    await stand.begin()
    await stand.later()
    assert stand.service.paths == ["/send/till"] * 2
    assert stand.service.waiting == {"/send/till": {"news"}}
    await stand.revoke(stand.shop.owner)
    assert (await stand.calls.get("/notifications", ben)).json()["push"] is True
    assert stand.rows("pushes") == 1


async def test_trying(stand: Stand) -> None:
    """[W12] A try says what the push service said, and is refused where nothing is switched on."""
    bearer = await stand.calls.bearer(stand.shop.owner.keys.id)
    assert problem_of(await stand.calls.post("/notifications/push/try", {}, bearer))["code"] == "not_found"
    await stand.on(stand.shop.owner.keys.id, "anna")
    stand.service.answers = [(201, ""), (500, ""), (410, "")]
    said = [
        (await stand.calls.post("/notifications/push/try", {}, bearer)).json()["outcome"] for _ in range(3)
    ]
    assert said == ["taken", "later", "gone"]
    assert stand.rows("pushes") == 0


async def test_the_key_stays(stand: Stand) -> None:
    """The server's key is made once, readable by the server alone, and is the same after a restart."""
    first = stand.service.carrier(stand.folder).key
    assert stand.service.carrier(stand.folder).key == first
    assert (stand.folder / "push.key").stat().st_mode & 0o777 == 0o600
