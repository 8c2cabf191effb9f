"""The demo's conversations: readable, in order on every day of the week, with plausible receipts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tresen.core.hours import parse_hours, state_at
from tresen.core.shopfront.profile import parse_profile
from tresen.demo import bakery
from tresen.demo.plan import plan
from tresen.demo.script import ZONE, conversations, read

MONDAY = datetime(2026, 11, 23, 15, 30, tzinfo=ZONE)
NOWS = [
    int((MONDAY + timedelta(days=day, hours=hour)).timestamp() * 1000)
    for day in range(7)
    for hour in (-15, -9, 0, 8)
]


@pytest.mark.parametrize("now_ms", NOWS)
def test_every_conversation_is_in_order(now_ms: int) -> None:
    """On whatever weekday the demo starts, nobody answers before being asked, and nothing lies in the future."""
    for spoken in conversations(now_ms):
        times = [line.at_ms for line in spoken.lines]
        assert times == sorted(times), spoken.name
        assert times[-1] < now_ms


@pytest.mark.parametrize("now_ms", NOWS)
def test_the_team_answers_while_the_shop_is_open(now_ms: int) -> None:
    """At whatever hour the demo starts, nobody of the team writes at night."""
    hours = parse_hours(bakery.HOURS)
    answers = [line for each in conversations(now_ms) for line in each.lines if line.who and not line.act]
    late = [line for line in answers if not state_at(hours, line.at_ms).open]
    assert not [(datetime.fromtimestamp(line.at_ms / 1000, ZONE).isoformat(), line.text) for line in late]


@pytest.mark.parametrize("now_ms", NOWS)
def test_three_weeks_up_to_today(now_ms: int) -> None:
    """Two hundred messages of a dozen customers over three weeks, the last of them within the hour."""
    spoken = conversations(now_ms)
    said = [line.at_ms for each in spoken for line in each.lines if line.act is None]
    assert len(spoken) >= 12
    assert 190 <= len(said) <= 230
    assert 18 <= (now_ms - min(said)) / 86_400_000 <= 27
    assert now_ms - max(said) < 3_600_000
    assert any(each.name is None for each in spoken)


def test_receipts_follow_their_message_and_precede_the_answer() -> None:
    """[L6] delivered follows the message, read is never before delivered, and both precede the other side's answer."""
    spoken = conversations(NOWS[0])
    steps = plan(spoken, NOWS[0])
    assert [step.at_ms for step in steps] == sorted(step.at_ms for step in steps)
    said = {(step.conversation, step.nth): step for step in steps if step.does == "say"}
    received = [step for step in steps if step.does.endswith(("delivered", "read"))]
    assert received
    for step in received:
        message = said[step.conversation, step.nth]
        assert step.at_ms >= message.at_ms
        assert (message.who is None) == step.does.startswith("team")
        answer = said.get((step.conversation, step.nth + 1))
        assert answer is None or step.at_ms < answer.at_ms


def test_endings_stay_open() -> None:
    """Some messages wait to be read, some to be delivered, some to be seen by the customer."""
    spoken = conversations(NOWS[0])
    assert {each.ending for each in spoken} == {None, "unread", "away", "arrived"}
    steps = plan(spoken, NOWS[0])
    for at, each in enumerate(spoken):
        last = sum(line.act is None for line in each.lines) - 1
        does = {
            step.does for step in steps if (step.conversation, step.nth) == (at, last) and step.does != "say"
        }
        expected = {"unread": {"team_delivered"}, "away": set(), "arrived": {"customer_delivered"}}
        if each.ending is not None:
            assert does - {"assign", "close"} == expected[each.ending], each.name


def test_only_the_team_speaks_for_the_bakery() -> None:
    """Whoever answers, assigns or closes is one of the three."""
    people = {line.who for each in conversations(NOWS[0]) for line in each.lines}
    assert people == {None, *bakery.PEOPLE.values()}


def test_the_profile_is_good() -> None:
    """[S4] the published profile has no mistake, and imprint and privacy contact."""
    profile = parse_profile(bakery.profile())
    assert profile.public
    assert profile.hours is not None


@pytest.mark.parametrize(
    "line", ["Mo-3 7:42 > x", "Mo-3 07:42 x", "Xx-3 07:42 > x", "-3h5 > x", "Mo-3 07:42 * sing Ben"]
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    """A mistake in the text is found with its place."""
    with pytest.raises(ValueError, match="line 2"):
        read(f"== Jemand\n{line}", NOWS[0])
