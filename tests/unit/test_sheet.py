"""The recovery sheet on paper: its check characters find a typing mistake and its place (S2)."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.sizes import SHEET_BITS
from tresen.seal.crockford import ALPHABET
from tresen.seal.refused import Refused
from tresen.seal.sheet import CHARS, GROUP_CHARS, Slip, sheet_secret, sheet_text, slip

secrets = st.integers(0, 2**SHEET_BITS - 1).map(lambda number: (number << 6).to_bytes(17, "big"))


def plain(secret: bytes) -> str:
    """The 28 characters without hyphens."""
    return sheet_text(secret).replace("-", "")


@given(secrets)
def test_a_sheet_reads_as_it_was_printed(secret: bytes) -> None:
    """[S2] seven groups of four give the secret back; case, hyphens, spaces, O for 0 and I or L for 1 do not matter."""
    text = sheet_text(secret)
    assert [len(group) for group in text.split("-")] == [GROUP_CHARS] * 7
    assert slip(text) is None
    assert sheet_secret(text) == secret
    typed = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert sheet_secret(typed) == secret


@given(secrets, st.integers(0, CHARS - 1), st.integers(1, 31))
def test_one_wrong_character_is_found_in_its_group(secret: bytes, at: int, off: int) -> None:
    """[S2] any wrong character, the check characters included, is found and placed."""
    text = plain(secret)
    wrong = ALPHABET[ALPHABET.index(text[at]) ^ off]
    typed = text[:at] + wrong + text[at + 1 :]
    assert slip(typed) == Slip("one", (at // GROUP_CHARS + 1,))
    with pytest.raises(Refused):
        sheet_secret(typed)


@given(secrets)
def test_every_swap_is_found_and_neighbours_are_placed(secret: bytes) -> None:
    """[S2] any two characters that changed places are found; of neighbours the group is among those named."""
    text = plain(secret)
    for first, second in combinations(range(CHARS), 2):
        letters = list(text)
        letters[first], letters[second] = letters[second], letters[first]
        found = slip("".join(letters))
        if text[first] == text[second]:
            assert found is None
        elif second == first + 1:
            assert found is not None
            assert found.kind == "swapped"
            assert {first // GROUP_CHARS + 1, second // GROUP_CHARS + 1} <= set(found.groups)
        else:
            assert found is not None
            assert found.kind in ("swapped", "several")


@given(
    secrets,
    st.permutations(range(CHARS)).map(lambda order: order[:2]),
    st.integers(1, 31),
    st.integers(1, 31),
)
def test_two_wrong_characters_are_found(secret: bytes, places: list[int], off: int, other: int) -> None:
    """[S2] two wrong characters, wherever they stand, never pass for a good sheet."""
    letters = list(plain(secret))
    for at, by in zip(places, (off, other), strict=True):
        letters[at] = ALPHABET[ALPHABET.index(letters[at]) ^ by]
    assert slip("".join(letters)) is not None


@pytest.mark.parametrize(
    "text", ["", "ABCD", "U" * CHARS, "0" * (CHARS + 1), "0000-0000-0000-0000-0000-0000-000"]
)
def test_what_is_no_sheet_is_refused(text: str) -> None:
    """[S2] another length or a foreign character is no sheet, and nothing is guessed from it."""
    for read in (slip, sheet_secret):
        with pytest.raises(Refused, match="malformed"):
            read(text)
