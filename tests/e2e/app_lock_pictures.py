"""The pictures of docs/howto/app-lock.md: `python -m tests.e2e.app_lock_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.pictures import save, visiting
from tests.e2e.test_app_lock import lock_now, turn_on, unlock, with_a_draft
from tests.world.browser import PHONE
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"
SMALL = {**PHONE, "viewport": {"width": 390, "height": 640}, "device_scale_factor": 1.5}


def main() -> None:
    """Take both pictures."""
    with tempfile.TemporaryDirectory() as folder, Stage.open(Path(folder)) as shop, visiting() as visits:
        page = with_a_draft(visits(**SMALL), shop)
        turn_on(page)
        page.get_by_role("heading", name="App-Sperre").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#applock').scrollIntoView()")
        save(page, FOLDER / "app-lock-settings.png")
        lock_now(page)
        unlock(page, "000000")
        expect(page.get_by_role("alert")).to_contain_text("nicht die richtige PIN")
        save(page, FOLDER / "app-lock-screen.png")


if __name__ == "__main__":
    main()
