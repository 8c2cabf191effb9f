"""Asks a TURN server for a relayed address and gives it back: what a browser does before a call (RFC 8656, RFC 8489).

Only for trying a relay. One request after the other, over UDP, TCP or TLS; nothing is relayed.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import re
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final, NamedTuple, Self

SECONDS: Final = 5.0
SENDS: Final = 4
"""UDP loses packets: a request goes out up to so many times."""
_COOKIE: Final = 0x2112A442
_ALLOCATE, _REFRESH = 0x0003, 0x0004
_USERNAME, _INTEGRITY, _ERROR, _LIFETIME = 0x0006, 0x0008, 0x0009, 0x000D
_REALM, _NONCE, _RELAYED, _TRANSPORT = 0x0014, 0x0015, 0x0016, 0x0019
_URL: Final = re.compile(r"(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?")
_MOST: Final = 4096


class Place(NamedTuple):
    """Where a relay listens, and how it is spoken to: `udp`, `tcp` or `tls`."""

    host: str
    port: int
    how: str


class TurnError(Exception):
    """The relay refused or said what cannot be understood. The text holds no secret."""


def place_of(url: str) -> Place:
    """A `turn:` or `turns:` address taken apart. Raises `TurnError`."""
    found = _URL.fullmatch(url)
    if found is None:
        raise TurnError(f"{url} is no address of a relay")
    scheme, host, port, transport = found.groups()
    how = "tls" if scheme == "turns" else transport or "udp"
    return Place(host.strip("[]"), int(port or (5349 if scheme == "turns" else 3478)), how)


def allocate(url: str, username: str, credential: str) -> str:
    """Allocate a relayed address and give it back; returns it as text.

    Raises:
        TurnError: the relay refuses.
        OSError: it cannot be reached, or its certificate is not good.
    """
    with ExitStack() as stack:
        line = stack.enter_context(_Line(place_of(url)))
        kind, first = line.ask(_ALLOCATE, [(_TRANSPORT, b"\x11\0\0\0")])
        if kind != _ALLOCATE | 0x0110 or _NONCE not in first or _REALM not in first:
            raise TurnError("it gives addresses to anybody, or is no TURN server: set use-auth-secret")
        realm, nonce = first[_REALM], first[_NONCE]
        key = hashlib.md5(f"{username}:{realm.decode()}:{credential}".encode()).digest()  # noqa: S324 - RFC 8489 says so
        known = [(_USERNAME, username.encode()), (_REALM, realm), (_NONCE, nonce)]
        kind, answer = line.ask(_ALLOCATE, [(_TRANSPORT, b"\x11\0\0\0"), *known], key)
        if kind != _ALLOCATE | 0x0100 or _RELAYED not in answer:
            raise TurnError(_why(answer))
        line.ask(_REFRESH, [(_LIFETIME, bytes(4)), *known], key)
        return _address(answer[_RELAYED])


class _Line:
    """One connection to a relay."""

    def __init__(self, place: Place) -> None:
        self._udp = place.how == "udp"
        kind = socket.SOCK_DGRAM if self._udp else socket.SOCK_STREAM
        family, _, _, _, address = socket.getaddrinfo(place.host, place.port, type=kind)[0]
        made = socket.socket(family, kind)
        made.settimeout(SECONDS / SENDS if self._udp else SECONDS)
        try:
            made.connect(address)
            if place.how == "tls":
                made = ssl.create_default_context().wrap_socket(made, server_hostname=place.host)
        except BaseException:
            made.close()
            raise
        self._socket = made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(
        self, kind: int, attributes: list[tuple[int, bytes]], key: bytes | None = None
    ) -> tuple[int, dict[int, bytes]]:
        """Send a request; the type of its answer, and the answer's attributes."""
        name = os.urandom(12)
        request = _message(kind, name, attributes, key)
        for left in reversed(range(SENDS if self._udp else 1)):
            self._socket.sendall(request)
            try:
                return self._answer(name)
            except TimeoutError:
                if not left:
                    raise
        raise TurnError("no answer")

    def _answer(self, name: bytes) -> tuple[int, dict[int, bytes]]:
        while True:
            data = self._socket.recv(_MOST) if self._udp else self._whole()
            if len(data) >= 20 and data[8:20] == name:
                return struct.unpack("!H", data[:2])[0], dict(_read(data))

    def _whole(self) -> bytes:
        data = b""
        while len(data) < 20 or len(data) < 20 + struct.unpack("!H", data[2:4])[0]:
            part = self._socket.recv(_MOST)
            if not part or len(data) > _MOST:
                raise TurnError("it ended the connection")
            data += part
        return data


def _message(kind: int, name: bytes, attributes: list[tuple[int, bytes]], key: bytes | None) -> bytes:
    body = b"".join(
        struct.pack("!HH", each, len(value)) + value + bytes(-len(value) % 4) for each, value in attributes
    )
    length = len(body) + (24 if key else 0)
    message = struct.pack("!HHI", kind, length, _COOKIE) + name + body
    if key is None:
        return message
    mac = hmac.new(key, message, hashlib.sha1).digest()
    return message + struct.pack("!HH", _INTEGRITY, 20) + mac


def _read(data: bytes) -> Iterator[tuple[int, bytes]]:
    at, end = 20, min(len(data), 20 + struct.unpack("!H", data[2:4])[0])
    while at + 4 <= end:
        kind, size = struct.unpack("!HH", data[at : at + 4])
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size + (-size % 4)


def _why(answer: dict[int, bytes]) -> str:
    error = answer.get(_ERROR, b"")
    if len(error) < 4:
        return "it gave no address"
    code = (error[2] & 7) * 100 + error[3]
    words = error[4:64].decode("ascii", "replace")
    return f"it refuses with {code} ({''.join(each for each in words if each.isprintable())})"


def _address(value: bytes) -> str:
    """[RFC 8489 §14.2] An address that was XORed with the cookie; an IPv6 one with the request's name too, so only its
    family is told."""
    if len(value) < 8 or value[1] != 1:
        return "an IPv6 address"
    port = struct.unpack("!H", value[2:4])[0] ^ (_COOKIE >> 16)
    return f"{ipaddress.IPv4Address(struct.unpack('!I', value[4:8])[0] ^ _COOKIE)}:{port}"
