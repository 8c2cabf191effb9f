"""What search engines read of a business in its page: schema.org microdata, bounded, and nothing that could run."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.clock import at
from tests.world.profile import HOURS
from tresen.cli.verify import _WRITTEN_IN
from tresen.core.hours import parse_hours
from tresen.core.shopfront.firstpage import Face, first_page, release_page
from tresen.core.shopfront.listing import (
    SPECIAL_MOST,
    WEEKLY_MOST,
    Listing,
    Opening,
    listing_lines,
    openings,
)
from tresen.core.shopfront.profile import LINES, PARAGRAPHS, REACH

NOON = at("2026-12-01 12:00")
URL = "https://chat.example.org/sonnenschein"
PICTURE = f"{URL}/picture?v=abcdef012345"
LISTING = Listing(
    "Bäckerei Sonnenschein",
    "Sonnenallee 1",
    "12047",
    "Berlin",
    "030 1234567",
    "laden@sonnenschein.example",
    "https://sonnenschein.example",
    openings(parse_hours(HOURS), NOON),
)
PAGE = (
    "<html><head><!--head--><title>Tresen</title><!--/head--></head>"
    "<body><!--first--><!--/first--><!--listing--><!--/listing--></body></html>"
)
HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            '"><script>alert(1)</script>', "' onload='alert(1)", "<!--/listing--><script src=/x></script>", "-->", "a\nb",
            '" itemprop="name" content="', "\u202egnp.exe", "x" * 65_536, "{text}{clock}", "&quot;&amp;", "\x00\x1b\u2028",
        ]
    ),
)  # fmt: skip


class Microdata(HTMLParser):
    """The items of a page as a search engine reads them (HTML 5.5.1), and every tag and attribute that it met."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags = set[str]()
        self.attributes = set[str]()
        self.items: list[dict[str, list[Any]]] = []
        self._open: list[dict[str, list[Any]] | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(given)
        inside = next((each for each in reversed(self._open) if each is not None), None)
        value: Any = given.get("href", given.get("content"))
        if "itemscope" in given:
            value = {"type": [given["itemtype"]]}
            if inside is None:
                self.items.append(value)
        if inside is not None and given.get("itemprop"):
            inside.setdefault(str(given["itemprop"]), []).append(value)
        if tag == "div":
            self._open.append(value if "itemscope" in given else None)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._open.pop()


def read(listing: Listing, image: str | None = PICTURE) -> dict[str, list[Any]]:
    (found,) = Microdata("\n".join(listing_lines(listing, URL, image))).items
    return found


def test_a_search_engine_reads_the_business() -> None:
    """[S14] Name, ways to reach it, address, page and picture, as schema.org names them."""
    found = read(LISTING)
    assert found.pop("openingHoursSpecification")
    assert found == {
        "type": ["https://schema.org/LocalBusiness"],
        "url": [URL],
        "name": ["Bäckerei Sonnenschein"],
        "image": [PICTURE],
        "telephone": ["030 1234567"],
        "email": ["laden@sonnenschein.example"],
        "sameAs": ["https://sonnenschein.example"],
        "address": [
            {
                "type": ["https://schema.org/PostalAddress"],
                "streetAddress": ["Sonnenallee 1"],
                "postalCode": ["12047"],
                "addressLocality": ["Berlin"],
            }
        ],
    }


def test_what_is_not_published_is_not_said() -> None:
    """[S14] No empty telephone, no address of nothing, no picture where there is none."""
    bare = read(Listing("Hof", "", "", "", "", "", ""), None)
    assert bare == {"type": ["https://schema.org/LocalBusiness"], "url": [URL], "name": ["Hof"]}
    assert "sameAs" not in read(LISTING._replace(website="https://a\u200b.de"))


def test_the_week_and_the_days_that_differ() -> None:
    """[S14] Weekdays with the same hours are one entry; holidays are closed, in a row as one; a Sunday holiday is none."""
    weekdays = (0, 1, 2, 3, 4)
    assert LISTING.openings == (
        Opening("06:00", "13:00", weekdays),
        Opening("14:00", "18:00", weekdays),
        Opening("06:00", "12:00", (5,)),
        Opening("00:00", "00:00", (), date(2026, 12, 25), date(2027, 1, 2)),
    )
    *_, saturday, closed = read(LISTING)["openingHoursSpecification"]
    assert saturday["dayOfWeek"] == ["https://schema.org/Saturday"]
    assert (saturday["opens"], saturday["closes"]) == (["06:00"], ["12:00"])
    assert (closed["validFrom"], closed["validThrough"]) == (["2026-12-25"], ["2027-01-02"])


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (["22:00", "02:00"], ("22:00", "02:00")),
        (["00:00", "24:00"], ("00:00", "23:59")),
        (["18:00", "24:00"], ("18:00", "23:59")),
        (["06:00", "06:00"], ("06:00", "05:59")),
    ],
)
def test_nights_and_whole_days(interval: list[str], said: tuple[str, str]) -> None:
    """Open until the next morning closes then; opening and closing are the same only where it is closed."""
    hours = parse_hours({"time_zone": "Europe/Berlin", "weekly": {"mon": [interval]}})
    assert openings(hours, NOON) == (Opening(*said, (0,)),)


def test_special_openings_and_appointments() -> None:
    """[S14] A day with other hours says them; by appointment alone is closed, and is not open in the week."""
    exceptions = [
        {"from": "2026-12-24", "to": "2026-12-24", "intervals": [["06:00", "12:00"]]},
        {"from": "2026-12-10", "to": "2026-12-10", "intervals": [["06:00", "13:00"], ["14:00", "18:00"]]},
    ]
    weekly = {**HOURS["weekly"], "sun": [["10:00", "12:00", "appointment"]]}
    hours = parse_hours({"time_zone": "Europe/Berlin", "weekly": weekly, "exceptions": exceptions})
    assert openings(hours, NOON) == (
        *LISTING.openings[:3],
        Opening("06:00", "12:00", (), date(2026, 12, 24), date(2026, 12, 24)),
    )


