"""Messages that fit a question, the best first. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tresen.client.conversation.message import Message
from tresen.client.search.words import asked, score

By = Literal["customer", "team"]
"""Who wrote it."""
_THERE = 0.6
"""From here on every word stands there; below, some are taken for misspelt."""


def find(
    messages: Iterable[Message],
    text: str,
    *,
    by: By | None = None,
    since_ms: int | None = None,
    until_ms: int | None = None,
    limit: int = 50,
) -> list[Message]:
    """The messages in which every word of `text` is found, the newest first; those with a misspelt word come last.

    Words are found without case, accents and umlauts ("strasse", "oeffnung"), by their beginnings, inside longer words,
    and from six letters on with one typing error. Words in quotation marks must follow each other just so. `by`: the writer.
    `since_ms` and `until_ms` (exclusive): when, in UTC milliseconds.
    """
    question = asked(text)
    found = [
        (score(question, line), message)
        for message in messages
        if (line := _line(message))
        and (by is None or (message.person is None) == (by == "customer"))
        and (since_ms is None or message.at_ms >= since_ms)
        and (until_ms is None or message.at_ms < until_ms)
    ]
    fitting = [(fit >= _THERE, message) for fit, message in found if fit > 0]
    fitting.sort(key=lambda each: (each[0], each[1].at_ms, each[1].pos), reverse=True)
    return [message for _, message in fitting[: max(0, limit)]]


def _line(message: Message) -> str:
    """What is not believed is not found."""
    return (message.line or "") if message.trouble in {None, "gap"} and message.content is not None else ""
