"""Documents: what a version says, and that no interleaving of changes loses one (L8, S9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tresen.client.documents import card, people, quickreply
from tresen.client.documents.card import Card, card_in
from tresen.client.documents.kinds import (
    is_newer,
    kind_of,
    read_version,
    write_version,
)
from tresen.client.documents.merge import (
    EMPTY,
    WHOLE,
    Document,
    Field,
    Payload,
    Stamp,
    change,
    merge,
    read,
    remove,
)
from tresen.core.records import card_id, document_id

ANNA, BEN, CEM = b"a" * 16, b"b" * 16, b"c" * 16
NOON = 1_790_000_000_000
EARLIER, OLDER = b"e" * 16, b"o" * 16


def reading(fields: Any, at_ms: int = NOON, **more: Any) -> Document:
    return read({"kind": "card", "fields": fields, **more}, card.plain, at_ms, ANNA)


def test_of_each_field_the_later_set_counts() -> None:
    """[S9] By time, then by device as bytes; between equals, what is there already."""
    there = reading({"a": [1, 10, BEN], "b": [1, 10, BEN], "c": [1, 10, BEN], "d": [1, 10, BEN]})
    changed = reading(
        {"a": [2, 11, ANNA], "b": [2, 9, CEM], "c": [2, 10, CEM], "d": [2, 10, ANNA], "e": [2, 0, ANNA]}
    )
    merged = merge(there, changed)
    assert {name: merged.value(name) for name in "abcde"} == {"a": 2, "b": 1, "c": 2, "d": 1, "e": 2}
    assert merge(there, reading({"a": [2, 10, BEN]})).value("a") == 1


def test_what_was_taken_out_stays_out_unless_set_later() -> None:
    """[S9] None is a value like any other: a set made before it does not come back, one made after it does."""
    gone = reading({"a": [None, 10, ANNA]})
    assert merge(gone, reading({"a": ["x", 9, BEN]})).value("a") is None
    assert merge(gone, reading({"a": ["x", 11, BEN]})).value("a") == "x"


def test_a_removed_document_stays_removed_unless_set_later() -> None:
    """[S9] What was set before is dropped for good; what is set later stands alone."""
    there = reading({"a": ["x", 10, ANNA], "b": ["y", 5, ANNA]})
    removed = merge(there, remove(there, 7, BEN))
    assert removed == Document({}, Stamp(11, BEN))
    assert merge(removed, reading({"a": ["x", 11, ANNA]})).fields == {}
    again = merge(removed, change(removed, {"b": "z"}, 3, CEM))
    assert again == Document({"b": Field("z", Stamp(12, CEM))}, Stamp(11, BEN))
    assert read_version(write_version(card, again), card, NOON, ANNA) == again


def test_no_set_counts_as_later_than_the_server_stored_it() -> None:
    """[S9] A fast clock pins nothing: the next change is later than it."""
    pinned = reading({"name": ["x", WHOLE, BEN]}, at_ms=NOON, removed=[WHOLE, CEM])
    assert pinned == Document({}, Stamp(NOON, CEM))
    pinned = reading({"name": ["x", WHOLE, BEN]}, at_ms=NOON)
    assert pinned.fields["name"].stamp == Stamp(NOON, BEN)
    assert merge(pinned, change(pinned, {"name": "y"}, NOON + 5, ANNA)).value("name") == "y"


def test_a_slow_clock_still_changes_what_it_has_seen() -> None:
    """[S9] A set counts as later than what it replaces."""
    there = reading({"name": ["x", NOON, BEN]})
    changed = change(there, {"name": "y"}, 5, ANNA)
    assert changed.fields["name"].stamp == Stamp(NOON + 1, ANNA)
    assert merge(there, changed).value("name") == "y"
    highest = Document({"name": Field("x", Stamp(WHOLE, BEN))})
    assert change(highest, {"name": "y"}, 5, ANNA).fields["name"].stamp == Stamp(WHOLE, ANNA)


def test_a_change_holds_only_what_differs() -> None:
    """[L8] What says nothing new is not written, and overwrites nobody's change."""
    there = reading({"name": ["x", 10, BEN], "a": [None, 10, BEN]})
    assert change(there, {"name": "x", "a": None, "never": None}, NOON, ANNA) == EMPTY


@pytest.mark.parametrize(
    "wrong",
    [
        None, "x", 7, {}, [], ["x"], ["x", 10], ["x", 10, ANNA, 1], ["x", -1, ANNA], ["x", 2**53, ANNA],
        ["x", 10.5, ANNA], ["x", True, ANNA], ["x", "10", ANNA], ["x", 10, None], ["x", 10, b"short"], ["x", 10, "a" * 16],
    ],
)  # fmt: skip
def test_a_field_of_another_shape_is_left_out(wrong: object) -> None:
    """[S9] The rest is read all the same, and the field is not carried on."""
    read_ = reading({"name": wrong, "other": [1, 2, BEN]}, removed=wrong)
    assert read_ == Document({"other": Field(1, Stamp(2, BEN))})


