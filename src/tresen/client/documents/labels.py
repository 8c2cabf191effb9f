"""The document `labels`: what the team sorts conversations by (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.client.oneline import NO_LINE, is_line
from tresen.core import records
from tresen.core.sizes import LABEL_CHARACTERS, LABEL_COLOURS, LABELS

KIND: Final = "labels"
_ID: Final = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_NAME: Final = "name:"
_HIGHEST: Final = 2**31 - 1

DEFAULTS: Final[Mapping[str, str]] = MappingProxyType(
    {"new_customer": "blue", "new_order": "plum", "payment_open": "amber", "paid": "moss", "done": "slate"}
)
"""The labels that every team begins with, by id, each with its colour; in this order."""
_DEFAULT_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "de": ("Neukunde", "Neue Bestellung", "Zahlung offen", "Bezahlt", "Erledigt"),
    "en": ("New customer", "New order", "Payment open", "Paid", "Done"),
}


class Label(NamedTuple):
    """A label. `name` is None for one of the `DEFAULTS` that nobody renamed: it is shown in the reader's language."""

    id: str
    name: str | None
    colour: str
    order: int


def document(about: bytes | None, key: bytes | None = None) -> bytes | None:
    """The document's id: there is one, and it is about no conversation."""
    return records.document_id(KIND) if about is None and key is None else None


def plain(payload: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001 - as every kind
    """Earlier clients knew no labels."""
    return {}


def shown(document: Document) -> Mapping[str, Any]:  # noqa: ARG001 - as every kind
    """Earlier clients know no labels."""
    return {}


def labels_in(document: Document) -> list[Label]:
    """The labels in their order, the default ones among them until somebody removes them."""
    own = [name.removeprefix(_NAME) for name in document.fields if name.startswith(_NAME)]
    found = [_label(document, label) for label in dict.fromkeys((*DEFAULTS, *own)) if _ID.fullmatch(label)]
    kept = sorted((each for each in found if each is not None), key=lambda each: (each.order, each.id))
    return kept[:LABELS]


def _label(document: Document, label: str) -> Label | None:
    name = document.value(_NAME + label)
    is_named = isinstance(name, str) and name != ""
    if document.value(f"removed:{label}") is True or not (is_named or label in DEFAULTS):
        return None
    colour, order = document.value(f"colour:{label}"), document.value(f"order:{label}")
    is_order = isinstance(order, int) and not isinstance(order, bool) and 0 <= order <= _HIGHEST
    return Label(
        label,
        name[:LABEL_CHARACTERS] if is_named else None,
        colour if colour in LABEL_COLOURS else DEFAULTS.get(label, LABEL_COLOURS[-1]),
        order if is_order else (list(DEFAULTS).index(label) if label in DEFAULTS else _HIGHEST),
    )


def saved(labels: Sequence[Label], label: Label) -> dict[str, Any]:
    """The fields that write this label, new or changed, among those that there are.

    Raises:
        ValueError: the name is empty or too long, the colour is none of the palette, or there would be too many labels.
    """
    if not _ID.fullmatch(label.id):
        raise WrongInput("a label's id has 1 to 32 of a-z, 0-9 and _")
    if label.name is None and label.id not in DEFAULTS:
        raise WrongInput("a label has a name")
    if label.name is not None and not 0 < len(label.name) <= LABEL_CHARACTERS:
        raise WrongInput(f"a label's name has 1 to {LABEL_CHARACTERS} characters")
    if label.name is not None and not is_line(label.name):
        raise WrongInput(NO_LINE)
    if label.colour not in LABEL_COLOURS:
        raise WrongInput(f"the colours are {', '.join(LABEL_COLOURS)}")
    if label.id not in {each.id for each in labels} and len(labels) >= LABELS:
        raise WrongInput(f"a team has at most {LABELS} labels")
    return {
        f"name:{label.id}": label.name,
        f"colour:{label.id}": label.colour,
        f"order:{label.id}": label.order,
        f"removed:{label.id}": None,
    }


def removed(label: str) -> dict[str, Any]:
    """The fields that remove a label: no card shows it any more. Writing it again brings it back on all of them."""
    return {f"removed:{label}": True}


def ordered(labels: Sequence[Label], ids: Sequence[str]) -> dict[str, Any]:
    """The fields that put the labels in this order."""
    places = {label: place for place, label in enumerate(ids)}
    return {
        f"order:{each.id}": places[each.id]
        for each in labels
        if each.id in places and places[each.id] != each.order
    }


def default_name(label: str, language: str) -> str:
    """What a default label is called until somebody renames it, in German or else in English."""
    names = _DEFAULT_NAMES.get(language, _DEFAULT_NAMES["en"])
    return names[list(DEFAULTS).index(label)]
