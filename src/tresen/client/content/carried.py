"""What brings a file: a photo, a video, a voice note, or any other (S9). One message brings one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Self

from tresen.client.connection.packing import padded_size
from tresen.client.content.acts import MessageId
from tresen.client.content.text import quoted_in
from tresen.client.errors import WrongInput
from tresen.core.filenames import is_risky, safe_name
from tresen.core.sizes import (
    ALT_CHARACTERS,
    CAPTION_CHARACTERS,
    FILE_NAME_CHARACTERS,
    FILE_TYPE_CHARACTERS,
    HASH_BYTES,
    ID_BYTES,
    KEY_BYTES,
    PREVIEW_BYTES,
    SIDE_PIXELS,
    VOICE_MS,
    WAVE_BYTES,
    WHOLE_MOST,
)

_REF: Final = ("blob", "key", "size", "hash", "type", "name")
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f/\\]+")


@dataclass(frozen=True)
class FileRef:
    """Where a file lies, and what opens it: the blob's id, its key, size and SHA-256 of the file itself, type and name."""

    blob: bytes
    key: bytes = field(repr=False)
    size: int
    hash: bytes
    type: str
    name: str

    @classmethod
    def read(cls, value: Any) -> FileRef:
        """The `file` of a payload. Raises `ValueError` for another shape."""
        if not isinstance(value, Mapping):
            raise ValueError("a file is a map")  # noqa: TRY004 - a payload of another shape, as everywhere
        fields: dict[str, Any] = {name: value.get(name) for name in _REF}
        ref = cls(**fields)
        ref.check()
        return ref

    def check(self) -> None:
        """Raises `ValueError` for what is no file: its name alone could not be the name of one on every system."""
        for name, size in (("blob", ID_BYTES), ("key", KEY_BYTES), ("hash", HASH_BYTES)):
            value = getattr(self, name)
            if not isinstance(value, bytes) or len(value) != size:
                raise ValueError("id, key and hash of a file have 16, 32 and 32 bytes")
        _number(self.size, 0, WHOLE_MOST)
        _words(self.type, FILE_TYPE_CHARACTERS)
        _words(self.name, FILE_NAME_CHARACTERS)
        if _NAME.fullmatch(self.name) is None:
            raise WrongInput(
                "a file's name is not empty and has no control characters, slashes or backslashes"
            )

    @property
    def safe_name(self) -> str:
        """The name under which any system stores one file, and that turns no writing around: what is shown and saved.

        `name` is what its sender called it. It may hold marks that hide an ending, or be the name of a device.
        """
        return safe_name(self.name)

    @property
    def risky(self) -> bool:
        """A computer would run it, or a browser would show it as a page: say so before anybody opens it."""
        return is_risky(self.name)

    def payload(self) -> dict[str, Any]:
        """What is sealed of it."""
        return {name: getattr(self, name) for name in _REF}


@dataclass(frozen=True)
class _Carried:
    """What they all have: the file, the words that came with it, and the id of the message that it answers."""

    file: FileRef
    caption: str = field(default="", kw_only=True)
    quote: MessageId | None = field(default=None, kw_only=True)
    kind: ClassVar = ""

    @property
    def text(self) -> str:
        """The words that came with it."""
        return self.caption

    def check(self) -> None:
        """Refuse what may not be sealed.

        Raises:
            ValueError: of another shape.
            Refused: `too_large`.
        """
        self.file.check()
        _words(self.caption, CAPTION_CHARACTERS)
        self._check()
        self.size_class()

    def payload(self) -> dict[str, Any]:
        """What is sealed: the fields that say something."""
        own = {name: value for name, value in self._fields().items() if value not in ("", None)}
        said = {"kind": self.kind, **own}
        return said if self.quote is None else said | {"quote": list(self.quote)}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of the message (S9). Raises Refused: `too_large`."""
        return padded_size(self.payload())

    @property
    def refers(self) -> tuple[bytes, int] | None:
        """The message that this one depends on: none."""
        return None

    @property
    def line(self) -> str:
        """One line for a list or a log: the words, or else the file's name."""
        return " ".join(self.caption.split()) or self.file.safe_name

    def _check(self) -> None:
        """What the kind has of its own. Raises `ValueError`."""

    def _fields(self) -> dict[str, Any]:
        raise NotImplementedError


