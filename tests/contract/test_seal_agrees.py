"""The client's and the server's checks of a conversation's records agree: two functions, one rule (S4)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contract.vector_ops import signed_of
from tresen.core import conversation
from tresen.core.records import CustomerDevices, decode
from tresen.errors import Refusal

FILE = Path(__file__).parents[2] / "protocol" / "vectors" / "customer-devices.json"
CASES = {case["name"]: case for case in json.loads(FILE.read_text())["cases"]}


def server_takes(before: dict[str, Any] | None, record: dict[str, Any], business: bytes) -> None:
    if before is None:
        conversation.first_devices(business, signed_of(record))
    else:
        conversation.next_devices(business, conversation.read_devices(signed_of(before)), signed_of(record))


@pytest.mark.parametrize("name", CASES)
def test_the_server_accepts_and_refuses_the_same(name: str) -> None:
    """[S4] what the client accepts the server accepts, and what it refuses the server refuses."""
    first = decode(signed_of(CASES["the first"]["in"]["record"]).body, CustomerDevices)
    given = CASES[name]["in"]
    if "refused" in CASES[name]:
        with pytest.raises(Refusal):
            server_takes(given["before"], given["record"], first.business)
    else:
        server_takes(given["before"], given["record"], first.business)
