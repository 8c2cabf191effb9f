"""The server process, after `tresen serve` has checked the command line: take the lock, offer set-up, serve."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from tresen.config import DATABASE_FILE, Mistakes, Settings, is_local, load, remember_public_url
from tresen.datafolder import prepare_data
from tresen.listening import listen
from tresen.store.backup.restoring import NotServable, require_restored
from tresen.store.lock import Locked, lock
from tresen.store.migrations import HEAD, Newer, require_known

LINK_FILE: Final = "setup-link"
"""The file with the first set-up link, written when there is no terminal to show it."""
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
_children: Final[list[int]] = []
"""The child that prepares the database, while it runs."""
MISTAKEN: Final = 2
"""The exit status for invalid settings, as in `cli.options`."""
_ANY_PORT: Final = "http://localhost:0"


def main(given: str) -> int:
    """Serve with these flags (a JSON object) and the environment until told to stop. Returns the exit status."""
    # Loading makes hardly any garbage, and looking for it takes a tenth of a start. `settle` turns it on again.
    gc.disable()
    settings = load(json.loads(given), os.environ)
    # Nothing is created before the port is known to be free: a mistyped port leaves no folder behind.
    try:
        listening = listen(settings.host, settings.port)
    except OSError as error:
        place = f"{settings.host} port {settings.port}"
        return _fail(
            f"cannot listen on {place}: {error.strerror or error}; choose another with --host and --port"
        )
    with contextlib.closing(listening):
        try:
            prepare_data(settings.data)
        except Mistakes as wrong:
            _fail("\n".join(map(str, wrong.mistakes)))
            return MISTAKEN
        return _serve(_with_port(settings, listening.getsockname()[1]), listening)


def _serve(settings: Settings, listening: socket.socket) -> int:
    _raise_file_limit()
    # structlog would load rich (3 MiB, 0.1 s) for colours that this log does not use. SQLAlchemy would load greenlet
    # (1.5 MiB) for its asyncio engines, where another package brought it.
    sys.modules["rich"] = sys.modules["greenlet"] = None  # type: ignore[assignment]
    try:
        with lock(settings.data), _stoppable():
            require_restored(settings.data)
            require_known(settings.data / DATABASE_FILE)
            remember_public_url(settings)
            child = _prepare(settings)
            from tresen.app import serve
            from tresen.clock import SystemClock
            from tresen.transport.api import http_app  # noqa: F401 - loaded with the rest, before it is frozen

            # Code that was loaded stays for as long as the process: collecting the garbage would only walk through it.
            gc.freeze()

            if child is not None and os.waitpid(child, 0)[1]:
                return _fail(f"the database in {settings.data} cannot be created or migrated: see above")
            _children.clear()
            serve(settings, SystemClock(), listening=listening)
    except _Stopped:
        return 0
    except (NotServable, Newer) as wrong:
        return _fail(str(wrong))
    except Locked:
        return _fail(
            f"another server runs on {settings.data}: stop it first, or name another folder with --data"
        )
    except OSError as error:
        return _fail(f"the data folder {settings.data} cannot be used: {error.strerror or error}")
    return 0


class _Stopped(BaseException):
    """SIGTERM or SIGINT came before the server was up."""


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Until the server listens to SIGTERM and SIGINT itself, either ends this process, and the child that prepares with it.

    The child has the lock of the folder too: it is gone before this process lets go of it.
    """

    def stop(*_: object) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise _Stopped

    for number in _SIGNALS:
        signal.signal(number, stop)
    try:
        yield
    except _Stopped:
        for child in _children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        raise


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
    return 1


def _with_port(settings: Settings, port: int) -> Settings:
    """Replace port 0 by the one that is listened on, before the address is shown anywhere."""
    url = f"http://localhost:{port}" if settings.public_url == _ANY_PORT else settings.public_url
    return msgspec.structs.replace(settings, port=port, public_url=url)


def _raise_file_limit() -> None:
    """Raise the number of open files as far as the system permits."""
    with contextlib.suppress(ValueError, OSError):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _prepare(settings: Settings) -> int | None:
    """Prepare the database in a child process, if needed, while this process loads the server.

    Without a business the child creates the database and offers the set-up link; after an update it migrates the database.
    The memory it needs, 12 MiB of Alembic above all, ends with it.
    """
    if not _has_business(settings):
        return _in_child(_offer_set_up, settings)
    (settings.data / LINK_FILE).unlink(missing_ok=True)
    return None if _is_current(settings) else _in_child(_migrate, settings)


def _in_child(work: Callable[[Settings], None], settings: Settings) -> int:
    from tresen.store import database  # noqa: F401 - both need it: loaded before the fork, it is loaded once

    signal.pthread_sigmask(
        signal.SIG_BLOCK, _SIGNALS
    )  # a signal between fork and the note below would miss the child
    child = os.fork()
    if child:
        _children.append(child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        return child
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    status = 1
    try:
        work(settings)
        status = 0
    except Exception as error:  # noqa: BLE001 - a forked child ends here, whatever happens
        _fail(f"{type(error).__name__}: {error}")
    os._exit(status)


def _migrate(settings: Settings) -> None:
    from tresen.clock import SystemClock
    from tresen.store.database import Database

    database = Database(settings.data)
    database.migrate(SystemClock().now_ms())
    database.close()


def _is_current(settings: Settings) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(settings.data / DATABASE_FILE)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return False
    return bool(found == (HEAD,))


def _has_business(settings: Settings) -> bool:
    file = settings.data / DATABASE_FILE
    if not file.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            return connection.execute("SELECT 1 FROM businesses LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True


def _offer_set_up(settings: Settings) -> None:
    """Show the link that sets up the first business. It never reaches a log."""
    from tresen import setup_link

    link = setup_link.make(settings)
    if not is_local(settings.public_url) and not settings.public_url.startswith("https:"):
        _fail(f"{settings.public_url} is not https: browsers will not begin a conversation there.")
    if sys.stdout.isatty():
        sys.stdout.write(f"No business yet. Set one up within the hour, once:\n  {link.url}\n\n")
        sys.stdout.flush()
        return
    file = settings.data / LINK_FILE
    setup_link.write(file, link)
    sys.stderr.write(f"No business yet: a set-up link, valid for one hour and once, is in {file}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
