"""How long a property is searched for a counterexample: always in `./dev check`, four times as long in `./dev test`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from hypothesis import settings

T = TypeVar("T")

CHECK: Final = "check"
FULL: Final = "full"
"""The hypothesis profiles. `./dev check` passes `--hypothesis-profile=check`; without it all is searched."""
_SHARE: Final = 4


def register() -> None:
    """Make both profiles known and choose the full one. Machines are shared, so an example's time says nothing."""
    settings.register_profile(FULL, deadline=None)
    settings.register_profile(CHECK, deadline=None, max_examples=100 // _SHARE)
    settings.load_profile(FULL)


def examples(full: int) -> int:
    """How many examples to try of a property that needs other than hypothesis's hundred."""
    return max(1, full // _SHARE) if _checking() else full


def seeds(full: int) -> Iterable[int]:
    """The seeds of a random walk, one of them in `./dev check`."""
    return range(1 if _checking() else full)


def some(everything: Sequence[T]) -> Sequence[T]:
    """All cases of a table too long for `./dev check`, which tries each fourth."""
    return everything[::_SHARE] if _checking() else everything


def _checking() -> bool:
    return settings.get_current_profile_name() == CHECK
