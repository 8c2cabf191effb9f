"""Holds a relayed address of a TURN server and passes packets through it, as a browser does in a call (RFC 8656, RFC 8489).

Only for trying a relay. One request after the other, over UDP, TCP or TLS.
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
_ALLOCATE, _REFRESH, _PERMIT, _CONNECT = 0x0003, 0x0004, 0x0008, 0x000A
_SEND, _DATA_CAME = 0x0016, 0x0017
_USERNAME, _INTEGRITY, _ERROR, _LIFETIME = 0x0006, 0x0008, 0x0009, 0x000D
_PEER, _DATA, _FAMILY = 0x0012, 0x0013, 0x0017
_REALM, _NONCE, _RELAYED, _TRANSPORT = 0x0014, 0x0015, 0x0016, 0x0019
_UDP, _TCP = b"\x11\0\0\0", b"\x06\0\0\0"
_FAMILIES: Final = {4: 1, 6: 2}
_URL: Final = re.compile(r"(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?")
_MOST: Final = 4096


class Place(NamedTuple):
    """Where a relay listens, and how it is spoken to: `udp`, `tcp` or `tls`."""

    host: str
    port: int
    how: str


class Peer(NamedTuple):
    """An address beyond the relay."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class TurnError(Exception):
    """The relay refused, with a code, or said what cannot be understood. The text holds no secret."""

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        self.code = code


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
    with Allocation(url, username, credential) as held:
        return str(held.address)


class Allocation:
    """A relayed address, held until it is left: of the relay's usual family, or of IP version `family`.

    `tcp`: the relay connects to peers by TCP (RFC 6062), which a call never needs.

    Raises:
        TurnError: the relay refuses.
        OSError: it cannot be reached, or its certificate is not good.
    """

    address: Peer

    def __init__(
        self, url: str, username: str, credential: str, *, family: int | None = None, tcp: bool = False
    ) -> None:
        self._username, self._credential = username, credential
        with ExitStack() as stack:
            self._line = stack.enter_context(_Line(place_of(url)))
            wanted = [(_TRANSPORT, _TCP if tcp else _UDP)]
            if family is not None:
                wanted.append((_FAMILY, bytes([_FAMILIES[family], 0, 0, 0])))
            kind, first, _ = self._line.ask(_ALLOCATE, wanted)
            if kind != _ALLOCATE | 0x0110 or _NONCE not in first or _REALM not in first:
                raise TurnError("it gives addresses to anybody, or is no TURN server: set use-auth-secret")
            self._know(first)
            answer, name = self._asked(_ALLOCATE, wanted)
            if _RELAYED not in answer:
                raise TurnError("it gave no address")
            self.address = _address(answer[_RELAYED], name)
            stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._asked(_REFRESH, [(_LIFETIME, bytes(4))])
        except (TurnError, OSError):
            pass  # it ends by itself after ten minutes
        finally:
            self._line.__exit__()

    def permit(self, host: str) -> None:
        """Let packets of that address through. Raises `TurnError` where the relay refuses it."""
        self._asked(_PERMIT, [], Peer(host, 0))

    def connect(self, peer: Peer) -> None:
        """Have the relay connect by TCP. Raises `TurnError` where it refuses."""
        self._asked(_CONNECT, [], peer)

    def send(self, peer: Peer, data: bytes) -> None:
        """Send a packet from the relayed address. Nobody says whether it arrives."""
        self._line.say(_SEND, [(_DATA, data)], peer)

    def receive(self, seconds: float) -> tuple[Peer, bytes] | None:
        """The next packet that arrives at the relayed address; None where none does in that time."""
        return self._line.next_packet(seconds)

    def _know(self, answer: dict[int, bytes]) -> None:
        realm, nonce = answer[_REALM], answer[_NONCE]
        key = f"{self._username}:{realm.decode()}:{self._credential}".encode()
        self._key = hashlib.md5(key).digest()  # noqa: S324 - RFC 8489 says so
        self._known = [(_USERNAME, self._username.encode()), (_REALM, realm), (_NONCE, nonce)]

    def _asked(
        self, kind: int, attributes: list[tuple[int, bytes]], peer: Peer | None = None
    ) -> tuple[dict[int, bytes], bytes]:
        got, answer, name = self._line.ask(kind, [*attributes, *self._known], self._key, peer)
        if got != kind | 0x0100:
            raise _refused(answer)
        return answer, name


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
        self,
        kind: int,
        attributes: list[tuple[int, bytes]],
        key: bytes | None = None,
        peer: Peer | None = None,
    ) -> tuple[int, dict[int, bytes], bytes]:
        """Send a request; the type of its answer, the answer's attributes, and the name both have."""
        name = os.urandom(12)
        request = _message(kind, name, attributes, key, peer)
        for left in reversed(range(SENDS if self._udp else 1)):
            self._socket.sendall(request)
            try:
                return (*self._answer(name), name)
            except TimeoutError:
                if not left:
                    raise
        raise TurnError("no answer")

    def say(self, kind: int, attributes: list[tuple[int, bytes]], peer: Peer) -> None:
        """Send an indication, which has no answer."""
        self._socket.sendall(_message(kind, os.urandom(12), attributes, None, peer))

    def next_packet(self, seconds: float) -> tuple[Peer, bytes] | None:
        """What a peer sent next, and who; None where nothing comes in that time."""
        usual = self._socket.gettimeout()
        self._socket.settimeout(seconds)
        try:
            while True:
                data = self._next()
                found = dict(_read(data))
                if data[:2] == struct.pack("!H", _DATA_CAME) and _PEER in found and _DATA in found:
                    return _address(found[_PEER], data[8:20]), found[_DATA]
        except TimeoutError:
            return None
        finally:
            self._socket.settimeout(usual)

    def _answer(self, name: bytes) -> tuple[int, dict[int, bytes]]:
        while True:
            data = self._next()
            if len(data) >= 20 and data[8:20] == name:
                return struct.unpack("!H", data[:2])[0], dict(_read(data))

    def _next(self) -> bytes:
        return self._socket.recv(_MOST) if self._udp else self._whole()

    def _whole(self) -> bytes:
        data = b""
        while len(data) < 20 or len(data) < 20 + struct.unpack("!H", data[2:4])[0]:
            part = self._socket.recv(_MOST)
            if not part or len(data) > _MOST:
                raise TurnError("it ended the connection")
            data += part
        return data


