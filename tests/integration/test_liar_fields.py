"""One lie for each field that a server tells, told to running Python clients: noticed, harmless, or listed as its claim."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.liar import telling, unsigned
from tests.liar.street import Street
from tests.liar.visits import Verdict, Visitor, customer_looks, customer_says, staff_looks, staff_says
from tests.world.depth import is_full

pytestmark = pytest.mark.asyncio(loop_scope="module")

Verdicts = dict[str, list[tuple[Verdict, str]]]
EACH: Final = 7
"""In the short run one field of so many is lied about."""
FEWEST: Final = 130
"""So many fields are told in the visits; fewer means that the visits became blind."""


async def visitors(street: Street) -> list[Visitor]:
    """Both sides of a conversation in which something of every kind happened, before they come back."""
    krause, conversation = await street.asked()
    owner, ben = street.bakery.owner, await street._join()
    desk = owner.conversations
    await desk.assign(conversation, ben.person)
    await krause.send("Hiermit bestelle ich eine Torte")
    gone = await krause.send("Ach, vergessen Sie das")
    order, _ = (await desk.history(conversation))[-2:]
    await desk.retain(conversation, order, "letter")
    await krause.delete(gone)
    await desk.close(conversation)
    await desk.reopen(conversation)
    await ben.close()
    await krause.close()
    hers, his = krause._parts.file.path, ben._parts.file.path
    return [
        Visitor(street, "customer", hers, conversation, customer_looks),
        Visitor(street, "staff", his, conversation, staff_looks),
        Visitor(street, "customer", hers, conversation, customer_says),
        Visitor(street, "staff", his, conversation, staff_says),
    ]


def lies(told: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """One value of every field; in the short run of some fields."""
    for name in sorted(told)[:: 1 if is_full() else EACH]:
        values = list(telling.values(told[name]))
        if values:
            yield name, values[zlib.crc32(name.encode()) % len(values)]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What became of each lie, by field."""
    found: Verdicts = defaultdict(list)
    told: set[str] = set()
    async with Street.open(tmp_path_factory.mktemp("street")) as street:
        for visitor in await visitors(street):
            await visitor.learn()
            told |= visitor.told.keys()
            for name, value in lies(visitor.told):
                lie = telling.instead(name, value)
                found[name].append((await visitor.verdict(lie), f"{visitor.kind}: {lie.name}"))
    assert len(told) >= FEWEST
    return found


def those(verdicts: Verdicts, verdict: Verdict) -> dict[str, list[str]]:
    """The lies with that verdict, by field."""
    found = {name: [lie for each, lie in all_ if each == verdict] for name, all_ in verdicts.items()}
    return {name: lies for name, lies in found.items() if lies}


async def test_every_field_told_is_one_that_is_known(verdicts: Verdicts) -> None:
    """[S15] The lies are about fields that the list of all fields has, so none is lied about under another name."""
    assert verdicts.keys() - unsigned.every() == set()


async def test_what_is_believed_stands_in_the_table(verdicts: Verdicts) -> None:
    """[S15] A lie that a client shows as the truth is about a field that protocol/threats.md calls the server's claim."""
    believed = those(verdicts, "believed")
    assert {name: lies for name, lies in believed.items() if name not in unsigned.claims()} == {}


async def test_no_lie_ends_in_an_error_of_pythons_own(verdicts: Verdicts) -> None:
    """[S15] An answer of another shape is an `Unreachable` that says so, whatever is missing in it."""
    assert those(verdicts, "crude") == {}
