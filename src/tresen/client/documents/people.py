"""The document `people`: the names of the team by person number (L8, S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.client.oneline import one_line
from tresen.core import records
from tresen.core.sizes import NAME_CHARACTERS

KIND: Final = "people"


def document(about: bytes | None, key: bytes | None = None) -> bytes | None:
    """The document's id: there is one, and it is about no conversation."""
    return records.document_id(KIND) if about is None and key is None else None


def plain(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a version of an earlier client."""
    names = payload.get("names")
    return (
        {number: name for number, name in names.items() if isinstance(number, str)}
        if isinstance(names, dict)
        else {}
    )


def shown(document: Document) -> Mapping[str, Any]:
    """What an earlier client reads."""
    return {"names": {str(person): name for person, name in names_in(document).items()}}


def names_in(document: Document) -> dict[int, str]:
    """Names by person number. What is no name of a person is left out."""
    found = {}
    for number, field in document.fields.items():
        named = isinstance(field.value, str) and field.value
        if named and number.isascii() and number.isdecimal() and str(int(number)) == number:
            found[int(number)] = one_line(field.value, NAME_CHARACTERS)
    return dict(sorted(found.items()))


def named(names: Mapping[int, str]) -> dict[str, str | None]:
    """The fields that give these people these names; an empty name takes it away.

    Raises:
        ValueError: a name is too long, or no single line of text.
    """
    for name in names.values():
        check_name(name)
    return {str(person): name or None for person, name in names.items()}


def check_name(name: str) -> None:
    """Raises ValueError for a name that is too long, or no single line of text."""
    if len(name) > NAME_CHARACTERS:
        raise WrongInput(f"a name has at most {NAME_CHARACTERS} characters")
    if one_line(name, NAME_CHARACTERS) != name:
        raise WrongInput("a name is one line of text, without blanks around it")
