"""Runs a unit's command as systemd would where systemd does not run: its user, its read-only system, its filters.

Usage, as root in namespaces of its own: python as_unit.py UNIT… -- COMMAND…. Only Python's own library is used.
It takes over user, umask, open files, capabilities, read-only system, state, /tmp, /home, /proc, address families, system
calls, and memory that is both written and run. `systemd-analyze` says what the groups of calls hold. Of networks: nothing.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

_NO_NEW_PRIVS, _CAPBSET_DROP, _MDWE = 38, 24, 65
_LAST_CAP: Final = 40
_ALLOW, _EPERM = 0x7FFF0000, 0x00050001
_EQUAL: Final = 4


class Compared(ctypes.Structure):
    """`struct scmp_arg_cmp` of libseccomp."""

    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


def settings(unit: str) -> dict[str, list[str]]:
    """The settings of all sections, each with its values in order."""
    found: dict[str, list[str]] = {}
    for line in unit.splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def calls_of(filters: list[str]) -> set[str]:
    """The system calls that a unit's filters leave."""
    kept: set[str] = _group("@default")
    for line in filters:
        names = set[str]().union(*(_group(each) for each in line.removeprefix("~").split()))
        kept = kept - names if line.startswith("~") else kept | names
    return kept


def _group(name: str) -> set[str]:
    if not name.startswith("@"):
        return {name}
    told = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", name], check=True, capture_output=True, text=True
    )
    words = [line.strip() for line in told.stdout.splitlines()[1:]]
    return set[str]().union(*(_group(each) for each in words if each and not each.startswith("#")))


def main() -> None:
    """Take over what the unit says, step by step, and become its command."""
    at = sys.argv.index("--")
    unit = settings("".join(Path(each).read_text() for each in sys.argv[1:at]))
    command = sys.argv[at + 1 :]
    user = pwd.getpwnam(unit["User"][-1])
    allowed, families = calls_of(unit["SystemCallFilter"]), unit["RestrictAddressFamilies"][-1].split()
    _mounts(unit, user)
    # A container may not raise what it has.
    files = min(int(unit["LimitNOFILE"][-1]), resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(_LAST_CAP + 1):
        _done(libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0), "PR_CAPBSET_DROP")
    os.setgroups([])
    os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
    os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
    os.umask(int(unit["UMask"][-1], 8))
    os.chdir("/")
    _done(libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS")
    if unit.get("MemoryDenyWriteExecute") == ["yes"]:
        _done(libc.prctl(_MDWE, 1, 0, 0, 0), "PR_SET_MDWE")
    _filter(allowed, [getattr(socket, each) for each in families])
    for line in unit.get("Environment", []):
        name, _, value = line.partition("=")
        os.environ[name] = value
    os.execv(command[0], command)


def _mounts(unit: dict[str, list[str]], user: pwd.struct_passwd) -> None:
    states = [Path("/var/lib") / each for each in unit.get("StateDirectory", [])]
    for shared in ("/tmp", "/var/tmp"):
        _run("mount", "-t", "tmpfs", "tmpfs", shared)
        Path(shared).chmod(0o1777)
    if unit["ProtectHome"] == ["yes"]:
        for home in ("/home", "/root"):
            _run("mount", "-t", "tmpfs", "-o", "mode=0000", "tmpfs", home)
    if unit["ProtectProc"] == ["invisible"]:
        _run(
            "mount", "-t", "proc", "-o", f"hidepid=invisible,subset={unit['ProcSubset'][-1]}", "proc", "/proc"
        )
    if unit["ProtectSystem"] == ["strict"]:
        _run("mount", "-o", "remount,bind,ro", "/")
    for each in states:
        os.chown(each, user.pw_uid, user.pw_gid)
        each.chmod(0o700)


def _filter(allowed: set[str], families: list[int]) -> None:
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(_EPERM)))
    for name in allowed - {"socket"}:
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number != -1:
            _done(seccomp.seccomp_rule_add_array(context, _ALLOW, number, 0, None), name)
    opened = seccomp.seccomp_syscall_resolve_name(b"socket")
    for family in families:
        one = Compared(0, _EQUAL, family, 0)
        _done(seccomp.seccomp_rule_add_array(context, _ALLOW, opened, 1, ctypes.byref(one)), "socket")
    _done(seccomp.seccomp_load(context), "seccomp_load")


def _done(status: int, what: str) -> None:
    if status:
        raise OSError(ctypes.get_errno(), what)


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True)


if __name__ == "__main__":
    main()
