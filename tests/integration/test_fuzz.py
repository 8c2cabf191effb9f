"""Every call of the OpenAPI document, with valid and invalid input, by everybody: no 5xx, answers as documented."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import itertools
from pathlib import Path
from typing import Any

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.test_authorisation import roles
from tests.world.calls import b64, calling, problem_of
from tests.world.shop import found

CASES = 4
"""Cases of each kind for each call; a thousand find no more (tried when this was written)."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
bounded = settings(
    max_examples=CASES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
_visitors = itertools.count(0x0A000000)


def fuzz(document: dict[str, Any], url: str, known: dict[str, str], bearers: list[str | None]) -> int:
    """Makes the calls and returns how many. Runs in a thread beside the server."""
    schema = schemathesis.openapi.from_dict(document)
    session = requests.Session()
    session.trust_env = False
    made = 0

    def one(case: Any, bearer: str | None, real: bool) -> None:
        nonlocal made
        made += 1
        if real:
            case.path_parameters = (case.path_parameters or {}) | {
                name: known[name] for name in case.path_parameters or {} if name in known
            }
        case.headers.pop("Authorization", None)
        headers = {"X-Forwarded-For": str(ipaddress.ip_address(next(_visitors)))}
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        answer = session.request(**case.as_transport_kwargs(base_url=url, headers=headers))
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 300:
            problem_of(httpx.Response(answer.status_code, headers=answer.headers, content=answer.content))

    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        for mode in GenerationMode:
            cases = operation.as_strategy(generation_mode=mode)
            run = given(cases, st.sampled_from(bearers), st.booleans())(one)
            with contextlib.suppress(Unsatisfiable):  # a call without parameters has no invalid form
                bounded(run)()
    return made


async def test_nothing_breaks(tmp_path: Path) -> None:
    """[I-10, W8] Every request is answered in the shape the document promises."""
    proxy = (ipaddress.ip_network("127.0.0.1/32"),)
    async with calling(tmp_path, trusted_proxy=proxy) as calls:
        shop = await found(calls.app.house)
        conversation, bearers = await roles(calls, shop)
        document = (await calls.get("/openapi.json")).json()
        known = {
            "handle": shop.handle,
            "conversation": b64(conversation),
            "device": b64(shop.owner.keys.id),
            "invite": b64(bytes(16)),
        }
        url = f"http://127.0.0.1:{calls.port}"
        made = await asyncio.to_thread(fuzz, document, url, known, [None, *bearers.values()])
        assert made > 200
