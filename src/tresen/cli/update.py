"""`tresen update`: another version takes the place of this one, and goes again if it is not ready within a minute."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tresen import __version__
from tresen.cli.options import Config, data_named, fail, tell
from tresen.cli.owner import NotOurs, as_owner, owner_of
from tresen.cli.release_list import LOCK, PINNED, NotSigned, order, version_in
from tresen.cli.release_list import read as read_release
from tresen.cli.saying import say
from tresen.cli.updating import Kept, NotUpdated, Service, Update, Wanted
from tresen.config import Mistakes, Settings, load

BY_DEBIAN: str = "debian"
"""The file in the environment of a Debian package, whose files are dpkg's to replace."""
KEPT: int = 3
"""The exit status when neither version can serve without a decision of the host."""


def update(
    wheel: Annotated[
        Path,
        typer.Option(
            help="The wheel, in its release's folder: signed list and lock file lie beside it.",
            show_default=False,
        ),
    ],
    older: Annotated[
        bool, typer.Option("--older", help="Install a version older than the one that runs.")
    ] = False,
    unsigned: Annotated[
        bool,
        typer.Option(
            "--unsigned", help="A wheel that you built yourself: no signature is asked for, nothing fetched."
        ),
    ] = False,
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
    config: Config = None,
) -> None:
    """Install another version, restart, and go back by itself if it is not ready within a minute.

    Run it as root. Nothing of the new version runs before its signature and hashes are verified. It is installed beside
    this one while the server runs; the server stands still for seconds. The database is set aside before.
    """
    prefix = Path(sys.prefix)
    if (prefix / BY_DEBIAN).exists():
        fail("this Tresen is a Debian package: apt-get install ./tresen_VERSION.deb updates it")
    folder, ready = _place(config)
    if sys.prefix == sys.base_prefix:
        fail("this Tresen is in no virtual environment of its own: update it in the way it was installed")
    if not wheel.is_file():
        fail(f"there is no wheel {wheel}")
    work = Update(prefix, folder, ready, _service(service, stop, start), wait, say)
    try:
        # Beside the program, where only who may change the program can write: `TMPDIR` may be another user's folder.
        with tempfile.TemporaryDirectory(prefix=f"{prefix.name}.update.", dir=prefix.parent) as held:
            wanted = _wanted(wheel.absolute(), prefix / PINNED, Path(held), unsigned=unsigned)
            if wanted.version == __version__:
                say(f"Tresen {__version__} is installed already: nothing to do")
                return
            _require_newer(wanted.version, older=older)
            was, now = work.run(wanted)
    except Kept as stuck:
        say(str(stuck), err=True)
        raise typer.Exit(KEPT) from None
    except NotUpdated as wrong:
        fail(str(wrong))
    except (NotSigned, OSError) as wrong:
        fail(f"nothing was changed: {wrong}")
    say(f"{now} serves in place of {was}, which is kept in {work.before} until the next update")


def _place(config: Path | None) -> tuple[Path, str]:
    """The data folder, and the address that says whether the server is ready.

    Settings that lie in the data folder are read as its owner.
    """
    given = {"config": config}
    try:
        folder = data_named(given, os.environ)
        file = config or os.environ.get("TRESEN_CONFIG")
        if folder is None or file:
            read = load(given, os.environ)
            if file and owner_of(Path(file)) not in (None, owner_of(read.data)):
                raise NotOurs(f"{file} is another user's than {read.data}: root does not take its word")
            return read.data, _ready_url(read)
        return folder, as_owner(folder, lambda: _ready_url(load(given, os.environ)))
    except Mistakes as wrong:
        tell(wrong.mistakes)
    except OSError as error:
        fail(f"nothing was changed: {error}")


def _wanted(wheel: Path, pinned: Path, held: Path, *, unsigned: bool) -> Wanted:
    """What pip installs: of a release the bytes that were verified, laid where only this user may write."""
    beside = ["--find-links", str(wheel.parent)]
    if unsigned:
        # pip takes libraries that lie beside the wheel, whoever laid them there.
        for each in (wheel.parent, wheel):
            if owner_of(each) is not None:
                raise NotOurs(f"{each} is another user's: lay the wheel where only root may write")
        say(f"{wheel.name} is installed without a signature: nobody but you vouches for it", err=True)
        return Wanted(wheel, version_in(wheel), None, ["--no-index", *beside], held)
    try:
        key = pinned.read_bytes()
    except OSError as error:
        raise NotSigned(
            f"no release key: {pinned} cannot be read ({error.strerror}). Lay it there once, from a place that you"
            " trust. A wheel that you built yourself is installed with --unsigned"
        ) from None
    release = read_release(wheel, key)
    (held / wheel.name).write_bytes(release.wheel)
    (held / LOCK).write_bytes(release.lock)
    return Wanted(held / wheel.name, release.version, held / LOCK, beside, held)


def _require_newer(version: str, *, older: bool) -> None:
    """Raises `NotSigned` for an old version: its signature stays good for ever, and so do its holes."""
    if not older and order(version) < order(__version__):
        raise NotSigned(
            f"Tresen {version} is older than Tresen {__version__}, which runs: --older installs it"
        )


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
