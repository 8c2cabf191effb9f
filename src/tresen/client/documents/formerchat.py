"""Former chats: what was said with a customer elsewhere, such as on WhatsApp, read in from an export (L8, S9).

One document for each, about the conversation; its messages lie in a file beside it. Nobody signed what they say: they are no
messages.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from tresen.client.content import KINDS, File
from tresen.client.documents.merge import Document
from tresen.client.documents.note import is_person
from tresen.core import records
from tresen.errors import Refusal

KIND: Final = "former_chat"
WRITERS: Final = 40
WRITER_CHARACTERS: Final = 60
BUNDLES: Final = 3
"""Files of media beside the one of the messages: a version names four in all (F3)."""
SOURCES: Final = ("whatsapp",)
"""Where a chat was held. What a client does not know it takes for "elsewhere"."""

_FILE_CHARACTERS: Final = 1000
_BASE64URL: Final = re.compile(r"[\w-]*", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBERS: Final = re.compile(r"\d{1,2}(?: \d{1,2}){0,39}", re.ASCII)
_OF_MESSAGES: Final = ("caption", "preview")


class Saying(NamedTuple):
    """What a document says of a former chat. `first` and `last` are days as the phone that wrote the export showed them.

    `author` brought it in. `ours`: the places in `writers` of those who wrote for the business. `text`: the messages, in
    parts (`formerpack`). `bundles`: photos, voice notes and documents, one after another. `at_ms`: when it was brought in.
    """

    author: int
    source: str
    writers: tuple[str, ...]
    ours: tuple[int, ...]
    first: str
    last: str
    messages: int
    media: int
    text: File
    bundles: tuple[File, ...]
    at_ms: int


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the former chat with that key about that conversation."""
    return None if about is None or key is None else records.entry_id(KIND, about, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote them."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads them."""
    return {}


def former_in(document: Document, writer: int | None) -> Saying | None:
    """What a former chat says; None when it was removed, or says nothing readable.

    `writer` is the person who signed the version: it counts only where they say that they brought it in.
    """
    author, first, last = (document.value(name) for name in ("author", "from", "to"))
    messages, media = document.value("messages"), document.value("media")
    text = _file_in(document.value("text"))
    if not is_person(author) or author != writer or text is None or not is_day(first) or not is_day(last):
        return None
    if not is_person(messages) or not is_person(media):
        return None
    names, ours = document.value("writers"), document.value("ours")
    source = document.value("source")
    return Saying(
        author,
        source if source in SOURCES else "elsewhere",
        tuple(name[:WRITER_CHARACTERS] for name in names.split("\n")[:WRITERS])
        if isinstance(names, str)
        else (),
        tuple(map(int, ours.split(" "))) if isinstance(ours, str) and _NUMBERS.fullmatch(ours) else (),
        first,
        last,
        messages,
        media,
        text,
        tuple(_bundles_in(document)),
        document.fields["author"].stamp.at_ms,
    )


def blobs_in(document: Document) -> list[bytes]:
    """[F3] The files that a version of it names in its header."""
    text = _file_in(document.value("text"))
    return [] if text is None else [each.file.blob for each in (text, *_bundles_in(document))]


def _bundles_in(document: Document) -> list[File]:
    """Those before the first that is none."""
    found: list[File] = []
    for n in range(1, BUNDLES + 1):
        bundle = _file_in(document.value(f"media{n}"))
        if bundle is None:
            break
        found.append(bundle)
    return found


def _file_in(value: Any) -> File | None:
    if not isinstance(value, str) or len(value) > _FILE_CHARACTERS or not _BASE64URL.fullmatch(value):
        return None
    try:
        said = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        payload = records.decode_body(said, dict[str, Any], "a file")
        if payload["kind"] != File.kind:
            return None
        read = KINDS[File.kind]({name: payload[name] for name in payload if name not in _OF_MESSAGES})
    except (ValueError, KeyError, TypeError, Refusal):
        return None
    return read if isinstance(read, File) else None


def is_day(value: Any) -> bool:
    """Whether it is a day that there is, as `YYYY-MM-DD`."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
