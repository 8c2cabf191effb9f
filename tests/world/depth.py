"""How long a property is searched for a counterexample, and what only the long run asks.

`./dev check` tries a quarter, `./dev test` half and the usual cases of a table of sizes, `./dev test --all` everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import is_hypothesis_test, settings

T = TypeVar("T")

CHECK: Final = "check"
SHORT: Final = "short"
FULL: Final = "full"
"""The hypothesis profiles. Without `--hypothesis-profile` it is the short one, with `--all` the full one."""
_SHARE: Final = {CHECK: 4, SHORT: 2, FULL: 1}
"""Of how many examples one is tried."""
SLICES: Final = 8
"""Of so many commits in a row, one asks a given test of the long run."""
_DEPTHS: Final = {"examples", "seeds", "some", "is_full"}


def register() -> None:
    """Make the profiles known and choose the short one. Machines are shared, so an example's time says nothing."""
    for name, share in _SHARE.items():
        settings.register_profile(name, deadline=None, max_examples=100 // share)
    settings.load_profile(SHORT)


def choose_full() -> None:
    """Try everything from here on."""
    settings.load_profile(FULL)


def is_full() -> bool:
    """Whether this is the long run."""
    return _profile() == FULL


def examples(full: int) -> int:
    """How many examples to try of a property that needs other than hypothesis's hundred."""
    return max(1, full // _SHARE[_profile()])


def seeds(full: int) -> Iterable[int]:
    """The seeds of a random walk, one of them in `./dev check`."""
    return range(1 if _profile() == CHECK else examples(full))


def some(everything: Sequence[T]) -> Sequence[T]:
    """The cases of a table too long for each run, the first always among them."""
    return everything[:: _SHARE[_profile()]]


def usually(cases: Mapping[str, Sequence[object]], *usual: str) -> list[ParameterSet]:
    """The cases of a parametrised test, each by its id: the usual ones in each run, the others in the long run alone."""
    unknown = set(usual) - cases.keys()
    if unknown:
        raise ValueError(f"no such case: {', '.join(sorted(unknown))}")
    return [
        pytest.param(*values, id=name, marks=[] if name in usual else [pytest.mark.long])
        for name, values in cases.items()
    ]


def crossed(first: Mapping[str, object], second: Mapping[str, object]) -> list[ParameterSet]:
    """Every pair of two tables in the long run; in each run so many that every entry of both is in one of them."""
    names = list(first), list(second)
    usual = {
        f"{names[0][n % len(first)]}-{names[1][n % len(second)]}" for n in range(max(len(first), len(second)))
    }
    pairs = {f"{a}-{b}": (each, other) for a, each in first.items() for b, other in second.items()}
    return usually(pairs, *usual)


def deepens(item: pytest.Item) -> bool:
    """Whether the long run asks more of this test than the short one: its module takes a depth from here, it is a property,
    or it is marked `long`."""
    if item.get_closest_marker("long") is not None:
        return True
    if not isinstance(item, pytest.Function):
        return False
    taken = {getattr(each, "__name__", None) for each in vars(item.module).values() if callable(each)}
    return bool(taken & _DEPTHS) or is_hypothesis_test(item.obj)


def in_slice(item: pytest.Item, commit: str) -> bool:
    """Whether it is of the eighth that this commit's run asks. What has a bound of its own installs things, for minutes."""
    if item.get_closest_marker("timeout") is not None:
        return False
    return hashlib.sha256(f"{commit} {item.nodeid}".encode()).digest()[0] % SLICES == 0


def _profile() -> str:
    return settings.get_current_profile_name()
