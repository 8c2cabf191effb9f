"""`python -m tests.world.loader FD`: has loaded all of Tresen and forks a process for each program that `loaded` asks for.

On the socket of that number each request is one message: the program as JSON, with the descriptors of its standard input,
output and error, and of a socket on which its number and, when it has ended, its status are told.
"""

from __future__ import annotations

import array
import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, NoReturn

REQUEST_BYTES = 1_000_000
RUN = ("tresen.process.", "tresen.store.migrations.env.", "tresen.store.migrations.versions.")
"""What runs as the program, and what Alembic runs."""
PRELOADED = (
    "tresen.app",
    "tresen.client",
    "tresen.setup_link",
    "tresen.transport.api",
    "tests.world.house",
    "tests.world.shop",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "alembic.command",
    "alembic.ddl.sqlite",
    "alembic.runtime.environment",
    "logging.config",
    "smtplib",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.lifespan.off",
    "uvloop",
)


def preload() -> None:
    """Everything that a program may need, except what runs as the program.

    All of it: what goes on as another user could not read the rest where the clone lies in a home that is closed to others.
    """
    for name in PRELOADED:
        import_module(name)
    for found in walk_packages(sys.modules["tresen"].__path__, "tresen."):
        if not f"{found.name}.".startswith(RUN) and not found.name.endswith(".__main__"):
            import_module(found.name)
    import_module("tresen.transport.api.build").routes()
    gc.collect()
    gc.freeze()


def serve(asked: socket.socket) -> dict[str, Any]:
    """Fork for each request until nobody is left to ask. Returns in the children alone, with what to run."""
    told: dict[int, socket.socket] = {}
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the tests, and with them this process
    signal.set_wakeup_fd(wake)
    while True:
        ready, _, _ = select.select([asked.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            reap(told)
        if asked.fileno() not in ready:
            continue
        message, descriptors = receive(asked)
        if not message:
            end_all(told)
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for line in (asked, *told.values()):
                line.close()
            for end in (woken, wake, descriptors[3]):
                os.close(end)
            become(message, descriptors[:3])
            return message
        for end in descriptors[:3]:
            os.close(end)
        told[child] = socket.socket(fileno=descriptors[3])
        told[child].sendall(f"{child}\n".encode())


def receive(asked: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The program and its descriptors; nothing when the other end is closed."""
    room = socket.CMSG_SPACE(4 * array.array("i").itemsize)
    data, beside, _, _ = asked.recvmsg(REQUEST_BYTES, room)
    descriptors = array.array("i")
    for _, _, held in beside:
        descriptors.frombytes(held)
    return json.loads(data) if data else {}, list(descriptors)


def reap(told: dict[int, socket.socket]) -> None:
    """Tell the status of each child that has ended."""
    while told:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        with told.pop(child) as line:
            try:
                line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            except BrokenPipeError:
                continue


def end_all(told: dict[int, socket.socket]) -> NoReturn:
    """Nobody asks any more: what still runs was forgotten."""
    for child in told:
        os.kill(child, signal.SIGKILL)
    os._exit(0)


def become(message: dict[str, Any], descriptors: list[int]) -> None:
    """The environment, folder, streams and arguments of the program."""
    for number, each in enumerate(descriptors):
        os.dup2(each, number)
        os.close(each)
    os.environ.clear()
    os.environ.update(message["env"])
    os.chdir(message["cwd"])
    sys.argv = [message["program"], *message["arguments"]]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for the life of the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115


def program() -> None:
    """Load, wait for requests, and be the program in each child. Its end is the interpreter's own."""
    preload()
    message = serve(socket.socket(fileno=int(sys.argv[1])))
    if message["program"].endswith(".py"):
        runpy.run_path(message["program"], run_name="__main__")
    else:
        runpy.run_module(message["program"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    program()
