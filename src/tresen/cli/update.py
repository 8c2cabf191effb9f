"""`tresen update`: another version takes the place of this one, and goes again if it is not ready within a minute."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tresen.cli.options import Config, Data, fail, settings
from tresen.cli.updating import Kept, NotUpdated, Service, Update
from tresen.config import Settings

KEPT: int = 3
"""The exit status when neither version can serve without a decision of the host."""


def update(
    version: Annotated[
        str | None, typer.Argument(help="The version. [default: the newest]", show_default=False)
    ] = None,
    wheel: Annotated[
        Path | None,
        typer.Option(
            help="A wheel file; no network is used, what it needs may lie beside it.", show_default=False
        ),
    ] = None,
    service: Annotated[str, typer.Option(help="The systemd unit of the server.")] = "tresen",
    stop: Annotated[
        str | None,
        typer.Option(help="A command that stops the server, instead of systemctl.", show_default=False),
    ] = None,
    start: Annotated[
        str | None, typer.Option(help="A command that starts it and returns.", show_default=False)
    ] = None,
    wait: Annotated[
        int, typer.Option(min=1, max=3600, help="Go back if it is not ready after so many seconds.")
    ] = 60,
    data: Data = None,
    config: Config = None,
) -> None:
    """Install another version, restart, and go back by itself if it is not ready within a minute.

    Run it as root. The new version is installed beside this one while the server runs; it stands still for seconds. The
    database is set aside before.
    """
    read = settings({"data": data, "config": config}, remembered=True)
    prefix = Path(sys.prefix)
    if sys.prefix == sys.base_prefix:
        fail("this Tresen is in no virtual environment of its own: update it in the way it was installed")
    if wheel is not None and not wheel.is_file():
        fail(f"there is no wheel {wheel}")
    try:
        work = Update(prefix, read.data, _ready_url(read), _service(service, stop, start), wait, typer.echo)
        was, now = work.run(_wanted(version, wheel))
    except Kept as stuck:
        typer.echo(str(stuck), err=True)
        raise typer.Exit(KEPT) from None
    except NotUpdated as wrong:
        fail(str(wrong))
    typer.echo(f"{now} serves in place of {was}, which is kept in {work.before} until the next update")


def _wanted(version: str | None, wheel: Path | None) -> list[str]:
    """What pip is told to install."""
    if wheel is not None:
        return ["--no-index", "--find-links", str(wheel.parent), str(wheel)]
    return ["--upgrade", "tresen" if version is None else f"tresen=={version}"]


def _ready_url(read: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(read.host, read.host)  # noqa: S104 - it is asked, not listened on
    return f"http://{f'[{host}]' if ':' in host else host}:{read.port}/readyz"


def _service(unit: str, stop: str | None, start: str | None) -> Service:
    if (stop is None) != (start is None):
        _fail_half()
    if stop is not None and start is not None:
        return Service(shlex.split(stop), shlex.split(start))
    if shutil.which("systemctl") is None or not Path("/run/systemd/system").exists():
        fail("there is no systemd here: name the commands that stop and start the server, --stop and --start")
    return Service(["systemctl", "stop", unit], ["systemctl", "start", unit])


def _fail_half() -> NoReturn:
    fail("--stop and --start go together")
