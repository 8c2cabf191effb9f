"""The bakery with a relay for calls, beside browsers that have a microphone and a camera of their own."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.relay import relay
from tests.world.stage import Stage
from tresen.clock import Clock
from tresen.demo.relay import LocalRelay

FLAGS = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
)
"""A picture and a tone instead of camera and microphone, allowed without a question; calls on this machine."""


class CallStage(Stage):
    """`relay`: what carries the calls; None: there is none."""

    relay: LocalRelay | None = None

    @classmethod
    @contextlib.contextmanager
    def calling(
        cls, folder: Path, *, relayed: bool = True, clock: Clock | None = None, **profile: Any
    ) -> Iterator[CallStage]:
        """Start it. `profile`: fields besides the usual ones; strangers may call, unless its `calls` say otherwise."""
        profile["calls"] = {"strangers": True, **profile.get("calls", {})}
        opening = functools.partial(_opened, relayed=relayed, profile={**PROFILE, **profile})
        with cls.open(folder, clock, opening=opening) as stage:
            assert isinstance(stage, CallStage)
            stage.relay = getattr(stage.bakery, "relay", None)
            yield stage


@contextlib.asynccontextmanager
async def _opened(
    folder: Path, *, clock: Clock | None, relayed: bool, profile: dict[str, Any]
) -> AsyncIterator[Bakery]:
    if not relayed:
        async with bakery(folder, clock=clock, profile=profile) as opened:
            yield opened
        return
    async with (
        relay(folder / "relay") as running,
        bakery(folder, clock=clock, profile=profile, relay=running) as opened,
    ):
        opened.relay = running  # type: ignore[attr-defined]
        yield opened
