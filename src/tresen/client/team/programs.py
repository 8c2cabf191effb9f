"""What an owner says of a member of the team that is a program (S23)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from tresen.client.errors import WrongInput
from tresen.core.programs import May, Program, is_program_name

Right: TypeAlias = Literal["read", "draft", "send", "named"]
"""What a program may do at most (docs/howto/programs.md)."""


def program_of(name: str, *, ai: bool, may: Iterable[Right]) -> Program:
    """A program with that name and these rights.

    Raises:
        WrongInput: the name is empty, longer than 40 characters or no single line; an unknown right, or none to read.
    """
    rights = list(may)
    if not is_program_name(name):
        raise WrongInput("a program has a name of one line, of at most 40 characters")
    if not set(rights) <= set(get_args(Right)):
        raise WrongInput(f"a program may {', '.join(get_args(Right))}, and nothing else")
    if "read" not in rights:
        raise WrongInput("a program that may not read can do nothing at all")
    return Program(name, bool(ai), frozenset(May(each) for each in rights))
