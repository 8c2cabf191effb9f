"""Customers who are away are told of answers by e-mail (W13): once for each absence, without content, also after a crash."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.world.calls import b64, calling, problem_of
from tests.world.erase import act, who
from tests.world.mailserver import HOST, SENDER, mail_server
from tests.world.mailstand import HOUR, KRAUSE, Stand, mail_stand, only
from tests.world.patience import PATIENCE
from tests.world.shop import found
from tresen.core.notifications.mailing import AGAIN_MS, SOON_MS, TRIES
from tresen.desk import messages


class Killed(BaseException):
    """The process ends here: nothing catches it."""


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with mail_stand(tmp_path) as opened:
        yield opened


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
            raise Killed

    stand.mailer.post = Crashing()
    with pytest.raises(Killed):
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
    """[W13] What was stored and not yet noted when it crashed is told, also what a device received; not what was read."""
    customer, _ = await stand.confirmed()
    received, _ = await stand.confirmed("zweite@post.example")
    read, _ = await stand.confirmed("dritte@post.example")
    for each in (customer, received, read):
        await stand.answer(each)
    # The crash broke off its connection, and a connection that breaks off leaves unread what came last.
    receipt = messages.Receipt(received.conversation, 1000, 0)
    await stand.house.write(messages.mark(await who(stand.house, received.device), [receipt]))
    await stand.read(read)
    stand.mailer._happened.clear()
    await stand.mailer.begin()
    await stand.mailer.begin()
    await stand.later(HOUR)
    assert sorted(each.to for each in stand.server.came) == [KRAUSE, "zweite@post.example"]


async def test_the_loop_itself(tmp_path: Path) -> None:
    """[W13] A server with these settings tells by itself; what it had not sent when it stopped waits for the next start."""
    data, certificates = tmp_path / "data", tmp_path / "mail"
    data.mkdir()
    certificates.mkdir()
    async with mail_server(certificates) as server:
        settings: dict[str, Any] = {
            "mail_host": HOST, "mail_port": server.port, "mail_from": SENDER, "mail_security": "none"
        }  # fmt: skip
        async with calling(data, **settings) as calls:
            stand = Stand(calls, await found(calls.app.house), server)
            stand.mailer.post = calls.app.services.mailer.post
            customer, _ = await stand.confirmed()
            await stand.answer(customer)
            await until(lambda: stand.rows("mails WHERE due_ms IS NOT NULL") == 1)
            now = calls.clock.now_ms()
        async with calling(data, now + SOON_MS, **settings) as calls:
            # Who was connected has as long to come back, counted from when the loop began.
            async with asyncio.timeout(PATIENCE):
                while not server.came:
                    calls.clock.advance(SOON_MS)
                    await asyncio.sleep(0.02)
            await until(lambda: len(server.came) == 1)
        assert server.subjects == ["Tresen hat geantwortet"]


async def until(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not what():  # noqa: ASYNC110 - the loop has no event for it
            await asyncio.sleep(0.02)
