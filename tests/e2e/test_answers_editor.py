"""Switching the away message in the inbox: what a customer gets from one absence to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.inbox_page import to_part
from tests.e2e.moments import CustomersPage, Moments
from tests.e2e.test_hours_editor import profile, publish
from tests.world.browser import Visit


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Moments]:
    with Moments.open(tmp_path, "2026-11-25 10:00", greeting=None, away=None) as opened:
        yield opened


def test_each_absence_without_an_end_is_told_anew(desktop: Visit, phone: Visit, shop: Moments) -> None:
    """[S14] "Immer", off, and "Immer" again a week later are two absences: the customer is told once in each."""
    page = profile(shop, desktop)
    to_part(page, "Abwesenheit")
    text = page.get_by_role("textbox", name="Text während der Abwesenheit, Deutsch")
    page.get_by_role("radio", name="In einem Zeitraum").check()
    expect(text).to_have_value(re.compile(r"wir antworten \{öffnung\}\.$"))
    page.get_by_role("radio", name="Immer").check()
    expect(text).to_have_value(re.compile("wir antworten, sobald wir zurück sind.$"))
    publish(page)
    krause = CustomersPage(shop, phone)
    krause.begins()
    told = krause.said("Wir sind gerade nicht da.")
    for question in ("Ist jemand da?", "Hallo?"):
        krause.writes(question)
        expect(told).to_have_count(1)
    text.fill("Wir sind gerade nicht da. Wirklich.")
    publish(page)
    krause.writes("Jetzt?")
    expect(told).to_have_count(1)
    page.get_by_role("radio", name="Nicht senden").check()
    publish(page)
    shop.it_is("2026-12-02 10:00")
    page.get_by_role("radio", name="Immer").check()
    publish(page)
    for question in ("Und heute?", "Noch da?"):
        krause.writes(question)
        expect(told).to_have_count(2)
