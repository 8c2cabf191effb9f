"""Who holds a keys file: asked of the system, which forgets a program the moment it ends, however it ended."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import Final

from tresen.client.errors import KeysInUse

_LAYOUT: Final = "hhqqi4x"
"""`struct flock` of 64-bit Linux: type, whence, start, length, process, and what fills it up."""


def in_use(path: Path) -> KeysInUse:
    """The error for a keys file that is locked, with who holds it where the system says so.

    Not for a file that this process has open: closing any descriptor of it would let go of this process's own lock.
    """
    pid = _pid(path)
    return KeysInUse(path, pid, "" if pid is None else _program(pid))


def in_use_here(path: Path) -> KeysInUse:
    """The error for a keys file that this very process has open."""
    return KeysInUse(path, os.getpid(), _program(os.getpid()))


def _pid(path: Path) -> int | None:
    """The process whose lock is in the way; None where the system does not say, or it is in another container."""
    if sys.platform != "linux":
        return None
    import fcntl

    try:
        asked = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        found = fcntl.fcntl(asked, fcntl.F_GETLK, struct.pack(_LAYOUT, fcntl.F_WRLCK, 0, 0, 0, 0))
    except OSError:
        return None
    finally:
        os.close(asked)
    kind, *_, pid = struct.unpack(_LAYOUT, found)
    return pid if kind != fcntl.F_UNLCK and pid > 0 else None


def _program(pid: int) -> str:
    """What that program is called: its own name and that of its script, never its arguments, which may be secret links."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    script = next((each for each in words[1:] if not each.startswith("-")), "")
    named = [words[0], *([script] if script.endswith(".py") else [])]
    return " ".join(Path(each).name for each in named)
