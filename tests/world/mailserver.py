"""A mail server on this machine: TLS, a login, every mail kept with its raw bytes, refuses what it is told to refuse."""

from __future__ import annotations

import contextlib
import email
import email.policy
import quopri
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.world.bakery import free_port
from tests.world.pushservice import certificate
from tresen.transport.mail import Server, SmtpPost

HOST = "127.0.0.1"
SENDER = "nachrichten@sonnenschein.example"
USER, PASSWORD = "anna", "einkorn-und-dinkel"


@dataclass
class Came:
    """A mail that was taken."""

    to: str
    sender: str
    helo: str
    secured: bool
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, _class=EmailMessage, policy=email.policy.default)

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def text(self) -> str:
        return str(self.mail.get_content()).replace("\r\n", "\n")

    def links(self) -> list[str]:
        """The addresses below `/mail/`, in order."""
        return re.findall(r"https?://\S+/mail/\S+", self.text)

    @property
    def stop(self) -> str:
        return str(self.mail["List-Unsubscribe"]).strip("<>")

    @property
    def whole(self) -> bytes:
        """As sent, and as read: no encoding hides anything from whoever searches it."""
        return self.raw + quopri.decodestring(self.raw) + self.text.encode() + self.subject.encode()


@dataclass
class MailServer:
    """`rcpt` and `data` are answered first, then everything is taken. `tries` counts what was offered."""

    port: int
    came: list[Came] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    tries: int = 0
    trust: ssl.SSLContext | None = None
    security: str = "none"

    def server(self, **changes: Any) -> Server:
        plain = self.security == "none"
        user, password = (None, None) if plain else (USER, PASSWORD)
        usual = Server(HOST, self.port, self.security, user, password, SENDER, "tresen.example")
        return usual._replace(**changes)

    def post(self, **changes: Any) -> SmtpPost:
        return SmtpPost(self.server(**changes), self.trust)

    @property
    def subjects(self) -> list[str]:
        return [each.subject for each in self.came]

    @property
    def ids(self) -> set[str]:
        """What a mail program shows: one for each Message-ID."""
        return {str(each.mail["Message-ID"]) for each in self.came}


class _Handler:
    def __init__(self, kept: MailServer) -> None:
        self._kept = kept

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._kept.tries += 1
        if self._kept.rcpt:
            said = self._kept.rcpt.pop(0)
            if not said.startswith("250"):
                return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = self._kept.data.pop(0) if self._kept.data else "250 OK"
        if said.startswith("250"):
            raw = envelope.original_content or b""
            secured = server.transport is not None and bool(server.transport.get_extra_info("sslcontext"))
            self._kept.came.append(
                Came(envelope.rcpt_tos[0], envelope.mail_from or "", session.host_name or "", secured, raw)
            )
        return said


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextlib.asynccontextmanager
async def mail_server(
    folder: Path, security: str = "none", at: str = HOST, port: int | None = None, name: str = HOST
) -> AsyncIterator[MailServer]:
    """Start one for `name`; with `starttls` or `tls` only its `post()` trusts the certificate, and a login is wanted."""
    kept = MailServer(port or free_port(), security=security)
    more: dict[str, Any] = {}
    if security != "none":
        serving, kept.trust = certificate(folder, name)
        inside = {"auth_required": True, "tls_context": serving, "require_starttls": True}
        # aiosmtpd does not count TLS from the first byte on as TLS.
        around = {"auth_require_tls": False, "ssl_context": serving}
        more = {"authenticator": _login, **(inside if security == "starttls" else around)}
    controller = Controller(_Handler(kept), hostname=at, port=kept.port, ident="mail", **more)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()
