"""A business's page as its link shows it: title, preview and hours in the first HTML, its picture, its icon."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.integration.test_pages import CHAT, build
from tests.integration.test_verify import listed
from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tests.world.profile import bakery_with
from tresen import site_hashes
from tresen.cli.verify import compare

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (64).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
HOSTILE = 'Anna\'s "Brot" <script>alert(1)</script> & Söhne'


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    web = build(tmp_path / "web")
    (web / "secret.txt").unlink()
    async with bakery(tmp_path, profile=bakery_with(picture=PICTURE), web=web) as opened:
        yield opened


def client(shop: Bakery, **headers: str) -> httpx.AsyncClient:
    origin = shop.url.partition("/sonnenschein")[0]
    return httpx.AsyncClient(base_url=origin, headers=headers, trust_env=False, timeout=PATIENCE)


async def test_a_link_previews_the_business(shop: Bakery) -> None:
    """[interface] Whole addresses on the configured server, the published words, the reader's language."""
    async with client(shop, **{"accept-language": "en-GB,de;q=0.5"}) as http:
        answer = await http.get("/sonnenschein")
        origin = str(http.base_url).rstrip("/")
        picture = re.search(
            rf'property="og:image" content="{origin}(/sonnenschein/picture\?v=[0-9a-f]+)"', answer.text
        )
        assert picture is not None
        assert (await http.get(picture[1])).content == PICTURE
        assert "<title>Bäckerei Sonnenschein</title>" in answer.text
        assert 'lang="en"' in answer.text
        assert re.search('<span class="open( shut)?">(Open|Closed)', answer.text)
        assert "accept-language" in answer.headers.get_list("vary", split_commas=True)
        german = await http.get("/sonnenschein", headers={"accept-language": "de-AT"})
        assert re.search('<span class="open( shut)?">(Geöffnet|Geschlossen)', german.text)
        assert "Am Tresen geprüft" not in german.text


async def test_the_page_is_kept_by_its_content(shop: Bakery) -> None:
    """A browser that has the page of this minute is told so; another profile makes another page."""
    async with client(shop) as http:
        first = await http.get("/sonnenschein")
        assert first.headers["cache-control"] == "no-cache"
        again = await http.get("/sonnenschein", headers={"if-none-match": first.headers["etag"]})
        other = await http.get("/sonnenschein")
        if other.headers["etag"] == first.headers["etag"]:
            assert (again.status_code, again.content) == (304, b"")
        await shop.owner.records.publish(bakery_with(name="Café Sonnenschein"))
        changed = await http.get("/sonnenschein", headers={"if-none-match": first.headers["etag"]})
        assert changed.status_code == 200
        assert "<title>Café Sonnenschein</title>" in changed.text
        assert (await http.get("/sonnenschein/picture")).status_code == 404
        assert ">CS</text>" in (await http.get("/sonnenschein/icon")).text


async def test_search_engines_read_the_business(shop: Bakery) -> None:
    """[S14] Microdata beside the app with the published words; its picture's address is public, cacheable and bounded."""
    async with client(shop) as http:
        page = (await http.get("/sonnenschein")).text
        origin = str(http.base_url).rstrip("/")
        assert page.index("<!--/first-->") < page.index('itemtype="https://schema.org/LocalBusiness"')
        assert f'<link itemprop="url" href="{origin}/sonnenschein">' in page
        assert '<meta itemprop="telephone" content="030 1234567">' in page
        assert '<meta itemprop="addressLocality" content="Berlin">' in page
        assert '<link itemprop="dayOfWeek" href="https://schema.org/Saturday">' in page
        assert '<meta property="og:image:width" content="64">' in page
        image = re.search(
            rf'<link itemprop="image" href="{origin}(/sonnenschein/picture\?v=[0-9a-f]+)">', page
        )
        assert image is not None
        assert f'<meta property="og:image" content="{origin}{image[1]}">' in page
        answer = await http.get(image[1])
        assert answer.content == PICTURE
        assert answer.headers["cache-control"] == "public, max-age=3600"
        assert "set-cookie" not in answer.headers
        await shop.owner.records.publish(bakery_with(picture=None, phone="", imprint="x"))
        bare = (await http.get("/sonnenschein")).text
        assert "og:image" not in bare
        assert 'itemprop="image"' not in bare
        assert 'itemprop="telephone"' not in bare


async def test_hostile_names_stay_words(shop: Bakery) -> None:
    """[quality] Quotes and tags of a profile are text in the page, and initials in the icon."""
    await shop.owner.records.publish(bakery_with(name=HOSTILE, trade=HOSTILE, about=HOSTILE, city=HOSTILE))
    async with client(shop) as http:
        page = (await http.get("/sonnenschein")).text
        assert "<script" not in page
        assert '<meta itemprop="addressLocality" content="Anna&#x27;s &quot;Brot&quot; &lt;script&gt;' in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Söhne</h1>" in page
        icon = await http.get("/sonnenschein/icon")
        assert "<script" not in icon.text
        assert "default-src 'none'" in icon.headers["content-security-policy"]


async def test_pictures_are_served_as_pictures(shop: Bakery) -> None:
    """[threats] By the kind its first bytes show, never sniffed, with a policy under which nothing runs."""
    async with client(shop) as http:
        answer = await http.get("/sonnenschein/picture")
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


