"""What happens to files on their way: cut short, a bit turned, a length that is wrong, two glued together, another name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.world.corpus import Seed


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _flipped(data: bytes, random: Random) -> bytes:
    made = bytearray(data)
    made[random.randrange(len(made))] ^= 1 << random.randrange(8)
    return bytes(made)


def _early(data: bytes, random: Random) -> bytes:
    """A bit among the first bytes, where lengths and names stand."""
    made = bytearray(data)
    made[random.randrange(min(200, len(made)))] ^= 1 << random.randrange(8)
    return bytes(made)


def _length(data: bytes, random: Random) -> bytes:
    """Four bytes that claim a lot."""
    at = random.randrange(max(1, len(data) - 4))
    return data[:at] + random.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")) + data[at + 4 :]


def _without(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + random.randrange(1, 40) :]


def _twice(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data + data[at:]


def _noise(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + random.randbytes(16) + data[at + 16 :]


WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut,
    _flipped,
    _early,
    _length,
    _without,
    _twice,
    _noise,
)


def broken(seeds: list[Seed], each: int, random: Random) -> Iterator[Seed]:
    """So many broken ones of every file."""
    endings = ("jpg", "png", "heic", "mp4", "pdf", "html")
    for seed in seeds:
        for n in range(each if seed.data else 0):
            way = WAYS[n % len(WAYS)]
            ending = random.choice(endings)
            yield Seed(f"{seed.name}.{way.__name__}{n}.{ending}", seed.type, way(seed.data, random))
