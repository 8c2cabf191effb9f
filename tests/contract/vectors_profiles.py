"""Vectors: profile records that hold hashes, their contents, and chains without superseded profiles (S14)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    BEN,
    BUSINESS,
    IDENTITY,
    Case,
    accepted,
    refused,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import START
from tresen.core import records
from tresen.core.contents import Contents
from tresen.core.records import Profile, ProfileHashes, Published, Signed
from tresen.seal.records import device_payload, sign_public

FIRST = Contents.of({"name": "Bäckerei Sonnenschein", "picture": b"a picture"})
SECOND = Contents.of({"name": "Bäckerei Sonnenschein & Töchter", "picture": b"a picture"})
PLAIN = Contents.of({"name": "Bäckerei"})


class _Chain:
    """Records signed in turn; every profile names its base."""

    def __init__(self) -> None:
        self.made: list[Signed] = []
        self.base = (0, b"")

    def add(self, payload: Any, by: Any = ANNA, *, base_rev: int | None = None) -> _Chain:
        prev = records.record_hash(self.made[-1].body) if self.made else None
        beside = None
        if isinstance(payload, Contents):
            beside = payload
            base_rev = self.base[0] if base_rev is None else base_rev
            payload = ProfileHashes(*payload.hashes, base_rev, self.base[1])
        rev = len(self.made) + 1
        signed = sign_public(by, BUSINESS, rev, prev, AT_MS + rev, payload)
        if not isinstance(payload, ProfileHashes | Profile):
            self.base = (rev, records.record_hash(signed.body))
        self.made.append(signed if beside is None else Published(signed.body, signed.signature, *beside))
        return self

    def but(self, at: int, text: bytes | None, picture: bytes | None) -> list[Signed]:
        """The records, with other contents at index `at`."""
        old = self.made[at]
        return [*self.made[:at], Published(old.body, old.signature, text, picture), *self.made[at + 1 :]]


def _begun() -> _Chain:
    chain = _Chain()
    for signer, payload in START[:3]:
        chain.add(payload, signer)
    return chain


def _given(made: list[Signed], *, gaps: bool = False) -> dict[str, Any]:
    return {"records": [signed_value(each) for each in made], "gaps": gaps}


def scenarios() -> Scenarios:
    """The file of this module."""
    return {
        "profiles": (
            "Profile records and their contents; chains without superseded profiles.",
            ["S4", "S14"],
            _cases(),
        )
    }


def _cases() -> list[Case]:
    """Rev 1 to 3 are sheet, owner and team key; the profiles follow."""
    one = _begun().add(FIRST)
    three = _begun().add(FIRST).add(PLAIN).add(SECOND)
    longer = _begun().add(FIRST).add(SECOND).add(device_payload(BEN, "member", 2)).add(PLAIN).add(FIRST)
    early = _begun().add(Profile({"name": "Früher"})).add(Profile({"name": "Noch früher"})).add(SECOND)
    other_base = _begun().add(FIRST).add(SECOND, base_rev=2)

    def bad(name: str, made: list[Signed], *, gaps: bool = False) -> Case:
        return refused(name, "fold", "bad_record", _given(made, gaps=gaps))

    nested = records.encode({"name": "B", "picture": b"inside"})
    inside = _begun().add(Contents(nested, None))
    loose = b"\xde\x00\x01\xa4name\xa1B"
    return [
        accepted("a profile with text and picture", "fold", _given(one.made)),
        accepted("without contents: they are unknown", "fold", _given(one.but(3, None, None))),
        accepted(
            "a picture that did not change, once",
            "fold",
            _given(_begun().add(FIRST).add(SECOND).but(4, SECOND.text, None)),
        ),
        accepted(
            "renewed without contents", "fold", _given(_begun().add(FIRST).add(FIRST).but(4, None, None))
        ),
        accepted("superseded profiles left out", "fold", _given([*three.made[:3], three.made[5]], gaps=True)),
        accepted("some of them left out", "fold", _given([*three.made[:3], *three.made[4:]], gaps=True)),
        accepted(
            "left out before and after another record",
            "fold",
            _given([*longer.made[:3], *longer.made[4:6], longer.made[7]], gaps=True),
        ),
        accepted(
            "profiles of earlier versions left out",
            "fold",
            _given([*early.made[:3], early.made[5]], gaps=True),
        ),
        bad("another text", one.but(3, PLAIN.text, FIRST.picture)),
        bad("another picture", one.but(3, FIRST.text, b"another picture")),
        bad("a picture where none was signed", _begun().add(PLAIN).but(3, PLAIN.text, b"a picture")),
        bad("a text with the picture inside", inside.made),
        bad("a text that is not canonical", _begun().add(Contents(loose, None)).made),
        bad("a text that is no map", _begun().add(Contents(records.encode(["B"]), None)).made),
        bad("another base", other_base.made),
        bad("left out for who has seen the chain", [*three.made[:3], three.made[5]]),
        bad("the last profile before another record left out", [*longer.made[:4], longer.made[5]], gaps=True),
        bad("a record that is no profile left out", [*longer.made[:5], longer.made[7]], gaps=True),
        bad("a profile of earlier versions after one left out", [*early.made[:3], early.made[4]], gaps=True),
        refused(
            "a profile in the place of an older one",
            "fold",
            "stale_record",
            _given([*three.made, three.made[4]], gaps=True),
        ),
        bad("a member publishes hashes", _begun().add(device_payload(BEN, "member", 2)).add(PLAIN, BEN).made),
        accepted("the sheet publishes hashes", "fold", _given(_begun().add(PLAIN, IDENTITY).made)),
    ]
