"""A client of the HTTP API that knows only JSON, and businesses that were set up through it."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.world.database import lay
from tests.world.patience import PATIENCE
from tests.world.signing import Keys, Ledger, opening
from tresen.app import App, running
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.core.records import Published, Signed
from tresen.desk.team.setup import new_setup
from tresen.store import queries

PUBLIC_URL = "http://localhost:8080"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(record: Signed) -> dict[str, str]:
    parts = {"text": record.text, "picture": record.picture} if isinstance(record, Published) else {}
    contents = {name: b64(part) for name, part in parts.items() if part is not None}
    return {"body": b64(record.body), "signature": b64(record.signature)} | contents


def wrap(n: int, *devices: Keys) -> list[dict[str, Any]]:
    return [{"n": n, "to": b64(each.id), "wrap": b64(bytes([n]) * 80)} for each in devices]


@dataclass
class Calls:
    """A running server and a connection to it."""

    app: App
    port: int
    clock: SettableClock
    http: httpx.AsyncClient

    async def get(self, path: str, bearer: str | None = None) -> httpx.Response:
        return await self.call("GET", path, bearer)

    async def post(self, path: str, body: Any, bearer: str | None = None) -> httpx.Response:
        return await self.call("POST", path, bearer, json=body)

    async def call(self, method: str, path: str, bearer: str | None, **what: Any) -> httpx.Response:
        headers = {} if bearer is None else {"Authorization": f"Bearer {bearer}"}
        if "content" in what:
            headers["Content-Type"] = "application/json"
        return await self.http.request(method, f"/api/v1{path}", headers=headers, **what)

    async def bearer(self, device: bytes) -> str:
        """A bearer token as this device's welcome would contain it."""
        facts = await self.app.house.read(lambda connection: queries.find_device(connection, device))
        assert facts is not None
        who = Who(facts.business_id, facts.id, Role(facts.role), facts.person, facts.conversation_id)
        return self.app.house.bearers.issue(who)

    async def setup_body(self, ledger: Ledger, handle: str, owner: Keys) -> dict[str, Any]:
        secret = await new_setup(self.app.house)
        return {
            "secret": b64(secret),
            "handle": handle,
            "records": [signed(each) for each in ledger.records],
            "team_wraps": wrap(1, ledger.sheet, owner),
        }

    async def business(self, seed: str, handle: str, **profile: Any) -> Business:
        """A business set up through HTTP."""
        ledger = opening(seed, **profile)
        owner = Keys(f"Anna's laptop{seed}", "owner", 1)
        answer = await self.post("/setup", await self.setup_body(ledger, handle, owner))
        assert answer.status_code == 201, answer.text
        return Business(self, ledger, owner, handle)


@dataclass
class Business:
    """A business and its owner's device."""

    calls: Calls
    ledger: Ledger
    owner: Keys
    handle: str

    async def publish(
        self, records: list[Signed], wraps: list[dict[str, Any]], by: Keys | None = None
    ) -> httpx.Response:
        bearer = await self.calls.bearer((by or self.owner).id)
        body = {"records": [signed(each) for each in records], "team_wraps": wraps}
        return await self.calls.post("/records", body, bearer)

    async def add(self, device: Keys) -> Keys:
        """List a device, signed by the owner."""
        record = self.ledger.device(self.owner, device)
        wraps = [] if device.role == "auditor" else wrap(1, device)
        answer = await self.publish([record], wraps)
        assert answer.status_code == 201, answer.text
        return device


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The problem details of an error. Fails unless they are complete."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert set(problem) == {"type", "title", "status", "code", "retryable", "detail"}
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:tresen:error:{problem['code']}"
    assert isinstance(problem["retryable"], bool)
    assert problem["detail"]
    return problem


@asynccontextmanager
async def calling(folder: Path, now_ms: int = 1_793_000_000_000, **settings: Any) -> AsyncIterator[Calls]:
    """A server on a free port, in this process."""
    lay(folder)
    clock = SettableClock(now_ms)
    made = Settings(data=folder, port=0, **({"public_url": PUBLIC_URL} | settings))
    async with (
        running(made, clock) as (app, port),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE) as http,
    ):
        yield Calls(app, port, clock, http)
