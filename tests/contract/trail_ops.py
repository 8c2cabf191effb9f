"""The audit trail's chain in the shared vectors (D9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tresen.core.law.trail import Line, first_wrong

Values = dict[str, Any]


def audit_trail(given: Values) -> Values:
    """The first line that is missing or is not what was written."""
    lines = [
        Line(
            each["n"],
            each["at_ms"],
            each["what"],
            each["person"],
            each["conversation"] and bytes.fromhex(each["conversation"]),
            bytes.fromhex(each["hash"]),
        )
        for each in given["lines"]
    ]
    return {"wrong": first_wrong(lines)}


OPERATIONS: Final[dict[str, Callable[[Values], Values]]] = {"audit_trail": audit_trail}
