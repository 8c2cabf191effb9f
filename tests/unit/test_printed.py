"""Words of others on one line: joiners stay where they shape letters and emoji, and hide nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_firstpage import PAGE, URL, face
from tresen.core.notifications.mailwords import NAME_CHARACTERS, plain_name
from tresen.core.oneline import cut, is_printed, printed
from tresen.core.shopfront.firstpage import first_page, release_page

PERSIAN = "نانوایی می\u200cخواهم"
MALAYALAM = "ന്\u200dറെ"
FAMILY = "👩\u200d👩\u200d👧 Café"
COUPLE = "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏻"
RIGHT = "🏃\u200d➡\ufe0f"
NODDING = "🙂\u200d↕\ufe0f"


@pytest.mark.parametrize("text", [PERSIAN, MALAYALAM, FAMILY, COUPLE, RIGHT, NODDING])
def test_joiners_that_shape_stay(text: str) -> None:
    """[S14, W13] A name, a line of the day and the subject of a mail are as they were written; the page is verified."""
    assert printed(text) == plain_name(text) == text
    assert is_printed(text)
    page = first_page(PAGE, face(text, trade=text, board=text), "de", URL)
    assert f"<title>{text}</title>" in page
    assert f"<h1>{text}</h1>" in page
    assert f'<p class="board">{text}</p>' in page
    assert release_page(page) == PAGE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Spar\u200dkasse", "Sparkasse"),
        ("\u200dSpar \u200c Kasse\u200d", "Spar Kasse"),
        ("Сбер\u200cбанк", "Сбербанк"),
        ("👩\u200d", "👩"),
        ("👩\u200d\u200d👧", "👩👧"),
        ("👩\u200d👧\n\u202eb\x00", "👩\u200d👧 b"),
        ("=\u200d?", "=?"),
    ],
)
def test_joiners_that_hide_go(text: str, shown: str) -> None:
    """[quality] Between letters that need none, at an end or two in a row, a joiner would only make names differ unseen."""
    assert printed(text) == shown
    assert not is_printed(text)


@given(st.text(st.sampled_from("a Ж\u200c\u200d\nمی👩🏽❤\ufe0f\u202e\xad") | st.characters()))
def test_one_printable_line(text: str) -> None:
    """[quality] Whatever comes: one line, every joiner between two signs above U+0590, and nothing changes twice."""
    shown = printed(text)
    assert printed(shown) == shown
    assert is_printed(shown)
    assert shown == shown.strip()
    for at, sign in enumerate(shown):
        assert sign.isprintable() or (
            unicodedata.category(sign) == "Cf" and min(shown[at - 1], shown[at + 1]) >= "\u0590" and at > 0
        )


@given(st.text(st.sampled_from("a👩\u200d🏽= ?")), st.integers(0, 40))
def test_cut(text: str, characters: int) -> None:
    """[W13] A name that is cut is short, and ends in something that is seen."""
    assert len(cut(printed(text), characters)) <= characters
    assert not cut(printed(text), characters).endswith((" ", "\u200d"))
    assert len(plain_name(text * 9)) <= NAME_CHARACTERS + len("= ?")
    assert "=?" not in plain_name(text)
