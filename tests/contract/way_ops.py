"""Operations of the shared vectors on ways: links, what a message says of one, the back room's entry, what is off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from tresen.client.content.way import came_by
from tresen.client.documents import way
from tresen.client.documents.kinds import read_version
from tresen.client.ways import LinkWay, closed_ways, read_way, way_url
from tresen.seal.links import Sign

Values = dict[str, Any]


def link_way(given: Values) -> Values:
    """What a link says of a way, as it is shown; None: it names none."""
    way = read_way(given["url"])
    return {"way": None if way is None else way._asdict()}


def way_link(given: Values) -> Values:
    """The link of a way."""
    print_ = given["fingerprint"]
    sign = Sign(given["public_url"], given["handle"], None if print_ is None else bytes.fromhex(print_))
    return {"url": way_url(str(sign), LinkWay(given["id"], given["source"], given["text"]))}


def message_way(given: Values) -> Values:
    """What a payload says of the way that its writer came by; None: nothing."""
    came = came_by(msgspec.msgpack.decode(bytes.fromhex(given["payload"])))
    return {"way": None if came is None else came._asdict()}


def way_says(given: Values) -> Values:
    """What a version of a way says, as it is shown; None: it is not."""
    payload = msgspec.msgpack.decode(bytes.fromhex(given["payload"]))
    document = read_version(payload, way, given["at_ms"], bytes.fromhex(given["device"]))
    said = way.way_in(bytes.fromhex(given["key"]), document)
    return {"said": None if said is None else said._asdict()}


def ways_off(given: Values) -> Values:
    """The ids of the ways that a profile says are switched off."""
    return {"closed": list(closed_ways(given["profile"]))}


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {
    each.__name__: each for each in (link_way, way_link, message_way, way_says, ways_off)
}
