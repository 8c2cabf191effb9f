"""What is said, as the bytes that are sealed: text that has no bytes is refused before anything is written down."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from tresen.client.errors import WrongInput
from tresen.core.records import encode
from tresen.seal.message import pad


@contextlib.contextmanager
def whole_text() -> Iterator[None]:
    """Half a character (a lone surrogate), which UTF-8 cannot hold, is refused as WrongInput."""
    try:
        yield
    except UnicodeEncodeError:
        raise WrongInput("a text holds half a character (a lone surrogate): it cannot be sent") from None


def text_bytes(text: str) -> int:
    """How many bytes a text has. Raises WrongInput as `packed`."""
    with whole_text():
        return len(text.encode())


def packed(said: Any) -> bytes:
    """The bytes. Raises WrongInput when a text holds half a character."""
    with whole_text():
        return encode(said)


def padded_size(said: Any) -> int:
    """The padded size in bytes. Raises WrongInput as `packed`; Refused `too_large`."""
    return len(pad(packed(said)))
