"""Shared by several commands: the settings from the command line, and how their mistakes are reported."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, NoReturn, TypeAlias

import typer

from tresen.cli.owner import become, owner_of
from tresen.cli.saying import say
from tresen.config import DATABASE_FILE, Mistake, Mistakes, Settings, load

MISTAKEN: Final = 2
"""The exit status for invalid settings."""
FAILED: Final = 1


def _folder(named: str) -> Path:
    # An empty name is that of the current folder: in `--data "$DIR"` without a DIR, a server would be made there.
    if not named.strip():
        raise typer.BadParameter("the name of the folder is empty")
    return Path(named)


Data: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        help="The folder that holds everything; created for this user alone.",
        show_default=False,
        parser=_folder,
        metavar="<path>",
    ),
]
Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(help="A TOML file with settings; else tresen.toml in the data folder.", show_default=False),
]
PublicUrl: TypeAlias = Annotated[
    str | None,
    typer.Option(help="The address in the browser, such as https://chat.example.org.", show_default=False),
]
Port: TypeAlias = Annotated[
    str | None,
    typer.Option(help="The port that the server listens on. [default: 8080]", show_default=False),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def settings(flags: Mapping[str, object], *, remembered: bool = False) -> Settings:
    """The settings, or every mistake in them on standard error and exit status 2.

    Root becomes the owner of the data folder before anything in it is read, and stays it (`tresen.cli.owner`).

    Raises:
        Newer: a newer version of Tresen has changed the tables; whatever reads or writes them would be wrong.
    """
    from tresen.store.migrations import require_known

    try:
        enter(flags)
        read = load(flags, os.environ, remembered=remembered)
    except Mistakes as wrong:
        tell(wrong.mistakes)
    with suppress(OSError):  # whoever needs the folder says what is wrong with it
        require_known(read.data / DATABASE_FILE)
    return read


def enter(flags: Mapping[str, object]) -> None:
    """Become the owner of the data folder that flags, environment or the named settings file say, if this is root.

    A named settings file that is another user's is read as that user: what it says could change from one look to the next.
    """
    if os.geteuid() != 0:
        return
    file = flags.get("config") or os.environ.get("TRESEN_CONFIG")
    owner = owner_of(Path(str(file)).expanduser()) if file else None
    if owner is not None:
        become(owner)
        return
    with suppress(Mistakes):
        folder = data_named(flags, os.environ)
        owner = None if folder is None else owner_of(folder)
        if owner is not None:
            become(owner)


def data_named(flags: Mapping[str, object], env: Mapping[str, str]) -> Path | None:
    """The data folder, without a look into it; None: none is named. Raises `Mistakes` of a settings file that is named."""
    named = flags.get("data") or env.get("TRESEN_DATA")
    if named:
        return Path(str(named)).expanduser()
    if not (flags.get("config") or env.get("TRESEN_CONFIG")):
        return None
    return load(flags, env).data


def tell(mistakes: list[Mistake]) -> NoReturn:
    """Print all mistakes and exit."""
    for mistake in mistakes:
        say(str(mistake), err=True)
    raise typer.Exit(MISTAKEN)


def fail(message: str) -> NoReturn:
    """Print the reason and exit with status 1."""
    say(message, err=True)
    raise typer.Exit(FAILED)
