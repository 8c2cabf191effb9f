"""A server that changes what two devices say to set a call up, and the Python client, which believes none of it (C2, C6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio

from tests.liar import calls as lies
from tests.liar.calls import Signals
from tests.liar.street import Kind, Scene, Street
from tests.world.bakery import PROFILE
from tests.world.patience import PATIENCE
from tresen.client.conversation.calls import Call, Calls

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with Street.open(tmp_path_factory.mktemp("street")) as opened:
        await opened.bakery.owner.records.publish(
            {**PROFILE, "calls": {"hours": "always", "direct": True, "strangers": True}}
        )
        yield opened


@pytest_asyncio.fixture(loop_scope="module", params=["customer", "staff"])
async def scene(street: Street, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    kind: Kind = request.param
    opened = await street.scene(kind)
    yield opened
    await opened.close()


async def known(calls: Calls, want: Callable[[Call], bool]) -> Call:
    async with asyncio.timeout(PATIENCE):
        await calls._bell.until(lambda: any(want(each) for each in calls._calls.values()))
    return next(each for each in calls._calls.values() if want(each))


async def rung(scene: Scene) -> Call:
    """The other side rings; what the victim knows of the call once the server said that it rings."""
    other: Any = scene.speaker
    call = await other.calls.ring(scene.conversation)
    heard = await known(scene.victim.calls, lambda each: each.id == call.id)
    await other.calls.hang_up(call)
    return heard


async def test_the_truth_is_believed(scene: Scene) -> None:
    """[C2] So that the others say something."""
    await scene.hear(4)
    heard = await rung(scene)
    assert (heard.believed, heard.ours) == (True, False)
    assert heard.sdp is not None


@pytest.mark.parametrize("change", lies.CHANGES, ids=lambda each: each.__name__)
async def test_a_swapped_description_is_not_believed(scene: Scene, change: Any) -> None:
    """[C2, C6] The server says that it rings; the description that came with it is nobody's, and is not shown."""
    await scene.hear(4)
    with scene.street.lying(Signals(scene.street.made_up, change, {"ring"})):
        heard = await rung(scene)
        assert (heard.believed, heard.sdp, heard.by) == (False, None, None)
    assert not any(each.sdp == lies.SDP for each in scene.victim.calls._calls.values())


async def test_an_old_ring_rings_nobody(scene: Scene) -> None:
    """[C2] What was said in an earlier call makes no later one believed."""
    await scene.hear(4)
    with scene.street.lying(Signals(scene.street.made_up, lies.from_before, {"ring"})):
        assert (await rung(scene)).believed
        assert not (await rung(scene)).believed
