"""Customers who are away are told of answers by e-mail (W13): confirmed first, once for each absence, without content."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.world.calls import Calls, b64, calling, problem_of
from tests.world.erase import act, erase, say, who
from tests.world.house import Tape
from tests.world.mailserver import SENDER, Came, MailServer, mail_server
from tests.world.shop import Customer, Shop, found
from tresen.core import mailing
from tresen.core.mailing import AGAIN_MS, CONFIRM_MS, SOON_MS, TRIES
from tresen.desk import mail, messages
from tresen.store import profiles
from tresen.store.database import FILE
from tresen.store.tx import Tx

HOUR = 3_600_000
KRAUSE = "erna.krause@post.example"


class Stand:
    """A server whose mails go to a mail server on this machine; a shop, a customer with a bearer."""

    def __init__(self, calls: Calls, shop: Shop, server: MailServer) -> None:
        self.calls, self.shop, self.server = calls, shop, server
        self.mailer = calls.app.mailer
        self.mailer.post = server.post()
        self.house = calls.app.house

    async def begin(self, name: str = "krause") -> tuple[Customer, str]:
        customer = self.shop.customer()
        await customer.begin(self.house)
        return customer, await self.calls.bearer(customer.device.keys.id)

    async def give(self, bearer: str, address: str = KRAUSE, language: str = "de") -> dict[str, Any]:
        answer = await self.calls.post(
            "/notifications/mail", {"address": address, "language": language}, bearer
        )
        assert answer.status_code == 201, answer.text
        given: dict[str, Any] = answer.json()
        return given

    async def confirmed(self, address: str = KRAUSE) -> tuple[Customer, str]:
        """A customer whose address is confirmed; what was sent for that is forgotten."""
        customer, bearer = await self.begin()
        assert await self.give(bearer, address) == {"state": "asked", "address": address, "outcome": "taken"}
        await self.post(self.server.came[-1].links()[0])
        assert (await self.state(bearer))["state"] == "confirmed"
        self.server.came.clear()
        return customer, bearer

    async def state(self, bearer: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self.calls.get("/notifications", bearer)).json()["mail"]
        return found

    async def follow(self, method: str, link: str, **what: Any) -> httpx.Response:
        return await self.calls.http.request(method, re.sub(r"^https?://[^/]+", "", link), **what)

    async def post(self, link: str) -> httpx.Response:
        answer = await self.follow("POST", link)
        assert answer.status_code == 200, answer.text
        return answer

    async def answer(self, customer: Customer) -> None:
        await say(self.house, self.shop, self.shop.member, customer.epoch.key)

    async def later(self, ms: int = SOON_MS) -> None:
        """Everything that is due within that time is told, as the loop would."""
        await self.mailer.step()
        self.calls.clock.advance(ms)
        await self.mailer.step()

    async def session(self, customer: Customer) -> tuple[int, Tape]:
        device, line = await who(self.house, customer.device), Tape()
        self.house.sessions.join(device.business, device.device, False, line)
        return device.device, line

    async def named(self, name: str) -> None:
        """The business publishes that name."""
        text = msgspec.msgpack.encode({"name": name})

        def job(tx: Tx) -> None:
            business = tx.business(self.shop.key)
            profiles.set_profile(tx, business, business.rev, (sha256(text).digest(), text), None)

        await self.house.write(job)

    def rows(self, table: str) -> int:
        with closing(sqlite3.connect(self.calls.app.settings.data / FILE)) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def holds(self, text: str) -> bool:
        """Whether any file of the data folder has it, in its raw bytes."""
        files = [each for each in self.calls.app.settings.data.rglob("*") if each.is_file()]
        return any(text.encode() in each.read_bytes() for each in files)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[MailServer]:
    folder = tmp_path / "mail"
    folder.mkdir()
    async with mail_server(folder) as opened:
        yield opened


@pytest.fixture
async def stand(tmp_path: Path, server: MailServer) -> AsyncIterator[Stand]:
    data = tmp_path / "data"
    data.mkdir()
    settings: dict[str, Any] = {"mail_host": "localhost", "mail_from": SENDER, "mail_security": "none"}
    async with calling(data, **settings) as calls:
        # The steps are taken by hand, at a set clock.
        if calls.app.mailing is not None:
            calls.app.mailing.cancel()
            await asyncio.gather(calls.app.mailing, return_exceptions=True)
        stand = Stand(calls, await found(calls.app.house), server)
        await stand.named("Bäckerei Sonnenschein")
        yield stand


def only(server: MailServer) -> Came:
    (came,) = server.came
    return came


async def test_told_once_for_each_absence(stand: Stand) -> None:
    """[W13] Several answers are one mail; after the customer was here the next answer is another."""
    customer, _ = await stand.confirmed()
    await stand.answer(customer)
    await stand.answer(customer)
    await stand.later()
    await stand.answer(customer)
    await stand.later(HOUR)
    assert stand.server.subjects == ["Bäckerei Sonnenschein hat geantwortet"]
    device, line = await stand.session(customer)
    stand.house.sessions.leave(device, line)
    await stand.answer(customer)
    await stand.later()
    assert len(stand.server.came) == len(stand.server.ids) == 2


async def test_no_content_no_name_no_token(stand: Stand) -> None:
    """[W13, A1] Raw and decoded bytes of every kind of mail hold no id, bearer or name, and only links that act on mails."""
    customer, bearer = await stand.begin()
    await stand.give(bearer)
    await stand.post(stand.server.came[0].links()[0])
    assert (await stand.calls.post("/notifications/mail/try", {}, bearer)).json() == {"outcome": "taken"}
    await stand.answer(customer)
    await stand.later()
    assert stand.server.subjects == [
        "Bitte bestätigen: Mails von Bäckerei Sonnenschein",
        "Testnachricht von Bäckerei Sonnenschein",
        "Bäckerei Sonnenschein hat geantwortet",
    ]
    device = customer.device.keys.id
    secrets = [bearer, "Krause.", "Ben", "Cem", "guest"]
    for id_ in (customer.conversation, device, customer.paper.keys.id, stand.shop.member.keys.id):
        secrets += [b64(id_), id_.hex()]
    for came in stand.server.came:
        for secret in secrets:
            assert secret.encode() not in came.whole
        assert customer.conversation not in came.whole
        assert "http://localhost:8080/sonnenschein\n" in came.text
        assert set(re.findall(r"http\S+", came.text)) == {
            "http://localhost:8080/sonnenschein", *came.links()
        }  # fmt: skip
        assert came.helo == "tresen.example"
        # What acts on mails opens nothing: it is no bearer.
        for link in came.links():
            answer = await stand.calls.get("/notifications", link.rpartition("/")[2])
            assert problem_of(answer)["code"] == "not_welcome"
    assert {came.stop for came in stand.server.came} <= {
        each for came in stand.server.came for each in came.links()
    }


async def test_english(stand: Stand) -> None:
    """[W13] In the language that the customer reads the page in."""
    _, bearer = await stand.begin()
    await stand.give(bearer, language="en")
    assert only(stand.server).subject == "Please confirm: mail from Bäckerei Sonnenschein"
    page = await stand.follow("GET", only(stand.server).links()[0])
    assert '<html lang="en">' in page.text


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


async def test_greylisting(stand: Stand) -> None:
    """[W13, RFC 6647] 450 is tried again after a growing pause, under the same name; then it is taken, once."""
    customer, _ = await stand.confirmed()
    stand.server.tries, stand.server.rcpt = 0, ["450 4.2.0 greylisted", "451 4.7.1 try later"]
    await stand.answer(customer)
    await stand.later()
    await stand.later(AGAIN_MS - 1)
    assert (stand.server.tries, stand.server.came) == (1, [])
    await stand.later(1)
    assert (stand.server.tries, stand.server.came) == (2, [])
    await stand.later(2 * AGAIN_MS)
    await stand.later(HOUR)
    assert (stand.server.tries, len(stand.server.came)) == (3, 1)


async def test_greylisted_confirmation(stand: Stand) -> None:
    """[W13] The question whether the address is right is tried again as well, and its link is good."""
    _, bearer = await stand.begin()
    stand.server.data = ["451 4.7.1 greylisted"]
    assert (await stand.give(bearer))["outcome"] == "later"
    await stand.later(AGAIN_MS)
    await stand.post(only(stand.server).links()[0])
    assert (await stand.state(bearer))["state"] == "confirmed"


async def test_given_up(stand: Stand) -> None:
    """[W13] A mail server that never takes it is asked some hours long; the address stays, for the next absence."""
    customer, _ = await stand.confirmed()
    stand.server.tries, stand.server.rcpt = 0, ["450 not now"] * TRIES
    await stand.answer(customer)
    for _ in range(TRIES + 3):
        await stand.later(6 * HOUR)
    assert (stand.server.tries, stand.server.came) == (TRIES, [])
    device, line = await stand.session(customer)
    stand.house.sessions.leave(device, line)
    await stand.answer(customer)
    await stand.later()
    assert len(stand.server.came) == 1


@pytest.mark.parametrize(
    ("where", "said"), [("rcpt", "550 5.1.1 no such user"), ("data", "554 no thank you"), ("rcpt", "521 x")]
)
async def test_bounced(stand: Stand, where: str, said: str) -> None:
    """[W13] A refusal for good ends the mails at once: the address goes, and the customer's page says so."""
    customer, bearer = await stand.confirmed()
    setattr(stand.server, where, [said])
    await stand.answer(customer)
    await stand.later()
    assert await stand.state(bearer) == {"state": "refused", "address": ""}
    assert not stand.holds(KRAUSE)
    await stand.answer(customer)
    await stand.later(24 * HOUR)
    assert stand.server.came == []


