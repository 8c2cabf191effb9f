"""Mails to a real mail server on this machine: TLS, a login, refusals, silence (W13)."""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world.bakery import free_port
from tests.world.mailserver import HOST, SENDER, mail_server
from tresen.cli import doctor
from tresen.config import Settings
from tresen.core.notifications.mailwords import Words
from tresen.desk.notifications.mailer import Letter
from tresen.desk.notifications.notifier import Outcome
from tresen.transport import mail
from tresen.transport.mail import Server, SmtpPost, server_of

LETTER = Letter(
    "erna@post.example",
    "Bäckerei Sonnenschein",
    Words("Bäckerei Sonnenschein hat geantwortet", "Grüße.\n.\nQUIT\n"),
    "https://" + "chat." * 30 + "example/mail/" + "a" * 22,
    bytes(16),
    1_793_000_000_000,
)


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
async def test_secured(tmp_path: Path, security: str) -> None:
    """[W13] The mail arrives whole, over TLS and after a login, and says nothing about the machine it comes from."""
    async with mail_server(tmp_path, security) as server:
        assert (await server.post().send(LETTER)).outcome is Outcome.TAKEN
        (came,) = server.came
        assert came.secured is (security != "none")
        assert (came.to, came.sender, came.helo) == (LETTER.to, SENDER, "tresen.example")
        assert came.text == LETTER.words.text
        assert came.subject == LETTER.words.subject
        # As one word, however long: encoded or folded, mail programs would not find it (RFC 8058).
        assert came.raw.startswith(f"List-Unsubscribe: <{LETTER.stop}>\r\n".encode())
        assert socket.gethostname().encode() not in came.raw
        assert came.mail["Message-ID"] == f"<{'0' * 32}@sonnenschein.example>"
        assert came.mail["Date"].datetime.timestamp() == LETTER.at_ms // 1000


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_is_not_trusted(tmp_path: Path, security: str) -> None:
    """[W13] Neither password nor mail goes to a server that does not prove its name."""
    async with mail_server(tmp_path, security) as server:
        server.trust = ssl.create_default_context()
        assert (await server.post().send(LETTER)).outcome is Outcome.LATER
        assert (server.came, server.tries) == ([], 0)


async def test_tls_is_not_left_out(tmp_path: Path) -> None:
    """[W13] A server that offers no TLS, or an attacker who takes the offer away, gets nothing."""
    async with mail_server(tmp_path) as server:
        assert (await server.post(security="starttls").send(LETTER)).outcome is Outcome.LATER
        assert (server.came, server.tries) == ([], 0)


async def test_a_wrong_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """[W13] It is not the customer's fault: the mail waits, and the log says why, without address or password."""
    async with mail_server(tmp_path, "starttls") as server:
        assert (await server.post(password="falsch-geheim").send(LETTER)).outcome is Outcome.LATER
    said = "".join(capsys.readouterr())
    assert "login" in said
    assert "535" in said
    assert "erna" not in said
    assert "falsch" not in said


@pytest.mark.parametrize(
    ("where", "said", "outcome"),
    [
        ("rcpt", "550 5.1.1 <erna@post.example> unknown", Outcome.GONE),
        ("rcpt", "553 relaying", Outcome.GONE),
        ("rcpt", "450 4.2.0 greylisted", Outcome.LATER),
        ("rcpt", "554 5.7.1 relay access denied", Outcome.LATER),
        ("data", "552 5.2.2 mailbox full", Outcome.GONE),
        ("data", "451 4.3.0 try again", Outcome.LATER),
        ("data", "550 5.7.26 not authenticated", Outcome.LATER),
    ],
)
async def test_refusals(
    tmp_path: Path, where: str, said: str, outcome: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    """[W13, RFC 3463, A8] For good, not now, or because of the sender; no answer's words reach the log."""
    async with mail_server(tmp_path) as server:
        setattr(server, where, [said])
        assert (await server.post().send(LETTER)).outcome is outcome
    assert "erna" not in "".join(capsys.readouterr())


async def test_nobody_there(tmp_path: Path) -> None:
    """[W13] Nobody listens: not now."""
    nobody = Server(HOST, free_port(), "none", None, None, SENDER, "tresen.example")
    assert (await SmtpPost(nobody).send(LETTER)).outcome is Outcome.LATER


async def test_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """[W13] A server that takes the connection and says nothing does not hold anybody up for ever."""
    monkeypatch.setattr(mail, "SECONDS", 0.2)
    hold = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hold.wait()
        writer.close()

    server = await asyncio.start_server(silent, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    slow = Server(HOST, port, "none", None, None, SENDER, "tresen.example")
    assert (await SmtpPost(slow).send(LETTER)).outcome is Outcome.LATER
    hold.set()
    server.close()


@pytest.mark.parametrize(
    ("given", "port"), [({}, 587), ({"mail_security": "tls"}, 465), ({"mail_port": 2525}, 2525)]
)
def test_settings(tmp_path: Path, given: dict[str, Any], port: int) -> None:
    """[W13] The usual ports; the name that is told the mail server is that of the page."""
    settings = Settings(
        tmp_path, "https://chat.example.org:8443", mail_host="m.example", mail_from=SENDER, **given
    )
    found = server_of(settings)
    assert found is not None
    assert (found.port, found.helo) == (port, "chat.example.org")
    assert server_of(Settings(tmp_path, "https://chat.example.org")) is None


async def test_the_doctor_tries_it(tmp_path: Path) -> None:
    """[W13] `tresen doctor` says whether mail is set up and can be used, sends none, and says what to do."""
    usual = Settings(tmp_path, "https://chat.example.org")
    assert doctor.mail(usual)[:2] == ("mail", True)
    assert doctor.mail(usual).found.startswith("not set up")
    async with mail_server(tmp_path) as server:
        local: dict[str, Any] = {"mail_host": HOST, "mail_from": SENDER, "mail_security": "none"}
        good = Settings(tmp_path, usual.public_url, mail_port=server.port, **local)
        found = await asyncio.to_thread(doctor.mail, good)
        assert (found.good, found.found) == (True, f"{HOST}:{server.port} lets {SENDER} in (none)")
        assert (server.came, server.tries) == ([], 0)
        login = {"mail_user": "anna", "mail_password": "falsch-geheim"}
        refused = await asyncio.to_thread(doctor.mail, msgspec.structs.replace(good, **login))
        assert refused.good is False
    async with mail_server(tmp_path, "tls") as server:
        strict = Settings(
            tmp_path,
            usual.public_url,
            mail_host=HOST,
            mail_from=SENDER,
            mail_security="tls",
            mail_port=server.port,
        )
        found = await asyncio.to_thread(doctor.mail, strict)
        assert (found.good, "cannot be trusted" in found.found) == (False, True)
    gone = await asyncio.to_thread(doctor.mail, msgspec.structs.replace(good, mail_port=free_port()))
    assert (gone.good, gone.warning) == (False, False)
    assert "mail_host" in gone.todo
    assert "geheim" not in f"{refused}{gone}"
