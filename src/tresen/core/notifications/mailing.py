"""When a customer who is away is told of an answer by e-mail, and which addresses are taken (W13)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from tresen.core.bounds.limits import Allowance
from tresen.errors import Refusal
from tresen.hosts import in_ascii

MAILBOX_BYTES: Final = 254
"""The longest address that mail servers carry (RFC 5321, errata 1690)."""
SOON_MS: Final = 60_000
"""Who is looking has read it by then; and what is said in that time is told together."""
TRIES: Final = 8
AGAIN_MS: Final = 5 * 60 * 1000
"""After the first failure, as long as greylisting usually asks; each later wait is twice as long."""
LONGEST_MS: Final = 6 * 60 * 60 * 1000
CONFIRM_MS: Final = 24 * 60 * 60 * 1000
"""How long an address waits to be confirmed; then it is forgotten."""
STOP_MS: Final = 400 * 24 * 60 * 60 * 1000
"""How long the link in a mail ends the mails."""
SIGNALLED_MS: Final = 60 * 60 * 1000
"""How often it is looked whether a signal brought somebody here."""
PER_CONVERSATION: Final = Allowance(5, 5 / 24)
"""Addresses that may be asked for confirmation from one conversation."""
PER_MAILBOX: Final = Allowance(2, 2 / 24)
"""Nobody gets more than two mails a day that they did not confirm, whoever asks for them."""
PER_BUSINESS: Final = Allowance(30, 60)
"""Addresses that may be asked from all conversations of a business."""
TRIALS: Final = Allowance(3, 6)
"""Test mails to one address."""

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


class State(StrEnum):
    """Of an address: it was asked to confirm, it did, it ended the mails, or its mail server does not know it."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    STOPPED = "stopped"
    REFUSED = "refused"


class Waiting(NamedTuple):
    """What an absent customer waits for: the newest answer, when they are told of it, whether they were, failures so far."""

    pos: int = 0
    due_ms: int | None = None
    told: bool = False
    tries: int = 0


class Around(NamedTuple):
    """What holds at the moment when somebody is due: how far they have read, and whether they need no mail.

    `pushed`: a push service reaches a device of theirs, as far as is known. `signalled`: that device was told of this, and
    was not here since; or whom to signal of it was not looked at yet.
    """

    read: int
    here: bool
    pushed: bool
    blocked: bool
    signalled: bool = False


class Verdict(StrEnum):
    """Of somebody who is due: send the mail, send none for this, or look again once they are gone, or followed no signal."""

    SEND = "send"
    NONE = "none"
    HERE = "here"
    SIGNALLED = "signalled"


def check_mailbox(text: str) -> str:
    """The address as it is stored: the domain in lower case, letters beyond ASCII as in the DNS.

    It is what a mail server is told and a header holds, so nothing but one plain address passes.

    Raises:
        Refusal: `bad_request`.
    """
    wrong = Refusal("bad_request", "address: one e-mail address such as anna@example.org")
    # Twice as long as any that fits: the encoding of domains takes time that grows with the square.
    if len(text) > 2 * MAILBOX_BYTES:
        raise wrong
    local, at, domain = text.strip(" ").rpartition("@")
    try:
        domain = in_ascii(domain)
    except UnicodeError:
        raise wrong from None
    fits = len(local) <= 64 and len(local) + 1 + len(domain) <= MAILBOX_BYTES
    if not at or not fits or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise wrong
    return f"{local}@{domain}"


def check_language(language: str) -> str:
    """The language of the mails. Raises `bad_request`."""
    if language not in ("de", "en"):
        raise Refusal("bad_request", "language: de or en")
    return language


def same_person(mailbox: str) -> str:
    """One text for all spellings that may reach one person: capitals, dots, and what follows a plus sign."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '').lower()}@{domain}"


def spoken(waiting: Waiting, pos: int, now_ms: int) -> Waiting:
    """The team said something. Once for each absence: whoever was told waits for nothing more.

    What was looked at before is not looked at again: after a crash the log is read once more.
    """
    if pos <= waiting.pos:
        return waiting
    newest = waiting._replace(pos=pos)
    if newest.told or newest.due_ms is not None:
        return newest
    return newest._replace(due_ms=now_ms + SOON_MS, tries=0)


def came(waiting: Waiting) -> Waiting:
    """The customer is here: the absence of which they were told is over."""
    return _nothing(waiting) if waiting.told else waiting


def left(waiting: Waiting, *, goodbye: bool) -> Waiting:
    """The customer went. With a goodbye they saw what was there; a connection that broke off may be a phone that slept."""
    return _nothing(waiting) if goodbye else waiting


def verdict(waiting: Waiting, around: Around) -> Verdict:
    """What becomes of somebody who is due now."""
    if around.blocked or around.read >= waiting.pos:
        return Verdict.NONE
    if around.pushed:
        return Verdict.SIGNALLED if around.signalled else Verdict.NONE
    return Verdict.HERE if around.here else Verdict.SEND


def signalled(waiting: Waiting, now_ms: int) -> Waiting:
    """A signal may bring them here. If it brings nobody, they are told by mail."""
    return waiting._replace(due_ms=now_ms + SIGNALLED_MS)


def told(waiting: Waiting) -> Waiting:
    """A mail server took it, or it is given up: nothing more in this absence."""
    return waiting._replace(due_ms=None, told=True, tries=0)


def answered(waiting: Waiting) -> Waiting:
    """It needs no telling any more."""
    return _nothing(waiting)


def again_ms(tries: int) -> int | None:
    """How long to wait after so many failures; None: no more."""
    return None if tries >= TRIES else min(LONGEST_MS, AGAIN_MS << (tries - 1))


def _nothing(waiting: Waiting) -> Waiting:
    return Waiting(waiting.pos)
