"""The pictures of docs/howto/reading.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.customer_page import answer, article, log, menu, newest
from tests.e2e.moments import CustomersPage
from tests.pictures.studio import NOW, SMALL, Studio

PICTURES = ("reading-new", "reading-date")
SAID = {
    "2026-11-21 09:10": ["Guten Morgen, Frau Krause! Der Stollen ist bestellt."],
    "2026-11-23 10:30": [
        "Eine Frage noch: mit oder ohne Rosinen?",
        "Wir backen beide am Freitag.",
        "Und wenn Sie mögen, legen wir eine Tüte Spekulatius dazu. Die gehen in diesem Jahr schnell weg.",
    ],
    NOW: [
        "Noch etwas zur Abholung: Am Samstag haben wir bis 12 Uhr offen, am Montag wieder ab 6.",
        "Wer am Samstag nicht kann, bekommt alles am Montag, wir heben es auf.",
        "Dann wünschen wir Ihnen schon einmal einen schönen ersten Advent!",
    ],
}
QUESTION = "Guten Abend! Können Sie mir für Samstag einen Stollen zurücklegen?"


def take(studio: Studio) -> None:
    """Frau Krause comes back after a few days."""
    with studio.moments("2026-11-20 17:40") as moments:
        krause = CustomersPage(moments, studio.visit_in_motion(**SMALL))
        krause.begins()
        krause.writes(QUESTION)
        krause.page.close()
        for when, texts in SAID.items():
            moments.it_is(when)
            for text in texts:
                answer(moments.shop, newest(moments.shop), text)
        krause.comes_back()
        page = krause.page
        expect(log(page).get_by_role("heading", name="7 neue Nachrichten")).to_be_in_viewport()
        expect(article(page, QUESTION)).to_be_in_viewport()
        studio.take(page, "reading-new")
        menu(page, "Zu einem Datum springen")
        page.get_by_role("dialog").get_by_label("Datum", exact=True).fill("2026-11-23")
        studio.take(page, "reading-date")
