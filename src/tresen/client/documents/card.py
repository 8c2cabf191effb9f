"""The card: what the team knows of a customer, one document for each conversation (L8, S9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.client.documents.people import check_name
from tresen.core import records
from tresen.core.sizes import ID_BYTES, NAME_CHARACTERS

KIND: Final = "card"
EARLIER_LIMIT: Final = 64
"""A card goes on from so many conversations at most."""
_NAME: Final = "name"
_EARLIER: Final = "earlier:"


class Card(NamedTuple):
    """What a card says. `earlier`: conversations that this one goes on from, in the order in which they were linked."""

    name: str | None = None
    earlier: tuple[bytes, ...] = ()


def document(about: bytes | None, key: bytes | None = None) -> bytes | None:
    """The id of the card about that conversation."""
    return None if about is None or key is not None else records.card_id(about)


def plain(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a version of an earlier client."""
    earlier = payload.get("earlier")
    ids = [each for each in earlier if isinstance(each, bytes)] if isinstance(earlier, list) else []
    linked = {_EARLIER + each.hex(): True for each in ids if len(each) == ID_BYTES}
    return {_NAME: payload.get("name") or None, **linked}


def shown(document: Document) -> Mapping[str, Any]:
    """What an earlier client reads."""
    name, earlier = card_in(document)
    return {"name": name or "", **({"earlier": list(earlier)} if earlier else {})}


def card_in(document: Document) -> Card:
    """What the card says. What is not of that shape is left out."""
    name = document.value(_NAME)
    links = [
        (field.stamp, field_name)
        for field_name, field in document.fields.items()
        if field.value is True and _is_link(field_name)
    ]
    earlier = tuple(bytes.fromhex(field_name.removeprefix(_EARLIER)) for _, field_name in sorted(links))
    return Card(
        name[:NAME_CHARACTERS] if isinstance(name, str) and name else None,
        earlier[:EARLIER_LIMIT],
    )


def named(name: str) -> dict[str, Any]:
    """The fields that give the customer this name; an empty name takes it away.

    Raises:
        ValueError: the name is too long.
    """
    check_name(name)
    return {_NAME: name or None}


def linked(before: Card, earlier: Iterable[bytes]) -> dict[str, Any]:
    """The fields by which the card goes on from exactly these conversations.

    Raises:
        ValueError: there are too many.
    """
    wanted = dict.fromkeys(earlier)
    if len(wanted) > EARLIER_LIMIT:
        raise ValueError(f"a conversation goes on from at most {EARLIER_LIMIT} others")
    gone: dict[str, Any] = {_EARLIER + each.hex(): None for each in before.earlier if each not in wanted}
    return gone | {_EARLIER + each.hex(): True for each in wanted}


def _is_link(name: str) -> bool:
    digits = name.removeprefix(_EARLIER)
    return (
        name.startswith(_EARLIER)
        and len(digits) == 2 * ID_BYTES
        and all(digit in "0123456789abcdef" for digit in digits)
    )
