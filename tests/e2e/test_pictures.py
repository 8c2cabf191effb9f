"""README and docs show what there is: every picture, taken anew, looks like the one that is committed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.pictures import scenes
from tests.pictures.gallery import LEFT, files, judged, lacking
from tests.pictures.studio import Studio
from tests.services import missing

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def studio(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """One for all scenes: the demo's weeks are played once."""
    with Studio.open(tmp_path_factory.mktemp("pictures"), playwright) as opened:
        yield opened


@pytest.fixture
def ready(name: str) -> None:
    """What the scene needs is installed."""
    if lack := lacking([name]):
        missing(f"pictures need: apt-get install {' '.join(lack)}")


@pytest.mark.parametrize("name", scenes.names())
@pytest.mark.usefixtures("ready")
def test_what_the_docs_show_is_what_there_is(name: str, studio: Studio) -> None:
    """What differs is named with how much and where, and left in test-results/pictures. `./dev pictures` writes it."""
    scene = scenes.scene(name)
    with studio.scene():
        scene.take(studio)
    found = judged(scene, studio)
    LEFT.mkdir(parents=True, exist_ok=True)
    for picture in found:
        for file in files(picture, studio):
            shutil.copy(file, LEFT)
    assert not found, "\n".join(f"{picture}: {what}" for picture, what in found.items())
