"""Mails through the mail server of whoever runs this one: one connection for each, TLS, nothing but what the desk wrote."""

from __future__ import annotations

import asyncio
import contextlib
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from email.utils import format_datetime
from functools import partial
from typing import Any, Final, NamedTuple, Protocol
from urllib.parse import urlsplit

from tresen.desk.notifications.mailer import Letter, Post
from tresen.desk.notifications.notifier import Delivery, Outcome
from tresen.telemetry import log

SECONDS: Final = 15.0
"""For each answer of the mail server."""
WHOLE_SECONDS: Final = 60.0
"""For one mail, whatever the mail server does: it may answer byte by byte, or never come to an end."""
ANSWER_BYTES: Final = 64 * 1024
"""The most that a mail server may say in one connection, before TLS and after."""
_AT_ONCE: Final = 4
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_POLICY: Final = b"5.7."
"""The enhanced codes of refusals that are about who sends, not to whom (RFC 3463)."""


class MailSettings(Protocol):
    """The settings that mail needs."""

    @property
    def public_url(self) -> str: ...
    @property
    def mail_host(self) -> str | None: ...
    @property
    def mail_port(self) -> int | None: ...
    @property
    def mail_security(self) -> str: ...
    @property
    def mail_user(self) -> str | None: ...
    @property
    def mail_password(self) -> str | None: ...
    @property
    def mail_from(self) -> str | None: ...


