"""Notes on a conversation, by the team for the team alone: one document for each (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from tresen.client.connection.packing import text_bytes
from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.core import records

KIND: Final = "note"
TEXT_BYTES: Final = 8000
"""UTF-8 bytes of a note's text. With this limit a version always fits one message (S9)."""

_MENTION: Final = re.compile(r"@\{(0|[1-9][0-9]{0,9})\}", re.ASCII)


class Saying(NamedTuple):
    """What a note says. `author` and `handover` are persons of the team by their numbers.

    `text` names people by their numbers, as `@{2}`. `handover`: who was given the conversation with this note. `at_ms`: when
    it was written. `edited_ms`: when its text was changed last, None if it never was. Both are the writer's word (S9).
    """

    author: int
    text: str
    handover: int | None
    at_ms: int
    edited_ms: int | None

    @property
    def mentions(self) -> tuple[int, ...]:
        """Who is asked to read it: those whom the text names, then who was given the conversation; each once."""
        given = () if self.handover is None else (self.handover,)
        return tuple(dict.fromkeys((*mentions_in(self.text), *given)))


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the note with that key on that conversation."""
    return None if about is None or key is None else records.entry_id(KIND, about, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote notes."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads notes."""
    return {}


def note_in(document: Document, writer: int | None) -> Saying | None:
    """What a note says; None when it was removed, or says nothing readable.

    `writer` is the person who signed the version. A note counts only in a version that its author signed: nobody puts words
    into a colleague's mouth.
    """
    author, text, handover = (document.value(name) for name in ("author", "text", "handover"))
    if not is_person(author) or author != writer or not isinstance(text, str) or not text.strip():
        return None
    made, said = document.fields["author"].stamp.at_ms, document.fields["text"].stamp.at_ms
    return Saying(
        author, text, handover if is_person(handover) else None, made, said if said > made else None
    )


def written(author: int, text: str, handover: int | None = None) -> dict[str, Any]:
    """The fields of a new note.

    Raises:
        ValueError: the text holds nothing but blanks, or is too long.
    """
    given = {} if handover is None else {"handover": handover}
    return {"author": author, **edited(text), **given}


def edited(text: str) -> dict[str, Any]:
    """The fields that give a note another text. Raises as `written`."""
    if not text.strip():
        raise WrongInput("a note holds more than blanks")
    if text_bytes(text) > TEXT_BYTES:
        raise WrongInput(f"a note has at most {TEXT_BYTES} bytes of text")
    return {"text": text}


def mention(person: int) -> str:
    """How a note's text names a person."""
    return f"@{{{person}}}"


def mentions_in(text: str) -> Iterable[int]:
    """The persons whom the text names, in its order."""
    return (int(number) for number in _MENTION.findall(text))


def with_numbers(text: str, people: Mapping[int, str]) -> str:
    """What somebody typed, with `@Name` of each of these people turned into their number.

    Of two names the longer one counts, of two people with one name the one with the lower number.
    """
    known = sorted(
        ((name, person) for person, name in people.items() if name), key=lambda each: -len(each[0])
    )
    if not known:
        return text
    names = "|".join(re.escape(name) for name, _ in known)
    numbers = dict(reversed(known))
    return re.sub(rf"@({names})(?!\w)", lambda found: mention(numbers[found[1]]), text)


def with_names(text: str, name_of: Callable[[int], str]) -> str:
    """The text as it is shown: each person by name."""
    return _MENTION.sub(lambda found: "@" + name_of(int(found[1])), text)


def is_person(value: Any) -> bool:
    """Whether this can be the number of a person."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
