"""`./dev docs`: everything that a page names is there, nothing comes from elsewhere, and two builds are one."""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.world import site as built
from tests.world.machine import ROOT
from tresen import __version__

pytestmark = pytest.mark.long

_FREE = re.compile(r"^(mailto|tel|data):")
_CALLS_OUT = re.compile(r"""(?:url\(|@import|import\(|fetch\(|src\s*=|href\s*=)\s*["'`]?(?:https?:)?//""")
"""What makes a browser fetch from another host, in a style or a script."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once over a folder that has an older version of the documentation."""
    folder = tmp_path_factory.mktemp("site")
    older = folder / "0.9.0" / "docs"
    older.mkdir(parents=True)
    (older.parent / "searchindex.js").write_text("")
    (folder / "versions.js").write_text("")
    (older.parent / "index.html").write_text('<!doctype html><html lang="en"><p id="older">older</p></html>')
    (older / "README.html").write_text('<!doctype html><html lang="en"><p>older</p></html>')
    built.build(folder)
    return folder


@cache
def page_at(file: Path) -> built.Page:
    return built.read(file)


def pages(site: Path) -> list[Path]:
    """The pages of this build."""
    return [file for file in sorted(site.rglob("*.html")) if site / "0.9.0" not in file.parents]


def digest(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    """Pages, anchors, pictures, styles and scripts that a page names are in the site."""
    wrong = []
    for file in pages(site):
        page = page_at(file)
        for address in [*page.links, *page.fetched]:
            if _FREE.match(address) or built.outside(address):
                continue
            target, anchor = built.place(site, file, address)
            there = target.is_file() and target.is_relative_to(site.resolve())
            if there and anchor and target.suffix == ".html":
                there = anchor in page_at(target).anchors
            if not there:
                wrong.append((file.relative_to(site).as_posix(), address))
    assert len(pages(site)) > 150
    assert wrong == []


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    """No page, style or script fetches from another host, and each page's policy forbids it."""
    for file in pages(site):
        page = page_at(file)
        assert [address for address in page.fetched if built.outside(address)] == [], file
        assert page.inline == [], file
        if 'http-equiv="refresh"' not in file.read_text(encoding="utf-8"):
            assert page.policy.startswith("default-src 'none'; "), file
        assert "unsafe" not in page.policy, file
        assert "http" not in page.policy, file
    scripts_and_styles = [file for kind in ("*.css", "*.js") for file in site.rglob(kind)]
    assert len(scripts_and_styles) > 8
    for file in scripts_and_styles:
        assert _CALLS_OUT.findall(file.read_text(encoding="utf-8")) == [], file


def test_both_languages_have_the_same_pages(site: Path) -> None:
    """Each front page is there in German and English, says which it is, leads to the other, and is of the same build."""
    for name in built.FRONT:
        shape = []
        for language in built.LANGUAGES:
            page = page_at(site / language / f"{name}.html")
            assert page.lang == language
            other = "en" if language == "de" else "de"
            assert f"../{other}/{name}.html" in page.links
            shape.append(
                [
                    re.sub(r"^../(de|en)/|\.(de|en)(?=\.webm)|#.*", "", link)
                    for link in page.links
                    if not built.outside(link)
                ]
            )
        assert shape[1] == shape[0], name
    for language in built.LANGUAGES:
        assert {file.stem for file in (site / language).glob("*.html")} == set(built.FRONT)


def test_the_film_is_there_in_both_languages(site: Path) -> None:
    """With subtitles, and with a picture until it is started."""
    for language in built.LANGUAGES:
        fetched = page_at(site / language / "index.html").fetched
        assert {f"../assets/film.{language}.{part}" for part in ("webm", "vtt", "webp")} <= set(fetched)


def test_every_page_says_its_language(site: Path) -> None:
    assert [file for file in pages(site) if page_at(file).lang not in built.LANGUAGES] == []


def test_a_front_page_is_light(site: Path) -> None:
    """Under 150 kB without film and pictures, and without a script."""
    for language in built.LANGUAGES:
        for name in built.FRONT:
            file = site / language / f"{name}.html"
            parts = [built.place(site, file, each)[0] for each in page_at(file).fetched]
            light = [each for each in parts if each.suffix not in {".webp", ".webm", ".vtt"}]
            assert file.stat().st_size + sum(each.stat().st_size for each in set(light)) < 150_000, file
            assert not [each for each in parts if each.suffix == ".js"], file


def test_all_of_the_documentation_is_there(site: Path) -> None:
    """Every page of docs/, protocol/ and the root, under the version, and the words of each can be searched."""
    index = (site / __version__ / "searchindex.js").read_text(encoding="utf-8")
    for file in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "protocol").rglob("*.md")]:
        name = file.relative_to(ROOT).with_suffix("").as_posix()
        assert (site / __version__ / f"{name}.html").is_file(), name
        assert f'"{name}"' in index, name


def test_an_older_version_stays(site: Path) -> None:
    """The switch and the list of versions know both, newest first; the older one is as it was."""
    assert page_at(site / "0.9.0" / "index.html").anchors == {"older"}
    known = (site / "versions.js").read_text(encoding="utf-8")
    assert re.findall(r'"([\d.rc]+)":\[', known) == [__version__, "0.9.0"]
    assert [link for link in page_at(site / "versions.html").links if link[0].isdigit()] == [
        f"{__version__}/index.html",
        "0.9.0/index.html",
    ]


def test_a_second_build_is_the_same(site: Path, tmp_path: Path) -> None:
    """Built over the first, all files are the same bytes: no time, no order, no path of this machine is in them."""
    again = tmp_path / "again"
    shutil.copytree(site, again)
    built.build(again)
    assert digest(again) == digest(site)
    for file in again.rglob("*"):
        if file.is_file():
            assert str(ROOT).encode() not in file.read_bytes(), file


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    """What is no site keeps all its files: one is refused before anything is built."""
    kept = tmp_path / "assets" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    done = built.ask(tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path} holds something else" in done.stderr
    assert digest(tmp_path).keys() == {"assets/kept.txt"}


def test_what_is_compared_has_a_source() -> None:
    """Each fact about another product is said in both languages, with a source on its maker's side or named, and a month."""
    table = tomllib.loads((ROOT / "docs" / "site" / "compare.toml").read_text(encoding="utf-8"))
    products = [each["id"] for each in table["products"]]
    assert products == ["tresen", "whatsapp", "chatwoot", "zammad", "signal", "threema", "element"]
    sources = {each["id"]: each for each in table["sources"]}
    for each in sources.values():
        assert each["url"].startswith("https://"), each
        assert re.fullmatch(r"\d{4}-\d{2}", each["read"]), each
    cited = set()
    for row in table["rows"]:
        assert row["de"], row
        assert row["en"], row
        assert set(row["cells"]) == set(products), row["en"]
        for product, cell in row["cells"].items():
            assert {"de", "en"} <= {key for key, said in cell.items() if said}, (row["en"], product)
            if product == "tresen":
                assert (ROOT / f"{cell['page'].partition('#')[0]}.md").is_file(), cell
            elif not cell.get("open"):
                assert cell["from"], (row["en"], product)
                assert set(cell["from"]) <= set(sources), cell
                cited |= set(cell["from"])
    assert cited == set(sources)
