"""[S18] Which of a message's classes counts, whatever the clocks of devices and server say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.world.signing import ANNA, DAY_MS, NOW_MS
from tresen.client.erasing.classes import Classes
from tresen.core.classing import classing_body
from tresen.core.events import Classed

BUSINESS, TALK, HASH = b"b" * 16, b"t" * 16, b"h" * 32
TIMES = st.integers(0, 2**53 - 2)
KEPT = st.sampled_from(["letter", "voucher"])


class Given:
    """Classes of one message, given by Anna's device."""

    def __init__(self) -> None:
        self.classes = Classes(BUSINESS, TALK)

    def signs(self, class_: str, signed_ms: int, stored_ms: int) -> None:
        body = classing_body(BUSINESS, TALK, ANNA.id, signed_ms, class_, 3, HASH)
        said = Classed(class_, 3, [body, ANNA.sign("class", body)])
        self.classes.take(said, stored_ms, {ANNA.id: ANNA.ed}, {3: HASH})

    def says(self, class_: str) -> None:
        self.classes.take(Classed(class_, 3), NOW_MS, {}, {})

    @property
    def counts(self) -> str:
        return self.classes.of(3)


@given(far_ms=TIMES, kept=KEPT, first=st.booleans())
def test_a_chat_of_the_future_outlasts_no_letter(far_ms: int, kept: str, first: bool) -> None:
    """[S18] Whatever time a `chat` claims, a letter that is signed more than a day after it was stored counts."""
    talk = Given()
    for letter in (not first, first):
        if letter:
            talk.signs(kept, NOW_MS + DAY_MS + 1, NOW_MS + DAY_MS + 1)
        else:
            talk.signs("chat", far_ms, NOW_MS)
    assert talk.counts == kept


@given(signed_ms=st.tuples(TIMES, TIMES), stored_ms=st.tuples(TIMES, TIMES), kept=KEPT, first=st.booleans())
def test_stored_times_alone_lift_no_letter(
    signed_ms: tuple[int, int], stored_ms: tuple[int, int], kept: str, first: bool
) -> None:
    """[S18] Nobody signs when a class was stored: no such time lets a `chat` lift a letter that was signed later."""
    early, late = sorted(signed_ms)
    talk = Given()
    for letter in (not first, first):
        if letter:
            talk.signs(kept, late + 1, stored_ms[0])
        else:
            talk.signs("chat", early, stored_ms[1])
    assert talk.counts == kept


def test_the_server_lifts_what_nobody_signed_and_nothing_else() -> None:
    """[L9, S18] Its `chat` lifts a letter that it said itself, and none that was signed."""
    talk = Given()
    talk.says("letter")
    assert talk.counts == "letter"
    talk.says("chat")
    assert talk.counts == "chat"
    talk.signs("letter", 1, 1)
    talk.says("chat")
    assert talk.counts == "letter"
