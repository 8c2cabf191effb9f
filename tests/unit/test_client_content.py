"""What a message can say: what may be sealed, and what is shown once it is opened (S9)."""

from __future__ import annotations

from typing import Any

import pytest

from tresen.client.content import KINDS, UNSEALED, Text, Unknown, read_content
from tresen.client.content.unknown import CANNOT_BE_SHOWN
from tresen.seal.refused import Refused


@pytest.mark.parametrize("text", [None, b"Hallo", 5, 1.5, ["Hallo"], {"text": "Hallo"}])
def test_what_is_no_string_is_refused(text: Any) -> None:
    """[S9] The error names the type, so that the mistake is easy to find."""
    with pytest.raises(TypeError, match=type(text).__name__):
        Text(text).check()


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u2003"])
def test_nothing_but_blanks_is_refused(text: str) -> None:
    """[S9] An empty message says nothing."""
    with pytest.raises(ValueError, match="blanks"):
        Text(text).check()


@pytest.mark.parametrize("text", ["a", "0", " a ", "🥨", "\u0000", "a" * 16_000])
def test_any_other_text_is_accepted(text: str) -> None:
    """[S9] It is sealed as it was given."""
    Text(text).check()
    assert Text(text).payload() == {"kind": "text", "text": text}


@pytest.mark.parametrize("text", ["a" * 16_384, "ä" * 8_192, "🥨" * 4_096])
def test_a_text_that_fits_no_size_is_refused(text: str) -> None:
    """[S9] Bytes count, not characters."""
    with pytest.raises(Refused, match="too_large"):
        Text(text).check()


def test_a_lone_surrogate_is_refused() -> None:
    """[S9] UTF-8 cannot hold it."""
    with pytest.raises(ValueError, match="surrogate"):
        Text("\ud800").check()


def test_the_server_sees_a_size_class_only() -> None:
    """[S9] Texts of many lengths share a padded size."""
    assert {Text("a" * length).size_class() for length in (1, 100, 200)} == {256}
    assert Text("a" * 300).size_class() == 1024


def test_a_payload_of_another_shape_is_not_guessed() -> None:
    """[S9] A known kind that lacks its field is unreadable."""
    for payload in ({"kind": "text"}, {"kind": "text", "text": None}, {"kind": "text", "text": b"Ja"}):
        with pytest.raises(ValueError, match="string"):
            read_content(payload)


def test_an_unknown_kind_is_carried_and_not_shown() -> None:
    """[S9] Its own text is not shown either: only its kind knows what that means."""
    content = read_content({"kind": "poem", "text": "nicht der Text"})
    assert (content, content.text, content.line) == (Unknown("poem"), "", CANNOT_BE_SHOWN)


@pytest.mark.parametrize("kind", sorted(UNSEALED))
def test_what_only_the_log_says_cannot_be_sealed(kind: str) -> None:
    """[S10] A sender cannot pass off a message as an automatic answer, or as an erased one."""
    assert kind not in KINDS
    with pytest.raises(ValueError, match="never sealed"):
        read_content({"kind": kind, "text": "Willkommen!", "erased": [[1, 9]]})


def test_a_line_is_one_line() -> None:
    """[S9] For a list or a log."""
    assert Text("Guten\n  Morgen!\n").line == "Guten Morgen!"
