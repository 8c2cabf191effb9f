"""The pictures of docs/howto/quick-replies.md: `python -m tests.e2e.quick_replies_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.e2e.pictures import save, visiting
from tests.world.browser import DESKTOP, PHONE
from tests.world.stage import Stage
from tresen.demo.replies import REPLIES

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def main() -> None:
    """Anna looks at a reply on the desktop; Ben looks one up on his phone."""
    with tempfile.TemporaryDirectory() as folder, Stage.open(Path(folder)) as shop, visiting() as visits:
        for reply in REPLIES:
            shop.do(shop.bakery.owner.quick_replies.save(reply))
        krause = shop.customer("krause", "Guten Morgen! Machen Sie auch Torten?")
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(krause), "Sabine Krause"))
        anna = visits(**DESKTOP).open(shop.inbox_link(1, "owner"))
        anna.get_by_role("link", name="Schnellantworten").click()
        anna.get_by_role("button").filter(has_text="/reklamation").click()
        anna.get_by_role("group", name="So liest es der Kunde").get_by_text("Sabine Krause").wait_for()
        save(anna, FOLDER / "quick-replies-page.png")
        ben = visits(**{**PHONE, "device_scale_factor": 1.5}).open(shop.inbox_link(2))
        ben.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role(
            "link"
        ).click()
        ben.get_by_role("textbox", name="Nachricht").fill("/to")
        ben.get_by_role("option").first.wait_for()
        save(ben, FOLDER / "quick-replies-picker.png")


if __name__ == "__main__":
    main()
