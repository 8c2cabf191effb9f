"""What commands print for people. Text of another user cannot steer the terminal that shows it."""

from __future__ import annotations

import unicodedata

import typer


def plain(text: str) -> str:
    """The text with all that is no visible character or space written as an escape, line ends included."""
    return "".join(
        each if each.isprintable() or unicodedata.category(each) == "Zs" else _escape(each) for each in text
    )


def say(text: str, *, err: bool = False) -> None:
    """Print lines; on standard error with `err`."""
    typer.echo("\n".join(map(plain, text.split("\n"))), err=err)


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
