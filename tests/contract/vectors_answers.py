"""Vectors of HTTP answers that clients read: valid ones, those of a later version, and invalid ones (W8)."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from tests.contract.vectors_case import AT_MS, Case, accepted, fixed, refused
from tests.contract.vectors_frames import BODIES, CONVERSATION, DEVICE, EVENT, ROW, SIGNATURE, event, pack
from tests.world.calls import b64
from tresen.core.sizes import WHOLE_MOST

SIGNED: Final = {"body": b64(b"record"), "signature": b64(SIGNATURE)}
EPOCH: Final = {**SIGNED, "wraps": [{"to": b64(DEVICE), "wrap": b64(bytes(80))}]}
MESSAGE: Final = b64(event(*BODIES["message"]))
CLOSED: Final = b64(pack(EVENT))
KEPT: Final = {"pos": 6, "class": "letter", "until_ms": AT_MS}
LIST_ROW: Final = {
    "conversation": b64(CONVERSATION), "state": "open", "assigned": 2, "created_ms": AT_MS, "last_ms": AT_MS, "head": 9,
    "unread": 1, "marks": [b64(pack(ROW)), b64(pack([CONVERSATION, 0, 7, 6, AT_MS, 0]))], "last": MESSAGE, "card": None,
    "epoch": EPOCH, "auto_off": False, "erased_ms": None, "day_number": 3,
    "asked_ms": AT_MS, "answered_ms": AT_MS - 5,
}  # fmt: skip

ANSWERS: Final[dict[str, dict[str, Any]]] = {
    "records": {"rev": 2, "records": [SIGNED, SIGNED]},
    "events": {"events": [CLOSED, MESSAGE], "head": 9},
    "marks": {"marks": [b64(pack(ROW))], "next": "more"},
    "versions": {"conversation": b64(CONVERSATION), "head": 9, "documents": [MESSAGE], "next": 8},
    "version": {"document": MESSAGE},
    "keys": {"devices": [SIGNED], "epochs": [EPOCH]},
    "removal": {"devices": [SIGNED, SIGNED]},
    "team_keys": {"wraps": [{"n": 1, "wrap": b64(bytes(80))}]},
    "stored": {"pos": 5, "at_ms": AT_MS},
    "erasure": {"pos": 9, "at_ms": AT_MS, "erased": [[3, 5], [7, 7]], "kept": [KEPT]},
    "kept": {"erased_ms": AT_MS, "kept": [KEPT]},
    "seen_devices": {"devices": [{"id": b64(DEVICE), "seen_day": "2026-11-25"}, {"id": b64(DEVICE), "seen_day": None}]},
    "notifications": {
        "key": "BK-", "push": True, "muted": [b64(CONVERSATION)], "quiet_intervals": [[AT_MS, AT_MS + 5]],
        "quiet": {"mode": "daily", "from_minute": 1200, "until_minute": 420, "away_from": "2026-12-24", "away_until": None},
        "mail": {"state": "asked", "address": "anna@post.example"},
        "rings": True,
        "endpoint": "https://push.service.example/send/anna",
        "unconfirmed": True,
    },
    "offer": {
        "business": b64(fixed("business", 16)), "handle": "sonnenschein", "person": 2, "role": "member", "state": "answered",
        "until_ms": AT_MS, "commitment": b64(fixed("commitment")), "nonce": b64(fixed("nonce", 16)),
    },
    "page": {"total": 1, "counts": {"waiting": 1, "all": 1, "unread": 1, "mine": 0, "closed": 0}, "rows": [LIST_ROW]},
    "row": LIST_ROW,
}  # fmt: skip

EMPTY: Final[dict[str, dict[str, Any]]] = {
    "records": {"rev": 2, "records": []},
    "events": {"events": [], "head": 0},
    "marks": {"marks": [], "next": None},
    "version": {"document": None},
    "kept": {"erased_ms": None, "kept": []},
    "row": {
        **LIST_ROW,
        "assigned": None,
        "marks": [],
        "last": None,
        "epoch": None,
        "erased_ms": AT_MS,
        "auto_off": True,
    },
    "notifications": {
        "key": "",
        "push": False,
        "muted": [],
        "quiet_intervals": [],
        "quiet": None,
        "mail": None,
        "rings": None,
        "endpoint": None,
        "unconfirmed": False,
    },
    "offer": {**ANSWERS["offer"], "state": "open", "commitment": None, "nonce": None},
}

WRONG: Final[list[tuple[str, tuple[str | int, ...], Any]]] = [
    ("records", ("records",), {"0": SIGNED}),
    ("records", ("records",), None),
    ("records", ("records", 0), "record"),
    ("records", ("records", 0, "body"), 5),
    ("records", ("records", 0, "body"), "two words"),
    ("records", ("records", 0, "body"), "AAA="),
    ("records", ("records", 0, "body"), "AB"),
    ("records", ("records", 0, "signature"), None),
    ("events", ("events", 0), b64(pack(EVENT[:-1]))),
    ("events", ("events", 0), b64(pack(EVENT) + b"\0")),
    ("events", ("events", 0), None),
    ("events", ("events",), CLOSED),
    ("marks", ("marks", 0), b64(pack(ROW[:-1]))),
    ("marks", ("next",), 5),
    ("versions", ("documents",), None),
    ("versions", ("documents", 0), b64(b"")),
    ("versions", ("next",), "8"),
    ("version", ("document",), 5),
    ("keys", ("devices",), None),
    ("keys", ("epochs", 0, "wraps", 0), b64(bytes(80))),
    ("keys", ("epochs", 0, "wraps", 0, "wrap"), 5),
    ("keys", ("epochs", 0, "wraps", 0, "to"), None),
    ("removal", ("devices",), SIGNED),
    ("team_keys", ("wraps", 0, "n"), "1"),
    ("team_keys", ("wraps", 0, "wrap"), None),
    ("stored", ("pos",), "5"),
    ("stored", ("pos",), -1),
    ("stored", ("pos",), 5.5),
    ("stored", ("pos",), True),
    ("stored", ("at_ms",), WHOLE_MOST + 1),
    ("erasure", ("erased", 0), [3]),
    ("erasure", ("erased", 0), [3, 4, 5]),
    ("erasure", ("erased", 0, 1), "5"),
    ("erasure", ("kept", 0, "class"), 1),
    ("kept", ("erased_ms",), "yesterday"),
    ("kept", ("kept", 0), 6),
    ("kept", ("kept", 0, "until_ms"), None),
    ("seen_devices", ("devices", 0, "id"), 5),
    ("seen_devices", ("devices", 0, "seen_day"), 20261125),
    ("notifications", ("push",), "yes"),
    ("notifications", ("muted", 0), 5),
    ("notifications", ("quiet", "mode"), None),
    ("notifications", ("quiet_intervals", 0), [5]),
    ("notifications", ("mail", "state"), 5),
    ("notifications", ("rings",), "yes"),
    ("notifications", ("endpoint",), 5),
    ("notifications", ("unconfirmed",), "yes"),
    ("notifications", ("mail",), "anna@post.example"),
    ("offer", ("handle",), None),
    ("offer", ("state",), 1),
    ("offer", ("nonce",), 5),
    ("page", ("total",), None),
    ("page", ("counts",), 5),
    ("page", ("rows",), LIST_ROW),
    ("row", ("conversation",), None),
    ("row", ("state",), 1),
    ("row", ("unread",), -1),
    ("row", ("assigned",), "Ben"),
    ("row", ("marks",), None),
    ("row", ("marks", 0), b64(b"\xc0")),
    ("row", ("last",), 5),
]


def changed(answer: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The same answer with something else at one place."""
    copied = copy.deepcopy(answer)
    inner: Any = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copied


def later(value: Any) -> Any:
    """The same of a later version: every object has one more field."""
    if isinstance(value, dict):
        return {name: later(each) for name, each in value.items()} | {"later": {"much": ["more"]}}
    return [later(each) for each in value] if isinstance(value, list) else value


def _cases() -> Iterator[Case]:
    for of, answer in ANSWERS.items():
        yield accepted(of, "read_answer", {"of": of, "answer": answer})
        if of != "page":  # its counts are a map of numbers
            yield accepted(f"{of}, of a later version", "read_answer", {"of": of, "answer": later(answer)})
    for of, answer in EMPTY.items():
        yield accepted(f"{of}, with nothing in it", "read_answer", {"of": of, "answer": answer})
    for of, path, value in WRONG:
        name = f"{of}: {'.'.join(map(str, path))} is {value!r}"[:100]
        yield refused(
            name, "read_answer", "malformed", {"of": of, "answer": changed(ANSWERS[of], path, value)}
        )


def scenarios() -> dict[str, tuple[str, list[str], list[Case]]]:
    """One file."""
    return {"answers": ("Answers of the HTTP API, as clients read them.", ["W8", "L7", "L8"], list(_cases()))}
