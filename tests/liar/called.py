"""The HTTP calls that the Python client makes, found in its code: which answers it reads, and so is to be lied to about."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import tresen.client
from tests.liar import unsigned

_CLIENT: Final = Path(tresen.client.__file__).parent
_HOLE: Final = "{}"
Template = tuple[str, ...]


@cache
def answers() -> set[str]:
    """The fields of all that is answered to a call whose path the client's code can make."""
    trees = [ast.parse(file.read_text()) for file in sorted(_CLIENT.rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    words = {each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    templates = set(_templates(nodes))
    shapes = [
        shape
        for handler in unsigned.handlers()
        for path in handler.paths
        if any(_makes(each, path.strip("/").split("/"), words) for each in templates)
        for shape in unsigned.within(handler)
    ]
    return unsigned.fields((unsigned.named(each), each) for each in shapes)


def _templates(nodes: Iterable[ast.AST]) -> Iterator[Template]:
    """The paths in the code, in parts; what begins with another path, such as `f"{path}/mydata"`, begins with a hole."""
    for node in nodes:
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(
            each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else _HOLE
            for each in parts
        )
        if text.startswith(("/", f"{_HOLE}/")) and text.replace("/", "").replace(_HOLE, ""):
            yield tuple(text.lstrip("/").split("/"))


def _makes(template: Template, path: list[str], words: set[str]) -> bool:
    """Whether that path comes out: a hole is a parameter of the call or a word that stands in the code by itself."""
    if template[0] == _HOLE:
        path = [_HOLE, *path[1 - len(template) :]] if len(path) >= len(template) else []
    return len(template) == len(path) and all(
        part == each or (part == _HOLE and (each.startswith("{") or each in words))
        for part, each in zip(template, path, strict=True)
    )
