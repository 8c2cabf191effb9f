"""`tresen keys NEW --from KEYS`: a keys file for another program of the Python client."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tresen.cli.saying import say
from tresen.client import command


def keys(
    new: Annotated[Path, typer.Argument(help=command.NEW_HELP, show_default=False)],
    source: Annotated[str, typer.Option("--from", help=command.FROM_HELP, show_default=False)],
    role: Annotated[str | None, typer.Option(help=command.ROLE_HELP, show_default=False)] = None,
) -> None:
    """Make a keys file for another program: each needs one of its own.

    A keys file is one device: the program that has it open locks it, and a copy of it is the same device.
    """
    command.keys(new, source, role, say)
