"""Signals to push services: signed by the server's own key, without content, to public addresses only (RFC 8030, 8292)."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tresen.core.bounds.networks import is_public
from tresen.core.notifications.pushservice import CLAIM_SECONDS, carrier_of
from tresen.desk.notifications.notifier import Delivery, Outcome

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

KEY_FILE: Final = "push.key"
"""The server's key for push services, in the data folder. A new one ends all subscriptions."""
TTL_SECONDS: Final = 24 * 60 * 60
"""How long a push service keeps a signal for a device that is off."""
TOPIC: Final = "news"
"""A later signal takes the place of one that still waits. It is the same for everybody, so it says nothing."""
SECONDS: Final = 10.0
_CONNECTIONS: Final = 8


class Vapid:
    """The key by which push services recognise this server; made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / KEY_FILE

    @cached_property
    def _key(self) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric import ec

        if not self._file.exists():
            made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
                form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
            )
            part = self._file.with_suffix(".part")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(made)
                out.flush()
                os.fsync(out.fileno())
            part.rename(self._file)
        key = form.load_pem_private_key(self._file.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{KEY_FILE} is not a key of the kind that push services take")
        return key

    @cached_property
    def public(self) -> str:
        """The public key as browsers and push services are given it."""
        from cryptography.hazmat.primitives import serialization as form

        point = self._key.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
        return _b64(point)

    def authorization(self, carrier: str, subject: str, now_ms: int) -> str:
        """[RFC 8292] The header that tells the push service `carrier` who signals. `subject` is where to complain."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        claims = {"aud": carrier, "exp": now_ms // 1000 + CLAIM_SECONDS, "sub": subject}
        said = ".".join(_b64(json.dumps(each).encode()) for each in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._key.sign(said.encode(), ec.ECDSA(SHA256())))
        return f"vapid t={said}.{_b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={self.public}"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


class PushCarrier:
    """Brings signals to push services. It follows no redirect, uses no proxy, and reads nothing of an answer but its head.

    `allows` says which IP addresses may be connected to; a name is resolved here, once, by `resolve`, and the connection
    goes to the very address that was checked. All of them, `tls` and `port` differ in tests only.
    """

    def __init__(
        self,
        folder: Path,
        subject: str,
        allows: Callable[[str], bool] = is_public,
        resolve: Callable[[str, int], Awaitable[list[str]]] | None = None,
        tls: ssl.SSLContext | None = None,
        port: int | None = None,
    ) -> None:
        self._vapid, self._subject = Vapid(folder), subject
        self._allows, self._resolve, self._tls, self._port = allows, resolve or _resolved, tls, port

    @property
    def key(self) -> str:
        """The public key by which push services recognise this server."""
        return self._vapid.public

    @cached_property
    def _pool(self) -> Any:
        # Loaded with the first signal: most servers of a shop that is open send none for hours.
        import httpcore

        checked, port_here = self._checked, self._port

        class Guarded(httpcore.AnyIOBackend):
            async def connect_tcp(
                self,
                host: str,
                port: int,
                timeout: float | None = None,  # noqa: ASYNC109 - the parameter is httpcore's
                local_address: str | None = None,
                socket_options: Iterable[Any] | None = None,
            ) -> httpcore.AsyncNetworkStream:
                address = await checked(host, port)
                return await super().connect_tcp(
                    address, port_here or port, timeout, local_address, socket_options
                )

        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls or ssl.create_default_context(),
            max_connections=_CONNECTIONS,
            keepalive_expiry=30,
            network_backend=Guarded(),
        )

    async def signal(self, endpoint: str, now_ms: int) -> Delivery:
        """Ask the push service to wake that browser."""
        headers = {
            "Authorization": self._vapid.authorization(carrier_of(endpoint), self._subject, now_ms),
            "TTL": str(TTL_SECONDS),
            "Topic": TOPIC,
            "Urgency": "high",
            "Content-Length": "0",
        }
        limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)}
        try:
            async with asyncio.timeout(3 * SECONDS):
                async with self._pool.stream("POST", endpoint, headers=headers, extensions=limits) as answer:
                    return _delivery(answer.status, dict(answer.headers))
        except (OSError, TimeoutError, Unreachable, UnicodeError):
            # UnicodeError: a name that no resolver takes, from a version of Tresen that let it pass.
            return Delivery(Outcome.LATER)
        except Exception as error:
            if type(error).__module__.partition(".")[0] == "httpcore":
                return Delivery(Outcome.LATER)
            raise

    async def _checked(self, host: str, port: int) -> str:
        addresses = await self._resolve(host, port)
        # One address inside is reason enough: no push service has one.
        if not addresses or not all(map(self._allows, addresses)):
            raise Unreachable
        return addresses[0]

    async def close(self) -> None:
        """Let connections go."""
        if "_pool" in self.__dict__:
            await self._pool.aclose()


class Unreachable(Exception):
    """The name leads nowhere that a signal may go."""


async def _resolved(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def _delivery(status: int, headers: dict[bytes, bytes]) -> Delivery:
    """[RFC 8030] 404 and 410 end a subscription; so does any other refusal that trying again cannot change."""
    if 200 <= status < 300:
        return Delivery(Outcome.TAKEN)
    if status == 429 or status >= 500:
        after = next((value for name, value in headers.items() if name.lower() == b"retry-after"), b"")
        return Delivery(Outcome.LATER, int(after) * 1000 if after.isdigit() and len(after) < 6 else 0)
    return Delivery(Outcome.GONE)
