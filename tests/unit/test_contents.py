"""[S14] The contents of a profile beside its record, and chains without superseded profiles."""

from __future__ import annotations

import pytest

from tests.world.signing import ANNA, BEN, Ledger, opening
from tresen.core.chain import fold
from tresen.core.contents import Contents, without_superseded
from tresen.core.records import Published, Signed
from tresen.core.shopfront.publication import verify_publication
from tresen.errors import Refusal

FIELDS = {"name": "Sonnenschein", "imprint": "Anna", "privacy": "Anna"}


def edited(ledger: Ledger, *names: str) -> Ledger:
    for name in names:
        ledger.contents(ANNA, **FIELDS | {"name": name})
    return ledger


def revs(records: list[Signed], ledger: Ledger) -> list[int]:
    return [ledger.records.index(each) + 1 for each in records]


def test_only_the_last_profile_of_a_run_is_sent() -> None:
    """[S14] A profile followed by a newer one is left out; a first visit folds the rest to the same chain."""
    ledger = edited(opening(), "one", "two", "three")
    ledger.device(ANNA, BEN)
    edited(ledger, "four", "five")
    sent = without_superseded(ledger.records, None)
    assert revs(sent, ledger) == [1, 2, 3, 7, 8, 10]
    short, whole = fold(None, sent, gaps=True), fold(None, ledger.records)
    assert short is not None
    assert short == whole
    assert short.profile == FIELDS | {"name": "five"}


def test_what_a_reader_has_seen_is_sent_with_all_after_it() -> None:
    """[L2] The record that a reader has seen is among them, so that another history is noticed."""
    ledger = edited(opening(), "one", "two", "three", "four")
    assert revs(without_superseded(ledger.records, 6), ledger) == [1, 2, 3, 6, 7, 8]


def test_nothing_is_left_out_before_a_profile_without_base() -> None:
    """[S14] A record of earlier versions names no base, so the records before it are sent."""
    ledger = edited(opening(), "one", "two")
    ledger.profile(ANNA, **FIELDS)
    assert revs(without_superseded(ledger.records, None), ledger) == [1, 2, 3, 6, 7]


@pytest.mark.parametrize(
    ("text", "picture"),
    [(None, None), (Contents.of(FIELDS).text, None), (None, b"p")],
    ids=["without contents", "another text", "a picture that was not signed"],
)
def test_a_profile_is_stored_with_its_contents_only(text: bytes | None, picture: bytes | None) -> None:
    """[S14] The server checks that the contents are those whose hashes were signed."""
    ledger = opening()
    before = fold(None, ledger.records)
    made = ledger.contents(ANNA, **FIELDS | {"name": "Mond"})
    with pytest.raises(Refusal, match="profile"):
        verify_publication(before, [Published(made.body, made.signature, text, picture)], [], ledger.at_ms)


def test_what_did_not_change_need_not_come_again() -> None:
    """[S14] A renewed profile repeats the hashes of the one before and is posted without contents."""
    ledger = edited(opening(), "Mond")
    before = fold(None, ledger.records)
    again = ledger.contents(ANNA, **FIELDS | {"name": "Mond"})
    publication = verify_publication(before, [Signed(again.body, again.signature)], [], ledger.at_ms)
    assert publication.after.profile == FIELDS | {"name": "Mond"}


def test_contents_belong_to_profiles() -> None:
    """[S14] Contents beside any other record are refused."""
    ledger = opening()
    before = fold(None, ledger.records)
    made = ledger.device(ANNA, BEN)
    with pytest.raises(Refusal, match="only a profile record"):
        verify_publication(before, [Published(made.body, made.signature, b"\x80")], [], ledger.at_ms)
