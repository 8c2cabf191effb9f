"""Which words stood there when somebody consented to be told (Art. 7(1) GDPR)."""

from __future__ import annotations

import re
from typing import Final

from tresen.errors import Refusal

_WORDS: Final = re.compile(r"[a-z]{1,12} [0-9]{1,4} [a-z]{2,3}(-[a-z]{2,8})?")


def check_words(words: str) -> str | None:
    """`push 1 de`: which words, their version, the language; None for a client that does not say.

    Raises:
        Refusal: `bad_request`.
    """
    if not words:
        return None
    if not _WORDS.fullmatch(words):
        raise Refusal("bad_request", "words: which, their version and the language, such as push 1 de")
    return words
