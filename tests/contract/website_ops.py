"""Operations of the shared vectors on websites: which of them may show the page in a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tresen.core.shopfront.websites import websites_in

Values = dict[str, Any]


def framed_on(given: Values) -> Values:
    """The websites that count for a server at that address."""
    return {"websites": list(websites_in(given["profile"], given["public_url"]))}


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {"framed_on": framed_on}
