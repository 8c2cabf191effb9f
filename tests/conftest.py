"""What all tests share."""

import gc
import os
import resource
import time

import pytest

from tests import durations, failures, handing_out
from tests.world import depth, hurry

depth.register()
hurry.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tresen")
    group.addoption("--all", action="store_true", help="the long run: full depth, both sizes, all engines")
    group.addoption(
        "--slice",
        metavar="COMMIT",
        help="of what the short run leaves out an eighth, chosen by the commit; installations are left to --all",
    )
    group.addoption(
        "--metered", action="store_true", help="say what the folders took, beside tests/durations.json"
    )
    group.addoption(
        "--record", action="store_true", help="write what the files took into tests/durations.json"
    )


def pytest_configure(config: pytest.Config) -> None:
    # As `tresen serve` does: a plain user has 1,024 open files otherwise, and a test opens 1,200 connections.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(handing_out, "tresen-handing-out")
    if config.getoption("all") or config.getoption("slice"):
        depth.choose_full()
    config.pluginmanager.register(failures.Failures(config), "tresen-failures")
    if config.getoption("metered") or config.getoption("record"):
        config.pluginmanager.register(durations.Meter(config), "tresen-durations")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Playwright's synchronous API leaves a running event loop behind, so async tests of the same process run before it.
    # Of each part the longest begin: at the end no worker shall wait for another's.
    durations.longest_first(items, durations.read())
    items.sort(key=lambda item: "e2e" in item.path.parts)
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker("e2e")
    if not depth.is_full():
        later = [item for item in items if item.get_closest_marker("long")]
        if later:
            config.hook.pytest_deselected(items=later)
            items[:] = [item for item in items if item not in later]
    if commit := config.getoption("slice"):
        chosen = {item for item in items if depth.deepens(item) and depth.in_slice(item, commit)}
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = [item for item in items if item in chosen]


def pytest_runtest_setup() -> None:
    """What cannot begin before `TRESEN_TESTS_UNTIL` (seconds since 1970) is left out, and counted as that."""
    if time.time() > float(os.environ.get("TRESEN_TESTS_UNTIL", "inf")):
        pytest.skip("this run has no time left")


def pytest_collection_finish() -> None:
    """Thousands of tests and their modules stay to the end: the garbage collector need not look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 100)
