"""What acts do to the messages that they refer to: reactions, edits and pins (S9).

One pure function, in the order of the log. The browser has it too, and both play the same vectors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from tresen.client.content import ACTS, Edit, Pin, Reaction, Text
from tresen.client.content.acts import MessageId
from tresen.client.content.text import quoted_in
from tresen.client.conversation.message import Message, Quote, Reacted, Version, WhyNot
from tresen.client.ids import Id
from tresen.core.sizes import EDIT_MS, EDITS, PINS

_BELIEVED: Final = (None, "gap")


@dataclass(frozen=True)
class Idle:
    """An act that changed nothing."""

    message: Message
    why: WhyNot


@dataclass(frozen=True)
class Folded:
    """`messages`: without the acts, each with what came of them. `pins`: ids, the one pinned last first."""

    messages: list[Message]
    pins: list[MessageId]
    idle: list[Idle]


@dataclass
class _Target:
    """What has come of the acts on one message so far."""

    said: Message
    reactions: dict[int | None, Reacted] = field(default_factory=dict)
    texts: list[Version] = field(default_factory=list)


def is_act(message: Message) -> bool:
    """It speaks about another message, and is believed: it is no message of its own."""
    return (
        message.kind in ACTS and message.refers is not None and message.trouble is None and not message.spoken
    )


def fold(messages: Iterable[Message]) -> Folded:
    """Fold the acts of a whole conversation into its messages."""
    ordered = sorted(messages, key=lambda each: each.pos)
    work = _Folding()
    for message in ordered:
        work.take(message)
    return work.done([each for each in ordered if not is_act(each)])


class _Folding:
    def __init__(self) -> None:
        self._targets: dict[MessageId, _Target] = {}
        self._acts: set[MessageId] = set()
        self._gone: set[MessageId] = set()
        self._pins: dict[MessageId, int] = {}
        self._idle: list[Idle] = []

    def take(self, message: Message) -> None:
        if message.device is None or message.counter is None:
            return
        key = message.device, message.counter
        if is_act(message):
            self._acts.add(key)
            why = self._apply(message)
            if why is not None:
                self._idle.append(Idle(message, why))
        elif message.kind == "erased" or (message.trouble in _BELIEVED and not message.payload):
            self._gone.add(key)
        elif message.trouble in _BELIEVED and message.hash is not None:
            self._targets[key] = _Target(message)

    def _apply(self, act: Message) -> WhyNot | None:
        """Why it changes nothing; None: it did what it says."""
        content, to = act.content, act.refers
        if to is None or not isinstance(content, Reaction | Edit | Pin):
            return "malformed"
        if to in self._acts:
            return "kind"
        target = self._targets.get(to)
        if target is None:
            return "gone"
        if isinstance(content, Edit):
            return _edit(target, act, content.text)
        if isinstance(content, Pin):
            self._pins.pop(to, None)
            if content.on:
                self._pins[to] = act.pos
            return None
        _react(target, act, content.emoji)
        return None

    def done(self, shown: list[Message]) -> Folded:
        pins = list(reversed(self._pins))[:PINS]
        return Folded([self._changed(each, pins) for each in shown], pins, self._idle)

    def _changed(self, message: Message, pins: list[MessageId]) -> Message:
        """The message with all that came of the acts on it, and with what it quotes."""
        key = (bytes(message.device or b""), message.counter or 0)
        target = self._targets.get(key)
        changes: dict[str, object] = {}
        quoted = quoted_in(message.payload)
        if quoted is not None:
            changes["quote"] = self._quote(quoted)
        if message.payload.get("forwarded") is True:
            changes["forwarded"] = True
        if target is not None:
            changes |= _of(target, key in pins)
        return replace(message, **changes) if changes else message  # type: ignore[arg-type]

    def _quote(self, quoted: MessageId) -> Quote:
        target = self._targets.get(quoted)
        if target is None:
            return Quote(Id(quoted[0]), quoted[1], state="erased" if quoted in self._gone else "missing")
        line = " ".join(target.texts[-1].text.split()) if target.texts else target.said.line
        return Quote(
            Id(quoted[0]), quoted[1], state="there", line=line, ours=target.said.ours, by=target.said.by
        )


def _of(target: _Target, pinned: bool) -> dict[str, object]:
    changes: dict[str, object] = {}
    if target.reactions:
        changes["reactions"] = tuple(target.reactions.values())
    if pinned:
        changes["pinned"] = True
    if target.texts:
        changes["versions"] = tuple(target.texts[:-1])
        changes["edited_ms"] = target.texts[-1].at_ms
        changes["content"] = replace_text(target.said, target.texts[-1].text)
    return changes


def replace_text(said: Message, text: str) -> Text:
    """The message's text with other words."""
    quote = said.content.quote if isinstance(said.content, Text) else None
    return Text(text, quote)


def _react(target: _Target, act: Message, emoji: str | None) -> None:
    if emoji is None:
        target.reactions.pop(act.person, None)
    else:
        target.reactions[act.person] = Reacted(emoji, act.ours, act.person, act.by, act.at_ms)


def _edit(target: _Target, act: Message, text: str) -> WhyNot | None:
    said, texts = target.said, target.texts
    if not isinstance(said.content, Text) or said.payload.get("forwarded") is True:
        return "kind"
    if said.person != act.person:
        return "others"
    if act.at_ms - said.at_ms > EDIT_MS:
        return "late"
    if len(texts) > EDITS:
        return "often"
    if not texts:
        texts.append(Version(said.content.text, said.at_ms))
    texts.append(Version(text, act.at_ms))
    return None
