"""The plug-in for WordPress, in a real one: the snippet is pasted once, and the button stands on its pages (W14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.test_widget import STAND_IN, button, origin, stand_in
from tests.world import hostpage as web
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage
from tests.world.wordpress import ADMIN, READER, WordPress, wordpress

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("bakery")) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    with wordpress(tmp_path_factory.mktemp("site")) as opened:
        yield opened


def signed_in(visit: Visit, site: WordPress, who: tuple[str, str] = ADMIN) -> Page:
    page = visit.open(f"{site.url}/wp-login.php")
    page.locator("#user_login").fill(who[0])
    page.locator("#user_pass").fill(who[1])
    page.locator("#wp-submit").click()
    page.wait_for_url(f"{site.url}/wp-admin/**")
    return page


def save(page: Page, site: WordPress, snippet: str) -> None:
    page.goto(f"{site.url}/wp-admin/options-general.php?page=tresen-button")
    page.get_by_label("Snippet").fill(snippet)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**tresen=**")


def stored(site: WordPress) -> str:
    return site.php("echo json_encode(get_option('tresen_button'));")


def snippet(shop: Stage, **data: str) -> str:
    """On several lines, as the page makes it."""
    return f"{web.link(shop.bakery.url)}\n{web.script(shop.bakery.url, **data)}".replace(
        " data-", "\n  data-"
    )


def test_pasted_once_it_stands_on_every_page(
    visits: Callable[..., Visit], shop: Stage, site: WordPress
) -> None:
    """[W14] A visitor's page names the loader, and the button opens the frame; emptied, there is none."""
    owner = signed_in(visits(**DESKTOP), site)
    save(owner, site, snippet(shop, text='Fragen "und" <Antworten> & mehr', hide="/kasse*"))
    expect(owner.get_by_text("Saved. The button is on every page now.")).to_be_visible()
    expect(owner.get_by_text(site.url, exact=True)).to_be_visible()
    kept = owner.get_by_label("Snippet").input_value()
    save(owner, site, kept)
    assert owner.get_by_label("Snippet").input_value() == kept

    visit = visits(**DESKTOP)
    stand_in(visit, STAND_IN)
    asked: list[str] = []
    visit.context.on("request", lambda request: asked.append(request.url))
    page = visit.open(f"{site.url}/")
    name = f"Message {web.NAME}"
    expect(button(page, name)).to_have_text('Fragen "und" <Antworten> & mehr')
    assert [each for each in asked if not each.startswith(site.url)] == [
        f"{origin(shop)}/widget/{web.loaders()[0].file}"
    ]
    assert visit.context.cookies() == []
    assert violations(page) == []
    button(page, name).click()
    expect(page.frame_locator("iframe[title=Tresen]").get_by_text("Rahmen")).to_be_visible()

    save(owner, site, "")
    expect(owner.get_by_text("Saved. There is no button any more.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Bäckerei")).to_be_visible()
    expect(page.get_by_role("link", name="schreiben")).to_have_count(0)
    assert stored(site) == "false"


def test_what_is_no_snippet_is_refused_as_a_whole(
    visits: Callable[..., Visit], shop: Stage, site: WordPress
) -> None:
    """[threats] Another's script, another origin, markup within a value: nothing of it reaches a page."""
    owner = signed_in(visits(**DESKTOP), site)
    good = snippet(shop)
    save(owner, site, good)
    before = stored(site)
    here = origin(shop)
    for odd in (
        "<script>alert(1)</script>",
        web.link(shop.bakery.url),
        web.script(shop.bakery.url),
        good.replace(f'src="{here}', 'src="https://evil.example'),
        good.replace(f'href="{here}', 'href="javascript:alert(1)//'),
        good.replace("/widget/", "/assets/"),
        good.replace('integrity="sha384-', 'integrity="sha1-'),
        good.replace('data-shop="sonnenschein"', 'data-shop="hof"'),
        good.replace('data-name="', 'data-name="x" onload="alert(1)" data-name="').replace(
            "sha384-", "sha384- "
        ),
        good + "x" * 20_000,
    ):
        save(owner, site, odd)
        expect(owner.get_by_text("That is no snippet of Tresen. Nothing was changed.")).to_be_visible()
        assert stored(site) == before
    save(
        owner,
        site,
        good.replace("async src", 'onload="alert(1)" async src').replace("</a>", "</a><b>fremd</b>"),
    )
    assert stored(site) == before, "what is not known is left out"


def test_only_an_administrator_and_only_from_its_page(
    visits: Callable[..., Visit], shop: Stage, site: WordPress
) -> None:
    """[threats] Without the page's nonce nothing is stored, whoever asks; a reader sees and changes nothing."""
    owner = signed_in(visits(**DESKTOP), site)
    save(owner, site, "")
    form: dict[str, str | float | bool] = {"action": "tresen_button_save", "snippet": snippet(shop)}
    post = f"{site.url}/wp-admin/admin-post.php"
    assert owner.request.post(post, form=form).status == 403
    assert owner.request.post(post, form={**form, "_wpnonce": "0123456789"}).status == 403
    reader = signed_in(visits(**DESKTOP), site, READER)
    assert reader.request.post(post, form=form).status == 403
    assert reader.request.get(f"{site.url}/wp-admin/options-general.php?page=tresen-button").status == 403
    nobody = visits(**DESKTOP).open(f"{site.url}/")
    nobody.request.post(post, form=form)
    assert stored(site) == "false"


def test_it_speaks_german_and_leaves_nothing_behind(
    visits: Callable[..., Visit], shop: Stage, site: WordPress
) -> None:
    """[W14] In the language of whoever set it up; deleted, its one setting is gone. PHP found nothing to complain about."""
    owner = signed_in(visits(**DESKTOP), site)
    save(owner, site, snippet(shop))
    site.php("update_user_meta(1, 'locale', 'de_DE');")
    owner.goto(f"{site.url}/wp-admin/options-general.php?page=tresen-button")
    expect(owner.get_by_role("heading", level=1, name="Tresen-Knopf")).to_be_visible()
    expect(owner.get_by_role("button", name="Speichern")).to_be_visible()
    site.php("delete_user_meta(1, 'locale'); tresen_button_uninstall();")
    assert stored(site) == "false"
    log = site.folder.parent / "php-errors.log"
    complaints = log.read_text() if log.exists() else ""
    assert "tresen-button" not in complaints


def test_one_file_alone_is_the_plug_in(site: WordPress) -> None:
    """[W14] One PHP file, which does nothing when it is asked for by itself."""
    files = [each.name for each in (site.folder / "wp-content/plugins/tresen-button").iterdir()]
    assert files == ["tresen-button.php"]
    assert Path(site.folder / "wp-content/plugins/tresen-button" / files[0]).stat().st_size < 20_000