def _message(
    kind: int, name: bytes, attributes: list[tuple[int, bytes]], key: bytes | None, peer: Peer | None
) -> bytes:
    if peer is not None:
        attributes = [(_PEER, _xored(peer, name)), *attributes]
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


def _refused(answer: dict[int, bytes]) -> TurnError:
    error = answer.get(_ERROR, b"")
    if len(error) < 4:
        return TurnError("it refuses without a reason")
    code = (error[2] & 7) * 100 + error[3]
    words = error[4:64].decode("ascii", "replace")
    return TurnError(
        f"it refuses with {code} ({''.join(each for each in words if each.isprintable())})", code
    )


def _mask(name: bytes) -> bytes:
    return struct.pack("!I", _COOKIE) + name


def _xored(peer: Peer, name: bytes) -> bytes:
    packed = ipaddress.ip_address(peer.host).packed
    hidden = bytes(one ^ other for one, other in zip(packed, _mask(name), strict=False))
    family = _FAMILIES[4 if len(packed) == 4 else 6]
    return struct.pack("!BBH", 0, family, peer.port ^ (_COOKIE >> 16)) + hidden


def _address(value: bytes, name: bytes) -> Peer:
    """[RFC 8489 §14.2] An address that was XORed with the cookie, an IPv6 one with the message's name too."""
    if len(value) not in (8, 20):
        raise TurnError("it gave an address that cannot be read")
    port = struct.unpack("!H", value[2:4])[0] ^ (_COOKIE >> 16)
    packed = bytes(one ^ other for one, other in zip(value[4:], _mask(name), strict=False))
    return Peer(str(ipaddress.ip_address(packed)), port)