async def test_bounced_at_once(stand: Stand) -> None:
    """[W13] An address that does not exist is said while the customer still looks at the field."""
    _, bearer = await stand.begin()
    stand.server.rcpt = ["550 5.1.1 no such user"]
    assert await stand.give(bearer) == {"state": "refused", "address": "", "outcome": "gone"}


@pytest.mark.parametrize("where", ["rcpt", "data"])
async def test_refused_because_of_the_sender(stand: Stand, where: str) -> None:
    """[W13, RFC 3463] 5.7 says that the sender is not wanted: the customer's address stays."""
    customer, bearer = await stand.confirmed()
    setattr(stand.server, where, ["550 5.7.26 unauthenticated mail is not accepted"])
    await stand.answer(customer)
    await stand.later()
    assert (await stand.state(bearer))["state"] == "confirmed"
    await stand.later(AGAIN_MS)
    assert len(stand.server.came) == 1


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


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bäcker\r\nBcc: x@y.example\r\n\r\nInhalt", "Bäcker Bcc: x@y.example Inhalt"),
        ('"Chef" <chef@bank.example>,', '"Chef" <chef@bank.example>,'),
        ("=?utf-8?q?Bank?=", "= ?utf-8?q?Bank?="),
        ("a\u2028b\u202ec\0d" + "x" * 500, "a b c d" + "x" * 93),
        (" \n ", "Tresen"),
    ],
)
async def test_header_injection_by_the_name(stand: Stand, name: str, shown: str) -> None:
    """[W13] Whatever a business calls itself: one sender, one recipient, one subject, the headers that are meant."""
    await stand.named(name)
    _, bearer = await stand.begin()
    await stand.give(bearer)
    came = only(stand.server)
    assert sorted(came.mail.keys()) == sorted([
        "List-Unsubscribe", "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe-Post",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    ])  # fmt: skip
    (sender,) = came.mail["From"].addresses
    assert (sender.addr_spec, came.sender, came.to) == (SENDER, SENDER, KRAUSE)
    assert [each.addr_spec for each in came.mail["To"].addresses] == [KRAUSE]
    assert came.subject == f"Bitte bestätigen: Mails von {shown}"
    assert came.text.startswith("Guten Tag,")
    page = (await stand.follow("GET", came.links()[0])).text
    assert "<chef" not in page


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


