"""Real Chromium. `phone` and `desktop` are the browsers of two people; `visits(...)` makes more."""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.world import chromium
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.process import Process
from tests.world.stage import Stage

# Only what never comes takes so long, however busy the machine is.
expect.set_options(timeout=60_000)

_FAILED = pytest.StashKey[bool]()
_PICTURES = Path(__file__).parents[2] / "test-results"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium.opened(playwright) as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


@pytest.fixture
def visits(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Start visits: `visits(**PHONE)`. If the test fails, pictures of them are saved in test-results/.

    A service worker costs a device that joins a third of its processor time, and motion a page a tenth: only tests that are
    marked `worker` have the first, and motion is asked for by name.
    """
    started: list[Visit] = []
    workers = "allow" if request.node.get_closest_marker("worker") else "block"

    def start(**options: Any) -> Visit:
        options = {"service_workers": workers, "reduced_motion": "reduce", **options}
        started.append(Visit.start(browser, **options))
        return started[-1]

    yield start
    failed = request.node.stash.get(_FAILED, False)
    pictures = _PICTURES / re.sub(r"\W+", "-", request.node.name)
    for number, visit in enumerate(started):
        visit.close(pictures.with_name(f"{pictures.name}-{number}") if failed else None)
    assert not [url for visit in started for url in visit.foreign], "a page asked a foreign host"
    assert not [fault for visit in started for fault in visit.faults], "a page broke, or broke its own policy"


@pytest.fixture
def phone(visits: Callable[..., Visit]) -> Visit:
    return visits(**PHONE)


@pytest.fixture
def desktop(visits: Callable[..., Visit]) -> Visit:
    return visits(**DESKTOP)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    """The bakery. A module whose tests do not mind each other's customers shares one instead."""
    with Stage.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Bare]:
    """A server without a business."""
    with Bare.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """The bakery on a server that can be killed."""
    with Process.open(tmp_path) as opened:
        yield opened
