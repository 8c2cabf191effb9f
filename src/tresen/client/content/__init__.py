"""What a message can say: one module for each kind (S9).

A new kind is a module beside `text` and one line in `KINDS`. A payload of any other kind is `Unknown`: decided here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tresen.client.content.acts import ACTS
from tresen.client.content.automatic import Automatic
from tresen.client.content.callback import Callback
from tresen.client.content.carried import CARRIED, Carried, File, FileRef, Photo, Video, Voice, blob_in
from tresen.client.content.contact import Contact
from tresen.client.content.contactrequest import ContactRequest
from tresen.client.content.edit import Edit
from tresen.client.content.forwarded import Forwarded
from tresen.client.content.humanwanted import HumanWanted, read_text
from tresen.client.content.invited import Invited
from tresen.client.content.pin import Pin
from tresen.client.content.reaction import Reaction
from tresen.client.content.text import Text
from tresen.client.content.unknown import Unknown
from tresen.client.errors import WrongInput

Shown = Text | Contact | ContactRequest | Callback | Carried
"""What is a message of its own, by kind."""

Act = Reaction | Edit | Pin
"""What is shown in the message that it refers to, by kind."""

Said = Shown | Act | Forwarded
"""What can be sealed."""

Content = Shown | Act | Automatic | Unknown
"""What was said, by kind. `Automatic` is never sealed: its words stand in the signed profile (S14)."""

KINDS: Final[Mapping[str, Callable[[Mapping[str, Any]], Content]]] = {
    each.kind: each.read
    for each in (Contact, ContactRequest, Callback, Photo, Video, Voice, File, Reaction, Edit, Pin)
} | {Text.kind: read_text}
"""How each kind that can be sealed is read, by the name that the payload carries."""

UNSEALED: Final = {Automatic.kind, "call", "erased", "erasure", "devices", "team"}
"""What only the log says. A sealed payload of such a kind would pass for what its sender cannot do."""


def read_content(payload: Mapping[str, Any]) -> Content:
    """What an opened payload says.

    Raises:
        ValueError: it has not the shape of its kind, or a kind that is never sealed. It is never guessed (S9).
    """
    kind = payload["kind"]
    if kind in UNSEALED:
        raise WrongInput("this kind is never sealed")
    read = KINDS.get(kind)
    return Unknown(kind) if read is None else read(payload)


__all__ = [
    "ACTS",
    "CARRIED",
    "KINDS",
    "UNSEALED",
    "Act",
    "Automatic",
    "Callback",
    "Carried",
    "Contact",
    "ContactRequest",
    "Content",
    "Edit",
    "File",
    "FileRef",
    "Forwarded",
    "HumanWanted",
    "Invited",
    "Photo",
    "Pin",
    "Reaction",
    "Said",
    "Shown",
    "Text",
    "Unknown",
    "Video",
    "Voice",
    "blob_in",
    "read_content",
]
