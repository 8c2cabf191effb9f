"""A push service on this machine: TLS, every request kept with its raw bytes, answers as told."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ipaddress
import json
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID

from tresen.transport.push import PushCarrier

HOST = "push.service.example"


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(header: str, now_ms: int) -> tuple[dict[str, Any], str]:
    """[RFC 8292] The claims of an `Authorization: vapid …` header and its key; fails unless the signature is that key's."""
    scheme, _, rest = header.partition(" ")
    assert scheme == "vapid"
    parts = dict(each.strip().split("=", 1) for each in rest.split(","))
    said, _, signature = parts["t"].rpartition(".")
    raw = unb64(signature)
    assert len(raw) == 64
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
    key.verify(der, said.encode(), ec.ECDSA(hashes.SHA256()))
    head, claims = (json.loads(unb64(each)) for each in said.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert now_ms / 1000 < claims["exp"] <= now_ms / 1000 + 24 * 3600
    return claims, parts["k"]


@dataclass
class PushService:
    """What came, and what is answered: `answers` first, then 201 for ever."""

    port: int
    trust: ssl.SSLContext
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    waiting: dict[str, set[str]] = field(default_factory=dict)

    def endpoint(self, name: str) -> str:
        return f"https://{HOST}/send/{name}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.came]

    def carrier(self, folder: Path) -> PushCarrier:
        """A carrier that believes this machine to be the public HOST."""

        async def resolve(host: str, port: int) -> list[str]:
            assert host == HOST
            return ["127.0.0.1"]

        return PushCarrier(
            folder,
            "https://tresen.example",
            allows=lambda address: ipaddress.ip_address(address).is_loopback,
            resolve=resolve,
            tls=self.trust,
            port=self.port,
        )


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for that host: who serves with it, and who trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    trusting = ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())
    return serving, trusting


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


@contextlib.asynccontextmanager
async def push_service(folder: Path, at: str = "127.0.0.1", port: int = 0) -> AsyncIterator[PushService]:
    serving, trusting = certificate(folder, HOST)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                raw = await reader.readuntil(b"\r\n\r\n")
                first, *lines = raw.decode("ascii").rstrip().split("\r\n")
                headers = {
                    name.lower(): value.strip() for name, value in (each.split(":", 1) for each in lines)
                }
                path = first.split(" ")[1]
                service.came.append((path, headers, raw))
                status, more = service.answers.pop(0) if service.answers else (201, "")
                if status == 201:
                    service.waiting.setdefault(path, set()).add(headers.get("topic", str(len(service.came))))
                writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n{more}\r\n".encode())
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, at, port, ssl=serving)
    service = PushService(server.sockets[0].getsockname()[1], trusting)
    try:
        yield service
    finally:
        server.close()
