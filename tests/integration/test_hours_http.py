"""Opening hours on the customer page, and what the profile's editor asks, over HTTP and live (wire.md)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.integration.answering import answering
from tests.integration.conftest import Running
from tests.integration.test_answers_once import publish
from tests.world.calls import Business, Calls, b64, calling, problem_of
from tests.world.clock import at
from tests.world.house import Opened
from tests.world.patience import PATIENCE
from tests.world.profile import BAKERY, HOURS, bakery_with
from tresen.core.hours import open_intervals, parse_hours
from tresen.core.model import Kind
from tresen.core.wire import Events

DAY_MS = 86_400_000
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0"


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path) as calls:
        calls.clock.set(at("2026-11-23 13:10"))
        yield calls


async def shop(calls: Calls, **profile: Any) -> Business:
    return await calls.business("", "sonnenschein", **(profile or BAKERY))


async def test_the_customer_page_gets_instants_and_words(calls: Calls) -> None:
    """The open intervals of a day back and 14 ahead as instants, the state in both languages, the next change."""
    await shop(calls)
    found = (await calls.get("/businesses/sonnenschein")).json()
    now = at("2026-11-23 13:10")
    assert found["now_ms"] == now
    spans = open_intervals(parse_hours(HOURS), now - DAY_MS, 15)
    assert found["open_intervals"] == [list(span) for span in spans]
    assert found["open_intervals"][:2] == [
        [at("2026-11-23 06:00"), at("2026-11-23 13:00")],
        [at("2026-11-23 14:00"), at("2026-11-23 18:00")],
    ]
    assert found["open_intervals"][-1][0] < now + 14 * DAY_MS
    assert found["hours_text"] == {
        "de": "Geschlossen – öffnet nach der Mittagspause um 14:00",
        "en": "Closed – opens after the lunch break at 14:00",
    }
    assert found["hours_changes_ms"] == at("2026-11-23 14:00")
    assert found["hours_reason"] is None
    calls.clock.set(at("2026-12-28 10:00"))
    found = (await calls.get("/businesses/sonnenschein")).json()
    assert found["hours_reason"] == {"de": "Betriebsferien", "en": "Betriebsferien"}


async def test_the_page_is_told_why_days_are_special_and_what_is_by_appointment(calls: Calls) -> None:
    """[W8] Notes and holidays as instants, consecutive days as one; hours by appointment beside the open ones."""
    week = {**HOURS["weekly"], "wed": [["06:00", "13:00"], ["14:00", "17:00", "appointment"]]}
    await shop(calls, **bakery_with(hours={**HOURS, "weekly": week}))
    calls.clock.set(at("2026-12-22 09:00"))
    found = (await calls.get("/businesses/sonnenschein")).json()
    assert found["hours_reasons"] == [
        [
            at("2026-12-25 00:00"),
            at("2026-12-26 00:00"),
            {"de": "Erster Weihnachtstag", "en": "Christmas Day"},
        ],
        [
            at("2026-12-26 00:00"),
            at("2026-12-27 00:00"),
            {"de": "Zweiter Weihnachtstag", "en": "Boxing Day"},
        ],
        [at("2026-12-27 00:00"), at("2027-01-03 00:00"), {"de": "Betriebsferien", "en": "Betriebsferien"}],
    ]
    assert found["appointment_intervals"] == [[at("2026-12-23 14:00"), at("2026-12-23 17:00")]]
    assert [at("2026-12-23 14:00"), at("2026-12-23 17:00")] not in found["open_intervals"]


async def test_the_next_opening_is_told_however_far_away(calls: Calls) -> None:
    """[W8] Company holidays longer than the fortnight shown: without it the page could not say when it opens."""
    away = {"from": "2026-11-24", "to": "2027-02-07", "intervals": [], "note": "Umbau"}
    await shop(calls, **bakery_with(hours={**HOURS, "exceptions": [away]}))
    calls.clock.set(at("2026-12-01 10:00"))
    found = (await calls.get("/businesses/sonnenschein")).json()
    assert found["open_intervals"] == [[at("2027-02-08 06:00"), at("2027-02-08 13:00")]]
    assert found["hours_changes_ms"] == at("2027-02-08 06:00")


async def test_without_hours_all_of_it_is_null(calls: Calls) -> None:
    await shop(calls, name="Laden")
    found = (await calls.get("/businesses/sonnenschein")).json()
    names = (
        "open_intervals",
        "appointment_intervals",
        "hours_reasons",
        "hours_text",
        "hours_reason",
        "hours_changes_ms",
    )
    assert [found[name] for name in names] == [None] * 6
    assert found["open"] is False


async def test_a_preview_says_what_customers_would_get_and_stores_nothing(calls: Calls) -> None:
    """[S14] At a time of the owner's choice, or now; with the picture as base64url."""
    team = await shop(calls, name="Laden")
    bearer = await calls.bearer(team.owner.id)
    draft = bakery_with(picture=b64(PNG))
    found = (await calls.post("/preview", {"profile": draft}, bearer)).json()
    assert found["at_ms"] == at("2026-11-23 13:10")
    assert (found["mistakes"], found["warnings"], found["public"]) == ([], [], True)
    assert found["hours"]["text"]["de"] == "Geschlossen – öffnet nach der Mittagspause um 14:00"
    assert [each["name"] for each in found["first"]] == ["greeting", "away.lunch"]
    assert found["known"] == [
        {
            "name": "away.lunch",
            "text": {
                "de": "Mittagspause – wir sind heute um 14:00 zurück.",
                "en": "Lunch break – back today at 14:00.",
            },
            "next_open_ms": at("2026-11-23 14:00"),
        }
    ]
    later = (await calls.post("/preview", {"profile": draft, "at_ms": at("2026-12-25 10:00")}, bearer)).json()
    assert [each["name"] for each in later["known"]] == ["away.holiday"]
    assert (await calls.get("/businesses/sonnenschein")).json()["rev"] == team.ledger.rev


