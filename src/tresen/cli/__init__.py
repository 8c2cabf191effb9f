"""The command line: serve, demo, doctor, compact, backup, restore, hours, sign, stats, law, audit, prove, verify…"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, Final

import typer

import tresen

_COMMANDS: Final = (
    "serve",
    "demo",
    "doctor",
    "compact",
    "backup",
    "restore",
    "hours",
    "sign",
    "stats",
    "verify",
    "prove",
)
"""Commands. Each is a function in a module, both of that name."""
_GROUPS: Final = ("business", "law", "audit")
"""Groups of commands. Each is a typer app named `app` in a module of that name."""


def build(names: tuple[str, ...] = (*_COMMANDS, *_GROUPS)) -> typer.Typer:
    """The command line with these commands. Fewer commands start faster, because each has imports of its own."""
    made = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
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
        typer.echo(f"tresen {tresen.__version__}")
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
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    build((asked,) if asked in _COMMANDS + _GROUPS else (*_COMMANDS, *_GROUPS))(prog_name="tresen")
