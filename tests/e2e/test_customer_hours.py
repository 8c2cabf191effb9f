"""Open or closed on a customer page that stays open: for minutes, and for weeks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.customer_page import clean
from tests.e2e.moments import CustomersPage, Moments
from tests.world.browser import DESKTOP, PHONE, Visit

NARROW = {**PHONE, "viewport": {"width": 320, "height": 568}}


def test_the_minutes_before_opening_pass(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[interface] Within the hour it counts the minutes; at lunch it says so; otherwise it names the day."""
    with Moments.open(tmp_path, "2026-11-23 04:30") as shop:
        krause, smith = CustomersPage(shop, visits(**NARROW)), CustomersPage(shop, visits(**DESKTOP))
        smith.begins()
        for each in (krause, smith):
            each.reads_above("Geschlossen – öffnet heute 6:00")
        for when, line in (
            ("05:20", "in 40 Minuten"),
            ("05:21", "in 39 Minuten"),
            ("05:59", "in 1 Minute"),
            ("13:00", "nach der Mittagspause um 14:00"),
            ("13:40", "nach der Mittagspause um 14:00"),
            ("18:00", "morgen 6:00"),
        ):
            shop.it_is(f"2026-11-23 {when}")
            for each in (krause, smith):
                each.reads_above(f"Geschlossen – öffnet {line}")
        clean(krause.page)


def test_a_page_left_open_for_weeks(visits: Callable[..., Visit], tmp_path: Path) -> None:
    """[W8] The server knows two weeks ahead: first visit and conversation ask again, without a reload."""
    with Moments.open(tmp_path, "2026-11-23 09:00") as shop:
        krause, yilmaz = CustomersPage(shop, visits(**PHONE)), CustomersPage(shop, visits(**DESKTOP))
        yilmaz.begins()
        for each in (krause, yilmaz):
            each.reads_above("Geöffnet bis 13:00")
        shop.it_is("2026-12-15 09:00")
        for each in (krause, yilmaz):
            each.reads_above("Geöffnet bis 13:00")
        expect(krause.page.get_by_text("Heute 6–13 und 14–18 Uhr")).to_be_visible()
