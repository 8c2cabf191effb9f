"""Names of hosts as the DNS has them, and as browsers send them."""

from __future__ import annotations

import re
from encodings.idna import nameprep
from typing import Final

_DOTS: Final = re.compile("[.\u3002\uff0e\uff61]")
_KEPT: Final = re.compile("([ßς])")
"""Letters of names since IDNA 2008. Python's own encoding is older: it makes another name of them, somebody else's."""
_LABEL: Final = re.compile("[a-z0-9-]{0,62}[a-z0-9]")
"""A part of a name (RFC 1034 §3.5)."""
_JOINERS: Final = re.compile("[\u200c\u200d]")
"""They count in names since then as well, where a script needs them; Python's encoding leaves them out."""


def in_ascii(name: str) -> str:
    """`straße.example` is `xn--strae-oqa.example`, and never `strasse.example`.

    Raises:
        UnicodeError: the DNS can have no such name.
    """
    if _JOINERS.search(name):
        raise UnicodeError("a joiner in a name")
    labels = _DOTS.split(name.replace("ẞ", "ß"))
    if "" in labels[:-1]:
        raise UnicodeError("nothing between two dots of a name")
    return ".".join(map(_label, labels))


def _label(label: str) -> str:
    if not _KEPT.search(label):
        return label.encode("idna").decode("ascii").lower()
    mapped = "".join(part if _KEPT.fullmatch(part) else nameprep(part) for part in _KEPT.split(label))
    if "." in mapped:
        raise UnicodeError("a sign that stands for a dot in a name")
    made = f"xn--{mapped.encode('punycode').decode('ascii')}"
    if not _LABEL.fullmatch(made) or mapped.startswith(("-", "xn--")):
        raise UnicodeError("a part of a name that the DNS has not")
    return made
