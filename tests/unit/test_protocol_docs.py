"""protocol/wire.md tells the writer of a third client the bounds that the code really has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from tresen.core import sizes, wire
from tresen.core.model import Role

PAGE = (Path(__file__).parents[2] / "protocol" / "wire.md").read_text(encoding="utf-8")
BOUNDS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|$", PAGE, re.MULTILINE))


def numbers(row: str) -> list[int]:
    """The numbers of a bound, KiB as bytes."""
    return [int(n) * (1024 if unit else 1) for n, unit in re.findall(r"(\d+)( KiB)?", BOUNDS[row])]


def test_the_bounds_are_the_ones_in_force() -> None:
    """[W1, W4, S7] The table of limits."""
    assert numbers("a frame on `/live`") == [wire.FRAME_BYTES]
    assert numbers("a header") == [sizes.HEADER_BYTES]
    assert numbers("a slot; a signature") == [sizes.SLOT_BYTES, sizes.SIGNATURE_BYTES]
    assert numbers("a ciphertext") == [*sorted(sizes.CIPHERTEXT_BYTES), sizes.TAG_BYTES]
    assert numbers("a wrap") == [sizes.WRAP_BYTES]
    assert numbers("a customer's devices, paper included") == [sizes.CUSTOMER_DEVICES]
    assert numbers("the body of an HTTP request") == [sizes.REQUEST_BYTES]
    assert numbers("commands in flight") == [wire.IN_FLIGHT]


def test_every_frame_and_role_is_named() -> None:
    """[W1] What the code can read or say, the page has: each frame by number, each role by name."""
    for frame in (*get_args(wire.ClientFrame), *get_args(wire.ServerFrame)):
        assert re.search(rf"`{frame.__struct_config__.tag} \w+", PAGE), frame
    [roles] = re.findall(r"`role` is (.+?);", PAGE)
    assert set(re.findall(r"`(\w+)`", roles)) == {role.value for role in Role}
