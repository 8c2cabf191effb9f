"""What a conversation says of devices, among its messages (S4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tresen.client.conversation.message import Message
from tresen.client.ids import Id
from tresen.client.trust.changes import TeamChange


def with_team(
    messages: Sequence[Message], conversation: bytes, since_ms: int | None, changes: Sequence[TeamChange]
) -> Iterator[Message]:
    """With what changed among the team's devices since `since_ms`, each before the first message that is not older."""
    due = [each for each in changes if since_ms is not None and each.at_ms > since_ms]
    pos = 0
    for message in messages:
        while due and due[0].at_ms <= message.at_ms:
            yield _entry(conversation, pos, due.pop(0))
        pos = message.pos
        yield message
    for change in due:
        yield _entry(conversation, pos, change)


def _entry(conversation: bytes, pos: int, change: TeamChange) -> Message:
    return Message(
        conversation=Id(conversation),
        pos=pos,
        at_ms=change.at_ms,
        kind="team",
        ours=False,
        device=None,
        counter=None,
        payload={"rev": change.rev, "joined": change.joined, "left": change.left},
    )
