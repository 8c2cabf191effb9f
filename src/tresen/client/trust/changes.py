"""Which devices joined or left, by verified records: what a conversation says of it (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tresen.core.chain import Chain
from tresen.core.model import Role
from tresen.core.records import CustomerDevice

_READING: Final = (Role.OWNER, Role.MEMBER)


class DeviceChange(NamedTuple):
    """How many devices joined and left by one record. `link`: the customer's return link is another one now."""

    joined: int
    left: int
    link: bool


class TeamChange(NamedTuple):
    """What one public record changed among the team's devices that read.

    `at_ms` as the record says, never before an earlier change.
    """

    rev: int
    at_ms: int
    joined: int
    left: int


def device_change(before: Sequence[CustomerDevice], after: Sequence[CustomerDevice]) -> DeviceChange | None:
    """A customer-devices record against the one before it; None when it lists the same devices."""
    joined, left = _only_in(after, before), _only_in(before, after)
    if not joined and not left:
        return None
    link = any(each.paper for each in joined + left)
    return DeviceChange(sum(not each.paper for each in joined), sum(not each.paper for each in left), link)


def team_change(before: Chain | None, after: Chain, at_ms: int, since_ms: int) -> TeamChange | None:
    """What the newest record of `after`, which is dated `at_ms`, did to devices of owners and members; None for nothing.

    `since_ms` is when the last change was.
    """
    had = set() if before is None else _reading(before)
    has = _reading(after)
    if had == has:
        return None
    return TeamChange(after.rev, max(at_ms, since_ms), len(has - had), len(had - has))


def _only_in(these: Sequence[CustomerDevice], others: Sequence[CustomerDevice]) -> list[CustomerDevice]:
    known = {each.id for each in others}
    return [each for each in these if each.id not in known]


def _reading(chain: Chain) -> set[bytes]:
    return {each.id for each in chain.staff() if each.role in _READING}
