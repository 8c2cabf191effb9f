"""What an invitation says: the business's words, and the files that came with them (S21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tresen.client.content.carried import Carried, File, Photo, Video, Voice
from tresen.client.errors import WrongInput
from tresen.core.sizes import BLOBS_NAMED, INVITATION_CHARACTERS, NAME_CHARACTERS

_FILES: Final[Mapping[str, Callable[[Mapping[str, Any]], Carried]]] = {
    each.kind: each.read for each in (Photo, Video, Voice, File)
}


@dataclass(frozen=True)
class Invited:
    """`text` is empty only where there are files. `by`: who of the team wrote it, empty if nobody is named.

    `id` and `at_ms` (UTC milliseconds, its sender's clock) are the invitation's, where one was verified.
    """

    text: str
    files: tuple[Carried, ...] = ()
    by: str = ""
    id: bytes = b""
    at_ms: int = 0

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Invited:
        """The words in an opened invitation. Raises `ValueError` for another shape."""
        files = payload.get("files", [])
        if payload.get("kind") != "text" or not isinstance(files, Sequence) or isinstance(files, str | bytes):
            raise WrongInput("an invitation is a text, with a list of files")
        made = cls(payload.get("text", ""), tuple(_file(each) for each in files), payload.get("by", ""))
        made.check()
        return made

    def check(self) -> None:
        """Refuse what may not be sealed. Raises `ValueError`."""
        said: tuple[tuple[object, int], ...] = (
            (self.text, INVITATION_CHARACTERS),
            (self.by, NAME_CHARACTERS),
        )
        for value, most in said:
            if not isinstance(value, str) or len(value) > most:
                raise WrongInput(f"text of at most {most} characters")
        if not self.text.strip() and not self.files:
            raise WrongInput("an invitation holds more than blanks, or a file")
        if len(self.files) > BLOBS_NAMED or len(set(self.blobs)) != len(self.files):
            raise WrongInput(f"an invitation brings {BLOBS_NAMED} files at most, each once")

    def payload(self) -> dict[str, Any]:
        """What is sealed: the fields that say something."""
        said: dict[str, Any] = {"kind": "text", "text": self.text}
        if self.by:
            said["by"] = self.by
        return said | ({"files": [each.payload() for each in self.files]} if self.files else {})

    @property
    def blobs(self) -> list[bytes]:
        """The files' ids, in order."""
        return [each.file.blob for each in self.files]


def _file(said: object) -> Carried:
    if isinstance(said, Mapping) and said.get("kind") in _FILES:
        return _FILES[said["kind"]](said)
    raise WrongInput("a file is a photo, a video, a voice note or another file")
