"""Quick replies: texts that the team sends often, one document for each (L8, S9)."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from tresen.client.connection.packing import text_bytes
from tresen.client.content import KINDS, Carried
from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.core import records
from tresen.core.sizes import NAME_CHARACTERS
from tresen.errors import Refusal

KIND: Final = "quick_reply"

SHORTCUT_CHARACTERS: Final = 32
KEYWORD_CHARACTERS: Final = 40
KEYWORDS: Final = 16
TEXT_BYTES: Final = 6000
"""UTF-8 bytes of the text in one language. With these limits a version without a file always fits one message (S9)."""
FILE_CHARACTERS: Final = 8000
"""The longest text that is read as a file: nobody makes a reader decode more."""

_OF_MESSAGES: Final = ("caption", "quote")
"""What a file has only in a message. With a reply its texts are what goes with it."""
_BASE64URL: Final = re.compile(r"[\w-]*", re.ASCII)
SPACES: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What browsers take for white space; Python's own list is another."""
_GAP: Final = re.compile(f"[{SPACES}]+")
_SHORTCUT: Final = re.compile(r"[^\W_][\w.-]*")


class QuickReply(NamedTuple):
    """A text that the team sends often. `shortcut` is typed after `/` to find it. `text_en` may be empty.

    The texts hold placeholders as they were written, such as `{{kunde}}`: the inbox fills them in, a program does so itself
    before it sends one.

    `file`: a photo, voice note or other file that goes with it. It lies in the back room, as long as the reply names it.
    `saved_as`: the shortcut under which a device that was apart saved it, where another reply has that one; else empty.
    """

    shortcut: str
    title: str
    text_de: str
    text_en: str = ""
    keywords: tuple[str, ...] = ()
    file: Carried | None = None
    saved_as: str = ""


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the quick reply with that key. Quick replies are about no conversation."""
    return None if about is not None or key is None else records.entry_id(KIND, None, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote quick replies."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads quick replies."""
    return {}


def reply_in(document: Document) -> QuickReply | None:
    """What the document says; None when it was removed or has no shortcut."""
    text = {name: document.value(name) for name in ("shortcut", "title", "text_de", "text_en", "keywords")}
    held = {name: value if isinstance(value, str) else "" for name, value in text.items()}
    if not held["shortcut"]:
        return None
    keywords = [word[:KEYWORD_CHARACTERS] for word in held["keywords"].split("\n") if word]
    return QuickReply(
        held["shortcut"][:SHORTCUT_CHARACTERS],
        held["title"][:NAME_CHARACTERS],
        held["text_de"],
        held["text_en"],
        tuple(keywords[:KEYWORDS]),
        file_in(document),
    )


def distinct(entries: Iterable[tuple[bytes, Document]]) -> list[tuple[bytes, QuickReply]]:
    """The replies among these entries, by their keys, each under a shortcut of its own.

    Devices that were apart may have saved two under one. The one that was saved first keeps it, another gets a number. Every
    device that holds the same entries shows the same, in whatever order they came.
    """
    read = [
        (document.fields["shortcut"].stamp, key, reply)
        for key, document in entries
        if (reply := reply_in(document)) is not None
    ]
    written = {reply.shortcut for _, _, reply in read}
    taken: set[str] = set()
    shown = []
    for _, key, reply in sorted(read, key=lambda each: each[:2]):
        own = reply if reply.shortcut not in taken else _numbered(reply, written | taken)
        taken.add(own.shortcut)
        shown.append((key, own))
    return shown


def _numbered(reply: QuickReply, taken: set[str]) -> QuickReply:
    for n in itertools.count(2):
        tail, behind = f"-{n}", f" ({n})"
        shortcut = reply.shortcut[: SHORTCUT_CHARACTERS - len(tail)] + tail
        if shortcut not in taken:
            title = reply.title[: NAME_CHARACTERS - len(behind)] + behind
            return reply._replace(shortcut=shortcut, title=title, saved_as=reply.shortcut)
    raise AssertionError("there is always another number")


def file_in(document: Document) -> Carried | None:
    """The file that goes with the reply; None: none, or in no shape to be one."""
    text = document.value("file")
    if not isinstance(text, str) or len(text) > FILE_CHARACTERS or not _BASE64URL.fullmatch(text):
        return None
    try:
        said = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        payload = records.decode_body(said, dict[str, Any], "a file")
        read = KINDS[payload["kind"]]({name: payload[name] for name in payload if name not in _OF_MESSAGES})
    except (ValueError, KeyError, TypeError, Refusal):
        return None
    return read if isinstance(read, Carried) else None


def blobs_in(document: Document) -> list[bytes]:
    """[F3] The files that a version of it names in its header."""
    file = file_in(document)
    return [] if file is None else [file.file.blob]


def typed(shortcut: str) -> str:
    """A shortcut as it is written: in lower case, without `/` and spaces around it."""
    return shortcut.strip(SPACES).removeprefix("/").strip(SPACES).lower()


def written(reply: QuickReply) -> dict[str, Any]:
    """The fields that say this.

    Raises:
        ValueError: something is missing, too long or of a shape that cannot be typed.
    """
    shortcut, title = typed(reply.shortcut), reply.title.strip(SPACES)
    if not _SHORTCUT.fullmatch(shortcut) or len(shortcut) > SHORTCUT_CHARACTERS:
        raise WrongInput(
            f"a shortcut has 1 to {SHORTCUT_CHARACTERS} letters and digits, with - _ . between them"
        )
    if not title or len(title) > NAME_CHARACTERS:
        raise WrongInput(f"a title has 1 to {NAME_CHARACTERS} characters")
    if not reply.text_de.strip(SPACES) and not reply.text_en.strip(SPACES):
        raise WrongInput("a quick reply has a text")
    if max(text_bytes(text) for text in (reply.text_de, reply.text_en)) > TEXT_BYTES:
        raise WrongInput(f"a text has at most {TEXT_BYTES} bytes")
    return {
        "shortcut": shortcut,
        "title": title,
        "text_de": reply.text_de or None,
        "text_en": reply.text_en or None,
        "keywords": "\n".join(_keywords(reply.keywords)) or None,
        "file": None if reply.file is None else _file_text(reply.file),
    }


def _file_text(file: Carried) -> str:
    file.check()
    said = {name: value for name, value in file.payload().items() if name not in _OF_MESSAGES}
    return base64.urlsafe_b64encode(records.encode(said)).rstrip(b"=").decode()


def keywords_in(words: Iterable[str]) -> list[str]:
    """The keywords, each once, without spaces around them and with single ones in them."""
    return [word for word in dict.fromkeys(_GAP.sub(" ", each.strip(SPACES)) for each in words) if word]


def _keywords(words: tuple[str, ...]) -> list[str]:
    kept = keywords_in(words)
    if len(kept) > KEYWORDS or any(len(word) > KEYWORD_CHARACTERS or "," in word for word in kept):
        raise WrongInput(
            f"at most {KEYWORDS} keywords of {KEYWORD_CHARACTERS} characters each, without commas"
        )
    return kept
