"""The values that whoever uses the client gets to see of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from tresen.client.connection.outbox import Sent
from tresen.client.content import Content, Invited
from tresen.client.content.way import CameBy, came_by
from tresen.client.ids import Id
from tresen.client.oneline import one_line
from tresen.client.opening import at_most
from tresen.core.programs import Program
from tresen.core.sizes import PAYLOAD_BYTES

Trouble = Literal["unreadable", "forged", "gap", "fork", "unasked", "unproven", "time"]
"""Why something is not an ordinary message (S10). `unreadable`: this device cannot open it. `forged`: the one it names did
not write it. `gap`: something is missing before it. `fork`: another message stood in its place, or before it. `unasked`: the
server took it away, or says so, without anybody's signed command (L7); what was known of it is still here. `unproven`: the
server says that its time was over, and this device never held it (D3). `time`: the server's time for it runs back, or lies
more than a day before the time that its sender signed (D10)."""


WhyNot = Literal["late", "often", "others", "kind", "gone", "malformed"]
"""Why an act changed nothing. `late`: after the fifteen minutes. `often`: edited too often. `others`: another person's text.
`kind`: not possible with such a message. `gone`: there is no such message, or nothing is left of it."""


class Quote(NamedTuple):
    """The message that another one quotes, by its id; its words are what this device holds of it now."""

    device: Id
    counter: int
    state: Literal["there", "erased", "missing"]
    line: str = ""
    ours: bool = False
    by: str | None = None


class Reacted(NamedTuple):
    """One person's reaction; `person` is None for the customer."""

    emoji: str
    ours: bool
    person: int | None
    by: str | None
    at_ms: int


class Version(NamedTuple):
    """A text, and since when it was said (UTC milliseconds, the server's time)."""

    text: str
    at_ms: int


@dataclass(frozen=True)
class Message:
    """One entry of a conversation, verified and opened.

    `kind` is the kind of its content (`text`, …); `auto` for an automatic answer; `erased` for what is left of an erased
    message; `erasure` for the command that erased some: its `payload` has `erased`, ranges of `pos`, and `kept`; `devices`
    and `team` for devices of the customer and of the team that joined or left: their `payload` has how many, `joined` and
    `left`. That of `devices` also has `link`: whether the return link is another one now. That of `team` has the `rev` of
    the public record, and its `pos` is that of the message before it.
    `call` is a call that is over: its `payload` has `call`, `video`, `party`, `started_ms`, `answered_ms`, `ended_ms` and
    `outcome`; of an erased one only `call` and `outcome`.
    `content` is what it says; None for what could not be opened, for documents of the back room, and for these last kinds.
    `ours`: one's own side wrote it. `person` and `by` are number and name of the member of the team who wrote it; None for
    the customer. `device` and `counter` are the message's id. `hash` is the hash of its header; None for what has none.
    `about` is the conversation that a message of the back room concerns (L8).
    `at_ms`: when the server stored it, which everybody sees alike. `written_ms`: when it was written, as its sender's clock
    says; long before, if it waited for a network. None for what nobody sent, or what could not be verified.

    `quote`: the message that it answers. `reactions`: one for each person, in the order in which they reacted first.
    `versions`: its earlier texts, the oldest first; `edited_ms`: since when it says what `text` says now; None: it was
    never edited. `forwarded`: it was said in another conversation first. `pinned`: for both sides.

    `invitation`: what the business had written before, which this message, the conversation's first, answers (S21). It is
    there only if a device of the team signed it for the link that this customer had.

    `program`: what wrote it, where that is no person of the team: by the records that its owner signed (S23).
    """

    conversation: Id
    pos: int
    at_ms: int
    kind: str
    ours: bool
    device: Id | None
    counter: int | None
    content: Content | None = None
    person: int | None = None
    by: str | None = None
    trouble: Trouble | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    hash: bytes | None = None
    about: Id | None = None
    refers: tuple[bytes, int] | None = None
    spoken: bool = False
    quote: Quote | None = None
    reactions: tuple[Reacted, ...] = ()
    versions: tuple[Version, ...] = ()
    edited_ms: int | None = None
    forwarded: bool = False
    pinned: bool = False
    written_ms: int | None = None
    invitation: Invited | None = None
    program: Program | None = None

    @property
    def brought(self) -> tuple[Message, ...]:
        """The files of its invitation, each as a message that `download` takes."""
        files = () if self.invitation is None else self.invitation.files
        return tuple(replace(self, kind=each.kind, content=each, invitation=None) for each in files)

    @property
    def id(self) -> str | None:
        """The message's id as one word, `device.counter`; None for what nobody sent."""
        return None if self.device is None or self.counter is None else f"{self.device}.{self.counter}"

    @property
    def way(self) -> CameBy | None:
        """The way that the customer came by who wrote it; None: it says none, or is not believed, or nobody's but theirs."""
        believed = self.person is None and self.device is not None and self.trouble in {None, "gap"}
        return came_by(self.payload) if believed else None

    @property
    def text(self) -> str:
        """The words; empty when there are none."""
        return "" if self.content is None else self.content.text

    @property
    def line(self) -> str:
        """One line for a list, a log or a terminal; empty when there is nothing to show.

        Without characters that steer a terminal or turn the direction of a line; `text` has the words as they were written.
        """
        return "" if self.content is None else one_line(self.content.line, PAYLOAD_BYTES[-1])


def newest(
    messages: Sequence[Message], limit: int | None, before: Message | Sent | None = None
) -> list[Message]:
    """The newest of them, so many, of those before that one. Raises WrongInput for a limit below 1."""
    most = at_most(limit)
    there = [each for each in messages if before is None or each.pos < before.pos]
    return there if most is None else there[-most:]


class Marks(NamedTuple):
    """How far one party is in a conversation, and since when (UTC milliseconds; 0: not yet) (L6)."""

    delivered: int = 0
    read: int = 0
    delivered_ms: int = 0
    read_ms: int = 0

    def covers(self, delivered: int, read: int) -> bool:
        """At least this far."""
        return self.delivered >= delivered and self.read >= read


__all__ = ["Marks", "Message", "Quote", "Reacted", "Sent", "Trouble", "Version", "WhyNot", "newest"]
