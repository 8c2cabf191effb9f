"""The ways that are switched off: all that a profile, and so the server, says of ways (S3, protocol/profile.md)."""

from __future__ import annotations

import re
from typing import Final

from tresen.core.fields import FieldFindings
from tresen.core.sizes import WAYS_CLOSED

_ID: Final = re.compile("[0-9A-HJKMNP-TV-Z]{8}", re.ASCII)


def read_closed_ways(findings: FieldFindings, value: object) -> tuple[str, ...]:
    """The ids of the ways that are switched off; empty when absent. An id is random and says nothing."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        findings.add("ways_closed", "kind", "must be a list of ids")
        return ()
    if len(value) > WAYS_CLOSED:
        findings.add("ways_closed", "too_long", f"names {len(value)} ways; at most {WAYS_CLOSED} fit")
        return ()
    for at, each in enumerate(value):
        if not isinstance(each, str):
            findings.add(f"ways_closed[{at}]", "kind", "must be text")
        elif not _ID.fullmatch(each):
            findings.add(
                f"ways_closed[{at}]", "characters", "is not a way's id: eight signs such as 7K3M2QXD"
            )
    return tuple(each for each in value if isinstance(each, str))
