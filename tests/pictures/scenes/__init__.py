"""One module for each how-to: `PICTURES` names what its `take` takes."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Protocol, cast

from tests.pictures.studio import Studio


class Scene(Protocol):
    """`PICTURES` are names without suffix; `take` takes them all, in any order."""

    __name__: str
    PICTURES: tuple[str, ...]

    def take(self, studio: Studio) -> None: ...


def names() -> list[str]:
    """All scenes, in the order of the alphabet."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__))


def scene(name: str) -> Scene:
    """The scene of that name."""
    return cast("Scene", importlib.import_module(f"{__name__}.{name}"))
