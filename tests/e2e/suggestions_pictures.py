"""The picture of suggestions in docs/howto/quick-replies.md: `python -m tests.e2e.suggestions_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.pictures import save, visiting
from tests.e2e.test_inbox import open_inbox
from tests.e2e.test_suggestions import opened, saved, suggested
from tests.world.browser import PHONE
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"
SMALL = {**PHONE, "viewport": {"width": 390, "height": 560}, "device_scale_factor": 1.5}


def main() -> None:
    """Take the picture."""
    with tempfile.TemporaryDirectory() as folder, Stage.open(Path(folder)) as shop, visiting() as visits:
        saved(shop)
        page = open_inbox(visits(**SMALL), shop)
        shop.customer("krause", "Guten Morgen, wann habt ihr morgen auf?")
        opened(page)
        expect(suggested(page)).to_have_count(1)
        save(page, FOLDER / "quick-replies-suggestion.png")


if __name__ == "__main__":
    main()