@pytest.mark.parametrize("read", [True, False])
async def test_whoever_is_here(stand: Stand, read: bool) -> None:
    """[W13] No mail while the page is open or of what was read; one when the connection broke off and it is unread."""
    customer, _ = await stand.confirmed()
    device, line = await stand.session(customer)
    await stand.answer(customer)
    await stand.later()
    await stand.later(HOUR)
    assert stand.server.came == []
    if read:
        receipt = messages.Receipt(customer.conversation, 1000, 1000)
        await stand.house.write(messages.mark(await who(stand.house, customer.device), [receipt]))
    stand.house.sessions.leave(device, line, goodbye=False)
    await stand.later()
    assert len(stand.server.came) == (0 if read else 1)


async def test_goodbye_before_it_was_due(stand: Stand) -> None:
    """[W13] Whoever closes the page right after an answer came saw it."""
    customer, _ = await stand.confirmed()
    device, line = await stand.session(customer)
    await stand.answer(customer)
    stand.house.sessions.leave(device, line)
    await stand.later(HOUR)
    assert stand.server.came == []


async def test_push_goes_first(stand: Stand) -> None:
    """[W13] A customer with a device that a push service wakes gets no mail."""
    customer, bearer = await stand.confirmed()
    body = {"endpoint": "https://push.service.example/send/krause"}
    assert (await stand.calls.post("/notifications/push", body, bearer)).status_code == 201
    await stand.answer(customer)
    await stand.later(HOUR)
    assert stand.server.came == []


