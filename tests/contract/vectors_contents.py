"""Vectors: what a payload says, by kind (S9)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import Case, accepted
from tests.contract.vectors_keys import Scenarios
from tresen.core.records import encode
from tresen.core.sizes import ADDRESS_CHARACTERS, EMAIL_CHARACTERS, NAME_CHARACTERS

WHOLE = {
    "name": "Frau Krause 🥨",
    "phone": "+4930123456",
    "email": "krause@example.org",
    "address": "Ahornweg 3\n12345 Berlin",
}


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"contents": ("What a message says.", ["S9"], [*_texts(), *_contacts(), *_misshapen()])}


def _case(about: str, payload: dict[str, Any]) -> Case:
    return accepted(about, "content", {"payload": encode(payload).hex()})


def _texts() -> list[Case]:
    return [
        _case("a text", {"kind": "text", "text": "Guten\n Morgen!"}),
        _case("a text of staff", {"kind": "text", "text": "Ja!", "by": "Anna"}),
        _case("a text without words", {"kind": "text"}),
        _case("a kind not known yet", {"kind": "poem", "text": "eins"}),
        _case("a request for a contact card", {"kind": "contact_request", "by": "Anna"}),
        _case("a request to be called back", {"kind": "callback"}),
        _case("a request to be called back, with a later version's field", {"kind": "callback", "at_ms": 7}),
        _case("a call, which the log alone says", {"kind": "call"}),
        _case("a request with a later version's field", {"kind": "contact_request", "fields": ["phone"]}),
    ]


def _contacts() -> list[Case]:
    return [
        _case("a whole contact card", {"kind": "contact", **WHOLE}),
        *[
            _case(f"a contact card with {field} alone", {"kind": "contact", field: WHOLE[field]})
            for field in WHOLE
        ],
        _case("a contact card that takes back", {"kind": "contact"}),
        _case("a contact card with a later version's field", {"kind": "contact", "name": "Krause", "fax": 7}),
        _case("the longest name", {"kind": "contact", "name": "🥨" * NAME_CHARACTERS}),
        _case("the longest number", {"kind": "contact", "phone": "+123456789012345"}),
        _case("the shortest number", {"kind": "contact", "phone": "+1234567"}),
        _case(
            "the longest e-mail address", {"kind": "contact", "email": "a@" + "b" * (EMAIL_CHARACTERS - 2)}
        ),
        _case("the longest address", {"kind": "contact", "address": "ß\n" * (ADDRESS_CHARACTERS // 2)}),
    ]


def _misshapen() -> list[Case]:
    wrong: dict[str, dict[str, Any]] = {
        "a name that is too long": {"name": "a" * (NAME_CHARACTERS + 1)},
        "a name of two lines": {"name": "Frau\nKrause"},
        "a name with a line separator": {"name": "Frau\u2028Krause"},
        "a name that begins with a blank": {"name": " Krause"},
        "a name with a control character": {"name": "Krause\u0085"},
        "a name that is none": {"name": None},
        "a number in the national form": {"phone": "030123456"},
        "a number with blanks": {"phone": "+49 30 123456"},
        "a number with other digits": {"phone": "+٤٩٣٠١٢٣٤٥٦"},
        "a number that is too long": {"phone": "+1234567890123456"},
        "a number that is too short": {"phone": "+123456"},
        "a number with a line after it": {"phone": "+4930123456\n"},
        "a number that is no text": {"phone": 4930123456},
        "an e-mail address without @": {"email": "krause"},
        "an e-mail address with two": {"email": "krause@example@org"},
        "an e-mail address with a blank": {"email": "krause @example.org"},
        "an e-mail address that is too long": {"email": "a@" + "b" * (EMAIL_CHARACTERS - 1)},
        "an address with a tab": {"address": "Ahornweg\t3"},
        "an address that is too long": {"address": "a" * (ADDRESS_CHARACTERS + 1)},
        "an address that is no text": {"address": b"Ahornweg 3"},
    }
    return [_case(about, {"kind": "contact", **fields}) for about, fields in wrong.items()]