class Server(NamedTuple):
    """A mail server, and who sends through it. `helo` is the name of this server in its address, not the machine's."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    sender: str
    helo: str


class Refused(Exception):
    """The mail server refused something that is not about the address: `step` and its code."""

    def __init__(self, step: str, code: int) -> None:
        super().__init__(f"{step}: {code}")
        self.step, self.code = step, code


def server_of(settings: MailSettings) -> Server | None:
    """The mail server that is set up, or None."""
    if settings.mail_host is None or settings.mail_from is None:
        return None
    port = settings.mail_port or _PORTS[settings.mail_security]
    helo = urlsplit(settings.public_url).hostname or "localhost"
    user, password = settings.mail_user, settings.mail_password
    return Server(settings.mail_host, port, settings.mail_security, user, password, settings.mail_from, helo)


def post_of(settings: MailSettings) -> Post | None:
    """What brings mails to the mail server that is set up, or None."""
    server = server_of(settings)
    return None if server is None else SmtpPost(server)


class SmtpPost:
    """Brings mails to a mail server. `tls` differs in tests only. Threads that hang do not keep the server from ending."""

    def __init__(
        self, server: Server, tls: ssl.SSLContext | None = None, seconds: float = WHOLE_SECONDS
    ) -> None:
        self._server, self._tls, self._seconds = server, tls, seconds
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def send(self, letter: Letter) -> Delivery:
        """Hand over one mail."""
        raw = written(letter, self._server.sender)
        async with self._turns:
            try:
                async with asyncio.timeout(self._seconds):
                    work = partial(carry, self._server, letter.to, raw, self._tls, self._seconds)
                    return Delivery(await _beside(work))
            except TimeoutError:
                _failed("time", 0)
                return Delivery(Outcome.LATER)


def written(letter: Letter, sender: str) -> bytes:
    """The mail as it is sent. Headers hold nothing but what stands here, whatever the business's name holds."""
    mail = EmailMessage(policy=MAIL)
    mail["From"] = Address(display_name=letter.name, addr_spec=sender)
    mail["To"] = Address(addr_spec=letter.to)
    mail["Subject"] = letter.words.subject
    mail["Date"] = format_datetime(datetime.fromtimestamp(letter.at_ms // 1000, UTC))
    mail["Message-ID"] = f"<{letter.stamp.hex()}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(letter.words.text, charset="utf-8", cte="quoted-printable")
    # By hand: the library would encode a long address as if it were words, and mail programs could not read it.
    return f"List-Unsubscribe: <{letter.stop}>\r\n".encode("ascii") + mail.as_bytes()


def carry(
    server: Server, to: str, raw: bytes, tls: ssl.SSLContext | None = None, seconds: float = WHOLE_SECONDS
) -> Outcome:
    """Hand one mail over, and say what became of it. Blocks, for no longer than that."""
    try:
        with connected(server, tls, seconds) as smtp:
            _must("sender", *smtp.mail(server.sender))
            code, said = smtp.rcpt(to)
            if code >= 400:
                return _outcome(code, said)
            _must("recipient", code, said, 251)
            return _outcome(*smtp.data(raw))
    except smtplib.SMTPDataError as error:
        return _outcome(error.smtp_code, _bytes(error.smtp_error))
    except Refused as error:
        _failed(error.step, error.code)
    except smtplib.SMTPResponseException as error:
        _failed(
            "login" if isinstance(error, smtplib.SMTPAuthenticationError) else "greeting", error.smtp_code
        )
    except (OSError, smtplib.SMTPException) as error:
        _failed(type(error).__name__, 0)
    return Outcome.LATER


@contextlib.contextmanager
def connected(
    server: Server, tls: ssl.SSLContext | None = None, seconds: float = WHOLE_SECONDS
) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, secured and logged in.

    Raises:
        OSError, smtplib.SMTPException: it cannot be reached, cannot be trusted, or does not want us.
    """
    context = tls or ssl.create_default_context()
    at = (server.host, server.port)
    until, wait = time.monotonic() + seconds, min(SECONDS, seconds)
    smtp: smtplib.SMTP = (
        _BoundedTls(until, *at, local_hostname=server.helo, timeout=wait, context=context)
        if server.security == "tls"
        else _Bounded(until, *at, local_hostname=server.helo, timeout=wait)
    )
    with contextlib.closing(smtp):
        if server.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if server.user is not None and server.password is not None:
            smtp.login(server.user, server.password)
        yield smtp
        # The answer is not waited for: no word about the parting, nor its absence, changes what became of the mail.
        with contextlib.suppress(OSError):
            smtp.putcmd("QUIT")


class _Answers:
    """What a mail server says, line by line: no more than `ANSWER_BYTES`, and not after `until`."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until
        self._held, self._left = b"", ANSWER_BYTES

    def readline(self, size: int) -> bytes:
        """The next line, or so much of it. Raises OSError."""
        while b"\n" not in self._held and len(self._held) < size:
            wait = self._until - time.monotonic()
            if wait <= 0:
                raise TimeoutError("the mail server takes too long")
            self._sock.settimeout(min(SECONDS, wait))
            said = self._sock.recv(4096)
            self._left -= len(said)
            if self._left < 0:
                raise OSError("the mail server says too much")
            if not said:
                break
            self._held += said
        end = min(self._held.find(b"\n") + 1 or len(self._held), size)
        line, self._held = self._held[:end], self._held[end:]
        return line

    def close(self) -> None:
        """The socket is the connection's."""


class _Bounded(smtplib.SMTP):
    """The library reads answers without end; this one does not. TLS begins with nothing that was said before it."""

    def __init__(self, until: float, *at: Any, **how: Any) -> None:
        self._until = until
        super().__init__(*at, **how)

    def getreply(self) -> tuple[int, bytes]:
        """As the library, within bounds."""
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock, self._until)
        return super().getreply()


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """The same over TLS from the beginning."""


def _must(step: str, code: int, said: bytes, *also: int) -> None:
    del said
    if code not in (250, *also):
        raise Refused(step, code)


def _outcome(code: int, said: bytes) -> Outcome:
    """What a mail server said to the address or the mail: for good, or not now (greylisting, for instance)."""
    if 200 <= code < 300:
        return Outcome.TAKEN
    if code >= 500 and not said.lstrip().startswith(_POLICY):
        return Outcome.GONE
    _failed("mail", code)
    return Outcome.LATER


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode("utf-8", "replace")


def _failed(step: str, code: int) -> None:
    # Never the answer's words: they repeat the address (A8).
    log().warning("mail_not_sent", step=step, code=code)


async def _beside(work: Callable[[], Outcome]) -> Outcome:
    """Run that in a thread of its own: a mail server that hangs must not take a thread of those that read the database."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Outcome] = loop.create_future()

    def say(outcome: Outcome | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(outcome or Outcome.LATER)

    def inside() -> None:
        outcome, error = None, None
        try:
            outcome = work()
        except Exception as failed:  # noqa: BLE001 - whatever it is, the one who waits is told
            error = failed
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits
            loop.call_soon_threadsafe(say, outcome, error)

    threading.Thread(target=inside, name="tresen-mail", daemon=True).start()
    return await done
