"""The pictures of docs/howto/reading.md, taken from a real shop: `python -m tests.e2e.reading_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, article, log, menu, newest
from tests.e2e.moments import CustomersPage, Moments
from tests.e2e.pictures import save, visiting
from tests.world.browser import PHONE

FOLDER = Path(__file__).parents[2] / "docs" / "img"
SAID = {
    "2026-11-24 09:10": ["Guten Morgen, Frau Krause! Der Stollen ist bestellt."],
    "2026-11-25 10:30": [
        "Eine Frage noch: mit oder ohne Rosinen?",
        "Wir backen beide am Freitag.",
        "Und wenn Sie mögen, legen wir eine Tüte Spekulatius dazu. Die gehen in diesem Jahr schnell weg.",
    ],
    "2026-11-26 08:05": [
        "Noch etwas zur Abholung: Am Samstag haben wir bis 12 Uhr offen, am Montag wieder ab 6.",
        "Wer am Samstag nicht kann, bekommt alles am Montag, wir heben es auf.",
        "Dann wünschen wir Ihnen schon einmal einen schönen ersten Advent!",
    ],
}
QUESTION = "Guten Abend! Können Sie mir für Samstag einen Stollen zurücklegen?"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"reading-{name}.png")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Moments.open(Path(folder), "2026-11-23 17:40") as moments,
        visiting() as visits,
    ):
        krause = CustomersPage(moments, visits(**{**PHONE, "device_scale_factor": 1.5}))
        krause.begins()
        krause.writes(QUESTION)
        krause.page.get_by_role("button", name="Später").click()
        krause.page.close()
        for when, texts in SAID.items():
            moments.it_is(when)
            for text in texts:
                answer(moments.shop, newest(moments.shop), text)
        krause.comes_back()
        page = krause.page
        expect(log(page).get_by_role("heading", name="7 neue Nachrichten")).to_be_in_viewport()
        expect(article(page, QUESTION)).to_be_in_viewport()
        take(page, "new")
        menu(page, "Zu einem Datum springen")
        page.get_by_role("dialog").get_by_label("Datum", exact=True).fill("2026-11-25")
        take(page, "date")


if __name__ == "__main__":
    main()
