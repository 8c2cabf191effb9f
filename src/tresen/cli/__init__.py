"""The command line: tresen serve, and what a host does beside it. `tresen --help` lists the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from tresen.cli.python import unfit

_COMMANDS: Final = (
    "serve",
    "demo",
    "install",
    "uninstall",
    "doctor",
    "compact",
    "backup",
    "restore",
    "hours",
    "keys",
    "sign",
    "stats",
    "update",
    "verify",
    "prove",
    "version",
    "man",
)
"""Commands. Each is a function in a module, both of that name."""
_GROUPS: Final = ("business", "law", "audit")
"""Groups of commands. Each is a typer app named `app` in a module of that name."""


def build(names: tuple[str, ...] = (*_COMMANDS, *_GROUPS)) -> typer.Typer:
    """The command line with these commands. Fewer commands start faster, because each has imports of its own."""
    made = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_options)
    for name in names:
        module = import_module(f"tresen.cli.{name}")
        if name in _GROUPS:
            made.add_typer(module.app, name=name)
        else:
            made.command(name)(getattr(module, name))
    return made


def _version(asked: bool) -> None:
    if asked:
        from tresen.cli.version import version_line

        typer.echo(version_line())
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """A messenger between small businesses and their customers."""


def __getattr__(name: str) -> Callable[..., Any]:
    if name == "app":
        return build()
    raise AttributeError(name)


def main() -> None:
    """Run the requested command. Help and errors call it `tresen`, however it was started."""
    wrong = unfit()
    if wrong:
        sys.stderr.write(f"tresen: {wrong}\n")
        sys.exit(1)
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        build((asked,) if asked in _COMMANDS + _GROUPS else (*_COMMANDS, *_GROUPS))(prog_name="tresen")
    except Exception as error:
        if os.environ.get("TRESEN_TRACEBACK"):
            raise
        from tresen.cli.plainly import one_line
        from tresen.cli.saying import plain

        sys.stderr.write(plain(one_line(error)) + "\n")
        sys.exit(1)
