"""The command `tresen`, as it is installed. With the Python client alone there is no server to start, and it says so."""

from __future__ import annotations

import sys


def main() -> None:
    """The command line, where the server's libraries are installed."""
    try:
        from tresen.cli import main as command_line
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] == "tresen":
            raise
        sys.stderr.write(
            "tresen: this is the Python client alone. The server comes with: pip install 'tresen[server]'\n"
        )
        raise SystemExit(2) from None
    command_line()
