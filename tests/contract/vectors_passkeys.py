"""Vectors: what a passkey opens, its wrap, and every refusal (S20)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import BUSINESS, PAPER_SECRET, Case, accepted, fixed, flipped, refused
from tests.contract.vectors_keys import Scenarios
from tresen.seal.passkey import Place, subject_of, wrap

CONVERSATION = fixed("a conversation", 16)
OUTPUT, CREDENTIAL = fixed("what a passkey computes"), fixed("a passkey's id", 20)
CUSTOMER = Place("customer", BUSINESS, CONVERSATION)
ANNA = Place("staff", BUSINESS, subject_of(1))


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"passkeys": ("What a passkey opens, its wrap, and every refusal.", ["S20"], _places() + _wraps())}


def _plain(place: Place) -> dict[str, Any]:
    return {"kind": place.kind, "business": place.business.hex(), "subject": place.subject.hex()}


def _places() -> list[Case]:
    handle = CUSTOMER.handle
    wrong = {
        "another kind": b"\x03" + handle[1:],
        "kind nought": b"\x00" + handle[1:],
        "cut off": handle[:-1],
        "longer": handle + b"\x00",
        "nothing": b"",
        "another site's": b"krause@example.org",
    }
    return [
        accepted("a conversation", "passkey_place", _plain(CUSTOMER)),
        accepted("a person of the team", "passkey_place", _plain(ANNA)),
        *(accepted(f"person {each}", "passkey_person", {"person": each}) for each in (1, 258, 2**31 - 1)),
        accepted("a conversation, read", "read_passkey_handle", {"handle": handle.hex()}, _plain(CUSTOMER)),
        accepted("a person, read", "read_passkey_handle", {"handle": ANNA.handle.hex()}, _plain(ANNA)),
        *(
            refused(name, "read_passkey_handle", "malformed", {"handle": each.hex()})
            for name, each in wrong.items()
        ),
    ]


def _wraps() -> list[Case]:
    opening = "open_passkey"

    def given(place: Place) -> dict[str, Any]:
        wrapped = wrap(OUTPUT, place, CREDENTIAL, PAPER_SECRET)
        more = {"output": OUTPUT.hex(), "credential": CREDENTIAL.hex(), "wrap": wrapped.hex()}
        return _plain(place) | more

    whole = given(CUSTOMER)
    sealed = bytes.fromhex(whole["wrap"])
    others = {
        "another passkey's output": {"output": fixed("another").hex()},
        "another passkey's id": {"credential": fixed("another", 20).hex()},
        "another business": {"business": fixed("another business", 16).hex()},
        "another conversation": {"subject": fixed("another conversation", 16).hex()},
        "the other side": {"kind": "staff"},
        "a bit of the nonce": {"wrap": flipped(sealed, 0).hex()},
        "a bit of the secret": {"wrap": flipped(sealed, 14).hex()},
        "a bit of the tag": {"wrap": flipped(sealed).hex()},
        "cut off": {"wrap": sealed[:-1].hex()},
        "a wrap of another conversation": {
            "wrap": given(Place("customer", BUSINESS, fixed("another conversation", 16)))["wrap"]
        },
    }
    return [
        accepted("a return link", opening, whole, {"secret": PAPER_SECRET.hex()}),
        accepted("a device of the team", opening, given(ANNA), {"secret": PAPER_SECRET.hex()}),
        *(refused(name, opening, "cannot_open", whole | each) for name, each in others.items()),
        refused("an output cut off", opening, "malformed", whole | {"output": OUTPUT[:-1].hex()}),
    ]