def test_many_hours_are_bounded() -> None:
    """A week that is cut too fine says none; of many special days the nearest stand, each whole; it all fits `verify`."""
    fine = [[f"{hour:02}:00", f"{hour:02}:30"] for hour in range(WEEKLY_MOST + 1)]
    assert openings(parse_hours({"time_zone": "Europe/Berlin", "weekly": {"mon": fine}}), NOON) == ()
    most = [[f"{hour:02}:00", f"{hour:02}:30"] for hour in range(WEEKLY_MOST)]
    exceptions = [
        {
            "from": f"2026-12-{day:02}",
            "to": f"2026-12-{day:02}",
            "intervals": [["10:00", f"1{day % 9}:59"]] * 1,
        }
        for day in range(2, 32)
    ] + [
        {"from": f"2027-01-{day:02}", "to": f"2027-01-{day:02}", "intervals": [["09:00", f"1{day % 9}:59"]]}
        for day in range(1, 32)
    ]
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), most)
    found = openings(
        parse_hours({"time_zone": "Europe/Berlin", "weekly": week, "exceptions": exceptions}), NOON
    )
    assert len(found) == WEEKLY_MOST + SPECIAL_MOST
    assert found[-1].first == date(2026, 12, 31)
    quotes = {name: "'" * most for name, most in {**LINES, **REACH}.items()}
    listing = Listing(
        name=quotes["name"],
        street=quotes["street"],
        postcode=quotes["postcode"],
        city=quotes["city"],
        phone=quotes["phone"],
        email=quotes["email"],
        website=quotes["website"],
        openings=found,
    )
    about = "'" * PARAGRAPHS["about"]
    city = quotes["postcode"] + " " + quotes["city"]
    face = Face(
        "h" * 40,
        "0" * 12,
        quotes["name"],
        quotes["trade"],
        about,
        quotes["street"],
        city,
        "0" * 12,
        None,
        about,
    )
    page = first_page(PAGE, face._replace(listing=listing), "de", f"https://{'x' * 250}")
    assert len(page.encode()) < _WRITTEN_IN
    assert release_page(page) == PAGE


def test_outside_the_calendar_there_are_no_hours() -> None:
    """Nothing, and no error, in a year that the hours engine does not know."""
    assert openings(parse_hours(HOURS), 10**15) == ()


@given(HOSTILE, HOSTILE)
def test_words_of_a_profile_never_become_markup(one: str, other: str) -> None:
    """[threats] Whatever is published: the same elements and attributes, one item, and the release's page around it."""
    plain = Microdata("\n".join(listing_lines(LISTING, URL, PICTURE)))
    listing = LISTING._replace(name=one, street=other, city=one, phone=other, email=one, website=other)
    found = Microdata("\n".join(listing_lines(listing, URL, PICTURE)))
    assert found.tags <= plain.tags == {"div", "link", "meta"}
    assert (
        found.attributes
        <= plain.attributes
        == {"hidden", "itemscope", "itemtype", "itemprop", "content", "href"}
    )
    assert len(found.items) == 1
    assert [len(each) for each in found.items[0].values()].count(1) >= len(found.items[0]) - 1
    face = Face("sonnenschein", "0" * 12, one, other, one, other, one, None, None, listing=listing)
    assert release_page(first_page(PAGE, face, "de", "https://chat.example.org")) == PAGE


@pytest.mark.parametrize(
    "lie",
    [
        ('<meta itemprop="name"', '<meta http-equiv="refresh"'),
        ('<link itemprop="image"', '<link rel="stylesheet"'),
        ("https://schema.org/LocalBusiness", "https://evil.example/"),
        ('content="06:00"', 'content="06:00" onclick="x"'),
        ("hidden itemscope", "itemscope"),
        ("https://schema.org/Saturday", "https://evil.example/Saturday"),
    ],
)
def test_a_listing_of_other_lines_is_found_out(lie: tuple[str, str]) -> None:
    """[threats] A server that hides something else there is told from an honest one."""
    face = Face("sonnenschein", "0" * 12, "Hof", "", "", "", "", "0" * 12, None, listing=LISTING)
    honest = first_page(PAGE, face, "de", "https://chat.example.org")
    assert release_page(honest) == PAGE
    assert lie[0] in honest
    assert release_page(honest.replace(*lie)) is None


def test_only_its_own_address_stands_in_a_page() -> None:
    """[threats] Search engines and previews are sent nowhere else: page and picture lie at the address that was asked."""
    face = Face("sonnenschein", "0" * 12, "Hof", "", "", "", "", "0" * 12, None, listing=LISTING)
    own, server = URL, URL.removesuffix("/sonnenschein")
    for language in ("de", "en"):
        page = first_page(PAGE, face, language, server)
        assert release_page(page, own) == PAGE
        assert release_page(page, f"{server}/hof") is None
        for line in (
            'itemprop="url" href=',
            'itemprop="image" href=',
            'og:url" content=',
            'og:image" content=',
        ):
            lie = page.replace(f'{line}"{own}', f'{line}"https://evil.example/sonnenschein')
            assert lie != page, line
            assert release_page(lie) == PAGE
            assert release_page(lie, own) is None, line
    plain = first_page(PAGE, face._replace(picture=None), "de", server)
    assert release_page(plain, own) == PAGE
    assert release_page(PAGE, own) == PAGE
