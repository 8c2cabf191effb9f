"""A customer writes on the days that matter: page and inbox show the right automatic answer and opening line.

tests/unit/test_replies.py and tests/integration/test_automatic_answers.py test which answer is due when. Here the
clock moves on while both pages are open; some customers hold a phone and the team sits at a desk, others the reverse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.customer_page import clean
from tests.e2e.moments import CustomersPage, Moments, TeamsInbox
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.profile import HOURS

WELCOME = "Willkommen bei Bäckerei Sonnenschein!"
AWAY = "Abwesenheitsnachricht"
SIDES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "phone": (PHONE, DESKTOP),
    "desktop": (DESKTOP, PHONE),
}


@dataclass
class Passers:
    """The bakery, and which device each person holds."""

    folder: Path
    visits: Callable[..., Visit]
    customers_size: dict[str, Any]
    teams_size: dict[str, Any]
    opened: ExitStack

    def shop(self, when: str, **profile: Any) -> Moments:
        return self.opened.enter_context(Moments.open(self.folder, when, **profile))

    def krause(self, shop: Moments) -> CustomersPage:
        return CustomersPage(shop, self.visits(**self.customers_size))

    def smith(self, shop: Moments) -> CustomersPage:
        return CustomersPage(shop, self.visits(**{**self.customers_size, "locale": "en-GB"}), "en")

    def team(self, shop: Moments) -> TeamsInbox:
        return TeamsInbox(shop, self.visits(**self.teams_size))


ON_A_PHONE = pytest.mark.parametrize("street", ["phone"], indirect=True)
AT_A_DESK = pytest.mark.parametrize("street", ["desktop"], indirect=True)


@pytest.fixture
def street(request: pytest.FixtureRequest, tmp_path: Path, visits: Callable[..., Visit]) -> Iterator[Passers]:
    with ExitStack() as opened:
        yield Passers(tmp_path, visits, *SIDES[request.param], opened)


def alone(slip: Locator, label: str = AWAY) -> None:
    """It appears once and is marked as automatic."""
    expect(slip).to_have_count(1)
    expect(slip).to_contain_text(label)


@ON_A_PHONE
def test_a_lunch_break(street: Passers) -> None:
    """[S14, L13] Between two openings of one day: told once, also in the header; at two it is open without a reload."""
    shop = street.shop("2026-11-23 13:10")
    team, krause = street.team(shop), street.krause(shop)
    krause.reads_above("Geschlossen – öffnet nach der Mittagspause um 14:00")
    krause.begins()
    krause.writes("Haben Sie noch Schrippen?")
    # One slip: side by side the two would contradict each other.
    alone(krause.said(f"{WELCOME} Mittagspause – wir sind heute um 14:00 zurück."))
    alone(krause.said(WELCOME))
    clean(krause.page)
    team.opens("Haben Sie noch Schrippen?")
    alone(team.said(f"{WELCOME} Mittagspause – wir sind heute um 14:00 zurück."))
    shop.it_is("2026-11-23 14:00")
    krause.reads_above("Geöffnet bis 18:00")
    krause.writes("Jetzt?")
    expect(team.said("Jetzt?")).to_be_visible()
    alone(krause.said("Mittagspause"))


@ON_A_PHONE
def test_a_lunch_break_in_english(street: Passers) -> None:
    """[S14] The customer reads English, the team German, of one and the same answer."""
    shop = street.shop("2026-11-23 13:10")
    team, smith = street.team(shop), street.smith(shop)
    smith.reads_above("Closed – opens after the lunch break at 14:00")
    smith.begins()
    smith.writes("Any rolls left?")
    alone(smith.said("Welcome to Bäckerei Sonnenschein! Lunch break – back today at 14:00."), "Away message")
    team.opens("Any rolls left?")
    alone(team.said("Mittagspause – wir sind heute um 14:00 zurück."))
    clean(smith.page)


@AT_A_DESK
def test_the_evening_before_a_holiday(street: Passers) -> None:
    """[S14] On Maundy Thursday the next opening is Saturday; on Good Friday the holiday is named, and its own text sent."""
    shop = street.shop("2027-03-25 18:30")
    team, krause = street.team(shop), street.krause(shop)
    krause.reads_above("Geschlossen – öffnet Samstag 6:00")
    krause.begins()
    krause.writes("Haben Sie morgen offen?")
    alone(krause.said("Feierabend. Wir öffnen Samstag, 27. März, um 6:00."))
    team.opens("Haben Sie morgen offen?")
    alone(team.said("Feierabend. Wir öffnen Samstag, 27. März, um 6:00."))
    shop.it_is("2027-03-26 10:00")
    krause.reads_above("Geschlossen – Karfreitag, öffnet morgen 6:00")
    krause.writes("Und jetzt?")
    expect(team.said("Und jetzt?")).to_be_visible()
    expect(krause.said("Heute frei.")).to_have_count(0)
    yilmaz = street.krause(shop)
    yilmaz.begins()
    yilmaz.writes("Frohe Ostern!")
    alone(yilmaz.said("Heute frei. Wir öffnen morgen um 6:00."))


@AT_A_DESK
def test_company_holidays(street: Passers) -> None:
    """[S14] The note says why, the text until when; afterwards it is open as ever."""
    shop = street.shop("2026-12-30 09:00")
    team, krause = street.team(shop), street.krause(shop)
    krause.reads_above("Geschlossen – Betriebsferien, öffnet Montag 6:00")
    krause.begins()
    krause.writes("Haben Sie offen?")
    alone(krause.said("Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."))
    clean(krause.page)
    team.opens("Haben Sie offen?")
    alone(team.said("Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."))
    shop.it_is("2027-01-04 06:00")
    krause.reads_above("Geöffnet bis 13:00")


NIGHT = {**HOURS, "weekly": {"sun": [["02:30", "12:00"]]}}
"""Open on Sundays from half past two: a time that the spring change skips and the autumn change repeats."""


@pytest.mark.parametrize(
    ("street", "before", "away", "change", "after"),
    [
        ("phone", "2026-03-29 01:50", "heute um 3:00", 10, "2026-03-29 03:00"),
        ("desktop", "2026-10-25 01:50", "heute um 2:30", 40, "2026-10-25 02:30"),
    ],
    ids=["spring", "autumn"],
    indirect=["street"],
)
def test_a_sunday_on_which_the_clocks_change(
    street: Passers, before: str, away: str, change: int, after: str
) -> None:
    """[S14] In spring it opens at three, when the clock skips half past two; in autumn at the first half past two."""
    shop = street.shop(before, hours=NIGHT)
    team, krause = street.team(shop), street.krause(shop)
    krause.reads_above(f"Geschlossen – öffnet in {change} Minuten")
    krause.begins()
    krause.writes("Gibt es schon Brot?")
    alone(krause.said(f"Feierabend. Wir öffnen {away}."))
    team.opens("Gibt es schon Brot?")
    alone(team.said(f"Feierabend. Wir öffnen {away}."))
    shop.later(change - 0.5)
    krause.reads_above("Geschlossen – öffnet in 1 Minute")
    shop.it_is(after)
    krause.reads_above("Geöffnet bis 12:00")
    # The second half past two in autumn is no second opening.
    shop.later(60)
    krause.reads_above("Geöffnet bis 12:00")
    krause.writes("Danke!")
    expect(team.said("Danke!")).to_be_visible()
    alone(krause.said("Feierabend"))


@ON_A_PHONE
def test_the_greeting_after_silence(street: Passers) -> None:
    """[S14] After 14 days of silence the greeting comes again, in the same browser."""
    shop = street.shop("2026-11-24 09:00")
    team, krause = street.team(shop), street.krause(shop)
    krause.begins()
    krause.writes("Guten Morgen")
    alone(krause.said(WELCOME), "Begrüßung")
    shop.later(14 * 24 * 60)
    krause.comes_back()
    krause.reads_above("Geöffnet bis 13:00")
    krause.writes("Ich bin es wieder")
    team.opens("Ich bin es wieder")
    for side in (krause, team):
        expect(side.said("Ich bin es wieder")).to_be_visible()
        expect(side.said(WELCOME)).to_have_count(2)
        expect(side.said(AWAY)).to_have_count(0)


@ON_A_PHONE
def test_a_colleague_answers_during_the_absence(street: Passers) -> None:
    """[S14] For ten minutes after the answer there is no away message; then there is one."""
    shop = street.shop("2026-11-23 17:50")
    team, krause = street.team(shop), street.krause(shop)
    krause.begins()
    krause.writes("Sind Sie noch da?")
    shop.it_is("2026-11-23 18:05")
    krause.reads_above("Geschlossen – öffnet morgen 6:00")
    team.opens("Sind Sie noch da?")
    team.answers("Bis halb sieben.")
    shop.later(9.9)
    krause.writes("Schön!")
    expect(team.said("Schön!")).to_be_visible()
    expect(krause.said(AWAY)).to_have_count(0)
    shop.later(0.1)
    krause.writes("Noch eine Frage")
    alone(krause.said("Feierabend. Wir öffnen morgen um 6:00."))
    krause.writes("Oder zwei")
    expect(team.said("Oder zwei")).to_be_visible()
    for side in (krause, team):
        alone(side.said("Feierabend. Wir öffnen morgen um 6:00."))
