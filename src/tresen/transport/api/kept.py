"""Public answers that a client may keep: compressed, with an ETag, and not sent again to who has them (W8)."""

from __future__ import annotations

import gzip
import hashlib
from typing import Any, Final, TypeVar

import msgspec
from litestar import Litestar, Request, Response
from litestar.response.base import ASGIResponse

from tresen.transport.conditional import accepts_gzip, matches

T = TypeVar("T")
_WORTH_PACKING: Final = 1024


class Kept(Response[T]):
    """`content`, or 304 for whoever names its tag; `same` is what the tag is made of.

    Equal `same` means an equal answer to the reader. The bytes may differ, by the encoding or the time of day, so the tag
    is weak (RFC 9110 §8.8.1). Compression is for these answers alone: they are public, so their length reveals nothing.
    """

    def __init__(self, content: T, same: object) -> None:
        tag = hashlib.sha256(msgspec.json.encode(same)).hexdigest()[:32]
        super().__init__(
            content, headers={"etag": f'W/"{tag}"', "cache-control": "no-cache", "vary": "accept-encoding"}
        )

    def to_asgi_response(
        self, app: Litestar | None, request: Request[Any, Any, Any], **how: Any
    ) -> ASGIResponse:
        """The answer to this request."""
        given = ", ".join(request.headers.getall("if-none-match", []))
        if matches(given.encode("latin-1"), self.headers["etag"].encode()):
            return ASGIResponse(status_code=304, headers=self.headers)
        answer = super().to_asgi_response(app, request, **how)
        accepted = ", ".join(request.headers.getall("accept-encoding", []))
        if len(answer.body) >= _WORTH_PACKING and accepts_gzip(accepted.encode("latin-1")):
            answer.body = gzip.compress(answer.body, 6, mtime=0)
            answer.headers["content-encoding"] = "gzip"
            answer.headers["content-length"] = str(len(answer.body))
        return answer
