"""The man pages of the Debian package: tresen(1) from the commands' help, tresen.toml(5) from the page of settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tresen import __version__
from tresen.cli import man

ROOT = Path(__file__).resolve().parents[1]
_ROW: Final = re.compile(r"^\| `(\w+)` \|(.+)\|$", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_HEAD: Final = r""".TH TRESEN.TOML 5 "" "Tresen {version}" "Tresen"
.SH NAME
tresen.toml \- settings of the server
.SH DESCRIPTION
One line each, NAME = VALUE, as TOML has it. The server reads
.I /etc/tresen.toml
when its unit starts it. A flag of
.BR "tresen serve" (1)
goes before the environment, the environment before this file.
.SH SETTINGS
"""
_TAIL: Final = """.SH SEE ALSO
.BR tresen (1)
"""


def pages() -> dict[str, str]:
    """Each page in roff, by its name with its section."""
    return {
        "tresen.1": man.page(),
        "tresen.toml.5": settings((ROOT / "docs/reference/settings.md").read_text("utf-8")),
    }


def settings(table: str) -> str:
    """The rows of the page of settings: name, default, what it is."""
    said = [_HEAD.replace("{version}", __version__)]
    for name, row in _ROW.findall(table):
        default, what = (each.strip() for each in re.split(r"(?<!\\) \| ", row)[-2:])
        said.append(f".TP\n.B {_plain(name)}\n{_plain(what)}.\nDefault: {_plain(default)}.\n")
    return "".join(said) + _TAIL


def _plain(text: str) -> str:
    return man.roff(_LINK.sub(r"\1", text).replace("`", "").replace("\\|", "|").rstrip("."))