async def test_blocked(stand: Stand) -> None:
    """[W13] A blocked customer gets no mail and may give no address."""
    customer, bearer = await stand.confirmed()
    await stand.answer(customer)
    await act(stand.house, stand.shop.member, customer.conversation, "block", True)
    await stand.later(HOUR)
    assert stand.server.came == []
    answer = await stand.calls.post("/notifications/mail", {"address": "neu@post.example"}, bearer)
    assert problem_of(answer)["code"] == "conversation_blocked"


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
        await mail.give(stand.house, device, f"kundin-{n}-{'x' * (n % 7 * 5)}@post-{n}.example", "de")
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


@pytest.mark.parametrize("sent", [True, False])
async def test_exactly_one_after_a_crash(stand: Stand, sent: bool) -> None:
    """[W13] It crashes between due and told: one mail is shown, whether or not the mail server had it already."""
    customer, _ = await stand.confirmed()
    await stand.answer(customer)
    await stand.mailer.step()
    stand.calls.clock.advance(SOON_MS)
    post = stand.server.post()

    class Crashing:
        async def send(self, letter: Any) -> Any:
            if sent:
                await post.send(letter)
            raise KeyboardInterrupt

    stand.mailer.post = Crashing()
    with pytest.raises(KeyboardInterrupt):
        await stand.mailer.step()
    # The process that starts next knows what is stored, and nothing else.
    stand.mailer.post = post
    stand.mailer._businesses.clear()
    await stand.mailer.begin()
    for _ in range(4):
        await stand.later(AGAIN_MS)
    assert len(stand.server.ids) == 1
    assert len(stand.server.came) == (2 if sent else 1)


async def test_said_right_before_a_crash(stand: Stand) -> None:
    """[W13] What was stored and not yet noted when it crashed is told; not what a device of the customer received."""
    customer, _ = await stand.confirmed()
    received, _ = await stand.confirmed("zweite@post.example")
    for each in (customer, received):
        await stand.answer(each)
    receipt = messages.Receipt(received.conversation, 1000, 0)
    await stand.house.write(messages.mark(await who(stand.house, received.device), [receipt]))
    stand.mailer._happened.clear()
    await stand.mailer.begin()
    await stand.mailer.begin()
    await stand.later(HOUR)
    assert [each.to for each in stand.server.came] == [KRAUSE]


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
