"""The front pages: templates of docs/site/pages, in German and English, with the pictures of docs/img."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any, Final

import imagesize  # type: ignore[import-not-found]
import jinja2  # type: ignore[import-not-found]
from markupsafe import Markup

from supply import names
from supply.site.reading import START

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "docs" / "site"
STYLES: Final = (ROOT / "web" / "ui" / "src" / "styles" / "tokens.css", SOURCE / "assets" / "site.css")
LANGUAGES: Final = ("de", "en")
PAGES: Final = ("index", "shops", "administrators", "privacy", "developers", "compare")
"""Of each language, in the order of the navigation."""


class Missing(Exception):
    """A page names a picture or a page of the documentation that is not there."""


class Writer:
    """Writes the front pages of one version into `site`, and counts on nothing else than the sources."""

    def __init__(self, site: Path, version: str) -> None:
        self._site, self._version = site, version
        self._assets = site / "assets"
        compared = _toml("compare")
        self._pages = jinja2.Environment(
            loader=jinja2.FileSystemLoader(SOURCE / "pages"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals.update(
            picture=self._picture,
            code=_code,
            doc=self._doc,
            version=version,
            shown=names.shown(version),
            pages=PAGES,
            words=_toml("words"),
            compared=compared,
            places={each["id"]: place for place, each in enumerate(compared["sources"], 1)},
            start=f"../{version}/{START}.html",
        )

    def write(self, versions: list[str]) -> None:
        """All pages in both languages, the way in, the list of versions, and what they show."""
        shutil.rmtree(self._assets, ignore_errors=True)
        self._assets.mkdir(parents=True)
        (self._assets / "site.css").write_text(
            "\n".join(style.read_text(encoding="utf-8") for style in STYLES), encoding="utf-8"
        )
        shutil.copy(ROOT / "web" / "inbox" / "public" / "icon.svg", self._assets / "mark.svg")
        shutil.copy(SOURCE / "assets" / "way-in.js", self._assets / "way-in.js")
        for language in LANGUAGES:
            film = self._film(language)
            for page in PAGES:
                self._render(f"{language}/{page}.html", language=language, page=page, film=film)
        self._render("index.html", language="en", versions=versions)
        self._render("versions.html", language="en", versions=versions)

    def _render(self, name: str, **given: Any) -> None:
        target = self._site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = self._pages.get_template(name).render(**given)
        target.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")

    def _picture(self, name: str, alt: str, *, dark: str = "", first: bool = False) -> Markup:
        """A picture of docs/img with its size, so that nothing moves when it arrives; `dark` is its dark twin."""
        for each in (name, *([dark] if dark else [])):
            file = ROOT / "docs" / "img" / f"{each}.webp"
            if not file.is_file():
                raise Missing(f"picture {file.name}")
            shutil.copyfile(file, self._assets / file.name)
        width, height = imagesize.get(self._assets / f"{name}.webp")
        shown = Markup('<img src="../assets/{}.webp" width="{}" height="{}" alt="{}"{}>').format(
            name, width, height, alt, Markup("" if first else ' loading="lazy"')
        )
        if not dark:
            return shown
        other = Markup('<source media="(prefers-color-scheme: dark)" srcset="../assets/{}.webp">').format(
            dark
        )
        return Markup("<picture>{}{}</picture>").format(other, shown)

    def _doc(self, page: str) -> str:
        """The address of a page of the documentation, named as in the repository without `.md`, anchor allowed."""
        path, _, anchor = page.partition("#")
        if not (ROOT / f"{path}.md").is_file():
            raise Missing(f"documentation {path}")
        return f"../{self._version}/{path}.html" + (f"#{anchor}" if anchor else "")

    def _film(self, language: str) -> dict[str, str]:
        """The film's files in `language`, if all of them are there."""
        parts = {part: f"film.{language}.{part}" for part in ("webm", "vtt", "webp")}
        if not all((SOURCE / name).is_file() for name in parts.values()):
            return {}
        for name in parts.values():
            shutil.copyfile(SOURCE / name, self._assets / name)
        return parts


def _code(page: str) -> str:
    """The first Python on a page of the repository, so that what is shown is what is tested."""
    found = re.search(
        r"^```python\n(.*?)^```", (ROOT / f"{page}.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    if found is None:
        raise Missing(f"Python in {page}.md")
    return found[1].rstrip()


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((SOURCE / f"{name}.toml").read_text(encoding="utf-8"))
