"""The programs in examples/ run as they stand, against a real server (test_echo_bot has the echo bot)."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import json
import os
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.loaded import Loaded
from tests.world.loaded import run as loaded
from tests.world.mailserver import mail_server
from tests.world.patience import PATIENCE
from tresen.client import Conversation, Customer, Message, QuickReply, Right
from tresen.clock import SettableClock, SystemClock

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
WEEK = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
PNG = (ROOT / "src" / "tresen" / "demo" / "picture.png").read_bytes()


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    profile = PROFILE | {"hours": {"time_zone": "Europe/Berlin", "weekly": WEEK}}
    async with asyncio.timeout(PATIENCE), bakery(tmp_path, profile=profile) as opened:
        yield opened


def start(folder: Path, name: str, *arguments: str) -> Loaded:
    return Loaded(EXAMPLES / name, *arguments, cwd=folder, stdin=PIPE, stdout=PIPE, stderr=PIPE)


async def run(folder: Path, name: str, *arguments: str) -> str:
    """Standard output of a program that ends by itself."""
    done = await asyncio.to_thread(loaded, EXAMPLES / name, *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.asynccontextmanager
async def bot(
    shop: Bakery,
    name: str,
    *arguments: str,
    may: tuple[Right, ...] = ("read", "send"),
    link_first: bool = False,
) -> AsyncIterator[None]:
    """A program that goes on until it is stopped; its inbox link is the last argument but for options, or the first.

    It is invited as a program with these rights.
    """
    link = await shop.owner.invites.create(9, program="Bäckerhilfe", may=may)
    confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
    options = [each for each in arguments if each.startswith("--")]
    plain = [each for each in arguments if each not in options]
    given = [link, *arguments] if link_first else [*plain, link, *options]
    process = start(shop.folder, name, *given)
    try:
        yield
        assert process.poll() is None, process.communicate()[1].decode()
    finally:
        process.kill()
        process.communicate()
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)


async def answer_to(customer: Customer) -> Message:
    async for message in customer.messages():
        if not message.ours:
            return message
    raise AssertionError("the messages ended")


async def keys_of_a_bot(shop: Bakery) -> str:
    async with await shop.join(9, name="bot"):
        return str(shop.folder / "bot.keys")


def test_there_are_eleven() -> None:
    """Each is named on the page, and has its test here or in `test_echo_bot`."""
    there = sorted(each.name for each in EXAMPLES.glob("*.py"))
    assert len(there) == 11
    page = (ROOT / "docs" / "reference" / "examples.md").read_text()
    tests = Path(__file__).read_text()
    for name in there:
        assert f"examples/{name}" in page
        assert name == "echo_bot.py" or f'"{name}"' in tests
        assert len((EXAMPLES / name).read_text().splitlines()) <= 60


async def test_a_second_program_with_the_same_keys(shop: Bakery) -> None:
    """[W9] It ends with who has the file and what to do; the first one goes on. With a file of its own it runs beside it."""
    async with await shop.join(9, name="bot") as first:
        done = await asyncio.to_thread(loaded, EXAMPLES / "nightly_report.py", "bot.keys", cwd=shop.folder)
        assert done.returncode == 1
        assert f"bot.keys is in use by program {os.getpid()}" in done.stderr
        assert "tresen keys NEW.keys --from bot.keys" in done.stderr
        assert await first.conversations.list() == []
        await first.make_keys(shop.folder / "report.keys")
        assert (await run(shop.folder, "nightly_report.py", "report.keys")).startswith("Bäckerei")
        assert await first.conversations.list() == []


async def test_hours_bot(shop: Bakery) -> None:
    """It answers what it was asked, once, and leaves the rest unread for people."""
    async with await shop.customer() as krause:
        await krause.send("Ich hätte gern zwei Brote.")
        await krause.send("Haben Sie heute offen?")
        async with bot(shop, "hours_bot.py"):
            answer = await answer_to(krause)
        assert answer.text == (await krause.hours()).text
        [row] = await shop.owner.conversations.list()
        assert row.unread == 2


async def test_draft_bot_by_rules(shop: Bakery) -> None:
    """It proposes the quick reply or the hours, and says nothing to the customer."""
    await shop.owner.quick_replies.save(
        QuickReply("stollen", "Stollen", "Stollen gibt es ab 1. Dezember.", keywords=("stollen",))
    )
    async with await shop.customer() as krause:
        await krause.send("Ist am Christstollenstand offiziell jemand?")
        await krause.send("Haben Sie Stollen?")
        async with bot(shop, "draft_bot.py", may=("read", "draft")):
            assert await proposed(shop, krause) == "Stollen gibt es ab 1. Dezember."
            await krause.send("Und haben Sie heute offen?")
            assert (
                await proposed(shop, krause, after="Stollen gibt es ab 1. Dezember.")
                == (await krause.hours()).text
            )
        assert [each.text for each in await krause.history() if not each.ours] == []


async def test_draft_bot_with_a_model(shop: Bakery) -> None:
    """A model on the firm's own machine words it; it is told the facts and what was asked, and no key."""
    asked: list[tuple[dict[str, str], dict[str, Any]]] = []

    class Model(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((dict(self.headers), json.loads(body)))
            said = json.dumps({"choices": [{"message": {"content": " Gern, ab 6 Uhr. "}}]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Model) as model:
        threading.Thread(target=model.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{model.server_address[1]}/v1"
        async with await shop.customer() as krause:
            await krause.send("Ab wann sind Sie da?")
            async with bot(
                shop, "draft_bot.py", "--model", url, "llama3.2", may=("read", "draft"), link_first=True
            ):
                assert await proposed(shop, krause) == "Gern, ab 6 Uhr."
        model.shutdown()
    [(headers, body)] = asked
    assert "Authorization" not in headers
    assert (body["model"], body["messages"][-1]["content"]) == ("llama3.2", "Ab wann sind Sie da?")
    assert "Bäckerei Sonnenschein" in body["messages"][0]["content"]


async def test_draft_bot_sends_nothing_to_strangers(shop: Bakery) -> None:
    """What customers write goes to no model outside the firm's own network."""
    async with await shop.customer() as krause, await shop.join(9, name="draft-bot"):
        await krause.send("Haben Sie offen?")
    url = "http://192.0.1.1/v1"
    done = await asyncio.to_thread(loaded, EXAMPLES / "draft_bot.py", "--model", url, "m", cwd=shop.folder)
    assert done.returncode != 0
    assert "not on this network" in done.stderr


async def proposed(shop: Bakery, customer: Customer, after: str = "") -> str:
    """What is proposed in that conversation, once it is something else than `after`."""
    [row] = await shop.owner.conversations.list()
    while True:
        drafts = await shop.owner.drafts(row)
        if drafts and drafts[0].text != after:
            return drafts[0].text
        await asyncio.sleep(0.05)


async def test_keyword_bot(shop: Bakery) -> None:
    """Its answers come from the file."""
    (shop.folder / "answers.json").write_text(json.dumps({"parken": "Hinter dem Haus."}))
    async with await shop.customer() as krause, bot(shop, "keyword_bot.py", "answers.json"):
        await krause.send("Wo kann ich PARKEN?")
        assert (await answer_to(krause)).text == "Hinter dem Haus."


async def test_export(shop: Bakery) -> None:
    """JSON and CSV hold all messages; a formula is no formula any more."""
    async with await shop.customer() as krause:
        await krause.send("=1+1")
        [row] = await shop.owner.conversations.list()
        await shop.owner.conversations.send(row, "Zwei.")
    await run(shop.folder, "export.py", await keys_of_a_bot(shop), "out")
    rows = json.loads((shop.folder / "out" / "messages.json").read_text())
    assert [(each["from"], each["text"]) for each in rows] == [("customer", "=1+1"), ("Anna", "Zwei.")]
    with (shop.folder / "out" / "messages.csv").open(encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    assert [each["text"] for each in table] == ["'=1+1", "Zwei."]
    assert table[0]["conversation"] == str(row.id)


async def test_forward_to_mail(shop: Bakery) -> None:
    """The mail says who wrote; what was written only if asked for."""
    async with mail_server(shop.folder) as mails, await shop.customer() as krause:
        await krause.send("Geheim")
        [row] = await shop.owner.conversations.list()
        await shop.owner.cards.rename(row, "Frau Krause")
        server = f"127.0.0.1:{mails.port}"
        async with bot(shop, "forward_to_mail.py", server, "bot@shop.example", "anna@shop.example"):
            while not mails.came:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        [mail] = mails.came
        assert mail.subject == "Neue Nachricht von Frau Krause"
        assert "Geheim" not in mail.text


async def test_forward_to_mail_takes_a_name_for_words_alone(shop: Bakery) -> None:
    """A name never becomes a header or another text: no line break, and no encoded word, which hides one."""
    name = "Krause =?utf-8?q?=0d=0aBcc:_thief@evil.example=0d=0a=0d=0aHallo?="
    async with mail_server(shop.folder) as mails, await shop.customer() as krause:
        await krause.send("Geheim")
        [row] = await shop.owner.conversations.list()
        await shop.owner.cards.rename(row, name)
        server = f"127.0.0.1:{mails.port}"
        async with bot(shop, "forward_to_mail.py", server, "bot@shop.example", "anna@shop.example"):
            while not mails.came:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        [mail] = mails.came
        assert "Bcc" not in mail.mail
        assert mail.to == "anna@shop.example"
        assert mail.subject == f"Neue Nachricht von {name.replace('=?', '= ?')}"
        assert mail.text.strip() == "Sie steht im Posteingang."


async def test_nightly_report(tmp_path: Path) -> None:
    """Yesterday's figures, and who waits for an answer since when: read or not, and whatever else was said since."""
    clock = SettableClock(SystemClock().now_ms() - 7_200_000)
    async with (
        asyncio.timeout(90),
        bakery(tmp_path, clock=clock) as shop,
        await shop.customer() as krause,
        await shop.customer("mohr") as mohr,
    ):
        asked = await krause.send("Ist noch jemand da?")
        await mohr.send("Danke!")
        conversation = krause.conversation
        rows: dict[bytes, Conversation] = {row.id: row for row in await shop.owner.conversations.list()}
        await shop.owner.conversations.send(rows[mohr.conversation or b""], "Gern!")
        [message, *_] = await shop.owner.conversations.history(rows[krause.conversation or b""])
        await shop.owner.mark_read(message)  # read, but not answered
        await mohr.send("Bis morgen.")
        clock.advance(3_600_000)
        await krause.send("Hallo?")
        await shop.owner.conversations.send(rows[mohr.conversation or b""], "Bis morgen!")
        out = await run(shop.folder, "nightly_report.py", await keys_of_a_bot(shop))
    assert out.startswith("Bäckerei Sonnenschein, ")
    assert "0 neue Unterhaltungen" in out
    since = datetime.fromtimestamp(asked.at_ms / 1000, UTC)
    waits = [line for line in out.splitlines() if line.startswith("Wartet")]
    assert waits == [f"Wartet auf Antwort: {conversation}, seit {since:%d.%m. %H:%M} UTC"]


async def test_order_to_ticket(shop: Bakery) -> None:
    """One ticket for each order, and an answer."""
    async with await shop.customer() as krause, bot(shop, "order_to_ticket.py", "tickets"):
        await krause.send("Guten Tag")
        await krause.send("Bestellung: 20 Schrippen für Samstag")
        assert "angekommen" in (await answer_to(krause)).text
        [ticket] = (shop.folder / "tickets").glob("*.json")
        assert json.loads(ticket.read_text())["text"] == "Bestellung: 20 Schrippen für Samstag"


async def test_an_order_whose_ticket_was_made_before_it_was_killed(shop: Bakery) -> None:
    """Between ticket and answer: the customer is answered at the next start, once, and the ticket stays as it was."""
    (shop.folder / "tickets").mkdir()
    async with await shop.customer() as krause:
        await krause.send("Bestellung: 20 Schrippen")
        [row] = await shop.owner.conversations.list()
        [order, *_] = await shop.owner.conversations.history(row)
        ticket = shop.folder / "tickets" / f"{order.id}.json"
        ticket.write_text("{}")
        async with bot(shop, "order_to_ticket.py", "tickets"):
            assert "angekommen" in (await answer_to(krause)).text
        # Once more, with the keys file and no link; it answers the next order, and this one not again.
        again = start(shop.folder, "order_to_ticket.py", "tickets")
        try:
            await krause.send("Bestellung: 10 Brezeln")
            heard = 0
            async for message in krause.messages():
                heard += not message.ours
                if heard == 2:
                    break
            said = await krause.history()
        finally:
            again.kill()
            again.communicate()
        assert [each.ours for each in said] == [True, False, True, False]
        assert ticket.read_text() == "{}"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("echo_bot.py", []),
        ("hours_bot.py", []),
        ("keyword_bot.py", ["answers.json"]),
        ("order_to_ticket.py", ["tickets"]),
    ],
)
async def test_a_bot_whose_keys_were_made_needs_no_link(
    shop: Bakery, name: str, arguments: list[str]
) -> None:
    """[W9] With the file that `tresen keys` makes it starts without a link, and answers."""
    (shop.folder / "answers.json").write_text('{"offen": "Ja."}')
    keys = f"{name.removesuffix('.py').replace('_', '-')}.keys"
    async with await shop.customer() as krause, await shop.join(9, name="other") as member:
        await krause.send("Bestellung, falls Sie offen haben?")
        await member.make_keys(shop.folder / keys)
        process = start(shop.folder, name, *arguments)
        try:
            assert (await answer_to(krause)).text
        finally:
            process.kill()
            process.communicate()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("echo_bot.py", []),
        ("hours_bot.py", []),
        ("keyword_bot.py", ["answers.json"]),
        ("order_to_ticket.py", ["tickets"]),
        ("forward_to_mail.py", ["localhost:1", "a@b.example", "c@d.example"]),
    ],
)
def test_without_link_and_keys_it_says_what_it_needs(tmp_path: Path, name: str, arguments: list[str]) -> None:
    """[W9] The first start needs one of both."""
    done = loaded(EXAMPLES / name, *arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert "[INBOX_LINK]" in done.stderr
    assert list(tmp_path.iterdir()) == []


async def test_send_photo_and_download_files(shop: Bakery) -> None:
    """A picture goes to the customer; what the customer sent is saved once."""
    (shop.folder / "torte.png").write_bytes(PNG)
    async with await shop.customer() as krause:
        await krause.send("Wie sieht sie aus?")
        keys = await keys_of_a_bot(shop)
        out = await run(
            shop.folder, "send_photo.py", keys, str(krause.conversation), "torte.png", "Eine Torte"
        )
        assert "sent as number 4" in out
        photo = await answer_to(krause)
        assert photo.kind == "photo"
        got = await krause.download(photo, shop.folder / "got.png")
        assert got.read_bytes() == PNG
        await krause.send_file(shop.folder / "torte.png", as_file=True, name="so.png")
        for _ in range(2):
            await run(shop.folder, "download_files.py", keys, "saved")
        saved = list((shop.folder / "saved").rglob("*.png"))
        assert [each.name for each in saved] == ["so.png"]
        assert saved[0].read_bytes() == PNG


async def test_customer(shop: Bakery) -> None:
    """Lines become messages, answers appear."""
    with start(shop.folder, "customer.py", shop.url) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert (await asyncio.to_thread(process.stdout.readline)).decode().startswith("Bäckerei Sonnenschein")
        process.stdin.write(b"Guten Morgen!\n")
        process.stdin.flush()
        async for message in shop.owner.messages():
            assert message.text == "Guten Morgen!"
            await shop.owner.reply(message, "Guten Morgen, was darf es sein?")
            break
        assert (
            await asyncio.to_thread(process.stdout.readline)
        ).decode() == "Anna: Guten Morgen, was darf es sein?\n"
        process.stdin.close()
        assert await asyncio.to_thread(process.wait, PATIENCE) == 0
