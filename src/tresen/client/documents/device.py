"""What the team calls its devices: one document for each, whose key is the device's id (L8, S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.client.oneline import one_line
from tresen.core import records
from tresen.core.model import Role
from tresen.core.records import Device
from tresen.core.sizes import DEVICE_NAME_CHARACTERS, DEVICE_SORT_CHARACTERS

KIND: Final = "device"

FORMS: Final = ("phone", "tablet", "computer")


class Described(NamedTuple):
    """What is said of a device; what nobody said is empty.

    `name` was typed. `browser` and `system` are what the device itself found, such as `Chrome` and `Android`; `form` is one
    of `FORMS`.
    """

    name: str = ""
    browser: str = ""
    system: str = ""
    form: str = ""


NOTHING: Final = Described()


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the document of the device with that id, `key`. It is about no conversation."""
    return None if about is not None or key is None else records.entry_id(KIND, None, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client named devices."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads names of devices."""
    return {}


def described_in(document: Document, named: Device | None, writer: Device | None) -> Described:
    """What a version says of the device `named`; nothing unless a device of the same person, or an owner's, signed it.

    So nobody gives a colleague's device a false name.
    """
    if not may_name(named, writer):
        return NOTHING
    form = document.value("form")
    return Described(
        one_line(document.value("name"), DEVICE_NAME_CHARACTERS),
        one_line(document.value("browser"), DEVICE_SORT_CHARACTERS),
        one_line(document.value("system"), DEVICE_SORT_CHARACTERS),
        form if form in FORMS else "",
    )


def may_name(named: Device | None, writer: Device | None) -> bool:
    """Whether what `writer` says of the device `named` counts."""
    if named is None or writer is None:
        return False
    return writer.person == named.person or writer.role == Role.OWNER


def named(name: str) -> dict[str, str | None]:
    """The field that gives a device this name; an empty one takes it away.

    Raises:
        ValueError: it is too long, or no single line of text.
    """
    if len(name) > DEVICE_NAME_CHARACTERS:
        raise WrongInput(f"a device's name has at most {DEVICE_NAME_CHARACTERS} characters")
    if one_line(name, DEVICE_NAME_CHARACTERS) != name:
        raise WrongInput("a device's name is one line of text, without blanks around it")
    return {"name": name or None}


SAYING_NOTHING: Final[Mapping[str, None]] = dict.fromkeys(Described._fields)
"""Set together with what goes on top of a version that does not count: merging would sign all that it says."""
