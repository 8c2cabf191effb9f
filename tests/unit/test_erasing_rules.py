"""What an erase command covers and how the events say it: pure rules, any conversation (L5, L7)."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core import erasing
from tresen.core.erasing import Candidate, Kept
from tresen.core.records import Signed


@st.composite
def conversations(draw: st.DrawFn) -> list[Candidate]:
    """Messages of which some refer to others, forwards and backwards, in the conversation and in the back room."""
    size = draw(st.integers(1, 25))
    ids = [(b"d", number) for number in range(1, size + 1)]
    some = st.one_of(st.none(), st.sampled_from([*ids, (b"nobody", 1)]))
    return [
        Candidate(
            number, draw(st.sampled_from([number, number, None])), ids[number - 1], draw(some), bytes(32)
        )
        for number in range(1, size + 1)
    ]


@given(conversations(), st.sets(st.integers(1, 25)))
def test_hit_is_the_smallest_closed_set(lines: list[Candidate], named: set[int]) -> None:
    """[L7] It holds what the command names and what refers to anything in it, and nothing else."""
    hit = {line.id for line in erasing.affected(lines, named)}
    first = {line.id for line in lines if line.pos in named}
    assert first <= hit
    assert all(line.id in hit for line in lines if line.refers in hit)
    grown = set(first)
    while more := {line.id for line in lines if line.refers in grown} - grown:
        grown |= more
    assert hit == grown


@given(conversations())
def test_the_whole_is_everything(lines: list[Candidate]) -> None:
    """[L7] Nil targets cover every message, also the back room's about the conversation."""
    assert erasing.affected(lines, None) == lines


@given(st.sets(st.integers(1, 200)))
def test_ranges_are_exactly_these(positions: set[int]) -> None:
    """[L5] Ascending, never touching, and without any other position."""
    made = erasing.ranges(positions)
    assert {pos for first, last in made for pos in range(first, last + 1)} == positions
    assert all(first <= last for first, last in made)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(made))


@given(st.integers(0, 9000), st.integers(0, 5000), st.integers(64, 42_000))
def test_events_of_one_command(ranges: int, kept: int, body: int) -> None:
    """[L5, W1] At least one event, none too large for a frame, and together everything in order."""
    signed = Signed(b"b" * body, b"s" * 64)
    erased = [(2**31 + 2 * number, 2**31 + 2 * number) for number in range(ranges)]
    kept_ = [Kept(2**31 + number, "voucher", 2**42) for number in range(kept)]
    made = list(erasing.bodies(erasing.by_command(signed), erased, kept_))
    assert made
    assert [each for one in made for each in one.erased] == erased
    assert [each for one in made for each in one.kept] == kept_
    assert all(len(msgspec.msgpack.encode(one)) <= 60 * 1024 for one in made)
    assert all(one.erased or one.kept for one in made[1:])


@pytest.mark.parametrize(("size", "where"), [(31, 16), (32, 15)])
def test_a_tombstone_is_whole(size: int, where: int) -> None:
    """[L5] No half hash and no half id gets into the log."""
    with pytest.raises(ValueError, match="32 bytes"):
        erasing.tombstone(bytes(size), bytes(where), 1)
