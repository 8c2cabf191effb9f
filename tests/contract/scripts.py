"""Scripts: steps to play against a server, and what it must answer (W1–W9, L1–L12).

The real server writes the answers and is held to them; the in-memory server of the TypeScript tests plays the same scripts
(web/core/test/world/scripts.test.ts). `normal` leaves what differs from run to run out of the comparison.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.contract.frame_ops import SERVER_NAMES, plain, read_event
from tests.world.calls import Calls, b64
from tests.world.patience import PATIENCE
from tests.world.wire_client import WireClient
from tresen.core import wire
from tresen.core.bounds.rates import TYPING_SECONDS
from tresen.desk.team.setup import new_setup
from tresen.seal.keys import DeviceKeys

FOLDER: Final = Path(__file__).parents[2] / "protocol" / "scripts"
PUBLIC_URL: Final = "https://tresen.example"
QUIET_SECONDS: Final = 0.3
SETTLED_SECONDS: Final = 1.0
"""How long nothing may come before an answer counts as whole, when a script is written."""

Step = dict[str, Any]
Script = dict[str, Any]

_VARIES: Final = {"bearer": "…", "generation": "…", "challenge": "…", "head_hash": "…", "seq": "#"}
_STAFF: Final = ("owner", "member", "auditor", "sheet")


def normal(value: Any) -> Any:
    """The value without what differs from run to run: bearers, generations, challenges, times, `seq`, texts."""
    if isinstance(value, list):
        return [normal(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    made = {name: _normal(name, each) for name, each in value.items() if name not in ("detail", "title")}
    if value.get("role") in _STAFF and "head" in made:
        made["head"] = "#"
    return made


def _normal(name: str, value: Any) -> Any:
    if name in _VARIES and value is not None:
        return _VARIES[name]
    if name.endswith("_ms") and isinstance(value, int):
        return "ms"
    if name == "events":
        return [
            normal(each if isinstance(each, dict) else read_event({"bytes": _unb64(each)})) for each in value
        ]
    return normal(value)


def _unb64(text: str) -> str:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).hex()


class Player:
    """Plays the steps of one script against a running server."""

    def __init__(self, calls: Calls, script: Script) -> None:
        self._calls = calls
        self._script = script
        self._lines: dict[str, WireClient] = {}
        self._bearers: dict[str, str] = {}
        self._known: tuple[int, bytes] | None = None
        self._generation: bytes | None = None

    async def begin(self) -> None:
        """Set up the script's business."""
        business = self._script["business"]
        secret = b64(await new_setup(self._calls.app.house))
        answer = await self._calls.post("/setup", {"secret": secret, **business})
        assert answer.status_code == 201, answer.text

    async def play(self, step: Step, wanted: Mapping[str, int] | None = None) -> Step:
        """The server's answers. `wanted` says how many frames each client is to hear; None waits until it is quiet."""
        if "call" in step:
            answer = await self._call(step)
        else:
            answer = await self._speak(step)
        heard = await self._heard(wanted, SETTLED_SECONDS + (TYPING_SECONDS if _types(step) else 0))
        return {**answer, **({"heard": heard} if heard else {})}

    async def end(self) -> dict[str, Any]:
        """Ends the connections; returns frames that nobody waited for."""
        for line in self._lines.values():
            line.send_raw(wire.encode([wire.PROBE]))
        late = await self._heard(None, QUIET_SECONDS)
        return {who: frames[:-1] for who, frames in late.items() if len(frames) > 1}

    async def _call(self, step: Step) -> Step:
        method, path = step["call"].split(" ", 1)
        bearer = self._bearers.get(step.get("who", ""))
        what = {"json": step["body"]} if "body" in step else {}
        answer = await self._calls.call(method, path, bearer, **what)
        return {"answer": {"status": answer.status_code, "body": normal(answer.json())}}

    async def _speak(self, step: Step) -> Step:
        who = step["who"]
        if "hello" in step:
            await self._hello(who, step["hello"])
        elif step.get("leave"):
            await self._lines.pop(who).close()
        else:
            if who not in self._lines:
                await self._connect(who)
            self._lines[who].send_raw(bytes.fromhex(step["frame"]))
        return {}

    async def _connect(self, who: str) -> bytes:
        line = await WireClient.connect(self._calls.port)
        challenge = await line.take(wire.Challenge)
        self._lines[who] = line
        return challenge.challenge

    async def _hello(self, who: str, hello: Mapping[str, Any]) -> None:
        challenge = await self._connect(who)
        keys = self._script["devices"][hello.get("device", who)]
        device = DeviceKeys(bytes.fromhex(keys["seed"]), bytes.fromhex(keys["opening"]))
        signature = device.sign("hello", PUBLIC_URL.encode() + challenge)
        if hello.get("forged"):
            signature = bytes([signature[0] ^ 1]) + signature[1:]
        generation = self._generation if hello.get("resumes") else None
        known = {"head": self._known, "other": (2, bytes(16))}.get(hello.get("known", ""))
        frame = wire.Hello(device.id, signature, generation, hello.get("cursor"), hello.get("rev"), known)
        self._lines[who].send(frame)

    async def _heard(self, wanted: Mapping[str, int] | None, quiet: float) -> dict[str, list[Any]]:
        lines = list(self._lines)
        heard = await asyncio.gather(
            *(self._frames(who, None if wanted is None else wanted.get(who, 0), quiet) for who in lines)
        )
        return {who: frames for who, frames in zip(lines, heard, strict=True) if frames}

    async def _frames(self, who: str, wanted: int | None, quiet: float) -> list[Any]:
        line = self._lines[who]
        frames: list[Any] = []
        seconds = quiet if wanted is None else PATIENCE
        while wanted is None or len(frames) < wanted:
            try:
                frame = await asyncio.wait_for(line.next(), seconds)
            except TimeoutError:
                break
            if frame is None:
                frames.append({"type": "closed", "code": line.code})
                del self._lines[who]
                break
            frames.append(self._taken(who, frame))
        return frames

    def _taken(self, who: str, frame: wire.ServerFrame) -> Any:
        if isinstance(frame, wire.Welcome):
            self._bearers[who], self._generation = frame.bearer, frame.generation
            if frame.head_hash is not None:
                self._known = frame.head, frame.head_hash
        return normal({"type": SERVER_NAMES[type(frame)], **plain(frame)})


def _types(step: Step) -> bool:
    """The second flag within two seconds comes late (W6)."""
    return "frame" in step and bytes.fromhex(step["frame"])[1] == wire.Typing.__struct_config__.tag


def written(script: Script) -> str:
    """A script as it stands in its file."""
    return json.dumps(script, ensure_ascii=False, indent=1) + "\n"
