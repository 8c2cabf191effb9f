"""A customer as a vCard (RFC 6350, version 4.0), for an address book."""

from __future__ import annotations

from tresen.client.documents.card import Card
from tresen.core.contentlines import escaped, folded


def vcard(card: Card, unnamed: str) -> str:
    """What one needs to reach the customer: name, phone, e-mail, address, birthday and languages, lines ending in CRLF.

    Note, free fields and labels stay here: an address book hands on what it gets. `unnamed` is the name of a customer
    without one; a vCard must have it.
    """
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{escaped(card.name or unnamed)}"]
    lines += [f"TEL:{escaped(card.phone)}"] if card.phone else []
    lines += [f"EMAIL:{escaped(card.email)}"] if card.email else []
    lines += [f"ADR:;;{escaped(card.address)};;;;"] if card.address else []
    lines += [f"BDAY:{_birthday(card.birthday)}"] if card.birthday else []
    lines += [f"LANG;PREF={place}:{tag}" for place, tag in enumerate(card.languages, 1)]
    return folded([*lines, "END:VCARD"])


def _birthday(birthday: str) -> str:
    """`19680503`, without the year `--0503`."""
    return "--" + birthday[2:].replace("-", "") if birthday.startswith("--") else birthday.replace("-", "")
