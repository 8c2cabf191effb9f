"""Operations of the shared vectors: what acts do to the messages that they refer to (S9)."""

from __future__ import annotations

from typing import Any

import msgspec

from tresen.client.content.reaction import is_emoji
from tresen.client.conversation.acts import fold
from tresen.client.conversation.message import Message
from tresen.client.conversation.reading import content_in
from tresen.client.ids import Id

Values = dict[str, Any]


def fold_acts(given: Values) -> Values:
    """A conversation's messages, and what its acts come to."""
    folded = fold([_message(each) for each in given["messages"]])
    return {
        "messages": [_shown(each) for each in folded.messages],
        "pins": [[device.hex(), counter] for device, counter in folded.pins],
        "idle": [[each.message.pos, each.why] for each in folded.idle],
    }


def emoji(given: Values) -> Values:
    """Is this one emoji?"""
    return {"emoji": is_emoji(given["value"])}


OPERATIONS = {each.__name__: each for each in (fold_acts, emoji)}


def _message(it: Values) -> Message:
    id_ = bytes.fromhex(it["device"])
    refers = it["refers"] and (bytes.fromhex(it["refers"][0]), it["refers"][1])
    payload = {} if it["payload"] is None else msgspec.msgpack.decode(bytes.fromhex(it["payload"]))
    acts = refers is not None and not it["spoken"]
    kind, content, wrong = ("erased", None, None) if not payload else content_in(payload, acts=acts)
    return Message(
        conversation=Id(b""),
        pos=it["pos"],
        at_ms=it["at_ms"],
        kind=kind,
        ours=it["person"] is None,
        device=Id(id_),
        counter=it["counter"],
        content=content,
        person=it["person"],
        trouble=it["trouble"] or wrong,
        payload=payload,
        hash=b"hash",
        refers=refers,
        spoken=it["spoken"],
    )


def _shown(message: Message) -> Values:
    quote = message.quote
    return {
        "pos": message.pos,
        "text": message.text,
        "versions": [[each.text, each.at_ms] for each in message.versions],
        "edited_ms": message.edited_ms,
        "reactions": [[each.emoji, each.person, each.at_ms] for each in message.reactions],
        "pinned": message.pinned,
        "forwarded": message.forwarded,
        "quote": None if quote is None else [quote.device.hex(), quote.counter, quote.state, quote.line],
    }
