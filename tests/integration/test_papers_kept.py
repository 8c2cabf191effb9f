"""What papers claim, held against what a server does: every connection that leaves it, every byte that it keeps."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.world.bakery import PROFILE
from tests.world.deployed import started
from tests.world.mailserver import PASSWORD, SENDER, USER
from tests.world.outside import MAIL_HOST, Outside, outside
from tests.world.papers import contradictions, papers, texts
from tests.world.patience import PATIENCE
from tests.world.pushservice import HOST as PUSH_HOST
from tresen.app import installation_of
from tresen.client import Customer, Owner
from tresen.config import Settings
from tresen.core.law.installation import LANGUAGES, Facts
from tresen.core.law.table.kept import tables
from tresen.core.law.table.leaves import By, connections_unasked, connects, leaving
from tresen.desk.law.facts import facts_of
from tresen.store import queries
from tresen.store.database import Database
from tresen.store.schema import metadata

PORT = 8080
URL = f"http://localhost:{PORT}"
ENDPOINT = f"https://{PUSH_HOST}/send/krause-4711"
MAILBOX = "erna.krause@post.example"
WORDS = ("Pflaumenkuchen4711", "Roggenbrot4711", "Notiz4711", "Lindenweg4711")
"""What is said, answered, noted and handed over."""


@dataclass
class Case:
    """A configuration that runs: its settings, what somebody chooses, and the services that may then be reached."""

    name: str
    reached: frozenset[str]
    settings: dict[str, Any] = field(default_factory=dict)
    push: bool = False
    shared: bool = False

    @property
    def mail(self) -> bool:
        return "mail_host" in self.settings


MAIL = {
    "mail_host": MAIL_HOST,
    "mail_from": SENDER,
    "mail_user": USER,
    "mail_password": PASSWORD,
}
CASES = (
    Case("nothing chosen", frozenset()),
    Case("push on", frozenset({"push"}), push=True),
    Case("mail on", frozenset({"mail"}), MAIL),
    Case("push and mail on, two businesses", frozenset({"push", "mail"}), MAIL, push=True, shared=True),
)


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_what_papers_say_is_what_the_server_does(tmp_path: Path, case: Case) -> None:
    """[Art. 5(1)(a), 13, 30, 44] No connection and no look-up but those that the papers name; no byte of what is said; the
    tables that papers call empty are; what was chosen and taken back is gone."""
    data = tmp_path / "data"
    with outside(tmp_path) as world:
        with started(world.host, tmp_path / "server.log", *_serving(world, data, case)):
            world.host.call(lambda: asyncio.run(_lives(world, data, tmp_path, case)))
        seen = world.log.seen()
        assert world.asks_nowhere()
    facts = _facts(data, case)
    named = {each.setting for each in leaving(facts) if each.by is By.SERVER}
    assert seen == {world.services[each] for each in case.reached}
    assert case.reached <= named
    assert connects(facts) == ({MAIL_HOST} if case.mail else set())
    assert not connections_unasked(facts)
    assert facts.shop.shared is case.shared
    for lang in LANGUAGES:
        assert contradictions(facts, lang) == []
        assert any(MAIL_HOST in text for text in papers(facts, lang)["notice"]) is case.mail
    raw = b"".join(each.read_bytes() for each in data.rglob("*") if each.is_file())
    for gone in (*WORDS, MAILBOX, ENDPOINT, "127.0.0.1"):
        assert gone.encode() not in raw, gone
    log = (tmp_path / "server.log").read_bytes()
    assert not [each for each in (*WORDS, MAILBOX, ENDPOINT) if each.encode() in log]


def _serving(
    world: Outside, data: Path, case: Case
) -> tuple[list[str | Path], tuple[str, int], dict[str, str]]:
    """The command of a server that knows the stranger's names, where it listens, and its environment."""
    given = {f"TRESEN_{name.upper()}": str(value) for name, value in case.settings.items()}
    server: list[str | Path] = [
        sys.executable,
        "-m",
        "tresen.cli",
        "serve",
        "--data",
        data,
        "--port",
        str(PORT),
        "--public-url",
        URL,
    ]
    words: list[str | Path] = ["sh", "-euc", 'mount --bind "$0" /etc/hosts; exec "$@"', world.hosts, *server]
    python = str(Path(__file__).parents[2] / "src")
    return words, ("127.0.0.1", PORT), {**given, "SSL_CERT_FILE": str(world.trust), "PYTHONPATH": python}


async def _lives(world: Outside, data: Path, folder: Path, case: Case) -> None:
    """A business is set up; a customer writes, hands a card over, is told while away, takes everything back."""
    owner = await Owner.setup(
        _link(data), keys=folder / "owner", handle="laden", profile=PROFILE, name="Anna"
    )
    async with owner:
        if case.shared:
            away = folder / "other"
            await (
                await Owner.setup(_link(data), keys=away, handle="flora", profile=PROFILE, name="Flora")
            ).close()
        keys = folder / "customer"
        async with await Customer.start(owner.customer_link, keys=keys) as customer:
            await customer.send(WORDS[0])
            await customer.hand_over(address=WORDS[3])
            conversation = customer.conversation or b""
            [first, *_] = await owner.conversations.history(conversation)
            await owner.note(conversation, WORDS[2])
            if case.push:
                await customer.notify(push=ENDPOINT)
            if case.mail:
                await customer.notify(email=MAILBOX)
                await _until(lambda: MAILBOX in [each.to for each in world.mail.came])
        await owner.reply(first, WORDS[1])
        if case.push:
            await _until(lambda: "/send/krause-4711" in world.push.paths)
        raw = await asyncio.to_thread(_raw, data)
        assert (ENDPOINT.encode() in raw, MAILBOX.encode() in raw) == (case.push, case.mail)
        facts = await asyncio.to_thread(_facts, data, case)
        assert await asyncio.to_thread(_filled, data) <= tables(facts)
        for lang in LANGUAGES:
            assert await _served(lang) == list(texts("notice", facts, lang))
        async with await Customer.start(owner.customer_link, keys=keys) as customer:
            if case.push:
                await customer.notify(push=None)
            if case.mail:
                await customer.notify(email=None)


async def _served(lang: str) -> list[str]:
    """The privacy notice as the server gives it to anybody."""
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
        answer = await http.get(f"{URL}/api/v1/businesses/laden/notice", params={"lang": lang})
    lines = []
    for each in answer.raise_for_status().json()["sections"]:
        lines += each["paragraphs"]
        lines += [" | ".join(row) for row in each["table"]["rows"]] if each["table"] else []
    return lines


async def _until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not so():  # noqa: ASYNC110 - another process: there is nothing to wait on
            await asyncio.sleep(0.05)


def _link(data: Path) -> str:
    add = [sys.executable, "-m", "tresen.cli", "business", "add", "--data", str(data), "--json"]
    made = subprocess.run(add, capture_output=True, check=True)
    link: str = json.loads(made.stdout)["setup_url"]
    return link


def _raw(data: Path) -> bytes:
    return b"".join(each.read_bytes() for each in data.rglob("*") if each.is_file())


def _facts(data: Path, case: Case) -> Facts:
    settings = Settings(data=data, public_url=URL, **case.settings)
    with closing(Database(data)) as database, database.snapshot() as connection:
        found = queries.find_business(connection, "laden")
        assert found is not None
        return facts_of(connection, installation_of(settings), found[0])


def _filled(data: Path) -> set[str]:
    with closing(Database(data)) as database, database.snapshot() as connection:
        return {
            table.name
            for table in metadata.sorted_tables
            if connection.execute(table.select().limit(1)).first() is not None
        }