async def test_a_home_screen_learns_the_name_and_nothing_about_anybody(shop: Bakery) -> None:
    """[TDDDG § 25] Name and picture of the business; addresses are those of its page, without query or fragment."""
    async with client(shop) as http:
        answer = await http.get("/sonnenschein/manifest.webmanifest", headers={"cookie": "a=b"})
        assert answer.headers["content-type"] == "application/manifest+json"
        assert "set-cookie" not in answer.headers
        said = answer.json()
        assert said["name"] == said["short_name"] == "Bäckerei Sonnenschein"
        assert said["id"] == said["start_url"] == said["scope"] == "/sonnenschein"
        assert said["display"] == "standalone"
        [picture] = said["icons"]
        assert (picture["sizes"], picture["type"]) == ("64x64", "image/png")
        assert (await http.get(picture["src"])).content == PICTURE
        assert (await http.get("/sonnenschein/manifest.webmanifest")).content == answer.content
        # Only a page whose worker takes what is shared asks to be offered for it (A1).
        shares = (await http.get("/sonnenschein/manifest.webmanifest?share")).json()
        assert shares.pop("share_target")["action"] == "/sonnenschein/share"
        assert shares == said
        await shop.owner.records.publish(bakery_with(name=HOSTILE))
        named = (await http.get("/sonnenschein/manifest.webmanifest")).json()
        assert named["name"] == HOSTILE
        [initials] = named["icons"]
        assert initials["type"] == "image/svg+xml"
        assert "<svg" in (await http.get(initials["src"])).text


async def test_unknown_and_closed_businesses_show_nothing(shop: Bakery) -> None:
    """An unknown handle gets the plain page, as before; so does a business that is not open, and says no more than that."""
    async with client(shop) as http:
        for path in ("/nobody-here/picture", "/nobody-here/icon", "/nobody-here/manifest.webmanifest"):
            assert (await http.get(path)).status_code == 404
        unknown = await http.get("/nobody-here")
        assert (unknown.status_code, unknown.text) == (404, CHAT)
        await shop.owner.records.publish(bakery_with(imprint=""))
        closed = await http.get("/sonnenschein")
        assert (closed.status_code, closed.text) == (200, CHAT)


async def test_the_page_is_verified_around_what_is_written_in(shop: Bakery, tmp_path: Path) -> None:
    """[threats] `tresen verify` takes the words out again; anything else between the marks, or around them, is found."""
    hashes = site_hashes.read(listed(tmp_path / "web").read_bytes())
    origin = shop.url.partition("/sonnenschein")[0]

    def findings() -> dict[str, str]:
        with httpx.Client(base_url=origin, trust_env=False, timeout=PATIENCE) as http:
            return dict(compare(http, hashes, "/sonnenschein"))

    assert await asyncio.to_thread(findings) == {}
    page = tmp_path / "web" / "chat" / "index.html"
    for altered, wrong in (
        (CHAT.replace("<p>", "<q>", 1), "is other code than in the release"),
        (CHAT + "<script src=/x></script>", "is longer than in the release"),
    ):
        page.write_text(altered)
        found = await asyncio.to_thread(findings)
        assert found == {"/sonnenschein": wrong}
    assert hashlib.sha256(CHAT.encode()).hexdigest() == hashes.files["/{handle}"].sha256


async def test_what_the_web_may_take(shop: Bakery) -> None:
    """[S14] Hours for any website, closed days for a calendar, a card for an address book; cacheable, without a cookie."""
    async with client(shop, **{"accept-language": "en"}) as http:
        hours = await http.get("/sonnenschein/hours.json", headers={"origin": "https://shop.example"})
        assert hours.headers["content-type"] == "application/json"
        assert hours.headers["access-control-allow-origin"] == "*"
        assert hours.headers["cross-origin-resource-policy"] == "cross-origin"
        left = re.fullmatch(r"public, max-age=(\d+)", hours.headers["cache-control"])
        assert left is not None
        assert 1 <= int(left[1]) <= 60
        assert "set-cookie" not in hours.headers
        assert hours.json()["page"] == str(http.base_url).rstrip("/") + "/sonnenschein"
        closed = await http.get("/sonnenschein/closed.ics")
        assert closed.headers["content-type"] == "text/calendar; charset=utf-8"
        assert closed.headers["cross-origin-resource-policy"] == "same-origin"
        assert "closed (New Year" in closed.text.replace("\r\n ", "")
        card = await http.get("/sonnenschein/card.vcf")
        assert card.headers["content-type"] == "text/vcard; charset=utf-8"
        assert "TEL;TYPE=WORK,VOICE:030 1234567\r\n" in card.text
        again = await http.get("/sonnenschein/card.vcf", headers={"if-none-match": card.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


async def test_the_web_learns_nothing_of_who_is_not_open(shop: Bakery) -> None:
    """[DDG § 5] Without imprint there are neither hours nor a card; an unknown handle answers the same."""
    await shop.owner.records.publish(bakery_with(imprint=""))
    async with client(shop) as http:
        for name in ("hours.json", "closed.ics", "card.vcf"):
            shut, unknown = [
                await http.get(f"/{handle}/{name}") for handle in ("sonnenschein", "nobody-here")
            ]
            assert shut.status_code == unknown.status_code == 404
            assert shut.content == unknown.content
            # A website reads that there is none, too.
            assert ("access-control-allow-origin" in shut.headers) == (name == "hours.json")
