"""The server under test."""

import pytest

from tests.services import missing


@pytest.fixture(scope="session")
def demo_server() -> str:
    """The address of a running demo."""
    missing("the demo is not built yet")
