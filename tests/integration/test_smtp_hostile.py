"""A mail server that means harm: nothing hangs, nothing grows, nothing is believed that was said before TLS (W13)."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from tests.world.mailserver import HOST, PASSWORD, SENDER, USER
from tests.world.patience import PATIENCE
from tests.world.pushservice import certificate
from tresen.core.notifications.mailwords import Words
from tresen.desk.notifications.mailer import Letter
from tresen.desk.notifications.notifier import Outcome
from tresen.transport.mail import ANSWER_BYTES, Server, SmtpPost

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]
SECONDS: Final = 2.0


class Hostile:
    """Counts what it managed to say, and keeps what it heard."""

    def __init__(self) -> None:
        self.said = 0
        self.heard: list[bytes] = []

    async def say(self, out: asyncio.StreamWriter, data: bytes) -> None:
        out.write(data)
        await out.drain()
        self.said += len(data)

    async def hear(self, into: asyncio.StreamReader) -> bytes:
        self.heard.append(await into.readline())
        return self.heard[-1]

    async def pour(self, out: asyncio.StreamWriter, line: bytes) -> None:
        """Until the other side has had enough; a bound keeps a client without one from filling the machine."""
        while self.said < 400 * ANSWER_BYTES:
            await self.say(out, line * 100)

    async def endless_banner(self, _: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        await self.pour(out, b"220-welcome\r\n")

    async def endless_answer(self, into: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        await self.say(out, b"220 welcome\r\n")
        await self.hear(into)
        await self.pour(out, b"250-SIZE 1\r\n")

    async def a_line_without_end(self, _: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        await self.pour(out, b"2" * 64)

    async def byte_by_byte(self, _: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        gone = asyncio.Event()
        for each in b"220 " + b"x" * 1000:
            await self.say(out, bytes((each,)))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(gone.wait(), 0.1)

    async def not_smtp(self, _: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        await self.say(out, b"HTTP/1.1 200 OK\r\n\r\n")

    async def answering(
        self, answers: dict[bytes, bytes], into: asyncio.StreamReader, out: asyncio.StreamWriter
    ) -> None:
        """Polite, but for the commands that `answers` names. Data are taken."""
        await self.say(out, answers.get(b"", b"220 welcome\r\n"))
        while line := await self.hear(into):
            command = line[:4].upper()
            kind = b"354 go on\r\n" if command == b"DATA" else b"250 fine\r\n"
            given = answers.get(command, kind)
            await self.say(out, given)
            if command == b"DATA" and given.startswith(b"354"):
                while await self.hear(into) != b".\r\n":
                    pass
                await self.say(out, answers.get(b".", b"250 taken\r\n"))

    async def silent_after_data(self, into: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        """It takes the mail, and its answer is lost."""
        await self.say(out, b"220 welcome\r\n")
        while line := await self.hear(into):
            if line == b".\r\n":
                out.close()
                return
            if line.upper().startswith((b"EHLO", b"MAIL", b"RCPT")):
                await self.say(out, b"250 fine\r\n")
            elif line.upper().startswith(b"DATA"):
                await self.say(out, b"354 go on\r\n")


@contextlib.asynccontextmanager
async def serving(talk: Talk) -> AsyncIterator[int]:
    """That talk on a port of this machine."""

    async def one(into: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            await talk(into, out)
        with contextlib.suppress(OSError):
            out.transport.abort()

    server = await asyncio.start_server(one, HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def letter() -> Letter:
    words = Words("Betreff", "Eine Antwort wartet.")
    return Letter("krause@example.org", "Bäckerei", words, "https://chat.example/mail/stop", b"s" * 16, 0)


async def threads_end() -> None:
    """No thread is left that still talks to a mail server."""
    async with asyncio.timeout(PATIENCE):
        while any(each.name == "tresen-mail" for each in threading.enumerate()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "how", ["endless_banner", "endless_answer", "a_line_without_end", "byte_by_byte", "not_smtp"]
)
async def test_it_talks_without_end(how: str) -> None:
    """[W13] The mail waits for another time; the thread that carried it ends, and took in no more than a bound."""
    hostile = Hostile()
    async with serving(getattr(hostile, how)) as port:
        post = SmtpPost(Server(HOST, port, "none", None, None, SENDER, "tresen.example"), None, SECONDS)
        assert (await post.send(letter())).outcome is Outcome.LATER
        await threads_end()
    assert hostile.said < 400 * ANSWER_BYTES


async def test_an_answer_that_is_lost() -> None:
    """[W13] Nobody knows whether it was taken: again later, under the same id, by which a mail program shows it once."""
    hostile = Hostile()
    async with serving(hostile.silent_after_data) as port:
        post = SmtpPost(Server(HOST, port, "none", None, None, SENDER, "tresen.example"), None, SECONDS)
        for _ in range(2):
            assert (await post.send(letter())).outcome is Outcome.LATER
        await threads_end()
    ids = [each for each in hostile.heard if each.startswith(b"Message-ID:")]
    assert len(ids) == 2
    assert len(set(ids)) == 1


@pytest.mark.parametrize("step", [b"", b"EHLO", b"MAIL", b"RCPT", b"DATA", b"."])
@pytest.mark.parametrize("code", [b"421", b"450", b"451", b"452"])
async def test_not_now_for_ever(step: bytes, code: bytes) -> None:
    """[W13] Whichever step says "not now", each time: the mail waits, the address stays, no thread is left."""
    hostile = Hostile()
    answers = {step: code + b" not now\r\n"} | ({b"HELO": code + b" not now\r\n"} if step == b"EHLO" else {})
    async with serving(partial(hostile.answering, answers)) as port:
        post = SmtpPost(Server(HOST, port, "none", None, None, SENDER, "tresen.example"), None, SECONDS)
        for _ in range(3):
            assert (await post.send(letter())).outcome is Outcome.LATER
        await threads_end()


@pytest.mark.parametrize("parting", [b"250 fine\r\n", b"500 what\r\n", b"421 gone\r\n", b"", b"x" * 9000])
async def test_a_bad_parting(parting: bytes) -> None:
    """[W13] The mail was taken: whatever is answered to QUIT, or nothing, it is not sent a second time."""
    hostile = Hostile()
    async with serving(partial(hostile.answering, {b"QUIT": parting})) as port:
        post = SmtpPost(Server(HOST, port, "none", None, None, SENDER, "tresen.example"), None, SECONDS)
        assert (await post.send(letter())).outcome is Outcome.TAKEN
        await threads_end()


ELSEWHERE: Final = "eve@evil.example"


@pytest.mark.parametrize(
    ("step", "said", "outcome"),
    [
        (b"RCPT", f"251 User not local; will forward to <{ELSEWHERE}>", Outcome.TAKEN),
        (b"RCPT", f"252 Cannot verify, try <{ELSEWHERE}>", Outcome.LATER),
        (b"RCPT", f"551 User not local; please try <{ELSEWHERE}>", Outcome.GONE),
        (b"RCPT", "551 5.7.1 relaying refused, try 127.0.0.1:25", Outcome.LATER),
        (b"MAIL", f"551 please try <{ELSEWHERE}>", Outcome.LATER),
        (b".", f"551 please try <{ELSEWHERE}>", Outcome.GONE),
        (b"", "521 go to 127.0.0.1", Outcome.LATER),
        (b"EHLO", "551 go to mail.evil.example", Outcome.LATER),
    ],
)
async def test_it_names_another_address(step: bytes, said: str, outcome: Outcome) -> None:
    """[W13] What a mail server calls a better address or host is never followed: nobody but the customer named it."""
    hostile = Hostile()
    line = said.encode() + b"\r\n"
    async with serving(
        partial(hostile.answering, {step: line} | ({b"HELO": line} if step == b"EHLO" else {}))
    ) as port:
        post = SmtpPost(Server(HOST, port, "none", None, None, SENDER, "tresen.example"), None, SECONDS)
        assert (await post.send(letter())).outcome is outcome
        await threads_end()
    heard = b"".join(hostile.heard)
    assert b"evil.example" not in heard
    named = [each.lower() for each in hostile.heard if each.lower().startswith(b"rcpt")]
    assert set(named) <= {b"rcpt to:<krause@example.org>\r\n"}


async def test_what_was_said_before_tls_is_not_heard(tmp_path: Path) -> None:
    """[W13] Somebody on the line adds answers behind the one that begins TLS: they are gone, and no password was said."""
    hostile = Hostile()
    secured, trust = certificate(tmp_path, HOST)

    async def talk(into: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        await hostile.say(out, b"220 welcome\r\n")
        await hostile.hear(into)
        await hostile.say(out, b"250-fine\r\n250 STARTTLS\r\n")
        await hostile.hear(into)
        await hostile.say(out, b"220 go\r\n250-injected\r\n250 AUTH PLAIN LOGIN\r\n235 in\r\n")
        await out.start_tls(secured)
        await hostile.hear(into)
        await hostile.say(out, b"250 and no login\r\n")
        await hostile.hear(into)

    async with serving(talk) as port:
        post = SmtpPost(Server(HOST, port, "starttls", USER, PASSWORD, SENDER, "tresen.example"), trust, 5.0)
        assert (await post.send(letter())).outcome is Outcome.LATER
        await threads_end()
    assert not any(b"AUTH" in each.upper() for each in hostile.heard)
