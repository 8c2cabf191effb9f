"""How a request to a store that speaks S3 is signed: AWS Signature Version 4, in the request's headers. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import quote

UNSIGNED: Final = "UNSIGNED-PAYLOAD"
"""For a body that is not read twice: TLS and the size guard it."""
EMPTY: Final = hashlib.sha256(b"").hexdigest()
_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_SERVICE: Final = "s3"


class Bucket(NamedTuple):
    """Where: `url` is the store's address with the bucket as its path, such as https://s3.example.org/tresen."""

    url: str
    key: str
    secret: str
    region: str = "us-east-1"


def target(path: str, query: Mapping[str, str]) -> tuple[str, str]:
    """The path and the query as they are signed, and so must be sent: every byte but the unreserved ones is escaped."""
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in query.items())
    return quote(path, safe="/~"), "&".join(f"{name}={value}" for name, value in pairs)


def signed(
    bucket: Bucket,
    method: str,
    at: tuple[str, str],
    headers: Mapping[str, str],
    digest: str,
    now: datetime,
) -> dict[str, str]:
    """The headers with which the request is sent: `headers`, all of them signed, its time, its digest and the signature.

    `at` is what `target` gives, `headers` names the host, `digest` is the body's SHA-256 or `UNSIGNED`.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    sent = {name.lower(): value.strip() for name, value in headers.items()}
    sent |= {"x-amz-content-sha256": digest, "x-amz-date": stamp}
    names = ";".join(sorted(sent))
    lines = "".join(f"{name}:{sent[name]}\n" for name in sorted(sent))
    request = "\n".join((method, *at, lines, names, digest))
    scope = f"{stamp[:8]}/{bucket.region}/{_SERVICE}/aws4_request"
    said = "\n".join((_ALGORITHM, stamp, scope, hashlib.sha256(request.encode()).hexdigest()))
    key = f"AWS4{bucket.secret}".encode()
    for part in scope.split("/"):
        key = _mac(key, part)
    about = f"Credential={bucket.key}/{scope},SignedHeaders={names},Signature={_mac(key, said).hex()}"
    return sent | {"authorization": f"{_ALGORITHM} {about}"}


def _escaped(text: str) -> str:
    return quote(text, safe="~")


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
