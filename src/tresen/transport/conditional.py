"""Parses `Accept-Encoding` and `If-None-Match` (RFC 9110 §12.5.3, §13.1.2)."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:,[ \t,]*|$)')


def accepts_gzip(header: bytes) -> bool:
    """Whether this Accept-Encoding admits gzip."""
    for part in header.lower().split(b","):
        name, _, quality = part.partition(b";")
        if name.strip() in (b"gzip", b"*"):
            return quality.strip().replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False


def matches(header: bytes, etag: bytes) -> bool:
    """Whether this If-None-Match names the tag, by the weak comparison. A header that is no list of tags names none."""
    if header.strip(b" \t") == b"*":
        return True
    rest, found = header.strip(b" \t,"), False
    while rest:
        tag = _TAG.match(rest)
        if tag is None:
            return False
        found = found or tag[1] == etag.removeprefix(b"W/")
        rest = rest[tag.end() :]
    return found
