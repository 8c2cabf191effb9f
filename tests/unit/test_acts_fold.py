"""[S9, L7] Acts fold into their messages alike, in whatever order they and erasures reached a device."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tresen.client.content import read_content
from tresen.client.conversation.acts import fold
from tresen.client.conversation.message import Message
from tresen.client.ids import Id
from tresen.core.sizes import EDIT_MS, EDITS, PINS

DEVICES = (b"1" * 16, b"2" * 16, b"3" * 16)
"""The first two are the customer's."""
ACTS = st.one_of(
    st.builds(lambda emoji: {"kind": "reaction", "emoji": emoji}, st.sampled_from(["👍", "❤️", None])),
    st.builds(lambda at: {"kind": "edit", "text": f"neu {at}"}, st.integers(0, 9)),
    st.builds(lambda on: {"kind": "pin", "on": on}, st.booleans()),
)
STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 40)), ACTS), min_size=1, max_size=40
)


def log_of(steps: list[tuple[int, int | None, dict[str, Any]]]) -> list[Message]:
    """Texts, and acts on any message before them."""
    messages: list[Message] = []
    for pos, (who, to, act) in enumerate(steps, start=3):
        target = messages[to % len(messages)] if messages and to is not None else None
        payload = {"kind": "text", "text": f"Text {pos}"} if target is None else act
        messages.append(
            Message(
                conversation=Id(b"c"),
                pos=pos,
                at_ms=pos * EDIT_MS // 8,
                kind=payload["kind"],
                ours=who < 2,
                device=Id(DEVICES[who]),
                counter=pos,
                content=read_content(payload),
                person=None if who < 2 else 1,
                payload=payload,
                hash=b"h",
                refers=None if target is None else (target.device or b"", target.counter or 0),
                spoken=target is None,
            )
        )
    return messages


def erased(messages: list[Message], target: Message) -> list[Message]:
    """As a device holds them after that message was erased: with it went what refers to it, and so on."""
    gone, left = {(target.device, target.counter)}, []
    for each in messages:
        went = (each.device, each.counter) in gone or each.refers in gone
        if went:
            gone.add((each.device, each.counter))
        empty = replace(each, kind="erased", content=None, payload={}, refers=None)
        left.append(empty if went else each)
    return left


@settings(max_examples=examples(100), deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_any_order_comes_to_the_same(steps: list[Any], random: Any) -> None:
    """[S9, L7] Events in any order, and erasures in any order, equal a fresh fetch."""
    log = log_of(steps)
    targets = [each for each in log if each.refers is None][:3]
    fresh = log
    for target in targets:
        fresh = erased(fresh, target)
    other = log
    for target in reversed(targets):
        other = erased(other, target)
    shuffled = list(fresh)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(fresh) == fold(other)
    assert len(fold(log).pins) <= PINS


def test_thousands_of_acts_on_one_message_leave_little() -> None:
    """[S9] Twenty edits count, and one reaction for each person."""
    (message,) = log_of([(0, None, {})])
    key = (DEVICES[0], message.counter or 0)
    acts = [
        replace(
            message,
            pos=10 + at,
            counter=10 + at,
            kind=kind,
            payload=payload,
            content=read_content(payload),
            refers=key,
            spoken=False,
        )
        for at in range(5000)
        for kind, payload in [
            ("edit", {"kind": "edit", "text": str(at)})
            if at % 2
            else ("reaction", {"kind": "reaction", "emoji": "👍"})
        ]
    ]
    folded = fold([message, *acts])
    (shown,) = folded.messages
    assert (len(shown.versions), len(shown.reactions)) == (EDITS, 1)
    assert {each.why for each in folded.idle} == {"often"}
