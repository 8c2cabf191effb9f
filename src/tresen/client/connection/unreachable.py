"""Why a server cannot be reached, in words: which host, and what of it failed."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

import msgspec

from tresen.client.errors import Unreachable
from tresen.client.oneline import one_line
from tresen.errors import CODES, Refusal, TresenError

_DETAIL_CHARACTERS: Final = 1000
MALFORMED: Final = (LookupError, ValueError, TypeError, AttributeError, msgspec.MsgspecError)
"""What reading an answer raises in which something has another shape."""


def malformed(cause: Exception | None = None) -> Unreachable:
    """The error for whoever waits for an answer that cannot be read."""
    error = Unreachable("the server's answer is not what the protocol says")
    error.__cause__ = cause
    return error


@contextmanager
def reading() -> Iterator[None]:
    """Read an answer within; one of another shape raises `Unreachable`."""
    try:
        yield
    except MALFORMED as wrong:
        if isinstance(wrong, TresenError):
            raise
        raise malformed(wrong) from wrong


def unreachable(url: str, error: BaseException) -> Unreachable:
    """The error for whoever waits: host and cause, such as `chat.example: the certificate is not trusted (…)`."""
    parts = urlsplit(url)
    host = parts.hostname or url
    place = host if parts.port is None else f"{host} port {parts.port}"
    return Unreachable(f"{place}: {_cause(error)}")


def refused(code: object, detail: object) -> Refusal:
    """A refusal that the server says; a code of a later version, or what is none, counts as `internal`.

    Its words are shown and logged: in one line, without what steers a terminal.
    """
    known = isinstance(code, str) and code in CODES
    return Refusal(code if known else "internal", one_line(detail, _DETAIL_CHARACTERS))  # type: ignore[arg-type]


def _cause(error: BaseException) -> str:
    chain = list(_chain(error))
    for kind, words in (
        (ssl.SSLCertVerificationError, "its certificate is not trusted"),
        (ssl.SSLError, "TLS failed"),
        (socket.gaierror, "the name is not known here"),
        (ConnectionRefusedError, "nobody listens there (connection refused)"),
        (TimeoutError, "no answer in time"),
    ):
        found = next((each for each in chain if isinstance(each, kind)), None)
        if found is not None:
            return words + _more(found)
    named = next((each for each in chain if isinstance(each, OSError) and each.strerror), None)
    if named is not None:
        return str(named.strerror)
    last = chain[0]
    return "no answer in time" if "Timeout" in type(last).__name__ else type(last).__name__


def _more(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f" ({error.verify_message})"
    if isinstance(error, ssl.SSLError) and error.reason:
        return f" ({error.reason.replace('_', ' ').lower()})"
    return ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what led to it: libraries wrap the system's own."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions
