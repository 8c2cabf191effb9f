"""The card: what the team knows of a customer, one document for each conversation (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypedDict

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.client.oneline import has_controls
from tresen.core import records
from tresen.core.sizes import (
    ADDRESS_CHARACTERS,
    CARD_LANGUAGES,
    EMAIL_CHARACTERS,
    FREE_CHARACTERS,
    FREE_FIELDS,
    FREE_NAME_CHARACTERS,
    ID_BYTES,
    NAME_CHARACTERS,
    NOTE_CHARACTERS,
    PHONE_CHARACTERS,
)

KIND: Final = "card"
EARLIER_LIMIT: Final = 64
"""A card goes on from so many conversations at most."""
TEXTS: Final[Mapping[str, int]] = {
    "name": NAME_CHARACTERS,
    "phone": PHONE_CHARACTERS,
    "email": EMAIL_CHARACTERS,
    "address": ADDRESS_CHARACTERS,
    "note": NOTE_CHARACTERS,
}
"""The fields that hold text, each with its limit in code points."""
_LINES: Final = frozenset({"name", "phone", "email"})
"""The texts of one line."""
_EARLIER: Final = "earlier:"
_FREE: Final = "field:"
_LABEL: Final = "label:"
_LABEL_NAME: Final = re.compile(r"label:[a-z0-9_]{1,32}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_BIRTHDAY: Final = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)", re.ASCII)


class Card(NamedTuple):
    """What a card says; None or nothing where nobody wrote anything.

    `phone` and `email` are as typed. `birthday`: `YYYY-MM-DD`, without the year `--MM-DD`. `fields`: free fields by their
    names. `labels`: ids of labels. `languages`: language tags (BCP 47), the preferred one first. `earlier`: conversations
    that this one goes on from, in the order in which they were linked.
    """

    name: str | None = None
    earlier: tuple[bytes, ...] = ()
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    birthday: str | None = None
    note: str | None = None
    fields: Mapping[str, str] = MappingProxyType({})
    labels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class CardChange(TypedDict, total=False):
    """What is to change on a card. An empty text takes a value away, as does an empty value in `fields`.

    `languages` replaces all of them. `labels`: which to put on (true) and take off (false), by id.
    """

    name: str
    phone: str
    email: str
    address: str
    birthday: str
    note: str
    fields: Mapping[str, str]
    languages: Iterable[str]
    labels: Mapping[str, bool]


def document(about: bytes | None, key: bytes | None = None) -> bytes | None:
    """The id of the card about that conversation."""
    return None if about is None or key is not None else records.card_id(about)


def plain(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a version of an earlier client."""
    earlier = payload.get("earlier")
    ids = [each for each in earlier if isinstance(each, bytes)] if isinstance(earlier, list) else []
    linked = {_EARLIER + each.hex(): True for each in ids if len(each) == ID_BYTES}
    return {"name": payload.get("name") or None, **linked}


def shown(document: Document) -> Mapping[str, Any]:
    """What an earlier client reads."""
    said = card_in(document)
    return {"name": said.name or "", **({"earlier": list(said.earlier)} if said.earlier else {})}


def card_in(document: Document) -> Card:
    """What the card says. What is not of that shape is left out."""
    texts = {name: _text(document.value(name), limit) for name, limit in TEXTS.items()}
    birthday, languages = document.value("birthday"), document.value("languages")
    return Card(
        **texts,
        earlier=_earlier_in(document),
        birthday=birthday if is_birthday(birthday) else None,
        fields=_free_in(document),
        labels=tuple(sorted(_labels_in(document))),
        languages=_languages_in(languages) if isinstance(languages, str) else (),
    )


def _text(value: Any, limit: int) -> str | None:
    return value[:limit] if isinstance(value, str) and value else None


def _earlier_in(document: Document) -> tuple[bytes, ...]:
    links = sorted(
        (field.stamp, name)
        for name, field in document.fields.items()
        if field.value is True and _is_link(name)
    )
    return tuple(bytes.fromhex(name.removeprefix(_EARLIER)) for _, name in links[:EARLIER_LIMIT])


def _free_in(document: Document) -> Mapping[str, str]:
    named_ = {
        name.removeprefix(_FREE): value
        for name, field in document.fields.items()
        if name.startswith(_FREE) and (value := _text(field.value, FREE_CHARACTERS)) is not None
    }
    kept = sorted(name for name in named_ if 0 < len(name) <= FREE_NAME_CHARACTERS)
    return {name: named_[name] for name in kept[:FREE_FIELDS]}


def _labels_in(document: Document) -> list[str]:
    return [
        name.removeprefix(_LABEL)
        for name, field in document.fields.items()
        if field.value is True and _LABEL_NAME.fullmatch(name)
    ]


def _languages_in(value: str) -> tuple[str, ...]:
    tags = dict.fromkeys(tag for tag in value.split(" ") if _LANGUAGE.fullmatch(tag))
    return tuple(tags)[:CARD_LANGUAGES]


def is_birthday(value: Any) -> bool:
    """Whether this is `YYYY-MM-DD` or `--MM-DD`, and a day of the calendar."""
    match = _BIRTHDAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    try:
        # Without a year, 29 February is a day like any other.
        date(2000 if match[1] == "-" else int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def named(name: str) -> dict[str, Any]:
    """The fields that give the customer this name; an empty name takes it away.

    Raises:
        ValueError: the name is too long.
    """
    return written({"name": name})


def written(texts: Mapping[str, str]) -> dict[str, Any]:
    """The fields that set these texts, `birthday` among them; an empty text takes it away.

    Raises:
        ValueError: a text is too long, a control character stands in a text of one line, or `birthday` is no day.
    """
    for name, text in texts.items():
        if name == "birthday":
            if text and not is_birthday(text):
                raise WrongInput("a birthday is YYYY-MM-DD, or --MM-DD without the year")
        elif len(text) > TEXTS[name]:
            raise WrongInput(f"{name} has at most {TEXTS[name]} characters")
        elif name in _LINES and has_controls(text):
            raise WrongInput(f"{name} is one line")
    return {name: text or None for name, text in texts.items()}


def changed(before: Card, change: CardChange) -> dict[str, Any]:
    """The fields that a change sets on this card. Raises ValueError as `written`, `with_fields`, `speaking`, `labelled`."""
    texts = {name: text for name in (*TEXTS, "birthday") if isinstance(text := change.get(name), str)}
    values = written(texts) | with_fields(before, change.get("fields", {}))
    values |= labelled(change.get("labels", {}))
    return values | (speaking(change["languages"]) if "languages" in change else {})


def with_fields(before: Card, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields that set these free fields, by name; an empty value takes one away.

    Raises:
        ValueError: a name or a value is too long, or there would be too many.
    """
    for name, value in fields.items():
        if not 0 < len(name) <= FREE_NAME_CHARACTERS:
            raise WrongInput(f"a free field's name has 1 to {FREE_NAME_CHARACTERS} characters")
        if len(value) > FREE_CHARACTERS:
            raise WrongInput(f"a free field has at most {FREE_CHARACTERS} characters")
    if len([value for value in ({**before.fields, **fields}).values() if value]) > FREE_FIELDS:
        raise WrongInput(f"a card has at most {FREE_FIELDS} free fields")
    return {_FREE + name: value or None for name, value in fields.items()}


def speaking(languages: Iterable[str]) -> dict[str, Any]:
    """The field that names the customer's languages, the preferred one first; none takes it away.

    Raises:
        ValueError: one is no language tag, or there are too many.
    """
    tags = tuple(dict.fromkeys(languages))
    if len(tags) > CARD_LANGUAGES or not all(_LANGUAGE.fullmatch(tag) for tag in tags):
        raise WrongInput(f"at most {CARD_LANGUAGES} language tags, like de or en-GB")
    return {"languages": " ".join(tags) or None}


def labelled(labels: Mapping[str, bool]) -> dict[str, Any]:
    """The fields that put these labels on the card (true) or take them off (false).

    Raises:
        ValueError: one is no id of a label.
    """
    if not all(_LABEL_NAME.fullmatch(_LABEL + label) for label in labels):
        raise WrongInput("a label is named by its id")
    return {_LABEL + label: True if on else None for label, on in labels.items()}


def linked(before: Card, earlier: Iterable[bytes]) -> dict[str, Any]:
    """The fields by which the card goes on from exactly these conversations.

    Raises:
        ValueError: there are too many.
    """
    wanted = dict.fromkeys(earlier)
    if len(wanted) > EARLIER_LIMIT:
        raise WrongInput(f"a conversation goes on from at most {EARLIER_LIMIT} others")
    gone: dict[str, Any] = {_EARLIER + each.hex(): None for each in before.earlier if each not in wanted}
    return gone | {_EARLIER + each.hex(): True for each in wanted}


def _is_link(name: str) -> bool:
    digits = name.removeprefix(_EARLIER)
    return (
        name.startswith(_EARLIER)
        and len(digits) == 2 * ID_BYTES
        and all(digit in "0123456789abcdef" for digit in digits)
    )