@pytest.mark.parametrize("fields", [None, 7, "x", [], [["name", "x"]]])
def test_without_a_map_of_fields_it_is_a_version_of_the_client_before(fields: object) -> None:
    """[S9, A12] Everything in it counts as set by its sender when the server stored it."""
    payload: Payload = {
        "kind": "card",
        "fields": fields,
        "name": "Frau Krause",
        "earlier": [EARLIER, b"short", 7],
    }
    old = read(payload, card.plain, NOON, BEN)
    assert card_in(old) == Card("Frau Krause", (EARLIER,))
    assert {each.stamp for each in old.fields.values()} == {Stamp(NOON, BEN)}


def test_names_of_the_client_before() -> None:
    """[S9, A12] `people` and cards in the old shape, and nonsense in their place."""
    old = {"kind": "people", "names": {"1": "Anna", "2": "", "x": "X", "03": "Y", "4": 4}}
    assert people.names_in(read_version(old, people, NOON, ANNA)) == {1: "Anna"}
    assert read_version({"kind": "people", "names": 3}, people, NOON, ANNA) == EMPTY
    assert read_version({"kind": "people", "names": {1: "Anna"}}, people, NOON, ANNA) == EMPTY
    assert read_version({"kind": "people", "fields": {1: ["Anna", 1, ANNA]}}, people, NOON, ANNA) == EMPTY
    assert card_in(read_version({"kind": "card", "earlier": 3}, card, NOON, ANNA)) == Card()
    assert read_version({"kind": "card", "names": {"1": "Anna"}}, people, NOON, ANNA) == EMPTY


def test_a_version_can_be_read_by_the_client_before() -> None:
    """[A12] The plain values are written beside the fields; clients that know fields do not read them."""
    both = change(EMPTY, {**card.named("Frau Krause"), **card.linked(Card(), [EARLIER])}, NOON, ANNA)
    payload = write_version(card, both)
    assert (payload["name"], payload["earlier"]) == ("Frau Krause", [EARLIER])
    assert read_version({**payload, "name": "Frau Meier"}, card, NOON, BEN) == both
    names = write_version(people, change(EMPTY, people.named({2: "Ben", 1: "Anna"}), NOON, ANNA))
    assert names["names"] == {"1": "Anna", "2": "Ben"}


def test_fields_of_later_clients_are_carried_on() -> None:
    """[S9] A client that writes a new version keeps the fields it does not know."""
    later = reading(
        {"name": ["x", 10, BEN], "labels": [["new"], 10, BEN], "allergies": [{"nuts": True}, 11, CEM]}
    )
    merged = merge(later, change(later, card.named("y"), NOON, ANNA))
    again = read_version(write_version(card, merged), card, NOON, ANNA)
    assert again.value("labels") == ["new"]
    assert again.fields["allergies"] == Field({"nuts": True}, Stamp(11, CEM))


def test_what_a_card_says() -> None:
    """[S9] Links in the order they were made; anything of another shape is left out."""
    links = card.linked(Card(), [OLDER])
    linked = merge(change(EMPTY, links, 10, BEN), change(EMPTY, card.linked(Card(), [EARLIER]), 9, CEM))
    assert card_in(linked) == Card(None, (EARLIER, OLDER))
    back = merge(linked, change(linked, card.linked(card_in(linked), [OLDER]), NOON, ANNA))
    assert card_in(back) == Card(None, (OLDER,))
    odd = {
        "name": 7,
        "earlier:": True,
        "earlier:" + "E" * 32: True,
        "earlier:" + "e" * 31: True,
        "earlier:" + "a" * 32: 1,
    }
    assert card_in(reading({name: [value, 10, BEN] for name, value in odd.items()})) == Card()


def full() -> dict[str, Any]:
    return {
        **card.written(
            {
                "name": "Sabine Krause",
                "phone": "030 5550 1234",
                "email": "s@krause.example",
                "address": "Hof 3\n12045 Berlin",
                "birthday": "--02-29",
                "note": "Haselnuss!",
            }
        ),
        **card.with_fields(Card(), {"Kuchen": "ohne Zimt"}),
        **card.speaking(["de", "en-GB"]),
        **card.labelled({"paid": True}),
    }


def test_all_that_a_card_says() -> None:
    """[S9] Every field is read as it was written, and an empty text takes it away."""
    said = card_in(change(EMPTY, full(), NOON, ANNA))
    assert said == Card(
        "Sabine Krause", (), "030 5550 1234", "s@krause.example", "Hof 3\n12045 Berlin", "--02-29", "Haselnuss!",
        {"Kuchen": "ohne Zimt"}, ("paid",), ("de", "en-GB"),
    )  # fmt: skip
    gone = {
        **card.written(dict.fromkeys((*card.TEXTS, "birthday"), "")),
        **card.with_fields(said, {"Kuchen": ""}),
        **card.speaking([]),
        **card.labelled({"paid": False}),
    }
    assert card_in(change(EMPTY, gone, NOON, ANNA)) == Card()


