"""Tells each visitor every lie that is theirs, and keeps what became of it; `verdicts.json` has what did at full depth."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.liar import telling, unsigned
from tests.liar.visits import Verdict, Visitor
from tests.world.depth import is_full

FILE: Final = Path(__file__).with_name("verdicts.json")
EACH: Final = 7
"""In the short run one of so many claims is lied about."""
EVERYTHING: Final = {"looks"}
"""Who is lied to about every field. All others are about those that nobody was told before them, and who says something
about frames as well, with one value of each other field."""
SHARES: Final = {
    "looks": 8,
    "says": 4,
    "owner_looks": 4,
    "is_held": 4,
    "hears": 3,
    "publishes": 4,
    "invites": 6,
}
"""Into so many tests a visitor's lies are divided at full depth: each takes a minute or two on a busy machine."""

Found = dict[str, list[tuple[Verdict, str]]]
Recorded = dict[str, list[str]]


def recorded() -> dict[str, Recorded]:
    """By side (`customer`, `team`) the fields of which some lie is `believed`, none is and some are `noticed`, or all are
    `harmless`."""
    found: dict[str, Recorded] = json.loads(FILE.read_text())
    return found


def unbelieved() -> set[str]:
    """The fields that running Python clients are told, and of which none of them believed a lie."""
    told = {name for side in recorded().values() for names in side.values() for name in names}
    return told - {name for side in recorded().values() for name in side["believed"]}


def shares(names: list[str]) -> list[tuple[str, int]]:
    """The tests of these visitors, in their order."""
    return [(name, share) for name in names for share in range(SHARES.get(name, 1) if is_full() else 1)]


@dataclass
class Verdicts:
    """What became of the lies that were told to these visitors."""

    visitors: list[Visitor]
    found: Found = field(default_factory=lambda: defaultdict(list))
    _learned: int = 0

    @property
    def told(self) -> set[str]:
        """The fields that somebody was told."""
        return {name for visitor in self.visitors for name in visitor.told}

    async def tell(self, name: str, share: int) -> Found:
        """Tell that visitor this share of their lies; returns what became of them."""
        at = [each.name for each in self.visitors].index(name)
        # What a visitor leaves behind must not surprise those who came before.
        while self._learned <= at:
            await self.visitors[self._learned].learn()
            self._learned += 1
        visitor, before = self.visitors[at], {each for other in self.visitors[:at] for each in other.told}
        found: Found = defaultdict(list)
        for field_, value in _lies(visitor, before):
            if is_full() and zlib.crc32(f"{field_}{value}".encode()) % SHARES.get(name, 1) != share:
                continue
            lie = telling.instead(field_, value)
            found[field_].append((await visitor.verdict(lie), f"{name}: {lie.name}"))
        for field_, verdicts in found.items():
            self.found[field_] += verdicts
        return found

    def check(self, side: str, folder: Path) -> None:
        """Nothing is believed that `verdicts.json` does not say is. What is to be recorded instead is left in that folder.

        Between noticed and harmless a slow machine may decide otherwise.
        """
        if self._learned < len(self.visitors):
            return
        assert self.found.keys() - unsigned.every() == set()
        known = {name for names in recorded()[side].values() for name in names}
        assert known - self.told == set()
        if is_full():
            now, found = folder / "verdicts.json", self.summed()
            now.write_text(json.dumps(found, indent=1))
            assert set(found["believed"]) <= set(recorded()[side]["believed"]), now

    def summed(self) -> Recorded:
        """As `recorded` has it."""
        kinds: dict[str, list[str]] = {"believed": [], "noticed": [], "harmless": []}
        for name, verdicts in sorted(self.found.items()):
            each = {verdict for verdict, _ in verdicts}
            kinds[next(kind for kind in ("believed", "noticed", "harmless") if kind in each)].append(name)
        return kinds


def those(found: Found, verdict: Verdict) -> dict[str, list[str]]:
    """The lies with that verdict, by field."""
    by_field = {name: [lie for each, lie in all_ if each == verdict] for name, all_ in found.items()}
    return {name: lies for name, lies in by_field.items() if lies}


def _lies(visitor: Visitor, before: set[str]) -> Iterator[tuple[str, Any]]:
    """At full depth every value of the visitor's fields. In the short run one of some claims, and one of every field that
    is none."""
    frames, claims = unsigned.fields(unsigned.frames().items()), unsigned.claims()
    for at, name in enumerate(sorted(visitor.told)):
        values = list(telling.values(visitor.told[name]))
        mine = visitor.name in EVERYTHING or name not in before or (visitor.name == "says" and name in frames)
        if not values or not (mine or visitor.name == "says"):
            continue
        chosen = values[zlib.crc32(name.encode()) % len(values)]
        if is_full():
            yield from ((name, value) for value in (values if mine else [chosen]))
        elif name not in claims and mine:
            yield name, next(each for each in unsigned.others(visitor.told[name]))
        elif at % EACH == 0:
            yield name, chosen
