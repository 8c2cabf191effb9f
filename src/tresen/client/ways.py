"""Named links to the customer page (S3): where somebody comes from, and words for the field.

All of it stands behind the `#`, so that no server and no log learns it. `web/core/src/wire/ways.ts` is the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

from tresen.client.oneline import one_line
from tresen.core.sizes import WAY_ID_BYTES, WAY_SOURCE_CHARACTERS, WAY_TEXT_CHARACTERS, WAYS_CLOSED
from tresen.seal import crockford
from tresen.seal.refused import Refused

_ID_BITS: Final = 8 * WAY_ID_BYTES
_UNSEEN: Final = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Marks of direction and what else nobody sees; joiners stay, for they join emoji."""
_QUOTES: Final = re.compile('[„“”"«»]')
"""A source stands between such marks, and must not seem to end there."""
_BREAKS: Final = re.compile("\r\n?|[\u0085\u2028\u2029]")
_CONTROLS: Final = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f]")
_SPACES: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What browsers take for white space."""
_SAFE: Final = "-_.!~*'()"
"""What `encodeURIComponent` leaves as it is, beside letters and digits."""


class LinkWay(NamedTuple):
    """What a link says of where somebody comes from, made safe to be shown. Empty: it does not say.

    `id`: eight Crockford signs. `source`: one line. `text`: words for the field, which never send themselves.
    """

    id: str = ""
    source: str = ""
    text: str = ""


def way_id(value: Any) -> str:
    """A way's id as it is written and compared; empty for anything else."""
    if not isinstance(value, str):
        return ""
    try:
        return crockford.encode(crockford.decode(value[:20], _ID_BITS))
    except Refused:
        return ""


def source_in(value: Any) -> str:
    """A source as it is shown: one line, without quotation marks, cut at its limit; empty for anything else."""
    if not isinstance(value, str):
        return ""
    # Cut before as well, as everywhere here.
    return one_line(_QUOTES.sub("", value[: 4 * WAY_SOURCE_CHARACTERS]), WAY_SOURCE_CHARACTERS)


def text_in(value: Any) -> str:
    """Words for the field: line breaks stay, other controls and marks of direction go; cut at its limit.

    Empty for nothing but blanks, and for what is no text.
    """
    if not isinstance(value, str):
        return ""
    # Cut before as well, so that a text of any length costs no more than a short one.
    seen = _BREAKS.sub("\n", value[: 4 * WAY_TEXT_CHARACTERS]).replace("\t", " ")
    text = _UNSEEN.sub("", _CONTROLS.sub("", seen))[:WAY_TEXT_CHARACTERS]
    return text if text.strip(_SPACES) else ""


def closed_ways(profile: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the ways that this profile says are switched off; what is none is left out."""
    named = profile.get("ways_closed")
    if not isinstance(named, list | tuple):
        return ()
    return tuple(id_ for each in named[:WAYS_CLOSED] if (id_ := way_id(each)))


def open_way(way: LinkWay, profile: Mapping[str, Any]) -> LinkWay | None:
    """The way, unless this profile says that it is switched off: then it is as if the link named none."""
    return None if way.id in closed_ways(profile) else way


def read_way(url: str) -> LinkWay | None:
    """What the link names; None: no way. Parts that are not known are left alone."""
    fragment = urlsplit(url.strip()).fragment
    fields: dict[str, str] = {}
    for name, value in parse_qsl(fragment, keep_blank_values=True, errors="replace"):
        fields.setdefault(name, value)
    way = LinkWay(way_id(fields.get("w")), source_in(fields.get("s")), text_in(fields.get("q")))
    return way if any(way) else None


def way_url(sign: str, way: LinkWay) -> str:
    """The link of that way. `sign`: the business's address, with or without `#key=`; without it is the one to be typed."""
    parts = [("w", way_id(way.id)), ("s", source_in(way.source)), ("q", text_in(way.text))]
    said = "&".join(f"{name}={quote(value, safe=_SAFE)}" for name, value in parts if value)
    if not said:
        return sign
    return f"{sign}{'&' if '#' in sign else '#'}{said}"