async def test_a_preview_names_every_mistake_where_it_stands(calls: Calls) -> None:
    """[I-10] Wrong or missing fields with place and code, and nothing else."""
    team = await shop(calls)
    bearer = await calls.bearer(team.owner.id)
    draft = bakery_with(name="", email="x", picture="no picture", hours={**HOURS, "time_zone": "Mars"})
    answer = await calls.post("/preview", {"profile": draft}, bearer)
    assert answer.status_code == 200
    found = answer.json()
    assert [(each["at"], each["code"]) for each in found["mistakes"]] == [
        ("name", "empty"),
        ("email", "email"),
        ("picture", "kind"),
        ("hours.time_zone", "time_zone"),
    ]
    assert all(each["error"] for each in found["mistakes"])
    assert (found["hours"], found["first"], found["known"]) == (None, [], [])


@pytest.mark.parametrize(
    "body", [{}, {"profile": []}, {"profile": {}, "at_ms": -1}, {"profile": {}, "at_ms": "now"}]
)
async def test_a_preview_of_nothing_is_refused(calls: Calls, body: dict[str, Any]) -> None:
    team = await shop(calls)
    answer = await calls.post("/preview", body, await calls.bearer(team.owner.id))
    assert (problem_of(answer)["code"], answer.status_code) == ("bad_request", 400)


async def test_choices_and_holidays_for_the_editor(calls: Calls) -> None:
    """Regions with their names, time zones, and the holidays of a year, offline."""
    team = await shop(calls)
    bearer = await calls.bearer(team.owner.id)
    found = (await calls.get("/hours/choices", bearer)).json()
    assert {"region": "DE-BE", "country": "DE", "name": "Berlin"} in found["regions"]
    assert {"region": "AT", "country": "AT", "name": ""} in found["regions"]
    assert "Europe/Zurich" in found["time_zones"]
    year = (await calls.get("/hours/holidays?region=DE-BE&year=2026", bearer)).json()
    assert (year["region"], year["year"]) == ("DE-BE", 2026)
    assert year["holidays"][0] == {
        "day": "2026-01-01",
        "de": "Neujahr",
        "en": "New Year's Day",
        "public": True,
    }
    assert {each["de"] for each in year["holidays"]} >= {"Frauentag", "Karfreitag"}
    for query in ("region=DE-XX&year=2026", "region=DE-BE&year=1800", "region=DE-BE"):
        answer = await calls.get(f"/hours/holidays?{query}", bearer)
        assert (problem_of(answer)["code"], answer.status_code) == ("bad_request", 400)


async def test_a_change_reaches_connected_customers_as_it_is_published(server: Running) -> None:
    """[L2, S14] The profile record comes live, signed; asking again gives the new hours."""
    server.clock.set(at("2026-11-23 08:00"))
    customer = await server.customer()
    krause = await server.enter(customer.device)
    house = Opened(server.app.house, server.app.feed, server.clock)
    await publish(house, server.shop, bakery_with(greeting=None, away=None))
    await krause.take(Events)
    later = {**HOURS, "weekly": {"mon": [["06:00", "20:00"]]}}
    async with asyncio.timeout(PATIENCE):
        await publish(house, server.shop, bakery_with(greeting=None, away=None, hours=later))
        (event,) = (await krause.take(Events)).events
        url = f"http://127.0.0.1:{server.port}/api/v1/businesses/{server.shop.handle}"
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            found = (await http.get(url)).json()
    assert (event.kind, event.rev, event.seq) == (Kind.RECORD, found["rev"], None)
    assert found["records"][-1]["body"] == b64(msgspec.msgpack.decode(event.body)[0])
    assert found["open_intervals"][0] == [at("2026-11-23 06:00"), at("2026-11-23 20:00")]


async def test_wrong_hours_are_refused_at_publishing(tmp_path: Path) -> None:
    """[I-10] `bad_record` names the place; customers keep what was there."""
    async with asyncio.timeout(PATIENCE), answering(tmp_path) as shop:
        wrong = {**HOURS, "weekly": {"mon": [["06:00", "13:00"], ["12:00", "18:00"]]}}
        with pytest.raises(Exception, match=r"bad_record: profile: hours\.weekly\.mon\[1\] \(overlap\)"):
            await shop.owner.records.publish(bakery_with(hours=wrong))
        assert (await shop.shopfront())["rev"] == 4
