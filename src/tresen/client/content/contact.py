"""A contact card: what a customer hands over of themselves (S9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final

from tresen.client.connection.packing import padded_size
from tresen.client.errors import WrongInput
from tresen.core.sizes import ADDRESS_CHARACTERS, EMAIL_CHARACTERS, NAME_CHARACTERS, PHONE_CHARACTERS

_LINE: Final = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]*"
_FIELDS: Final[Mapping[str, tuple[int, re.Pattern[str]]]] = {
    "name": (NAME_CHARACTERS, re.compile(rf"(?! ){_LINE}")),
    "phone": (PHONE_CHARACTERS, re.compile(r"(\+[0-9]{7,15})?")),
    "email": (EMAIL_CHARACTERS, re.compile(r"([^\x00-\x20\x7f-\xa0@]+@[^\x00-\x20\x7f-\xa0@]+)?")),
    "address": (ADDRESS_CHARACTERS, re.compile(rf"(?! ){_LINE}(\n{_LINE})*")),
}
"""Each field with its longest value in code points and its shape."""


@dataclass(frozen=True)
class Contact:
    """What the customer hands over; empty where nothing is. The newest one counts, and with nothing in it takes all back.

    `phone` is in international form, `+` and 7 to 15 digits; `address` may have several lines.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: ClassVar = "contact"
    text: ClassVar = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Contact:
        """The card in an opened payload.

        Raises:
            ValueError: a field is of another shape.
        """
        fields = {field: payload[field] for field in _FIELDS if field in payload}
        for field, value in fields.items():
            if not isinstance(value, str) or not _fits(field, value):
                raise ValueError(f"a contact card with another shape of {field}")
        return cls(**fields)

    @classmethod
    def of(cls, *, name: str = "", phone: str = "", email: str = "", address: str = "") -> Contact:
        """A card from what somebody typed. Of a phone number, what people write between the digits is left out.

        Whether such a number exists is not checked; the customer page does that.
        """
        dialled = re.sub(r"[\s()/.\u2010-\u2015-]", "", phone)
        return cls(name.strip(), dialled, email.strip(), address.replace("\r\n", "\n").strip())

    def check(self) -> None:
        """Refuse what may not be sealed.

        Raises:
            TypeError: a field is not a string.
            ValueError: a field is too long or of another shape.
        """
        for field, value in asdict(self).items():
            if not isinstance(value, str):
                raise TypeError(f"{field} is a str, not {type(value).__name__}")
            if not _fits(field, value):
                raise WrongInput(f"{field} is too long or cannot be one")
        self.size_class()

    @property
    def empty(self) -> bool:
        """It takes back what was handed over before."""
        return not any(asdict(self).values())

    def payload(self) -> dict[str, Any]:
        """What is sealed: the fields that say something."""
        return {"kind": self.kind} | {field: value for field, value in asdict(self).items() if value}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9)."""
        return padded_size(self.payload())

    @property
    def refers(self) -> tuple[bytes, int] | None:
        """The message that this one depends on: none."""
        return None

    @property
    def line(self) -> str:
        """One line for a list or a notification; empty when it takes everything back."""
        return " · ".join(value.replace("\n", ", ") for value in asdict(self).values() if value)


def _fits(field: str, value: str) -> bool:
    limit, shape = _FIELDS[field]
    return len(value) <= limit and shape.fullmatch(value) is not None
