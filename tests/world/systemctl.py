"""Stands in for `systemctl` in a machine without a running systemd: starts units as they are written, and ends them.

A timer is noted as active, and nothing more. Every command is recorded in /run/systemctl.log.

Only Python's own library is used. A unit with a filter of system calls runs by as_unit.py, which keeps to its limits;
another one, such as Caddy's, as its user. A unit is started as soon as its program runs, as systemd says of `Type=simple`.
"""

from __future__ import annotations

import os
import pwd
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from as_unit import settings  # type: ignore[import-not-found]  # beside this file, in the machine

UNITS: Final = (Path("/etc/systemd/system"), Path("/usr/lib/systemd/system"))
NETWORK: Final = "/proc/1/ns/net"
STOP_SECONDS: Final = 30


def file_name(name: str) -> str:
    """The file of a unit: a service, unless it says that it is a timer."""
    return name if name.endswith(".timer") else f"{name}.service"


def found_files(name: str) -> list[Path]:
    """Where the unit's file lies; the first one counts."""
    return [folder / file_name(name) for folder in UNITS if (folder / file_name(name)).exists()]


def files_of(name: str) -> list[Path]:
    """The file of a unit and what is dropped in beside it."""
    found = found_files(name)
    if not found:
        sys.exit(f"Unit {file_name(name)} not found.")
    dropped = sorted((UNITS[0] / f"{name}.service.d").glob("*.conf"))
    return [found[0], *dropped]


def running(name: str) -> int | None:
    """The process of a unit, if it has one."""
    try:
        process = int(Path(f"/run/{name}.pid").read_text())
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, ValueError):
        return None
    return None if state in "ZX" else process


def wants(name: str) -> list[Path]:
    """The links that say that a unit is enabled."""
    wanting = settings(files_of(name)[0].read_text()).get("WantedBy", [])
    return [UNITS[0] / f"{each}.wants" / file_name(name) for each in wanting]


def enable(name: str, *, on: bool) -> None:
    for link in wants(name):
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        if on:
            link.symlink_to(files_of(name)[0])


def is_active(name: str) -> bool:
    return Path(f"/run/{name}.active").exists() if name.endswith(".timer") else running(name) is not None


def show(name: str) -> str:
    """What `systemctl show` says of a unit, of the three properties that are asked for."""
    there = bool(found_files(name))
    enabled = "enabled" if there and any(each.is_symlink() for each in wants(name)) else "disabled"
    active = "active" if is_active(name) else "inactive"
    return f"Id={file_name(name)}\nUnitFileState={enabled if there else ''}\nActiveState={active}\n"


def start(name: str) -> None:
    if name.endswith(".timer"):
        Path(f"/run/{name}.active").touch()
        return
    if running(name) is not None:
        return
    files = files_of(name)
    unit = settings("".join(each.read_text() for each in files))
    folders = [f"/var/lib/{each}" for each in unit.get("StateDirectory", [])]
    folders += [each for line in unit.get("ReadWritePaths", []) for each in line.split()]
    for line in unit.get("ExecStartPre", []):
        subprocess.run(["nsenter", f"--net={NETWORK}", *shlex.split(line.lstrip("+-!"))], check=True, cwd="/")
    command = shlex.split(unit["ExecStart"][-1])
    if "SystemCallFilter" in unit:
        here = Path(__file__).resolve().with_name("as_unit.py")
        command = ["/usr/bin/python3", "-B", str(here), *map(str, files), "--", *command]
    else:
        account = pwd.getpwnam(unit["User"][-1])
        ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--init-groups"]
        ports = ["--inh-caps=+net_bind_service", "--ambient-caps=+net_bind_service"]
        command = ["env", f"HOME={account.pw_dir}", "setpriv", *ids, *ports, *command]
    states = (
        'for each; do shift; [ "$each" != -- ] || break; mkdir -p "$each"; mount --bind "$each" "$each"; done'
    )
    whole = [
        "nsenter",
        f"--net={NETWORK}",
        "unshare",
        "--mount",
        "sh",
        "-euc",
        f'{states}; exec "$@"',
        "sh",
        *folders,
        "--",
    ]
    with Path(f"/var/log/{name}.out").open("ab") as said:
        process = subprocess.Popen(
            [*whole, *command], stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/",
            start_new_session=True, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        )  # fmt: skip
    if unit.get("Type") == ["oneshot"]:
        sys.exit(process.wait())
    Path(f"/run/{name}.pid").write_text(str(process.pid))


def stop(name: str) -> None:
    Path(f"/run/{name}.active").unlink(missing_ok=True)
    process = running(name)
    if process is None:
        return
    os.kill(process, signal.SIGTERM)
    end = time.monotonic() + STOP_SECONDS
    while running(name) is not None:
        if time.monotonic() > end:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.02)


def main() -> None:
    """Do what one command of systemctl does, of those that pages and `tresen update` give."""
    verb, *rest = sys.argv[1:]
    with Path("/run/systemctl.log").open("a") as record:
        record.write(shlex.join(sys.argv[1:]) + "\n")
    names = [each.removesuffix(".service") for each in rest if not each.startswith("-")]
    now = "--now" in rest
    if verb == "show":
        sys.stdout.write("\n".join(map(show, names)))
        return
    for name in names:
        files_of(name)
        do(verb, name, now=now)
    if not names and verb != "daemon-reload":
        sys.exit(f"Unknown command verb {verb}.")


def do(verb: str, name: str, *, now: bool) -> None:
    """Do that with one unit."""
    match verb:
        case "start":
            start(name)
        case "stop":
            stop(name)
        case "restart" | "reload" | "reload-or-restart":
            stop(name)
            start(name)
        case "enable":
            enable(name, on=True)
            if now:
                start(name)
        case "disable":
            enable(name, on=False)
            if now:
                stop(name)
        case _:
            sys.exit(f"Unknown command verb {verb}.")


if __name__ == "__main__":
    main()