def _common(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is read alike. Raises `ValueError` for another shape."""
    return {
        "file": FileRef.read(payload.get("file")),
        "caption": payload.get("caption", ""),
        "quote": quoted_in(payload),
    }


def _seen(payload: Mapping[str, Any]) -> dict[str, Any]:
    own = {
        "width": payload.get("width", 0),
        "height": payload.get("height", 0),
        "alt": payload.get("alt", ""),
    }
    return {**_common(payload), **own, "preview": _preview(payload)}


def _preview(payload: Mapping[str, Any]) -> bytes | None:
    if "preview" in payload and payload["preview"] is None:
        raise WrongInput("a preview is bytes, or left out")
    return payload.get("preview")


@dataclass(frozen=True)
class Photo(_Carried):
    """A photo. `preview`: a tiny one, JPEG or WebP, that is there at once; `alt`: what it shows, in words."""

    width: int
    height: int
    preview: bytes | None = None
    alt: str = ""
    kind: ClassVar = "photo"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """The photo in an opened payload. Raises `ValueError` for another shape."""
        made = cls(**_seen(payload))
        made.check()
        return made

    def _check(self) -> None:
        _number(self.width, 1, SIDE_PIXELS)
        _number(self.height, 1, SIDE_PIXELS)
        _words(self.alt, ALT_CHARACTERS)
        _bytes(self.preview, PREVIEW_BYTES)

    def _fields(self) -> dict[str, Any]:
        own = ("caption", "width", "height", "preview", "alt")
        return {name: getattr(self, name) for name in own} | {"file": self.file.payload()}


@dataclass(frozen=True)
class Video(Photo):
    """A video, with what a photo has: the preview is its first picture."""

    duration_ms: int = 0
    kind: ClassVar = "video"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """The video in an opened payload. Raises `ValueError` for another shape."""
        made = cls(**_seen(payload), duration_ms=payload.get("duration_ms", -1))
        made.check()
        return made

    def _check(self) -> None:
        super()._check()
        _number(self.duration_ms, 0, WHOLE_MOST)

    def _fields(self) -> dict[str, Any]:
        return super()._fields() | {"duration_ms": self.duration_ms}


@dataclass(frozen=True)
class Voice(_Carried):
    """A voice note, 15 minutes at most. `wave`: how loud it is from beginning to end, a byte for each step."""

    duration_ms: int
    wave: bytes = b""
    kind: ClassVar = "voice"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """The voice note in an opened payload. Raises `ValueError` for another shape."""
        own = {"duration_ms": payload.get("duration_ms", -1), "wave": payload.get("wave", "")}
        made = cls(FileRef.read(payload.get("file")), **own, quote=quoted_in(payload))
        made.check()
        return made

    def _check(self) -> None:
        _number(self.duration_ms, 0, VOICE_MS)
        if self.wave is None:
            raise WrongInput("a voice note has a wave")
        _bytes(self.wave, WAVE_BYTES)

    def _fields(self) -> dict[str, Any]:
        return {"file": self.file.payload(), "duration_ms": self.duration_ms, "wave": self.wave}


@dataclass(frozen=True)
class File(_Carried):
    """Any other file. `preview`: a picture of its first page."""

    preview: bytes | None = None
    kind: ClassVar = "file"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """The file in an opened payload. Raises `ValueError` for another shape."""
        made = cls(**_common(payload), preview=_preview(payload))
        made.check()
        return made

    def _check(self) -> None:
        _bytes(self.preview, PREVIEW_BYTES)

    def _fields(self) -> dict[str, Any]:
        return {"caption": self.caption, "preview": self.preview, "file": self.file.payload()}


Carried = Photo | Video | Voice | File
"""What brings a file, by kind."""
CARRIED: Final = {each.kind for each in (Photo, Video, Voice, File)}


def blob_in(payload: Mapping[str, Any]) -> bytes | None:
    """The blob that a payload brings; None: none, or in no shape to be one. Its message's header names it (F3)."""
    if payload.get("kind") not in CARRIED:
        return None
    ref = payload.get("file")
    blob = ref.get("blob") if isinstance(ref, Mapping) else None
    return blob if isinstance(blob, bytes) else None


def _number(value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise WrongInput(f"a number from {least} to {most}")


def _words(value: object, most: int) -> None:
    if not isinstance(value, str) or len(value) > most:
        raise WrongInput(f"text of at most {most} characters")


def _bytes(value: object, most: int) -> None:
    if value is not None and (not isinstance(value, bytes) or len(value) > most):
        raise WrongInput(f"at most {most} bytes")
