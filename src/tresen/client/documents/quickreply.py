"""Quick replies: texts that the team sends often, one document for each (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.core import records
from tresen.core.sizes import NAME_CHARACTERS

KIND: Final = "quick_reply"

SHORTCUT_CHARACTERS: Final = 32
KEYWORD_CHARACTERS: Final = 40
KEYWORDS: Final = 16
TEXT_BYTES: Final = 6000
"""UTF-8 bytes of the text in one language. With these limits a version always fits one message (S9)."""

_SHORTCUT: Final = re.compile(r"[^\W_][\w.-]*")


class QuickReply(NamedTuple):
    """A text that the team sends often. `shortcut` is typed after `/` to find it. `text_en` may be empty."""

    shortcut: str
    title: str
    text_de: str
    text_en: str = ""
    keywords: tuple[str, ...] = ()


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
    )


def written(reply: QuickReply) -> dict[str, Any]:
    """The fields that say this.

    Raises:
        ValueError: something is missing, too long or of a shape that cannot be typed.
    """
    shortcut = reply.shortcut.removeprefix("/").strip().lower()
    if not _SHORTCUT.fullmatch(shortcut) or len(shortcut) > SHORTCUT_CHARACTERS:
        raise WrongInput(
            f"a shortcut has 1 to {SHORTCUT_CHARACTERS} letters and digits, with - _ . between them"
        )
    if not reply.title.strip() or len(reply.title) > NAME_CHARACTERS:
        raise WrongInput(f"a title has 1 to {NAME_CHARACTERS} characters")
    if not reply.text_de.strip() and not reply.text_en.strip():
        raise WrongInput("a quick reply has a text")
    if max(len(text.encode()) for text in (reply.text_de, reply.text_en)) > TEXT_BYTES:
        raise WrongInput(f"a text has at most {TEXT_BYTES} bytes")
    return {
        "shortcut": shortcut,
        "title": reply.title.strip(),
        "text_de": reply.text_de or None,
        "text_en": reply.text_en or None,
        "keywords": "\n".join(_keywords(reply.keywords)) or None,
    }


def _keywords(words: tuple[str, ...]) -> list[str]:
    kept = [word for word in (" ".join(each.split()) for each in words) if word]
    if len(kept) > KEYWORDS or any(len(word) > KEYWORD_CHARACTERS or "," in word for word in kept):
        raise WrongInput(
            f"at most {KEYWORDS} keywords of {KEYWORD_CHARACTERS} characters each, without commas"
        )
    return list(dict.fromkeys(kept))
