"""Addresses that customers give: confirmed by a tap, ended by a tap, limited, erased to the last byte (W13, A10)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.calls import calling, problem_of
from tests.world.erase import erase, who
from tests.world.mailstand import HOUR, KRAUSE, Stand, mail_stand, only
from tests.world.shop import found
from tresen.core.notifications import mailing
from tresen.core.notifications.mailing import AGAIN_MS, CONFIRM_MS, STOP_MS
from tresen.desk.notifications import mail


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with mail_stand(tmp_path) as opened:
        yield opened


async def test_a_scanner_confirms_nothing(stand: Stand) -> None:
    """[W13] Links are followed by a tap, never by GET or HEAD; one that is not known says so; each acts once."""
    _, bearer = await stand.begin()
    await stand.give(bearer)
    confirm, stop = only(stand.server).links()
    for link in (confirm, stop):
        for method in ("GET", "HEAD"):
            answer = await stand.follow(method, link)
            assert answer.status_code == 200
            assert answer.headers["cache-control"] == "no-store"
            assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert (await stand.state(bearer))["state"] == "asked"
    assert "Ja, Bescheid geben" in (await stand.follow("GET", confirm)).text
    assert "<form" not in (await stand.post(confirm)).text
    assert (await stand.state(bearer)) == {"state": "confirmed", "address": KRAUSE}
    assert "Bestätigt" in (await stand.post(confirm)).text
    assert (await stand.follow("PUT", confirm)).status_code == 405
    assert (await stand.follow("POST", stop[:-1] + ("A" if stop[-1] != "A" else "B"))).status_code == 404


async def test_one_click(stand: Stand) -> None:
    """[RFC 8058] A mail program ends the mails by one POST; the address goes, and the customer's page says why."""
    customer, bearer = await stand.confirmed()
    await stand.answer(customer)
    await stand.later()
    came = only(stand.server)
    assert came.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert came.raw.startswith(b"List-Unsubscribe: <http://localhost:8080/mail/")
    for _ in range(2):
        answer = await stand.follow(
            "POST", came.stop, content=b"List-Unsubscribe=One-Click",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        assert answer.status_code == 200
    assert await stand.state(bearer) == {"state": "stopped", "address": ""}
    assert not stand.holds(KRAUSE)
    await stand.answer(customer)
    await stand.later(HOUR)
    assert len(stand.server.came) == 1


async def test_links_end_to_the_millisecond(stand: Stand) -> None:
    """[W13] Also before anything was cleaned up: a link that is over shows nothing and does nothing."""
    _, bearer = await stand.begin()
    await stand.give(bearer)
    confirm = stand.server.came[0].links()[0]
    given = stand.calls.clock.now_ms()
    for left, status in ((1, 200), (0, 404)):
        stand.calls.clock.set(given + CONFIRM_MS - left)
        assert (await stand.follow("GET", confirm)).status_code == status
    assert (await stand.follow("POST", confirm)).status_code == 404
    assert (await stand.state(bearer))["state"] == "asked"
    stand.calls.clock.set(given)
    await stand.confirmed("other@post.example")
    customer, bearer = await stand.confirmed("third@post.example")
    await stand.answer(customer)
    await stand.later()
    stop = stand.server.came[-1].stop
    sent = stand.calls.clock.now_ms()
    for left, status in ((1, 200), (0, 404)):
        stand.calls.clock.set(sent + STOP_MS - left)
        assert (await stand.follow("GET", stop)).status_code == status
    assert (await stand.follow("POST", stop)).status_code == 404
    assert (await stand.state(bearer))["state"] == "confirmed"


async def test_not_confirmed(stand: Stand) -> None:
    """[W13] Without confirmation nothing is told; after a day the address is forgotten, and the link good no more."""
    customer, bearer = await stand.begin()
    await stand.give(bearer)
    await stand.answer(customer)
    await stand.later(HOUR)
    assert len(stand.server.came) == 1
    assert stand.holds(KRAUSE)
    await stand.later(CONFIRM_MS)
    assert not stand.holds(KRAUSE)
    bearer = await stand.calls.bearer(customer.device.keys.id)
    assert await stand.state(bearer) == {"state": "none", "address": ""}
    assert (await stand.follow("POST", only(stand.server).links()[0])).status_code == 404
    assert (stand.rows("mails"), stand.rows("mail_links")) == (0, 0)


async def test_another_address(stand: Stand) -> None:
    """[W13] A new address is confirmed anew, and no link that went to the old one is good for it."""
    customer, bearer = await stand.begin()
    await stand.give(bearer)
    await stand.give(bearer, "anders@post.example")
    first, second = (each.links()[0] for each in stand.server.came)
    assert (await stand.follow("POST", first)).status_code == 404
    assert not stand.holds(KRAUSE)
    await stand.post(second)
    await stand.answer(customer)
    await stand.later()
    assert stand.server.came[-1].to == "anders@post.example"


async def test_greylisted_confirmation(stand: Stand) -> None:
    """[W13] The question whether the address is right is tried again as well, and its link is good."""
    _, bearer = await stand.begin()
    stand.server.data = ["451 4.7.1 greylisted"]
    assert (await stand.give(bearer))["outcome"] == "later"
    await stand.later(AGAIN_MS)
    await stand.post(only(stand.server).links()[0])
    assert (await stand.state(bearer))["state"] == "confirmed"


async def test_bounced_at_once(stand: Stand) -> None:
    """[W13] An address that does not exist is said while the customer still looks at the field."""
    _, bearer = await stand.begin()
    stand.server.rcpt = ["550 5.1.1 no such user"]
    assert await stand.give(bearer) == {"state": "refused", "address": "", "outcome": "gone"}


@pytest.mark.parametrize(
    "address",
    [
        "", "anna", "@post.example", "anna@", "anna@post", "a b@post.example", "anna@post.example\r\nBcc: x@y.example",
        "anna@post.example\nX: y", "anna@post.example,x@y.example", "Anna <anna@post.example>", "<anna@post.example>",
        "anna@post.example> SIZE=1", "\"a\\\r\nRCPT TO:<x@y.example>\"@post.example", "anna@[127.0.0.1]",
        "a" * 65 + "@post.example", "anna@" + "a." * 125 + "example", "anna@-post.example", "ännä@post.example",
        "anna..b@post.example", "anna@1.2.3.4", "anna@post.example\0", "anna@post\u2028.example",
    ],
)  # fmt: skip
async def test_header_injection_by_the_address(stand: Stand, address: str) -> None:
    """[W13] Nothing but one plain address is taken; nothing is stored or sent otherwise."""
    _, bearer = await stand.begin()
    answer = await stand.calls.post("/notifications/mail", {"address": address}, bearer)
    assert problem_of(answer)["code"] == "bad_request"
    assert (stand.rows("mails"), stand.rows("mailboxes"), stand.server.tries) == (0, 0, 0)


async def test_international_domain(stand: Stand) -> None:
    """[W13] A domain with umlauts is written as mail servers know it; capitals in it do not matter."""
    _, bearer = await stand.begin()
    given = await stand.give(bearer, " Erna@Bäckerei-POST.example ")
    assert given["address"] == only(stand.server).to == "Erna@xn--bckerei-post-gcb.example"


async def test_taken_back(stand: Stand) -> None:
    """[W13, A10] One tap: no mail any more, and no byte of the address in any file of the server."""
    customer, bearer = await stand.confirmed()
    assert stand.holds(KRAUSE)
    await stand.answer(customer)
    await stand.mailer.step()
    assert (await stand.calls.post("/notifications/mail/drop", {}, bearer)).json()["state"] == "none"
    assert not stand.holds(KRAUSE)
    await stand.later(HOUR)
    assert stand.server.came == []


@pytest.mark.parametrize("whole", [True, False])
async def test_erased(stand: Stand, whole: bool) -> None:
    """[L7, A10, W13] With the conversation, or the device that gave it, goes the address: raw bytes of all files."""
    customer, _ = await stand.confirmed()
    await stand.answer(customer)
    await stand.mailer.step()
    if whole:
        await erase(stand.house, customer)
    else:
        key = (await who(stand.house, customer.device)).device
        await stand.house.write(lambda tx: tx.revoke_device(tx.device(key)))
        await stand.house.forget()
    assert not stand.holds(KRAUSE)
    assert (stand.rows("mails"), stand.rows("mail_links")) == (0, 0)
    await stand.later(HOUR)
    assert stand.server.came == []


async def test_many_addresses_leave_no_byte(stand: Stand) -> None:
    """[A10, ADR 10] Rows of addresses are overwritten where they stand: whatever grows or goes beside, nothing remains."""
    given = []
    for n in range(40):
        customer, bearer = await stand.begin()
        device = await who(stand.house, customer.device)
        address = f"kundin-{n}-{'x' * (n % 7 * 5)}@post-{n}.example"
        await mail.give(stand.house, stand.mailer, device, address, "de")
        await stand.post(stand.server.came[-1].links()[0])
        stand.calls.clock.advance(5 * 60_000)
        given.append((customer, await stand.calls.bearer(customer.device.keys.id)))
    for n, (customer, bearer) in enumerate(given):
        await stand.answer(customer)
        if n % 3 == 0:
            await stand.calls.post("/notifications/mail/drop", {}, bearer)
        elif n % 3 == 1:
            await erase(stand.house, customer)
    for n in range(40):
        assert stand.holds(f"@post-{n}.example") is (n % 3 == 2)


async def test_nobody_floods_a_stranger(stand: Stand) -> None:
    """[W13] Two mails a day that were not confirmed, whoever asks and however the address is spelt; then `too_many`."""
    spellings = ["opfer@post.example", "o.pfer+1@post.example", "OPFER@POST.example", "opfer+x@post.example"]
    said = []
    for spelling in spellings:
        _, bearer = await stand.begin()
        answer = await stand.calls.post("/notifications/mail", {"address": spelling}, bearer)
        said.append(answer.status_code)
    assert said == [201, 201, 429, 429]
    assert len(stand.server.came) == 2
    stand.calls.clock.advance(24 * HOUR)
    _, bearer = await stand.begin()
    await stand.give(bearer, "opfer@post.example")


async def test_one_conversation_asks_few(stand: Stand) -> None:
    """[W13] A conversation asks for a handful of addresses a day; what it has stays as it was when it is refused."""
    _, bearer = await stand.begin()
    codes = []
    for n in range(mailing.PER_CONVERSATION.burst + 1):
        answer = await stand.calls.post("/notifications/mail", {"address": f"a{n}@post.example"}, bearer)
        codes.append(answer.status_code)
    assert codes == [201] * mailing.PER_CONVERSATION.burst + [429]
    assert (await stand.state(bearer))["address"] == f"a{mailing.PER_CONVERSATION.burst - 1}@post.example"


async def test_trying(stand: Stand) -> None:
    """[W13] A try says what the mail server said, and is refused where nothing is confirmed."""
    _, bearer = await stand.begin()
    assert problem_of(await stand.calls.post("/notifications/mail/try", {}, bearer))["code"] == "not_found"
    _, bearer = await stand.confirmed()
    stand.server.rcpt = ["250 ok", "451 later", "550 5.1.1 gone"]
    said = [
        (await stand.calls.post("/notifications/mail/try", {}, bearer)).json()["outcome"] for _ in range(3)
    ]
    assert said == ["taken", "later", "gone"]
    assert (await stand.state(bearer))["state"] == "refused"


async def test_set_up_no_more(stand: Stand) -> None:
    """[W13] Whoever gave an address sees it and takes it back, though the host has taken mail away since."""
    _, bearer = await stand.confirmed()
    stand.mailer.post = None
    assert await stand.state(bearer) == {"state": "confirmed", "address": KRAUSE}
    assert (await stand.calls.post("/notifications/mail/drop", {}, bearer)).status_code == 201
    assert await stand.state(bearer) == {}
    assert not stand.holds(KRAUSE)


async def test_another_language(stand: Stand) -> None:
    """[W13] A language that there is not is refused, and nothing is stored."""
    _, bearer = await stand.begin()
    body = {"address": KRAUSE, "language": "fr"}
    answer = await stand.calls.post("/notifications/mail", body, bearer)
    assert problem_of(answer)["code"] == "bad_request"
    assert stand.rows("mails") == 0


async def test_not_set_up(tmp_path: Path) -> None:
    """[A11] A server without a mail server offers nothing and stores nothing."""
    async with calling(tmp_path) as calls:
        shop = await found(calls.app.house)
        customer = shop.customer()
        await customer.begin(calls.app.house)
        bearer = await calls.bearer(customer.device.keys.id)
        assert (await calls.get("/notifications", bearer)).json()["mail"] is None
        answer = await calls.post("/notifications/mail", {"address": KRAUSE}, bearer)
        assert problem_of(answer)["code"] == "not_found"
