"""The reference of the Python client is complete: what a program can meet is exported, and is on the page."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

import tresen.client as api

PAGE = (Path(__file__).parents[2] / "docs/reference/python.md").read_text(encoding="utf-8")
SECTIONS: dict[str, str] = dict(
    re.findall(r"^### `([\w.]+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
)
EXPORTED: dict[str, Any] = {name: getattr(api, name) for name in api.__all__}
CLASSES = {name: each for name, each in EXPORTED.items() if inspect.isclass(each)}
STANDARD = {*dir(typing), *dir(sys.modules["builtins"])}


def section(name: str, each: type) -> str:
    """What the page says of a class: under its name, or under where it hangs."""
    places = [heading for heading in SECTIONS if heading == name or _hangs(heading) is each]
    assert places, name
    return SECTIONS[places[0]]


def _hangs(heading: str) -> type | None:
    face, _, attribute = heading.partition(".")
    for each in (CLASSES.get(face.capitalize()),):
        if each is not None and attribute:
            return CLASSES.get(str(inspect.get_annotations(each).get(attribute)))
    return None


def met(each: type) -> Iterator[tuple[str, str, object]]:
    """Every annotation that a program can meet on an object of the class: where, as it is written, and its module."""
    for base in each.__mro__:
        if not base.__module__.startswith("tresen."):
            continue
        module = sys.modules[base.__module__]
        for name, kind in inspect.get_annotations(base).items():
            if not name.startswith("_"):
                yield f"{base.__name__}.{name}", _written(kind), module
        for name, member in vars(base).items():
            what = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            what = what.fget if isinstance(what, property) else what
            if inspect.isfunction(what) and (not name.startswith("_") or name in {"__aiter__", "__await__"}):
                for kind in what.__annotations__.values():
                    yield f"{base.__name__}.{name}", _written(kind), module


def _written(kind: object) -> str:
    return (
        kind
        if isinstance(kind, str)
        else str(getattr(kind, "__forward_arg__", getattr(kind, "__name__", kind)))
    )


def test_every_type_in_a_signature_is_exported() -> None:
    """What a signature or a field names is imported from `tresen.client` by the same name, and is the same thing."""
    missing = set()
    for each in CLASSES.values():
        for where, written, module in met(each):
            for node in ast.walk(ast.parse(written, mode="eval")):
                if isinstance(node, ast.Name) and node.id not in STANDARD:
                    meant = getattr(module, node.id)
                    if _ours(meant) and EXPORTED.get(node.id) != meant:
                        missing.add((node.id, where))
    assert missing == set()


def _ours(meant: object) -> bool:
    """A class of Tresen's, or a name for a type; no module, type variable or class of somebody else's."""
    if inspect.isclass(meant):
        return meant.__module__.startswith("tresen.")
    return not isinstance(meant, typing.TypeVar) and not inspect.ismodule(meant)


def test_what_a_name_stands_for_is_exported() -> None:
    """A union is one of exported classes, or of Python's own."""
    for name, meant in EXPORTED.items():
        for part in () if inspect.isclass(meant) else get_args(meant):
            if inspect.isclass(part) and part.__module__.startswith("tresen."):
                assert EXPORTED.get(part.__name__) is part, (name, part)


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_is_on_the_page(name: str) -> None:
    """Of dataclasses, structs, named tuples, typed dicts and errors; those of a base as well."""
    each = CLASSES[name]
    fields: set[str] = set(getattr(each, "__optional_keys__", ()))
    if issubclass(each, tuple):
        fields |= set(getattr(each, "_fields", ()))
    if dataclasses.is_dataclass(each):
        fields |= {field.name for field in dataclasses.fields(each)}
    if issubclass(each, msgspec.Struct):
        fields |= {field.name for field in msgspec.structs.fields(each)}
    if issubclass(each, Exception):
        fields |= set(_assigned(each))
    said = section(name, each)
    assert sorted(field for field in fields if not re.search(rf"^{field}: ", said, re.MULTILINE)) == []


def _assigned(error: type) -> Iterator[str]:
    """The public attributes that an error gets when it is made."""
    for base in error.__mro__:
        if base.__module__.startswith("tresen.") and "__init__" in vars(base):
            made = ast.parse(inspect.cleandoc("\n" + inspect.getsource(base)))
            for node in ast.walk(made):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    yield node.attr


@pytest.mark.parametrize("name", CLASSES)
def test_every_call_is_on_the_page(name: str) -> None:
    """Public calls and properties of each exported class."""
    said = section(name, CLASSES[name])
    for member, found in vars(CLASSES[name]).items():
        what = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        if member.startswith("_") or not (inspect.isfunction(what) or isinstance(what, property)):
            continue
        assert re.search(rf"\.{member}\(|\*\*`{member}`\*\*", said), member


def test_the_page_sends_nobody_into_the_workings() -> None:
    """It names no module below `tresen.client`: what is needed stands on it."""
    assert re.findall(r"tresen\.client\.\w+", PAGE) == []


def test_every_name_is_on_the_page() -> None:
    """`__all__` names each once, and no module; each has its place, a name of a type as well."""
    assert len(set(api.__all__)) == len(api.__all__)
    assert not [name for name, each in EXPORTED.items() if inspect.ismodule(each)]
    assert [name for name in EXPORTED if name not in CLASSES and name not in SECTIONS] == []
    for name, each in CLASSES.items():
        assert name in SECTIONS or f"\nA `{name}`. " in section(name, each)
