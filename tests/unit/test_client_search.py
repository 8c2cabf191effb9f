"""Search in the Python client: what must be first is what the browser finds first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tresen.client import Message, Text
from tresen.client.search.finding import find
from tresen.client.search.words import asked, errors, score

TABLE = json.loads((Path(__file__).parents[2] / "web/core/test/search/table.json").read_text())
BROWSER_ALONE = {
    "parken", "Parkplätze", "Haselnuss", "haselnuss", "Rechnungen", "Gutscheine", "apotheken", "Schirm",
    "Ausbildung Konditor", "email", "🎂", "hefezopf", "Hochzeitstorten", "zimtschnecke", "schwarzwaelder kirsch",
}  # fmt: skip
"""Endings, pictures and the like, for which this client has no rules: found, but not always first."""


def message(text: str, pos: int = 3, **changed: object) -> Message:
    said = {
        "conversation": b"c" * 16,
        "pos": pos,
        "at_ms": pos,
        "kind": "text",
        "ours": False,
        "device": b"d" * 16,
    }
    return Message(**(said | {"counter": pos, "payload": {"kind": "text"}, "content": Text(text)} | changed))  # type: ignore[arg-type]


MESSAGES = {name: message(text, at) for at, (name, text) in enumerate(TABLE["messages"].items(), 3)}


@pytest.mark.parametrize(
    ("query", "wanted"), [each for each in TABLE["queries"] if each[0] not in BROWSER_ALONE]
)
def test_the_table_of_the_browser(query: str, wanted: str) -> None:
    """The same messages are first."""
    assert find(MESSAGES.values(), query)[:1] == [MESSAGES[wanted]]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("apfelmus", "Ap\u00adfel\u00admus"),
        ("tor\u00adte", "Torte"),
        ("torte", "\u200fTorte\u200b"),
        ('"apfel\u00admus mit"', "Apfelmus mit Zimt"),
    ],
)
def test_what_has_no_shape_divides_no_word(query: str, text: str) -> None:
    """A soft hyphen, a joiner or a mark of direction is neither typed nor read: words are the same without."""
    assert score(asked(query), text) == 1
    assert asked("\u00ad").empty


def test_filters() -> None:
    """Who, since, until and how many hold together; what is not believed is not found."""
    all_ = [
        message("Torte", 3),
        message("Torte", 4, person=2),
        message("Torte", 5),
        message("Torte", 6, trouble="forged"),
    ]
    assert [each.pos for each in find(all_, "torte")] == [5, 4, 3]
    assert [each.pos for each in find(all_, "torte", by="team")] == [4]
    assert [each.pos for each in find(all_, "torte", by="customer", until_ms=5)] == [3]
    assert [each.pos for each in find(all_, "torte", since_ms=4, limit=1)] == [5]
    assert find(all_, "") == find(all_, " ,.") == []


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_a_question(query: str, text: str) -> None:
    """Nothing that is asked or said does harm, and a fit is between nothing and whole."""
    assert 0 <= score(asked(query), text) <= 1


@example("aaacb", "aaabaa")
@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_errors_are_a_distance(one: str, other: str) -> None:
    """As many from here to there as back, none only for the same word, never more than the longer one has letters."""
    found = errors(one, other, 9)
    assert found == errors(other, one, 9) <= max(len(one), len(other))
    assert (found == 0) == (one == other)
    assert errors(one, other, 1) == min(found, 2)
