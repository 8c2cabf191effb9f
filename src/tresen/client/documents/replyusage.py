"""How often quick replies were used: a document for each week, without who used them (L8, S9)."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any, Final

from tresen.client.documents.merge import Document
from tresen.core import records

KIND: Final = "reply_usage"
WEEKS: Final = 13
"""Weeks that are kept besides the one that runs; inboxes remove older ones."""
WEEK_DAYS: Final = 7

_COUNT: Final = re.compile(r"(?:^| )([0-9]{1,6}\.[A-Za-z0-9_-]{8})\.([0-9]{1,6})(?= |$)")


def key_of(week: int, part: int = 0) -> bytes:
    """The key of a week is its number, so that all devices write one document.

    It is the days since 1970 in the business's time zone, divided by 7. `part`: the next one, if their counts do not fit it.
    """
    return part.to_bytes(8) + week.to_bytes(8)


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the counts of that week."""
    return None if about is not None or key is None else records.entry_id(KIND, None, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote counts."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads counts."""
    return {}


def name_of(key: bytes) -> str:
    """What names a reply in the counts: the first 8 characters of its key."""
    return base64.urlsafe_b64encode(key)[:8].decode()


def oldest(day: int) -> int:
    """The first day (since 1970) of which the counts are still kept on that day."""
    return (day // WEEK_DAYS - WEEKS) * WEEK_DAYS


def counts_in(document: Document) -> dict[str, int]:
    """Uses by `day.reply`: days since 1970, and the first 8 characters of the reply's key in base64url."""
    sums: dict[str, int] = {}
    for field in document.fields.values():
        if isinstance(field.value, str):
            for at, count in _COUNT.findall(field.value):
                sums[at] = sums.get(at, 0) + int(count)
    return sums
