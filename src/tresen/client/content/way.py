"""The way that somebody came by, as it goes with a message of theirs of any kind (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tresen.client.ways import LinkWay, source_in, way_id


class CameBy(NamedTuple):
    """The way that a customer came by, as the link said it; at least one of them is not empty.

    `id` names a way of the team (`Way.id`). Anybody can write any `source`: it proves nothing.
    """

    id: str = ""
    source: str = ""


def way_field(came: CameBy) -> dict[str, str]:
    """What goes into the payload beside what its kind says; empty when there is nothing to say."""
    said = {"id": way_id(came.id), "source": source_in(came.source)}
    return {name: value for name, value in said.items() if value}


def came_with(way: LinkWay) -> CameBy | None:
    """What a message says of the way of a link; None: the link has words alone."""
    return CameBy(way.id, way.source) if way.id or way.source else None


def came_by(payload: Mapping[str, Any]) -> CameBy | None:
    """What a payload's field `way` says; None: nothing, or it has another shape."""
    field = payload.get("way")
    if not isinstance(field, Mapping):
        return None
    came = CameBy(way_id(field.get("id")), source_in(field.get("source")))
    return came if any(came) else None
