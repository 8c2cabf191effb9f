"""What all tests share."""

import gc

import pytest

from tests.world import depth, hurry

depth.register()
hurry.register()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright's synchronous API leaves a running event loop behind, so async tests of the same process run before it.
    # Of its tests the longest begin: at the end no worker shall wait for another's.
    items.sort(key=lambda item: ("e2e" in item.path.parts, item.path.name != "test_views.py"))
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker("e2e")


def pytest_collection_finish() -> None:
    """Thousands of tests and their modules stay to the end: the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 100)
