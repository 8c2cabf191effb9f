"""Vector operations: what a passkey opens, and the wrap that it alone opens (S20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tresen.seal import passkey
from tresen.seal.passkey import Place

Values = dict[str, Any]


def _place(given: Values) -> Place:
    return Place(given["kind"], bytes.fromhex(given["business"]), bytes.fromhex(given["subject"]))


def passkey_place(given: Values) -> Values:
    """What stands in the authenticator, and what it is asked to compute with."""
    return {"handle": _place(given).handle.hex(), "input": passkey.prf_input(given["kind"]).hex()}


def passkey_person(given: Values) -> Values:
    """The subject of a person of the team."""
    return {"subject": passkey.subject_of(given["person"]).hex()}


def read_passkey_handle(given: Values) -> Values:
    """What a passkey says that it opens."""
    place = passkey.read_handle(bytes.fromhex(given["handle"]))
    return {"kind": place.kind, "business": place.business.hex(), "subject": place.subject.hex()}


def open_passkey(given: Values) -> Values:
    """A wrap, opened with what the passkey computed."""
    output, credential, wrap = (bytes.fromhex(given[name]) for name in ("output", "credential", "wrap"))
    return {"secret": passkey.unwrap(output, _place(given), credential, wrap).hex()}


OPERATIONS: dict[str, Callable[[Values], Values]] = {
    each.__name__: each for each in (passkey_place, passkey_person, read_passkey_handle, open_passkey)
}