@pytest.mark.parametrize(
    "write",
    [
        lambda: card.written({"note": "x" * 2001}),
        lambda: card.written({"phone": "1" * 61}),
        lambda: card.written({"phone": "030\n5550"}),
        lambda: card.written({"birthday": "2023-02-29"}),
        lambda: card.written({"birthday": "29.2."}),
        lambda: card.with_fields(Card(), {"": "x"}),
        lambda: card.with_fields(Card(), {"x" * 61: "x"}),
        lambda: card.with_fields(Card(), {"x": "x" * 301}),
        lambda: card.with_fields(Card(), {str(number): "x" for number in range(17)}),
        lambda: card.speaking(["Deutsch"]),
        lambda: card.speaking([f"a{letter}" for letter in "abcdefghi"]),
        lambda: card.labelled({"Paid": True}),
    ],
)
def test_what_a_card_cannot_say_is_not_written(write: Callable[[], object]) -> None:
    """[S9] Limits and forms are checked by who writes."""
    with pytest.raises(ValueError, match=r"character|line|birthday|free|language|label"):
        write()


def test_what_others_wrote_is_cut_or_left_out() -> None:
    """[S9] No field of another shape hinders the rest."""
    odd = {
        "phone": 7, "email": "", "note": "🥨" * 2001, "birthday": "1970-02-30", "languages": ["de"],
        "label:A": True, "label:paid": 1, "field:": "x", "field:" + "x" * 61: "x", "field:Nüsse": 3, "name": "A",
    }  # fmt: skip
    said = card_in(reading({name: [value, 10, BEN] for name, value in odd.items()}))
    assert said == Card("A", note="🥨" * 2000)
    tags = reading({"languages": ["de  de xx-1 Deutsch pt-BR", 10, BEN]})
    assert card_in(tags).languages == ("de", "pt-BR")
    many = reading({f"field:{number:02}": ["x", 10, BEN] for number in range(20)})
    assert list(card_in(many).fields) == [f"{number:02}" for number in range(16)]


def test_names_and_links_have_limits() -> None:
    """[S9] A name that is too long is not written, and is shown cut; surplus links are neither written nor shown."""
    assert people.named({1: "ä" * 120}) == {"1": "ä" * 120}
    assert people.named({1: ""}) == {"1": None}
    for write in (lambda name: people.named({1: name}), card.named):
        with pytest.raises(ValueError, match="120 characters"):
            write("ä" * 121)
    assert people.names_in(reading({"1": ["🥨" * 121, 1, ANNA]})) == {1: "🥨" * 120}
    assert card_in(reading({"name": ["🥨" * 121, 1, ANNA]})).name == "🥨" * 120
    many = [number.to_bytes(16) for number in range(65)]
    with pytest.raises(ValueError, match="64 others"):
        card.linked(Card(), many)
    shown = card_in(reading({"earlier:" + each.hex(): [True, 1, ANNA] for each in many}))
    assert shown.earlier == tuple(many[:64])


def test_a_version_counts_only_under_its_kinds_id() -> None:
    """[L8] One document cannot be passed off as another."""
    assert kind_of({"kind": "people"}, document_id("people"), None) is people
    assert kind_of({"kind": "card"}, card_id(EARLIER), EARLIER) is card
    for kind, doc, about in (
        ("people", document_id("people"), EARLIER), ("people", card_id(EARLIER), None), ("people", None, None),
        ("card", card_id(EARLIER), OLDER), ("card", card_id(EARLIER), None), ("card", document_id("people"), EARLIER),
        ("poem", document_id("people"), None), (7, document_id("people"), None),
    ):  # fmt: skip
        assert kind_of({"kind": kind}, doc, about) is None


def test_an_old_version_said_again_is_not_newer() -> None:
    """[L8] A newer version replaces the held one or a later one, and what it replaces is signed."""
    assert is_newer(0, 1, 0)
    assert is_newer(30, 40, 30)
    assert is_newer(30, 50, 40)
    assert is_newer(30, 40, None)
    for held, seq, replaces in (
        (30, 50, 0),
        (30, 50, 20),
        (30, 30, 20),
        (30, 20, 10),
        (30, 40, 40),
        (30, 40, 50),
        (30, 30, None),
    ):
        assert not is_newer(held, seq, replaces)


KEY = b"k" * 16


def test_an_entry_counts_only_under_its_own_key() -> None:
    """[L8] The key stands in the payload and the id in the signed header: no entry can be passed off as another."""
    payload, doc = {"kind": "quick_reply", "key": KEY}, quickreply.document(None, KEY)
    assert kind_of(payload, doc, None) is quickreply
    assert kind_of(payload, quickreply.document(None, b"o" * 16), None) is None
    assert kind_of(payload, doc, EARLIER) is None
    assert kind_of({**payload, "key": KEY[:15]}, doc, None) is None
    assert kind_of({"kind": "people", "key": KEY}, document_id("people"), None) is None
