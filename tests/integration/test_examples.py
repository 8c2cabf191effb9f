"""The programs in examples/ run as they stand, against a real server (test_echo_bot has the echo bot)."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.loaded import Loaded
from tests.world.loaded import run as loaded
from tests.world.mailserver import mail_server
from tresen.client import Customer, Message

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
WEEK = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
PNG = (ROOT / "docs" / "img" / "list-menu.png").read_bytes()


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    profile = PROFILE | {"hours": {"time_zone": "Europe/Berlin", "weekly": WEEK}}
    async with asyncio.timeout(90), bakery(tmp_path, profile=profile) as opened:
        yield opened


def start(folder: Path, name: str, *arguments: str) -> Loaded:
    return Loaded(EXAMPLES / name, *arguments, cwd=folder, stdin=PIPE, stdout=PIPE, stderr=PIPE)


async def run(folder: Path, name: str, *arguments: str) -> str:
    """Standard output of a program that ends by itself."""
    done = await asyncio.to_thread(loaded, EXAMPLES / name, *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.asynccontextmanager
async def bot(shop: Bakery, name: str, *arguments: str) -> AsyncIterator[None]:
    """A program that goes on until it is stopped; its inbox link is the last argument but for options."""
    link = await shop.owner.invites.create(9)
    confirming = asyncio.create_task(shop.owner.invites.keep_confirming())
    options = [each for each in arguments if each.startswith("--")]
    process = start(shop.folder, name, *(each for each in arguments if each not in options), link, *options)
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


def test_there_are_ten() -> None:
    """Each is named on the page, and has its test here or in `test_echo_bot`."""
    there = sorted(each.name for each in EXAMPLES.glob("*.py"))
    assert len(there) == 10
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


async def test_nightly_report(shop: Bakery) -> None:
    """Yesterday's figures, and who still waits."""
    async with await shop.customer() as krause:
        await krause.send("Ist noch jemand da?")
    out = await run(shop.folder, "nightly_report.py", await keys_of_a_bot(shop))
    assert out.startswith("Bäckerei Sonnenschein, ")
    assert "0 neue Unterhaltungen" in out
    assert "1 ungelesen" in out


async def test_order_to_ticket(shop: Bakery) -> None:
    """One ticket for each order, and a label on its conversation."""
    async with await shop.customer() as krause, bot(shop, "order_to_ticket.py", "tickets"):
        await krause.send("Guten Tag")
        await krause.send("Bestellung: 20 Schrippen für Samstag")
        assert "angekommen" in (await answer_to(krause)).text
        [ticket] = (shop.folder / "tickets").glob("*.json")
        assert json.loads(ticket.read_text())["text"] == "Bestellung: 20 Schrippen für Samstag"
        [row] = await shop.owner.conversations.list()
        assert "new_order" in (await shop.owner.cards.get(row)).labels


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
        assert await asyncio.to_thread(process.wait, 20) == 0
