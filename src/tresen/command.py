"""The command `tresen`, as it is installed. With the Python client alone there is no server to start, and it says so."""

from __future__ import annotations

import sys


def main() -> None:
    """The command line, where the server's libraries are installed; elsewhere the one command of the client."""
    try:
        from tresen.cli import main as command_line
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] == "tresen":
            raise
        if sys.argv[1:2] == ["keys"]:
            from tresen.client.command import main as keys

            raise SystemExit(keys(sys.argv[2:])) from None
        sys.stderr.write(
            "tresen: this is the Python client alone, with one command: tresen keys. The server is in the same wheel, as its"
            " extra: tresen[server]\n"
        )
        raise SystemExit(2) from None
    command_line()
