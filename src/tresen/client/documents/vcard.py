"""A customer as a vCard (RFC 6350, version 4.0), for an address book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tresen.client.documents.card import Card

LINE_BYTES: Final = 75
"""Longer lines are folded (RFC 6350, 3.2)."""


def vcard(card: Card, unnamed: str) -> str:
    """What one needs to reach the customer: name, phone, e-mail, address, birthday and languages, lines ending in CRLF.

    Note, free fields and labels stay here: an address book hands on what it gets. `unnamed` is the name of a customer
    without one; a vCard must have it.
    """
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_escaped(card.name or unnamed)}"]
    lines += [f"TEL:{_escaped(card.phone)}"] if card.phone else []
    lines += [f"EMAIL:{_escaped(card.email)}"] if card.email else []
    lines += [f"ADR:;;{_escaped(card.address)};;;;"] if card.address else []
    lines += [f"BDAY:{_birthday(card.birthday)}"] if card.birthday else []
    lines += [f"LANG;PREF={place}:{tag}" for place, tag in enumerate(card.languages, 1)]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCARD"] for part in _folded(line))


def _escaped(text: str) -> str:
    """RFC 6350, 3.4. Control characters, which no value may have, become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    return "".join(" " if sign < " " or sign == "\x7f" else sign for sign in text)


def _birthday(birthday: str) -> str:
    """`19680503`, without the year `--0503`."""
    return "--" + birthday[2:].replace("-", "") if birthday.startswith("--") else birthday.replace("-", "")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 bytes, all but the first with a space before it; no character is divided."""
    part, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE_BYTES:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part
