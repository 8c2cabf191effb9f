"""`tresen man`: the man page, made of the commands' own help."""

from __future__ import annotations

from typing import Any

import typer
import typer.main

import tresen

_HEAD = r""".TH TRESEN 1 "" "Tresen {version}" "Tresen"
.SH NAME
tresen \- a messenger between small businesses and their customers
.SH SYNOPSIS
.B tresen
.I COMMAND
[OPTIONS]
.SH DESCRIPTION
Tresen is a server and its commands. Every setting of the server can be an option, an environment variable
.RI TRESEN_ NAME
or a line of
.IR tresen.toml .
.SH COMMANDS
"""
_TAIL = r""".SH EXIT STATUS
0: done. 1: it failed, and one line says why. 2: a setting or an option is wrong.
.SH FILES
.I /etc/tresen.toml
settings, as the systemd unit names them;
.I tresen.toml
in the data folder otherwise.
.SH ENVIRONMENT
.RI TRESEN_ NAME
is the setting of that name;
.RI TRESEN_ NAME _FILE
a file that holds it. TRESEN_TRACEBACK=1 shows where a mistake happened.
"""


def man() -> None:
    """Print the man page: tresen man > /usr/local/share/man/man1/tresen.1"""
    typer.echo(page(), nl=False)


def page() -> str:
    """The page in roff."""
    from tresen.cli import build

    said = [_HEAD.replace("{version}", tresen.__version__)]
    root = typer.main.get_command(build())
    for words, command in _walk(root, ""):
        said.append(f".SS tresen {roff(words)}\n{roff(command.help or '')}\n")
        said.extend(_option(param) for param in command.params)
    return "".join(said) + _TAIL


def _walk(command: object, words: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        path = f"{words} {name}".strip()
        found += _walk(inner, path) if hasattr(inner, "commands") else [(path, inner)]
    return found


def _option(param: object) -> str:
    opts = getattr(param, "opts", [])
    names = ", ".join([*opts, *getattr(param, "secondary_opts", [])])
    if not getattr(param, "help", None):
        return ""
    shown = names if names.startswith("-") else names.upper()
    return f".TP\n.B {roff(shown)}\n{roff(str(getattr(param, 'help', '')))}\n"


def roff(text: str) -> str:
    """Text as roff wants it: no line begins with a dot, hyphens are hyphens, and all of it is ASCII."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in text)
    lines = [line.strip() for line in text.splitlines()]
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in lines)
